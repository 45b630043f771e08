"""The finder's filters: counts, chips, ways out, and addresses that mean nothing."""

import re
import time
from urllib.parse import quote

import pytest

from partners.tests.factories import CountyFactory, OrganizationFactory, PlaceFactory, SiteFactory
from programs.tests.factories import ProgramAreaFactory, ProgramFactory
from programs.tests.finder_page.found import page

pytestmark = pytest.mark.django_db


def test_a_misspelling_offers_the_search_as_typed(client):
    ProgramFactory(title="Nursing")

    text = page(client, "?q=nursng&segment=college")

    assert "Showing results for <strong>nursing</strong>" in text
    assert 'href="/programs/?q=nursng&amp;segment=college&amp;exact=1"' in text


def test_chips_take_one_filter_away_and_keep_the_rest(client):
    county = CountyFactory(slug="imperial", name="Imperial")
    ProgramFactory(title="Welding", organization__county=county)

    text = page(client, "?q=welding&segment=college&county=imperial&sort=name")

    chips = re.findall(r'class="chip" href="([^"]+)"', text)
    assert chips == [
        "/programs/?q=welding&amp;county=imperial&amp;sort=name#results",
        "/programs/?q=welding&amp;segment=college&amp;sort=name#results",
    ]
    assert 'class="clear" href="/programs/?q=welding#results"' in text


def test_a_facet_appears_when_a_published_row_carries_a_value(client):
    ProgramFactory(status="draft", award="associate")
    ProgramAreaFactory()

    text = page(client)

    assert 'name="segment"' in text
    assert 'name="award"' not in text and 'name="format"' not in text


def test_long_facets_hide_the_rest_behind_more_and_keep_chosen_values_in_view(client):
    for n in range(12):
        ProgramFactory(sector__slug=f"field-{n:02d}", sector__name=f"Field {n:02d}")

    text = page(client, "?sector=field-11")

    seen, more = text.split('<details id="more-sector">')
    assert "5 more" in more
    assert 'id="f-sector-field-11"' in seen
    assert re.search(r'id="f-sector-field-11"[^>]* checked', seen)


def test_a_district_stands_behind_its_schools(client):
    district = OrganizationFactory(kind="district", name="Aaa District", slug="aaa")
    ProgramFactory(organization__parent=district, organization__slug="zzz")
    ProgramFactory(organization__parent=district, organization__slug="yyy")

    text = page(client)

    assert text.index('value="zzz"') < text.index('value="aaa"')


def test_a_district_that_repeats_one_school_is_left_out_unless_chosen(client):
    district = OrganizationFactory(kind="district", name="Aaa District", slug="aaa")
    ProgramFactory(organization__parent=district, organization__slug="zzz")

    assert 'value="aaa"' not in page(client)
    assert 'value="aaa"' in page(client, "?organization=aaa")


def test_nothing_found_says_which_filter_to_drop(client):
    county = CountyFactory(slug="imperial", name="Imperial")
    ProgramFactory(title="Welding", organization__county=county)

    text = page(client, "?q=welding&county=imperial&segment=ae")

    assert "No program matches all of this" in text
    assert 'href="/programs/?q=welding&amp;county=imperial">Without Segment: Adult school' in text


def test_an_unknown_place_is_a_sentence(client):
    ProgramFactory(organization__county__name="Imperial")
    CountyFactory(name="San Diego")

    assert "ZIP code 10001 is in none of the region’s counties (Imperial, San Diego)" in page(
        client, "?near=10001"
    )
    assert "We do not know a place called “Xanadu”" in page(client, "?near=Xanadu")


def test_programs_without_an_address_are_said_not_silently_lost(client):
    PlaceFactory(name="92243")
    SiteFactory(organization=ProgramFactory().organization)
    ProgramFactory()

    assert "1 more program has no address on file" in page(client, "?near=92243&within=5")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?sector=x", "“x” is not a choice of “Sector”"),
        ("?miles=10&page=1", "There is no filter called “miles”; it was left out."),
        ("?sort=price", "The list cannot be sorted by “price”."),
        ("?sort=distance", "Sorting by distance needs a place"),
        ("?within=10", "A distance needs a place"),
        ("?near=92243&within=7", "“7” is not a distance we offer"),
        ("?q=the", "“the” has no word to search for"),
        ("?q=" + quote("welding " * 200), "words were left out"),
    ],
)
def test_what_means_nothing_is_left_out_with_a_sentence(client, query, sentence):
    ProgramFactory(title="Welding")
    PlaceFactory(name="92243")

    assert sentence in page(client, query)


def test_what_links_are_tracked_by_is_no_unknown_filter(client):
    ProgramFactory()

    assert "There is no filter" not in page(client, "?utm_source=flyer&fbclid=1&page=1&q=")


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>=1",
        "q=%00nursing",
        "q=%ff%fe",
        "q=" + "a" * 10_000,
        "q=" + "welding+" * 2_000,
        "page=1e9",
        "page=-1",
        "page=abc",
        "page=99999999999999999999",
        "segment=<script>alert(1)</script>",
        "q=<script>alert(1)</script>",
        "near=<script>alert(1)</script>",
        "sort=<script>alert(1)</script>",
        "within=<script>alert(1)</script>",
        "q='%20OR%201=1;--&near=%25_%25",
        "q=a%26b|!(c:*d)&exact=1",
        "q=%F0%9F%98%80%20%C2%A0%E2%80%AE",
        "segment=college&segment=ae&segment=college&q=a&q=b&page=1&page=2&near=x&near=y",
        "&".join(f"sector=s{n}" for n in range(900)),
    ],
)
@pytest.mark.parametrize("path", ["/programs/", "/es/programs/", "/programs/download.csv"])
def test_bad_input_gets_a_page_or_a_refusal_within_a_second(client, path, query):
    ProgramFactory(title="Welding")
    client.get(path)

    start = time.perf_counter()
    response = client.get(f"{path}?{query}")
    body = b"".join(response.streaming_content) if response.streaming else response.content

    assert response.status_code in {200, 400}
    assert b"<script>alert" not in body
    assert time.perf_counter() - start < 1


def test_a_page_beyond_the_last_one_shows_the_last_one(client):
    for n in range(25):
        ProgramFactory(title=f"Program {n:02d}", sector=None)

    text = page(client, "?sort=name&page=1000000000")

    assert text.count('<article class="card') == 5
    assert "Program 24" in text


def test_htmx_gets_the_results_only_and_a_clean_address(client):
    ProgramFactory(title="Welding")

    response = client.get("/programs/?q=welding&near=&sort=", headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "<html" not in text and '<div id="finder"' in text
    assert '<p id="finder-status"' in text and "1 program</p>" in text
    assert "HX-Request" in response["Vary"]
    assert response["HX-Push-Url"] == "/programs/?q=welding"


def test_the_whole_page_varies_too_so_that_no_cache_mixes_them(client):
    assert "HX-Request" in client.get("/programs/")["Vary"]
