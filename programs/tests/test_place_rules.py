"""Rules of place gaps: the nearest program, four states of a school, real and made up."""

import random
from datetime import UTC, datetime

import pytest

from partners.distance import miles_between
from partners.enums import InventoryState, Segment
from partners.tests.factories import OrganizationFactory, SchoolFactory, SiteFactory
from pathways_portal.common.enums import EditingStatus
from programs.gaps.place import rules
from programs.gaps.place.prepare import prepare
from programs.gaps.place.rules import Places, SchoolState, state_of_school
from programs.models import GapSnapshot, NearestProgram
from programs.tests.factories import ProgramFactory, SectorFactory

NOW = datetime(2026, 11, 27, 20, tzinfo=UTC)
HIGH_SCHOOL = Segment.HIGH_SCHOOL


@pytest.mark.parametrize(
    ("given", "state"),
    [
        pytest.param({"is_own": True, "miles": 0.0}, SchoolState.OWN, id="its own"),
        pytest.param({"miles": 10.0}, SchoolState.NEAR, id="as far as asked is near"),
        pytest.param({"miles": 10.1}, SchoolState.UNREPORTED, id="farther is not near"),
        pytest.param({}, SchoolState.UNREPORTED, id="silence is not absence"),
        pytest.param(
            {"inventories": [InventoryState.PARTIAL]}, SchoolState.UNREPORTED, id="a part"
        ),
        pytest.param({"inventories": [InventoryState.COMPLETE]}, SchoolState.ABSENT, id="complete"),
        pytest.param({"inventories": [InventoryState.NONE_OFFERED]}, SchoolState.ABSENT, id="none"),
        pytest.param(
            {"inventories": [InventoryState.COMPLETE], "miles": 3.0},
            SchoolState.NEAR,
            id="near first",
        ),
    ],
)
def test_a_school_has_one_of_four_states(given, state):
    usual = {"is_own": False, "miles": None, "within": 10, "inventories": []}

    assert state_of_school(**usual | given) == state


def test_the_nearest_is_that_of_a_slow_search():
    dice = random.Random(4)

    def point():
        return dice.uniform(32.4, 34.4), dice.uniform(-117.6, -114.4)

    points = [(point(), number) for number in range(60)]
    places = Places(points)

    for _turn in range(200):
        here = point()
        slow = min((miles_between(here, there), number) for there, number in points)
        assert places.nearest(here) == (slow if slow[0] <= rules.MOST_MILES else None)


def test_nothing_is_near_without_places():
    assert Places([]).nearest((32.7, -117.1)) is None


def at(organization, latitude=32.79, longitude=-115.56):
    SiteFactory(organization=organization, latitude=latitude, longitude=longitude)
    return organization


def nearest():
    """{(school, sector): (program, is own, whole miles)} of high schools after a count."""
    prepare(NOW)
    rows = NearestProgram.objects.filter(segment=HIGH_SCHOOL)
    return {(row.school, row.sector): (row.program, row.is_own, round(row.miles)) for row in rows}


@pytest.mark.django_db
def test_a_school_has_its_own_program_before_a_near_one():
    school = at(SchoolFactory())
    own = ProgramFactory(organization=school, segment=HIGH_SCHOOL)
    ProgramFactory(organization=at(OrganizationFactory()), sector=own.sector)

    assert nearest() == {(school, own.sector): (own, True, 0)}


@pytest.mark.django_db
def test_the_nearest_program_is_one_that_its_students_can_enter():
    school = at(SchoolFactory())
    sector = SectorFactory()
    adult = at(OrganizationFactory(), latitude=32.80)
    ProgramFactory(organization=adult, sector=sector, segment=Segment.ADULT_EDUCATION)
    college = ProgramFactory(organization=at(OrganizationFactory(), latitude=33.08), sector=sector)

    assert nearest() == {(school, sector): (college, False, 20)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="unpublished"),
        pytest.param({"is_sample": True}, id="made up"),
        pytest.param({"organization__status": EditingStatus.DRAFT}, id="of a hidden college"),
    ],
)
def test_what_does_not_count_is_near_to_no_real_school(changed):
    at(SchoolFactory())
    at(ProgramFactory(**changed).organization)

    assert nearest() == {}


@pytest.mark.django_db
def test_a_sample_program_is_near_to_a_sample_school():
    school = at(SchoolFactory(is_sample=True))
    program = ProgramFactory(is_sample=True)
    at(program.organization)

    assert nearest() == {(school, program.sector): (program, False, 0)}


@pytest.mark.django_db
def test_farther_than_fifty_miles_is_not_looked_for():
    at(SchoolFactory())
    at(ProgramFactory().organization, latitude=33.6)

    assert nearest() == {}


@pytest.mark.django_db
def test_the_number_of_the_day_counts_pairs_of_school_and_sector_without():
    school = at(SchoolFactory())
    at(SchoolFactory(), latitude=33.79)
    ProgramFactory(organization=school, segment=HIGH_SCHOOL)
    SectorFactory()

    prepare(NOW)

    assert GapSnapshot.objects.get(key="place:hs:10:missing").value == 3
