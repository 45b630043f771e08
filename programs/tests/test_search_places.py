"""From what somebody typed to a place: same names are told apart, and a link leads to that one."""

import re
from html import unescape

import pytest

from partners.enums import PlaceKind
from partners.tests.factories import (
    OrganizationFactory,
    PlaceFactory,
    SchoolFactory,
    SiteFactory,
)
from programs.search.places import find_place
from programs.tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def school(name, slug, *, city, latitude, district=None):
    parent = OrganizationFactory(kind="district", name=district) if district else None
    organization = SchoolFactory(name=name, slug=slug, parent=parent)
    SiteFactory(organization=organization, city=city, latitude=latitude)
    return organization


@pytest.fixture
def centrals():
    """Three schools of one name, two of them in one city, and one of another name."""
    school("Central Elementary", "central-elementary", city="Escondido", latitude=33.1)
    school(
        "Central Elementary",
        "central-elementary-2",
        city="Chula Vista",
        latitude=32.6,
        district="North District",
    )
    school(
        "Central Elementary",
        "central-elementary-3",
        city="Chula Vista",
        latitude=32.7,
        district="South District",
    )
    school("Calexico High", "calexico-high", city="Calexico", latitude=32.68)


def labels(place):
    return [one.label for one in place.suggested]


def test_places_that_share_a_name_are_told_apart_by_city_then_district(centrals):
    assert labels(find_place("centrl elem")) == [
        "Central Elementary (Escondido)",
        "Central Elementary (Chula Vista, North District)",
        "Central Elementary (Chula Vista, South District)",
    ]


def test_a_suggestion_leads_to_the_very_place_it_names(centrals):
    found = [find_place(one.key) for one in find_place("centrl elem").suggested]

    assert [place.point[0] for place in found] == [33.1, 32.6, 32.7]
    assert not any(place.guessed or place.suggested for place in found)


def test_a_place_alone_with_its_name_needs_no_city(centrals):
    place = find_place("calexco hgh")

    assert "Calexico High" in [place.name, *labels(place)]


def test_one_place_with_many_names_is_suggested_once():
    organization = school("Harbor Tech", "harbor-tech", city="Calexico", latitude=32.68)
    organization.short_name, organization.aliases = "Harbor T", ["Harbor Teck", "Harbor Techs"]
    organization.save()

    place = find_place("harbr tec")

    assert [place.name, *labels(place)].count("Harbor Tech") == 1


def test_a_name_that_several_share_is_taken_and_the_others_are_named(centrals):
    place = find_place("central elementary")

    assert (place.name, place.guessed) == ("Central Elementary", False)
    assert len(place.suggested) == 2
    assert place.point not in [find_place(one.key).point for one in place.suggested]


def test_a_slug_of_one_piece_gives_way_to_a_city_and_is_still_reached():
    PlaceFactory(kind=PlaceKind.CITY, name="Alba", city="", latitude=33.3)
    school("Alba", "alba", city="Escondido", latitude=33.1)
    school("Albas", "albas", city="Escondido", latitude=33.2)

    [city_first, *_others] = [find_place(text).point[0] for text in ("alba", "Alba")]
    other = next(one for one in find_place("albs").suggested if "Escondido" in one.label)

    assert city_first == 33.3
    assert find_place(other.key).point[0] == 33.1


def test_the_finder_links_to_each_place_of_the_name(client, centrals):
    ProgramFactory()

    page = client.get("/programs/?near=central+elementary&sort=name").content.decode()
    links = [unescape(link) for link in re.findall(r'href="([^"]+near=central-[^"]+)"', page)]

    assert "Another place has this name:" in page
    assert links == [
        "/programs/?sort=name&near=central-elementary-2",
        "/programs/?sort=name&near=central-elementary-3",
    ]


def test_near_names_each_place_once(client, centrals):
    page = client.get("/near/?place=centrl+elementary").content.decode()
    said = page.split("We know no")[1].split("<section")[0]

    assert said.count("place=central-elementary-2") == 1
    assert said.count("place=central-elementary-3") == 1
