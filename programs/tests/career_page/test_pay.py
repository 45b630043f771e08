"""What the page of an occupation says of its pay, and of pay that is not published."""

import re

import pytest

from partners.tests.reading import words
from programs.enums import AreaKind, Household
from programs.models import OccupationFigure
from programs.tests.career_page.read_page import page, panel, table_rows
from programs.tests.factories import CodeFactory, OccupationFactory, WageBenchmarkFactory
from programs.tests.percentiles import pay, without_pay

pytestmark = pytest.mark.django_db


def test_the_heading_is_the_finding_and_the_chart_says_it_in_one_sentence(client, nurse):
    text = panel(page(client), "pay")

    assert "<h2>Half earn more than $124,800 a year in Bay County</h2>" in text
    assert (
        'role="img" aria-label="Bay County: half earn more than $124,800 a year; '
        "Valley County: half earn more than $83,200 a year; "
        "California: half earn more than $128,960 a year; "
        'United States: half earn more than $93,600 a year."'
    ) in text


def test_the_chart_marks_the_living_wage_only_where_one_is_on_file(client, nurse):
    text = panel(page(client), "pay")

    rows = re.findall(
        r'<div class="wages-row"> <div class="wages-name">(.*?)</div>(.*?)</svg>', text
    )
    assert {name: "pay-tick" in svg for name, svg in rows} == {
        "Bay County": True,
        "Valley County": False,
        "California": False,
        "United States": False,
    }


def test_the_scale_of_the_chart_holds_a_living_wage_above_all_pay(client, nurse, bay):
    """Else its tick would stand at the end of the scale, at a figure that is not its own."""
    OccupationFigure.objects.filter(kind="survey").update(**pay(11))

    text = panel(page(client), "pay")

    # $26 an hour is $54,080 a year, between the last but one and the last number of the scale.
    numbers = re.findall(r'<text x="([\d.]+)%"[^>]*>(\$[\dk]+)</text>', text)
    [tick] = re.findall(r'class="pay-tick" x="([\d.]+)%"', text)
    below, above = numbers[-2:]
    assert (below[1], above[1]) == ("$40k", "$60k")
    assert float(below[0]) < float(tick) < float(above[0])


def test_the_chart_is_drawn_with_attributes_only(client, nurse):
    assert "style=" not in page(client)


def test_the_table_has_all_percentiles_a_year_and_an_hour(client, nurse):
    rows = table_rows(panel(page(client), "pay").partition("<tbody")[2])

    assert rows[0] == [
        "Bay County 2025",
        "$62,400 a year $30.00 an hour",
        "$99,840 a year $48.00 an hour",
        "$124,800 a year $60.00 an hour",
        "$149,760 a year $72.00 an hour",
        "$249,600 a year $120.00 an hour",
        "2,000",
    ]
    assert [row[0] for row in rows] == [
        "Bay County 2025",
        "Valley County 2025",
        "California 2025",
        "United States 2025",
    ]


@pytest.mark.parametrize("name", ["pay", "openings"])
def test_a_table_whose_rows_may_become_blocks_says_its_roles_itself(client, nurse, name):
    text = panel(page(client), name)
    table = text.partition("<table")[2].partition("</table>")[0]
    own = {
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "td": "cell",
        "th": "columnheader|rowheader",
    }

    assert '<table role="table" aria-labelledby="' in text
    for tag, roles in own.items():
        tags = re.findall(rf"<{tag}\b[^>]*>", table)
        assert tags and all(re.search(rf' role="({roles})"', one) for one in tags), tag
    cells = re.findall(r"<td\b[^>]*>", table)
    assert all(' data-label="' in cell for cell in cells)
    assert "Slide the table sideways" not in text


def test_pay_has_its_source_and_day_and_benchmarks_have_theirs(client, nurse):
    text = words(panel(page(client), "pay"))

    assert "Source: Survey, as of 30 Jun 2026" in text
    assert "the living wage of one adult is $26.00 an hour." in text
    assert "Living wage of one adult, 2025. Source: Table of the tests" in text


@pytest.mark.parametrize(
    "address", ["/es/careers/29-1141/", "/es/careers/", "/es/careers/priority-rule/"]
)
def test_the_english_name_of_a_benchmark_is_marked_on_spanish_pages(client, nurse, address):
    text = page(client, address)

    assert '<span lang="en">Living wage of one adult</span>' in text


