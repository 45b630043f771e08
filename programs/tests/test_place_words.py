"""A place among the words of a question."""

import pytest

from partners.enums import PlaceKind
from partners.tests.factories import PlaceFactory
from programs.filters import ProgramFilter
from programs.search.place_words import Parted, part

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cities():
    for name in ("El Centro", "Imperial", "Imperial Beach", "Vista"):
        PlaceFactory(kind=PlaceKind.CITY, name=name, latitude=32.8, longitude=-115.5)


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        pytest.param("nursing 92243", "nursing", "92243", id="ZIP code"),
        pytest.param("92243-1234 nursing", "nursing", "92243", id="long ZIP code first"),
        pytest.param("welding el centro", "welding", "El Centro", id="city at the end"),
        pytest.param("El Centro welding", "welding", "El Centro", id="city first"),
        pytest.param("nurse near El Centro", "nurse", "El Centro", id="near"),
        pytest.param("soldadura cerca de Vista", "soldadura", "Vista", id="cerca de"),
        pytest.param("welding, Imperial Beach", "welding", "Imperial Beach", id="the longer city"),
    ],
)
def test_a_place_is_taken_out_of_the_words(text, words, place):
    assert part(text) == Parted(words, place)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("El Centro", id="nothing else is left"),
        pytest.param("92243", id="only a ZIP code"),
        pytest.param("welding", id="no place"),
        pytest.param("welding Chicago", id="a city that is not on file"),
        pytest.param("123010", id="a program code"),
        pytest.param("51.38011", id="digits of a code"),
        pytest.param("vistas of art", id="a word that begins like a city"),
    ],
)
def test_words_stay_where_no_place_stands_among_them(text):
    assert part(text) is None


def test_a_place_that_was_named_leaves_the_words_alone():
    finder = ProgramFilter({"q": "welding el centro", "near": "92243"})

    assert (finder.inputs["q"], finder.inputs["near"]) == ("welding el centro", "92243")


def test_words_as_they_are_typed_have_no_place():
    finder = ProgramFilter({"q": "welding el centro", "exact": "1"})

    assert (finder.inputs["q"], finder.inputs["near"]) == ("welding el centro", "")


def test_the_page_says_so_and_leads_back(client):
    page = client.get("/programs/", {"q": "welding el centro"}).content.decode()

    assert "near <strong>El Centro</strong>" in page
    assert 'href="/programs/?q=welding+el+centro&amp;exact=1"' in page
