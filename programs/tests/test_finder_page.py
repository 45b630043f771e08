"""The finder's page and its CSV, as a reader meets them."""

import csv
import io
import re
import time
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from partners.tests.factories import CountyFactory, OrganizationFactory, PlaceFactory, SiteFactory
from pathways_portal.common.enums import EditingStatus
from programs import tasks
from programs.downloads import cell
from programs.enums import Availability
from programs.models import Program, SearchDocument
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    EstimateFactory,
    OfferingFactory,
    PathwayProgramFactory,
    PriorityRuleFactory,
    ProgramAreaFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


def page(client, query="", **headers):
    response = client.get(f"/programs/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def rows(client, query=""):
    response = client.get(f"/programs/download.csv{query}")
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_page_shows_cards_with_who_award_where_it_leads_and_source(client):
    program = ProgramFactory(
        title="Welding", organization__name="Bay College", units_min=9, units_max=9.5
    )
    for rank, title in enumerate(["Welders", "Brazers", "Solderers"], start=1):
        ProgramOccupationFactory(program=program, occupation__title=title, rank=rank)

    text = page(client)

    for shown in (
        "1 program",
        f'href="{program.get_absolute_url()}"',
        "Bay College",
        "Associate degree",
        "9 to 9.5 units in the major",
        "Welders",
        "and 2 more occupations",
        "Table of the tests, 30 Jun 2026",
        "not verified yet",
    ):
        assert shown in text, shown


def test_a_card_tells_what_the_offerings_hold_and_which_of_it_was_asked_for(client):
    program = ProgramFactory()
    OfferingFactory(
        program=program, cost=0, schedules=["days"], format="in_person", language="en_es"
    )
    OfferingFactory(program=program, schedules=["evenings"], format=None, language=None)

    words = " ".join(page(client, "?schedule=evenings").split())

    assert (
        "<li>Free</li> <li>Days, <strong>Evenings</strong></li> <li>In person</li> "
        "<li>Taught in English and Spanish</li>"
    ) in words


def test_a_card_without_offerings_on_file_says_nothing_of_them(client):
    ProgramFactory()

    assert "Taught in" not in page(client)


def test_units_of_a_certificate_are_those_of_the_whole_program(client):
    ProgramFactory(award="certificate_long", units_min=18, units_max=18)

    text = page(client)

    assert "18 units" in text and "18 units in the major" not in text


def test_awards_on_a_card_are_always_those_of_its_code(client):
    code = ProgramCodeFactory().code
    program = Program.objects.get()
    AwardCountFactory(
        organization=program.organization, code=code, academic_year="2023-24", count=156
    )

    text = page(client)

    assert "156 awards in its program code in 2023-24" in text
    assert "most awards in its code first" in text


def test_an_english_title_on_a_spanish_page_says_that_it_is_english(client):
    ProgramFactory(title="Welding", title_es="")
    ProgramFactory(title="Nursing", title_es="Enfermería")

    for headers in ({}, {"HX-Request": "true"}):
        text = client.get("/es/programs/", headers=headers).content.decode()

        assert re.search(r'lang="en">\s*Welding', text)
        assert not re.search(r'lang="en">\s*Enfermería', text)


def test_a_program_area_says_ask_the_college_and_a_sample_says_sample(client):
    ProgramAreaFactory()
    ProgramFactory(is_sample=True)

    text = page(client)

    assert "Program area: ask the college" in text
    assert text.count("badge-sample") == 2  # the card and the footer's explanation


@pytest.mark.parametrize("count", [1, 3])
def test_page_query_count_does_not_grow(client, count, django_assert_num_queries):
    PlaceFactory(name="92243")
    for _ in range(count):
        OfferingFactory(program=ProgramOccupationFactory(program__title="Welding").program)

    # columns, spelling, lists of documents, newer documents, place; of the cards documents, and
    # which programs are public
    with django_assert_num_queries(7):
        text = page(client, "?q=welding&near=92243")

    assert text.count('class="card card-split"') == count


def test_an_edit_is_on_the_page_at_once(client):
    program = ProgramFactory(title="Welding")
    page(client)

    program.title = "Underwater welding"
    program.save()

    assert "Underwater welding" in page(client, "?q=underwater")


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


def test_spanish_pages_speak_spanish_where_the_data_does(client):
    sector = SectorFactory(name="Health", name_es="Salud")
    ProgramFactory(title="Nursing", title_es="Enfermería", sector=sector)

    text = client.get("/es/programs/").content.decode()

    assert "Enfermería" in text and "Salud" in text
    assert 'action="/es/programs/"' in text


def test_the_csv_holds_exactly_the_filtered_rows_in_order(client):
    for n in range(25):
        ProgramFactory(title=f"Welding {n:02d}")
    ProgramFactory(title="Nursing")

    found = rows(client, "?q=welding&sort=name")

    assert [row["Title"] for row in found] == [f"Welding {n:02d}" for n in range(25)]
    assert {(row["Source"], row["As of"]) for row in found} == {
        ("Table of the tests", "2026-06-30")
    }
    assert found[0]["Page"].startswith("http://testserver/programs/")


def test_the_csv_says_what_can_be_filtered_and_sorted_by(client):
    rule = PriorityRuleFactory(benchmark__hourly=20)
    area = AreaFactory(county=rule.county)
    job = ProgramOccupationFactory(program__organization__county=rule.county)
    place = PathwayProgramFactory(program=job.program)
    survey = SurveyFactory(occupation=job.occupation, area=area)
    EstimateFactory(occupation=job.occupation, area=area, openings=70, source="Estimate")
    ProgramFactory()

    with_job, without = sorted(rows(client), key=lambda row: row["Leads to"], reverse=True)

    names = [
        "Pathways",
        "Median hourly pay of the first job in the county, dollars",
        "Source of the pay",
        "Openings a year in the first job in the county",
        "Source of the openings",
    ]
    assert [with_job[name] for name in names] == [
        place.pathway.title,
        f"{survey.hourly_median:.2f}",
        f"{survey.source}, {survey.as_of.isoformat()}",
        "70",
        "Estimate, 2026-06-30",
    ]
    assert "High wage" in with_job["The first job meets our rule"].split("; ")
    assert [without[name] for name in names] == [""] * len(names)


def test_the_csv_never_holds_what_the_public_must_not_see(client):
    ProgramFactory(title="Secret", status="draft")
    ProgramFactory(title="Closing", availability="teach_out")

    assert rows(client) == []


def test_a_program_unpublished_past_django_is_on_no_card_and_in_no_csv(client):
    kept = ProgramFactory(title="Welding")
    gone = ProgramFactory(title="Machining")
    Program.objects.filter(pk=gone.pk).update(status=EditingStatus.ARCHIVED)

    assert "Machining" not in page(client)
    assert [row["Title"] for row in rows(client)] == [kept.title]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(start):
    assert cell(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_a_title_that_looks_like_a_formula_is_disarmed_in_the_csv(client):
    ProgramFactory(title="=HYPERLINK(1)")

    assert rows(client)[0]["Title"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("count", [1, 3])
def test_csv_query_count_does_not_grow(client, count, django_assert_num_queries):
    for _ in range(count):
        ProgramCodeFactory()

    with django_assert_num_queries(5):  # columns, programs, codes, their sets, documents
        assert len(rows(client)) == count


def test_the_csv_in_spanish_has_spanish_pages(client):
    program = ProgramFactory()

    response = client.get("/es/programs/download.csv")

    assert f"/es/programs/{program.slug}/".encode() in b"".join(response.streaming_content)


def test_the_benchmark_needs_a_region():
    with pytest.raises(CommandError, match="load_region"):
        call_command("bench_finder")


@pytest.mark.django_db(transaction=True)  # warming up closes the connection
def test_the_benchmark_times_and_checks(capsys):
    for n in range(4):
        ProgramOccupationFactory(program__title=f"Welding technology {n}")

    call_command("bench_finder", rounds=1)
    call_command("bench_finder", check=True)

    printed = capsys.readouterr().out
    assert "one_filter" in printed and "counts compared, 0 differ" in printed


def test_the_nightly_task_mends_what_was_written_past_django():
    program = ProgramFactory(title="Welding")
    SearchDocument.objects.filter(object_id=program.pk, kind="program").update(is_public=False)

    assert tasks.rebuild_search()["program"] == 1
    assert tasks.rebuild_search()["program"] == 0


@pytest.mark.documents_at_once
def test_the_command_rebuilds_search_and_says_what_it_wrote(capsys):
    program = ProgramFactory(title="Welding")
    Program.objects.filter(pk=program.pk).update(title="Machining")

    call_command("rebuild_search")

    printed = capsys.readouterr().out.splitlines()
    assert [line.split() for line in printed[:2]] == [
        ["program", "1", "written"],
        ["organization", "0", "written"],
    ]
    assert printed[-1].startswith("Rebuilt in ")
    assert SearchDocument.objects.get(kind="program").title == "Machining"


def test_the_list_is_where_it_says():
    assert (reverse("programs:list"), reverse("programs:csv")) == (
        "/programs/",
        "/programs/download.csv",
    )


def test_samples_among_the_results_are_counted_beside_the_total(client):
    ProgramFactory(title="Welding")
    ProgramFactory(title="Welding too", is_sample=True)

    page = client.get("/programs/?q=welding").content.decode()

    assert "2 programs" in page
    assert "1 of them sample data" in page


def test_results_without_samples_say_nothing_of_them(client):
    ProgramFactory(title="Welding")

    assert "of them sample data" not in client.get("/programs/?q=welding").content.decode()


def test_download_tells_what_is_only_approved_from_what_is_offered(client):
    ProgramFactory(title="Welding A", availability=Availability.APPROVED)
    ProgramFactory(title="Welding B")

    found = rows(client, "?q=welding&sort=name")

    assert [row["State approval"] for row in found] == [
        str(Availability.APPROVED.label),
        str(Availability.OFFERED.label),
    ]
