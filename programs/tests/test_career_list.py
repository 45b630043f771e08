"""The list of careers and its CSV, as a reader meets them."""

import csv
import io
import re
import time
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.urls import reverse

from programs.careers.filters import CareerFilter
from programs.enums import EntryEducation
from programs.models import Occupation, SearchDocument
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    EstimateFactory,
    OccupationFactory,
    PriorityRuleFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    StateAreaFactory,
    SurveyFactory,
)
from programs.tests.percentiles import pay

pytestmark = pytest.mark.django_db


def page(client, query="", language="", **headers):
    response = client.get(f"{language}/careers/{query}", headers=headers)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def words(text):
    """What a reader reads: without tags, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def rows(client, query="", language=""):
    text = client.get(f"{language}/careers/download.csv{query}").content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.fixture
def bay():
    """Bay County, with a rule ($26 an hour, 60 openings), in the state of the tests."""
    area = AreaFactory(
        county__slug="bay", name="Bay County", name_es="Condado de la Bahía", slug="bay-county"
    )
    PriorityRuleFactory(county=area.county)
    return area


@pytest.fixture
def valley():
    return AreaFactory(county__slug="valley", name="Valley County", slug="valley-county")


@pytest.fixture
def nurse(bay):
    """An occupation with every figure on file."""
    occupation = OccupationFactory(
        code__code="29-1141",
        title="Registered Nurses",
        title_es="Enfermeras registradas",
        entry_education=EntryEducation.ASSOCIATE,
        experience="none",
        interests=["S"],
    )
    SurveyFactory(occupation=occupation, area=bay, jobs=9000, **pay(60))
    EstimateFactory(occupation=occupation, area=bay, openings=1758)
    ProjectionFactory(occupation=occupation, area=StateAreaFactory(), growth=Decimal("10.5"))
    return occupation


def test_a_card_has_code_flags_pay_openings_growth_education_and_programs(client, nurse):
    ProgramOccupationFactory(occupation=nurse)
    ProgramOccupationFactory(occupation=nurse)

    text = page(client)

    for shown in (
        '<a class="card-link" href="/careers/29-1141/">Registered Nurses</a>',
        '<span class="num">29-1141</span>',
        'href="/careers/priority-rule/#bay">Priority job</a>',
        'href="/careers/priority-rule/#bay">High wage</a>',
        'href="/careers/priority-rule/#bay">High demand</a>',
        "$124,800 a year",
        '<strong class="num">1,758</strong> openings a year <span class="soft">(estimate)</span>',
        "growth +10.5%, California 2023–33",
        "Associate&#x27;s degree",
        'href="/programs/?occupation=29-1141">2 programs here lead there',
    ):
        assert shown in text, shown


def test_what_is_not_on_file_is_said_and_never_a_zero(client, bay):
    OccupationFactory(title="Legislators")

    card = page(client).partition('<article class="card')[2].partition("</article>")[0]

    assert "not published" in card
    assert "Openings: <span" in card and "not on file" in card
    assert "education not on file" in card
    assert "growth not published" in card
    assert "No program here is known to lead there." in card
    assert not re.search(r">\s*\$?0\b", card)


def test_sample_programs_are_labeled_and_counted_apart(client, nurse):
    ProgramOccupationFactory(occupation=nurse)
    ProgramOccupationFactory(occupation=nurse, program=ProgramFactory(is_sample=True))

    text = words(page(client))

    assert "1 program here leads there : Registered Nurses and 1 sample program Sample" in text


def test_figures_of_a_broader_code_say_so(client, nurse, bay):
    code = CodeFactory(scheme="soc", code="29-1140", title="Nurses of all kinds")
    nurse.figures.filter(area=bay).update(priced_as=code)

    text = page(client)

    assert "as published for 29-1140 Nurses of all kinds" in text
    assert "in all of 29-1140" in text


def test_the_page_says_whose_figures_it_shows_and_why(client, nurse, valley):
    first = words(page(client))
    other = words(page(client, "?county=valley"))

    assert "Pay and openings are those of Bay County . It has the most jobs" in first
    assert "Pay and openings are those of Valley County . Show Bay County" in other


def test_a_county_without_a_rule_says_so_and_offers_no_flags(client, nurse, valley):
    text = page(client, "?county=valley")

    assert "Valley County has no benchmark and no rule on file" in text
    assert 'name="flag"' not in text and 'value="living"' not in text
    assert "$124,800" not in text


def test_growth_says_that_it_is_the_states(client, nurse):
    assert "By the projection of California for ten years; no agency publishes it by county." in (
        page(client)
    )


def test_each_figure_has_its_source_and_day_below_the_list(client, nurse, bay):
    nurse.figures.filter(area=bay, kind="survey").update(source="Wage survey", as_of="2025-05-31")
    nurse.figures.filter(area=bay, kind="projection").update(source="Our estimate")
    nurse.figures.filter(area__kind="state").update(source="State projections")

    text = words(page(client))

    assert "Source: Wage survey, as of 31 May 2025" in text
    assert "Source: Our estimate, as of 30 Jun 2026" in text
    assert "Source: State projections, as of 30 Jun 2026" in text
    assert "Living wage of one adult: $26.00. Source: Table of the tests" in text


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


def test_spanish_pages_speak_spanish_where_the_data_does(client, nurse):
    OccupationFactory(title="Welders", title_es="")

    text = page(client, language="/es")

    assert "Enfermeras registradas" in text and "Condado de la Bahía" in text
    assert 'action="/es/careers/"' in text
    assert re.search(r'lang="en">\s*Welders', text)


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


# --- CSV ------------------------------------------------------------------------------------------


def test_the_csv_holds_exactly_the_filtered_rows_in_order(client, bay):
    for n in range(30):
        OccupationFactory(title=f"Nurse {n:02d}")
    OccupationFactory(title="Welders")

    found = rows(client, "?q=nurse&sort=name")

    assert [row["Title"] for row in found] == [f"Nurse {n:02d}" for n in range(30)]


def test_the_csv_has_the_source_and_year_of_each_figure(client, nurse, bay):
    nurse.figures.filter(area=bay, kind="survey").update(source="Wage survey")
    nurse.figures.filter(area__kind="state").update(source="State projections", growth="-2.3")
    ProgramOccupationFactory(occupation=nurse, program__sector__name="Health")

    [row] = rows(client)

    assert {
        name: row[name]
        for name in (
            "SOC code",
            "Area",
            "Pay an hour, percentile 50",
            "Pay a year, percentile 50",
            "Jobs",
            "Year of jobs and pay",
            "Source of jobs and pay",
            "Living wage an hour",
            "Year of the living wage",
            "Source of the living wage",
            "Openings a year",
            "Openings are an estimate",
            "How they were estimated",
            "Years of the openings",
            "Growth in percent",
            "Area of the growth",
            "Years of the growth",
            "Source of the growth",
            "Priority job",
            "Year of the rule",
            "Education to enter",
            "Programs here that lead there",
            "Sectors of the programs",
            "Source of the occupation",
            "Page",
        )
    } == {
        "SOC code": "29-1141",
        "Area": "Bay County",
        "Pay an hour, percentile 50": "60.00",
        "Pay a year, percentile 50": "124800",
        "Jobs": "9000",
        "Year of jobs and pay": "2025",
        "Source of jobs and pay": "Wage survey",
        "Living wage an hour": "26.00",
        "Year of the living wage": "2025",
        "Source of the living wage": "Table of the tests",
        "Openings a year": "1758",
        "Openings are an estimate": "yes",
        "How they were estimated": "State openings × the county’s share of the state’s jobs",
        "Years of the openings": "2023–33",
        "Growth in percent": "-2.3",
        "Area of the growth": "California",
        "Years of the growth": "2023–33",
        "Source of the growth": "State projections",
        "Priority job": "yes",
        "Year of the rule": "2025",
        "Education to enter": "Associate's degree",
        "Programs here that lead there": "1",
        "Sectors of the programs": "Health",
        "Source of the occupation": "Table of the tests",
        "Page": "http://testserver/careers/29-1141/",
    }


def test_in_the_csv_what_is_not_published_is_empty_and_not_known_is_not_no(client, bay):
    OccupationFactory(title="Legislators", entry_education=EntryEducation.ASSOCIATE)

    [row] = rows(client)

    assert row["Jobs"] == row["Pay a year, percentile 50"] == row["Openings a year"] == ""
    assert row["Priority job"] == row["High wage"] == "not known"


def test_a_title_that_looks_like_a_formula_is_disarmed_in_the_csv(client):
    OccupationFactory(title="=HYPERLINK(1)")

    assert rows(client)[0]["Title"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("count", [1, 3])
def test_csv_query_count_does_not_grow(client, bay, count, django_assert_num_queries):
    for n in range(count):
        occupation = OccupationFactory(title=f"Nurse {n}")
        SurveyFactory(
            occupation=occupation, area=bay, priced_as=CodeFactory(scheme="soc", code=f"29-{n}")
        )

    with django_assert_num_queries(17):
        assert len(rows(client)) == count


def test_the_csv_in_spanish_has_spanish_pages(client, nurse):
    text = client.get("/es/careers/download.csv").content.decode()

    assert "/es/careers/29-1141/" in text and "Condado de la Bahía" in text


# --- Where it stands ------------------------------------------------------------------------------


def test_the_finder_leads_from_a_title_to_the_page_of_the_occupation(client, nurse):
    document = SearchDocument.objects.get(kind="occupation", object_id=nurse.pk)

    assert (document.page, document.key) == ("programs:career", "29-1141")
    assert 'href="/careers/29-1141/">Registered Nurses</a>' in (
        client.get("/programs/?q=registered+nurses").content.decode()
    )


def test_the_addresses_are_where_they_say():
    assert [
        reverse(f"programs:{name}") for name in ("careers", "careers_csv", "priority_rule")
    ] == [
        "/careers/",
        "/careers/download.csv",
        "/careers/priority-rule/",
    ]
    assert reverse("programs:career", args=["29-1141"]) == "/careers/29-1141/"


def test_careers_are_in_the_menu_and_the_site_map(client, nurse):
    OccupationFactory(code__is_match=False)

    assert '<a href="/careers/" aria-current="page">Careers</a>' in page(client)
    listed = client.get("/sitemap-careers.xml").content.decode()
    assert listed.count("<url>") == 2 and "/es/careers/29-1141/" in listed
    assert "/careers/priority-rule/" in client.get("/sitemap-pages.xml").content.decode()
    assert Occupation.objects.count() == 2
