"""Programs near a place."""

import pytest

from partners.enums import PlaceKind
from partners.tests.factories import PlaceFactory, SiteFactory
from programs.search.answer import DISTANCE, Question, ask, nearest
from programs.tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Programs in El Centro, 13 miles north in Brawley, and one without an address."""
    center = PlaceFactory(name="92243")
    PlaceFactory(kind=PlaceKind.CITY, name="El Centro", city="")
    here, north, nowhere = (ProgramFactory(title=t) for t in ("Here", "North", "Nowhere"))
    SiteFactory(organization=here.organization, latitude=32.79, longitude=-115.56)
    SiteFactory(organization=north.organization, latitude=32.98, longitude=-115.53)
    return center, here, north, nowhere


@pytest.mark.parametrize("near", ["92243", "92243-1234", "El Centro", "el centro, CA", "El Cento"])
def test_near_takes_a_zip_code_or_a_city_even_misspelled(places, near):
    _center, here, _north, _nowhere = places

    assert ask(Question(near=near, within=5)).program_ids == [here.pk]


def test_near_takes_a_school_by_any_of_its_names(places):
    _center, _here, north, _nowhere = places
    north.organization.aliases = ["NC"]
    north.organization.save()

    for near in ("NC", north.organization.name, north.organization.slug):
        assert ask(Question(near=near, within=5)).program_ids == [north.pk], near


def test_radii_count_what_choosing_them_gives_and_name_what_has_no_address(places):
    answer = ask(Question(near="92243", within=5))

    assert answer.radius_counts == {5: 1, 10: 1, 25: 2, 50: 2, 100: 2, None: 3}
    assert answer.no_point == 1


def test_near_without_words_puts_the_nearest_first_and_those_without_address_last(places):
    _center, here, north, nowhere = places

    answer = ask(Question(near="92243"))

    assert (answer.sort, answer.program_ids) == (DISTANCE, [here.pk, north.pk, nowhere.pk])
    assert [m and round(m) for m in answer.miles().values()] == [0, 13, None]


def test_an_unknown_place_changes_nothing(places):
    answer = ask(Question(near="Xanadu", within=5, sort=DISTANCE))

    assert (answer.total, answer.place.point, answer.sort) == (3, None, "best")


def test_nearest_programs_from_python(places):
    _center, here, north, _nowhere = places

    found = nearest((32.79, -115.56))

    assert [(pk, round(miles)) for pk, miles in found] == [(here.pk, 0), (north.pk, 13)]
