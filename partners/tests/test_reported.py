"""What was told for a year, and by whom: a list speaks for its year, a district for its schools."""

import datetime

import pytest

from partners import reported
from partners.enums import InventoryKind, InventoryState
from partners.tests.factories import DistrictFactory, InventoryFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

YEAR, WBL = "2026-27", InventoryKind.WBL


def told(organization, state, *, kind=WBL, year=YEAR):
    return InventoryFactory(
        organization=organization,
        kind=kind,
        state=state,
        academic_year=year,
        confirmed_on=datetime.date(2026, 10, 1),
        confirmed_by=UserFactory(),
    )


@pytest.fixture
def school():
    return SchoolFactory(parent=DistrictFactory())


def speaking(school):
    return reported.who_speaks_for(school)


@pytest.mark.parametrize(
    ("state", "is_whole"),
    [
        (InventoryState.COMPLETE, True),
        (InventoryState.NONE_OFFERED, True),
        (InventoryState.PARTIAL, False),
        (InventoryState.UNKNOWN, False),
    ],
)
def test_only_a_whole_list_confirms_absence(school, state, is_whole):
    row = told(school, state)

    assert reported.whole_list(speaking(school), WBL, YEAR) == (row if is_whole else None)
    assert [*reported.whole_lists(WBL, YEAR)] == ([row] if is_whole else [])


@pytest.mark.parametrize("other", [{"year": "2025-26"}, {"kind": InventoryKind.PROGRAMS}])
def test_a_list_of_another_year_or_kind_says_nothing(school, other):
    told(school, InventoryState.COMPLETE, **other)

    assert reported.lists_of(speaking(school), WBL, YEAR) == {}
    assert reported.whole_list(speaking(school), WBL, YEAR) is None
    assert reported.how_far(speaking(school), WBL, YEAR) == InventoryState.UNKNOWN
    assert reported.states_in(WBL, YEAR) == {}
    assert not reported.whole_lists(WBL, YEAR).exists()


def test_the_list_of_a_district_speaks_for_its_schools_and_no_others(school):
    row = told(school.parent, InventoryState.COMPLETE)
    told(school, InventoryState.PARTIAL)

    assert reported.whole_list(speaking(school), WBL, YEAR) == row
    assert reported.how_far(speaking(school), WBL, YEAR) == InventoryState.COMPLETE
    assert reported.whole_list(speaking(SchoolFactory()), WBL, YEAR) is None


def test_the_own_list_is_asked_first(school):
    told(school.parent, InventoryState.COMPLETE)
    own = told(school, InventoryState.NONE_OFFERED)

    assert reported.whole_list(speaking(school), WBL, YEAR) == own


def test_whoever_has_no_district_speaks_alone():
    school = SchoolFactory(parent=None)

    assert speaking(school) == [school.pk]