def test_a_county_without_a_benchmark_says_so(client, nurse):
    assert "Valley County: no benchmark on file, so no high-wage flag." in words(page(client))


def test_older_benchmarks_and_other_households_are_history(client, nurse, bay):
    WageBenchmarkFactory(county=bay.county, year=2021, hourly="18.43", annual=38_919)
    WageBenchmarkFactory(
        county=bay.county, year=2017, hourly="22.45", household=Household.ADULT_AND_CHILD
    )

    details = panel(page(client), "pay").partition("<details>")[2].partition("</details>")[0]

    assert [row[:4] for row in table_rows(details)[1:]] == [
        ["2021", "Bay One adult, no children", "$18.43", "$38,919"],
        ["2017", "Bay One adult, one school-age child", "$22.45", "not on file"],
    ]
    assert "$26.00" not in details


def test_what_is_not_published_says_so_and_is_never_zero(client, nurse, valley):
    OccupationFigure.objects.filter(area=valley, kind="survey").update(**without_pay(), jobs=None)

    text = panel(page(client), "pay")

    assert ["Valley County 2025", "not published", "not published"] in table_rows(text)
    assert not re.search(r">\$?0(\.00)?<", text.partition("<table")[2])


def test_a_county_that_the_survey_leaves_out_says_so(client, nurse, valley):
    OccupationFigure.objects.filter(area=valley).delete()

    text = page(client)

    assert ["Valley County", "not published", "not published"] in table_rows(panel(text, "pay"))
    assert ["Valley County", "not on file", "", "see the state", "", ""] in table_rows(
        panel(text, "openings")
    )


def test_without_a_figure_of_a_county_the_finding_is_the_states(client, nurse):
    OccupationFigure.objects.filter(area__kind=AreaKind.COUNTY).delete()

    assert "<h2>California: half earn more than $128,960 a year</h2>" in page(client)


def test_an_occupation_without_any_figure_is_a_page(client, bay):
    OccupationFactory(code__code="25-2055", title="Teachers")

    text = words(page(client, "/careers/25-2055/"))

    assert "What it pays is not published" in text
    assert "Openings a year not on file Bay County" in text
    assert "Growth not on file" in text


def test_the_page_stands_without_any_area(client):
    OccupationFactory(code__code="25-2055", title="Teachers")

    assert "What it pays is not published" in page(client, "/careers/25-2055/")


def test_pay_above_the_highest_figure_is_in_words(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay, kind="survey").update(
        annual_p90=None, hourly_p90=None, top_coded=[90]
    )

    text = panel(page(client), "pay")

    assert table_rows(text)[1][5] == "above the highest published"
    assert "the survey says only that the pay is above its highest figure" in text


def test_pay_by_the_hour_only_is_not_made_into_a_year(client, nurse, bay):
    values = without_pay() | {"hourly_p50": 30}
    OccupationFigure.objects.filter(area=bay, kind="survey").update(**values)

    text = panel(page(client), "pay")

    assert "Half earn more than $30.00 an hour in Bay County" in text
    assert "Pay that is published by the hour only stands where full-time work would." in text
    assert "$62,400" not in text
    assert table_rows(text)[1][:4] == [
        "Bay County 2025, published by the hour only",
        "not published",
        "not published",
        "$30.00 an hour",
    ]


def test_pay_by_the_year_only_says_so(client, nurse, bay):
    values = without_pay() | {"annual_p50": 62_400}
    OccupationFigure.objects.filter(area=bay, kind="survey").update(**values)

    row = table_rows(panel(page(client), "pay"))[1]

    assert (row[0], row[3]) == ("Bay County 2025, published by the year only", "$62,400 a year")


def test_an_occupation_priced_at_a_broader_code_says_which(client, nurse, bay):
    code = CodeFactory(scheme="soc", code="29-1140", title="Nurses of all kinds")
    OccupationFigure.objects.filter(area=bay).update(priced_as=code)

    text = page(client)

    for name in ("pay", "openings"):
        assert "29-1140, Nurses of all kinds" in panel(text, name), name
