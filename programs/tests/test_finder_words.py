"""What lists say of their address: on paper, of pages there are not, of values given twice."""

import re

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict

from partners.tests.factories import PlaceFactory, SchoolFactory, SiteFactory
from partners.tests.reading import text
from programs.address_words import about_repeats, page_of
from programs.tests.factories import ProgramFactory

SITE = "https://pathways.example.org"


@pytest.mark.parametrize(
    ("asked", "last", "shown", "words"),
    [
        pytest.param(None, 3, 1, "", id="nothing asked"),
        pytest.param("", 3, 1, "", id="an empty value"),
        pytest.param("3", 3, 3, "", id="a page there is"),
        pytest.param("4", 3, 3, "“4”; this is the last one, page 3.", id="one too many"),
        pytest.param("1000000000", 3, 3, "this is the last one, page 3.", id="far too many"),
        pytest.param("1e9", 3, 1, "“1e9”; this is the first one.", id="no number"),
        pytest.param("-1", 3, 1, "“-1”; this is the first one.", id="before the first"),
        pytest.param("0", 3, 1, "“0”; this is the first one.", id="nought"),
        pytest.param("7", 1, 1, "“7”; this is the only one.", id="a list of one page"),
        pytest.param(
            "9" * 5000, 1, 1, "9…”; this is the only one.", id="longer than numbers may be"
        ),
    ],
)
def test_a_page_that_is_not_there_is_a_sentence_and_the_nearest_page(asked, last, shown, words):
    page, sentence = page_of(Paginator(range(last), 1), asked)

    assert page.number == shown
    assert bool(sentence) == bool(words)
    assert words in sentence


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("q=a&q=b", ["q"]),
        ("near=92243&near=92101&sort=name&sort=best", ["near", "sort"]),
        ("within=5&within=10", ["within"]),
        ("q=a&q=a", []),
        ("segment=college&segment=ae", []),
        ("q=a", []),
    ],
)
def test_a_value_given_twice_is_a_sentence_for_what_can_be_asked_once(query, named):
    said = list(about_repeats(QueryDict(query)))

    assert [re.search("“(.*?)” more than once", words)[1] for words in said] == named


def test_the_sentence_names_the_value_that_counts():
    [words] = about_repeats(QueryDict("q=welding&q=nursing"))

    assert words == "The address gives “q” more than once; the last one counts: “nursing”."


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/programs/", "/schools/"])
def test_lists_say_both(client, path):
    SchoolFactory(name="Harbor High")
    ProgramFactory(title="Harbor work")

    words = text(client.get(f"{path}?q=x&q=harbor&page=9"))

    assert "The address gives “q” more than once" in words
    assert "There is no page “9”" in words


@pytest.mark.django_db
def test_near_says_that_it_was_given_two_places(client):
    assert "The address gives “place” more than once" in text(
        client.get("/near/?place=92101&place=92243")
    )


@pytest.mark.django_db
def test_paper_tells_words_filters_place_order_count_and_whole_address(client, settings):
    settings.SITE_URL = SITE
    PlaceFactory(name="92243", city="El Centro")
    program = ProgramFactory(title="Nursing", organization=SiteFactory().organization)

    page = client.get(
        "/programs/?q=nursng&segment=college&segment=ae&near=92243&within=25&bogus=1&page=4"
    ).content.decode()
    said = re.search(r'<dl class="print-only state-in-words">(.*?)</dl>', page)[1]
    pairs = re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", said)

    assert pairs[:4] == [
        ("Words searched", "“nursng”, searched as “nursing”"),
        ("Segment", "College, Adult school"),
        ("Place", "Within 25 miles of 92243 (El Centro)"),
        ("Order", "best match"),
    ]
    assert re.fullmatch(r"1 program, counted on \d+ [A-Z][a-z]{2} \d{4}", pairs[4][1])
    assert pairs[5:] == [
        (
            "Address",
            f"{SITE}/programs/?q=nursng&amp;segment=college&amp;segment=ae"
            "&amp;near=92243&amp;within=25",
        )
    ]
    assert f'data-address="{SITE}{program.get_absolute_url()}"' in page


@pytest.mark.django_db
def test_paper_of_a_longer_list_says_which_rows_it_holds_and_how_many_are_samples(client):
    for number in range(25):
        ProgramFactory(is_sample=number == 0)

    words = text(client.get("/programs/?page=2"))

    assert "Asked for all programs" in words
    assert "25 programs, 1 of them sample data, 21 to 25 on this page, counted on" in words


@pytest.mark.django_db
def test_the_finders_footer_prints_no_address_for_it_would_grow_old(client, settings):
    """htmx changes the results without the footer; elsewhere the footer tells where one is."""
    settings.SITE_URL = SITE
    footers = {
        path: client.get(path).content.decode().split("<footer")[1]
        for path in ("/programs/?q=x", "/near/?place=92243")
    }

    assert SITE not in footers["/programs/?q=x"]
    assert f'<p class="print-only">{SITE}/near/?place=92243</p>' in footers["/near/?place=92243"]


@pytest.mark.django_db
def test_the_whole_address_of_a_spanish_state_is_spanish(client, settings):
    settings.SITE_URL = SITE

    assert f"{SITE}/es/programs/?q=x" in client.get("/es/programs/?q=x").content.decode()
