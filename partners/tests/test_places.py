"""Where are you now: a ZIP code, a city, a school or a college as people type it."""

import pytest

from partners.distance import miles_between
from partners.enums import PlaceKind
from partners.places import locate
from partners.tests.factories import OrganizationFactory, PlaceFactory, SchoolFactory, SiteFactory
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db
EL_CENTRO = (32.79, -115.56)


@pytest.mark.parametrize("typed", ["92243", " 92243 ", "92243-1234", "92243 El Centro"])
def test_zip_code_is_found(typed):
    PlaceFactory(name="92243")

    assert locate(typed).point == EL_CENTRO


@pytest.mark.parametrize(
    "typed", ["El Centro", "el  centro", "El Centro, CA", "EL CENTRO California"]
)
def test_city_is_found(typed):
    PlaceFactory(kind=PlaceKind.CITY, name="El Centro", city="")

    assert locate(typed).point == EL_CENTRO


@pytest.mark.parametrize("typed", ["imperial valley college", "IVC", "Imperial", "imperial-valley"])
def test_college_is_found_by_any_of_its_names(typed):
    college = OrganizationFactory(
        name="Imperial Valley College",
        short_name="Imperial",
        aliases=["IVC"],
        slug="imperial-valley",
    )
    SiteFactory(organization=college)

    assert locate(typed).organization == college


def test_the_only_school_that_holds_the_words_is_found():
    school = SchoolFactory(name="Brawley Union High")
    SiteFactory(organization=school)
    SiteFactory(organization=SchoolFactory(name="Brawley Middle"))

    assert locate("brawley high").organization == school


def test_words_of_several_schools_become_suggestions():
    for name in ("Brawley Union High", "Brawley Middle"):
        SiteFactory(organization=SchoolFactory(name=name))

    where = locate("brawley")

    assert where.point is None
    assert set(where.suggestions) == {"Brawley Union High", "Brawley Middle"}


def test_a_misspelled_city_is_suggested():
    PlaceFactory(kind=PlaceKind.CITY, name="Calexico", city="")

    assert locate("Calexco").suggestions == ["Calexico"]


def test_a_school_that_is_not_public_is_no_place():
    SiteFactory(organization=SchoolFactory(name="Hidden High", status=EditingStatus.DRAFT))

    where = locate("Hidden High")

    assert (where.point, where.suggestions) == (None, [])


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "%", "(", "99999", "x" * 5000])
def test_nonsense_is_no_place_and_no_error(typed):
    assert locate(typed).point is None


def test_miles_between_known_cities():
    """San Diego to El Centro is about 93 miles as the crow flies."""
    assert miles_between((32.7157, -117.1611), (32.792, -115.563)) == pytest.approx(93, abs=1)


@pytest.mark.parametrize("second", [None, (None, -115.0)])
def test_distance_to_nowhere_is_not_known(second):
    assert miles_between(EL_CENTRO, second) is None
