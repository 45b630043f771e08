"""Filters of the list of careers: counts, chips, pages, and addresses that mean nothing."""

import re
import time
from urllib.parse import quote

import pytest

from programs.careers.filters import CareerFilter
from programs.tests.career_list.listed_careers import page
from programs.tests.factories import (
    EstimateFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    StateAreaFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


def test_whether_a_program_here_leads_there_is_the_first_filter(client, nurse):
    ProgramOccupationFactory(occupation=nurse)

    groups = client.get("/careers/").context["careers"].groups

    assert [group.facet.name for group in groups][:2] == ["programs", "flag"]


def test_filters_have_counts_and_the_chosen_one_is_checked(client, nurse):
    OccupationFactory(title="Welders", interests=["R"])

    text = page(client, "?interest=social")

    line = r'value="{}" form="finder-form"{}> <span>[^<]+</span> <span class="count">{}</span>'
    assert re.search(line.format("social", " checked", 1), text)
    assert re.search(line.format("realistic", "", 1), text)
    assert re.search(line.format("artistic", "", 0), text)


def test_pay_is_one_choice_among_all(client, nurse):
    text = page(client)

    assert re.search(r'type="radio" id="f-pay-any" name="pay" value="" [^>]*checked', text)
    assert "At least the living wage, $26.00 an hour" in text


def test_sectors_without_an_occupation_are_not_listed_unless_chosen(client, nurse):
    ProgramFactory(sector__slug="energy")

    assert 'value="energy"' not in page(client)
    assert 'value="energy"' in page(client, "?sector=energy")


def test_chips_take_one_filter_away_and_keep_the_rest(client, nurse, valley):
    text = page(client, "?q=nurses&county=valley&interest=social&education=associate&sort=name")

    chips = re.findall(r'class="chip" href="([^"]+)"', text)
    kept = "/careers/?q=nurses&amp;county=valley"
    assert chips == [
        f"{kept}&amp;interest=social&amp;sort=name#results",
        f"{kept}&amp;education=associate&amp;sort=name#results",
    ]
    assert f'class="clear" href="{kept}#results"' in text


def test_the_list_has_25_a_page_and_each_page_is_an_address(client):
    for n in range(30):
        OccupationFactory(title=f"Job {n:02d}")

    first, second = page(client, "?sort=name"), page(client, "?sort=name&page=2")

    assert first.count('<article class="card') == 25
    assert 'href="?sort=name&amp;page=2"' in first
    assert re.findall(r"Job \d\d</a></h3>", second) == [f"Job {n}</a></h3>" for n in range(25, 30)]


def test_a_page_beyond_the_last_one_shows_the_last_one(client):
    OccupationFactory(title="Job")

    assert page(client, "?page=1000000000").count('<article class="card') == 1


def test_nothing_found_says_which_filter_to_drop(client, nurse):
    text = page(client, "?q=nurses&education=bachelor")

    assert "No occupation matches all of this" in text
    assert 'href="/careers/?q=nurses">Without Education to enter: Bachelor' in text
    assert 'href="/programs/?q=nurses">Search programs for these words' in text


def test_a_filter_that_nothing_can_pass_here_says_why(client, nurse, valley):
    text = page(client, "?county=valley&flag=priority&pay=living")

    assert "Valley County has no rule on file, so no occupation is flagged there." in text
    assert "Valley County has no living wage on file" in text
    assert "No occupation matches all of this" in text


def test_an_empty_data_base_is_a_page(client):
    text = page(client)

    assert "No occupation is on file yet." in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?sector=x", "“x” is not a choice of “Sector of the programs”"),
        ("?miles=10&page=1", "There is no filter called “miles”; it was left out."),
        ("?sort=price", "The list cannot be sorted by “price”."),
        ("?sort=best", "Sorting by best match needs words."),
        ("?county=nowhere", "No figures are on file for a county called “nowhere”."),
        ("?q=a&q=nurses", "The address gives “q” more than once; the last one counts: “nurses”."),
        ("?county=x&county=valley", "The address gives “county” more than once"),
        ("?page=999999", "There is no page “999999”; this is the only one."),
        ("?q=the", "“the” has no word to search for"),
        ("?q=" + quote("nurses " * 200), "words were left out"),
    ],
)
def test_what_means_nothing_is_left_out_with_a_sentence(client, nurse, query, sentence):
    assert sentence in page(client, query)


def test_a_misspelling_offers_the_search_as_typed(client, nurse):
    text = page(client, "?q=nrses&interest=social")

    assert "Showing results for <strong>nurses</strong>" in text
    assert 'href="/careers/?q=nrses&amp;interest=social&amp;exact=1"' in text


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>=1",
        "q=%00nursing",
        "q=%ff%fe",
        "q=" + "a" * 10_000,
        "page=1e9",
        "page=-1",
        "page=99999999999999999999",
        "pay=<script>alert(1)</script>&pay=living&pay=1e99",
        "q=<script>alert(1)</script>",
        "county=<script>alert(1)</script>",
        "sort=<script>alert(1)</script>",
        "q='%20OR%201=1;--",
        "q=a%26b|!(c:*d)&exact=1",
        "q=99-9999.99.99",
        "q=%F0%9F%98%80%20%C2%A0%E2%80%AE",
        "flag=priority&flag=priority&q=a&q=b&page=1&page=2&county=x&county=y",
        "&".join(f"sector=s{n}" for n in range(900)),
    ],
)
@pytest.mark.parametrize("path", ["/careers/", "/es/careers/", "/careers/download.csv"])
def test_bad_input_gets_a_page_or_a_refusal_within_a_second(client, nurse, path, query):
    client.get(path)

    start = time.perf_counter()
    response = client.get(f"{path}?{query}")

    assert response.status_code in {200, 400}
    assert b"<script>alert" not in response.content
    assert time.perf_counter() - start < 1


def test_htmx_gets_the_results_only_and_a_clean_address(client, nurse):
    response = client.get("/careers/?q=nurses&county=&sort=", headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "<html" not in text and '<div id="finder"' in text
    assert "1 occupation</p>" in text
    assert "HX-Request" in response["Vary"]
    assert response["HX-Push-Url"] == "/careers/?q=nurses"


def test_the_page_works_without_script(client, nurse):
    text = page(client)

    assert '<form id="finder-form" class="form form-row finder-search" method="get"' in text
    assert text.count("<noscript>") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_page_query_count_does_not_grow(client, bay, count, django_assert_num_queries):
    for n in range(count):
        occupation = OccupationFactory(title=f"Nurse {n}")
        SurveyFactory(occupation=occupation, area=bay)
        EstimateFactory(occupation=occupation, area=bay)
        ProjectionFactory(occupation=occupation, area=StateAreaFactory())
        ProgramOccupationFactory(occupation=occupation)

    with django_assert_num_queries(15):  # 12 of the answer, occupations, figures
        text = page(client, "?q=nurse")

    assert text.count('<article class="card') == count


def test_the_filters_queryset_holds_the_rows_of_the_answer(nurse):
    OccupationFactory(title="Welders")

    assert list(CareerFilter({"q": "nurses"}).qs) == [nurse]
