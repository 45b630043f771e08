"""The finder's rows as a spreadsheet: all that can be filtered by, nothing that is not public."""

import csv
import io

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.downloads import cell
from programs.enums import Availability
from programs.models import Program
from programs.tests.factories import (
    AreaFactory,
    EstimateFactory,
    PathwayProgramFactory,
    PriorityRuleFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SurveyFactory,
)
from programs.tests.finder_page.found import page

pytestmark = pytest.mark.django_db


def rows(client, query=""):
    response = client.get(f"/programs/download.csv{query}")
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


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


def test_download_tells_what_is_only_approved_from_what_is_offered(client):
    ProgramFactory(title="Welding A", availability=Availability.APPROVED)
    ProgramFactory(title="Welding B")

    found = rows(client, "?q=welding&sort=name")

    assert [row["State approval"] for row in found] == [
        str(Availability.APPROVED.label),
        str(Availability.OFFERED.label),
    ]
