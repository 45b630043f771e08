"""The list of careers as a spreadsheet: the filtered rows, each figure with its source."""

import csv
import io

import pytest

from programs.enums import EntryEducation
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    ProgramOccupationFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


def rows(client, query="", language=""):
    text = client.get(f"{language}/careers/download.csv{query}").content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


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
