"""Who enters, who completes: shares of counts that are shown."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from equity.enums import CellStatus, Stage
from equity.tests.factories import MetricFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, banded, everyone, group, shown, without_numbers
from partners.tests.factories import OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def figures(body):
    """[the words of the figures of each row]"""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', body, flags=re.S)
    cells = [re.findall(r'<td role="cell"[^>]*>(.*?)</td>', row, flags=re.S) for row in rows]
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in row] for row in cells]


def body_of(html):
    return html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]


def file_of(client, **asked):
    """The lines of the page's file, each by the names of its columns."""
    content = client.get(reverse("equity:entering_csv"), asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def indexes(proportionality, of_the_highest):
    return {"prop_index": proportionality, "index80": of_the_highest}


def two_groups(**of):
    """Of those who could enter 80% are in the first group, of those who did 50%."""
    enters = MetricFactory(stage=Stage.ENTERS, name="Entered")
    low = shown("Asian", 800, 100, others="0.5") | indexes("0.625", "0.25")
    high = shown("White", 200, 100, others="0.125") | indexes("2.5", "1")
    return a_table([low, high], metric=enters, total=(1000, 200), **of)


def test_shares_are_of_counts_that_are_shown(client):
    place = OrganizationFactory()
    enters = MetricFactory(stage=Stage.ENTERS, name="Entered")
    rows = [shown("Asian", 500, 100, others="0.5"), without_numbers("White")]
    a_table(rows, metric=enters, organization=place, total=(1000, 400))

    html = ask(client, "entering")

    assert figures(body_of(html)) == [
        ["50.0%", "25.0%", "–", "–"],
        ["Not shown, to protect student privacy Why?"],  # of all columns, once
    ]


def test_groups_without_a_share_stand_last_by_name_whatever_else_is_shown_of_them(client):
    rows = [
        without_numbers("Aleut"),
        banded("Filipino", 41, low=0, high=10, text="at most 25%"),
        without_numbers("White"),
        shown("Yurok", 500, 100, others="0.5"),
    ]
    a_table(rows, metric=MetricFactory(stage=Stage.COMPLETES), total=None)

    html = ask(client, "entering")

    names = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', html)
    assert names == ["Aleut", "Filipino", "White", "Yurok"]


def test_students_of_different_years_are_no_funnel(client):
    place = OrganizationFactory()
    rows = [shown("Asian", 500, 100, others="0.5")]
    a_table(rows, metric=MetricFactory(stage=Stage.ENTERS), organization=place)
    a_table(rows, metric=MetricFactory(stage=Stage.COMPLETES), organization=place, cohort="2019-20")

    assert "are not one cohort followed over time" in ask(client, "entering")


def test_the_indexes_of_a_step_stand_beside_its_shares_and_are_marked_below_four_fifths(client):
    two_groups()

    rows = figures(body_of(ask(client, "entering")))

    assert rows == [
        ["80.0%", "50.0%", "0.63below 0.80", "0.25below 0.80"],
        ["20.0%", "50.0%", "2.50", "1.00"],
    ]


def test_unknown_is_computed_and_never_marked(client):
    enters = MetricFactory(stage=Stage.ENTERS)
    unknown = shown("Unknown", 800, 100, others="0.5", is_unknown=True)
    a_table([unknown | indexes("0.625", "0.25")], metric=enters, total=(1000, 200))

    html = ask(client, "entering")

    assert "0.63" in html and "below 0.80</span>" not in html


def test_stands_in_the_order_of_a_column_and_what_is_not_shown_last(client):
    place = OrganizationFactory()
    enters = MetricFactory(stage=Stage.ENTERS)
    rows = [
        shown("Asian", 500, 100, others="0.5"),
        shown("Yurok", 300, 200, others="0.5"),
        without_numbers("Aleut"),
    ]
    a_table(rows, metric=enters, organization=place, total=(1000, 400))

    def names(**asked):
        html = ask(client, "entering", **asked)
        return re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', html)

    assert names() == ["Asian", "Yurok", "Aleut"]
    assert names(sort="share-1") == ["Yurok", "Asian", "Aleut"]
    assert names(sort="share-2") == ["Asian", "Yurok", "Aleut"]
    assert names(sort="-share-1") == ["Asian", "Yurok", "Aleut"]
    assert names(sort="-share-2") == names(sort="-group") == ["Yurok", "Asian", "Aleut"]


def test_an_order_that_is_none_is_said_and_the_names_stand(client):
    two_groups()

    html = ask(client, "entering", sort="need")

    assert "“need” is not a choice of “Order”" in html


def test_the_file_has_the_rows_of_the_page_and_no_empty_field(client):
    place = OrganizationFactory(name="Bay High")
    enters = MetricFactory(stage=Stage.ENTERS, code="entered")
    rows = [
        shown("Asian", 500, 100, others="0.5") | indexes("0.5", "0.25"),
        without_numbers("White"),
        without_numbers("Yurok", CellStatus.NONE),
    ]
    a_table(rows, metric=enters, organization=place, total=(1000, 400))

    lines = file_of(client, place=place.slug)

    assert all(value for line in lines for value in line.values())
    said = ("share_of", "share_pct", "share_status", "of_students", "index_proportionality")
    assert [tuple(line[name] for name in said) for line in lines] == [
        ("could_reach_it", "50.0", "ok", "1000", "0.50"),
        ("reached_it", "25.0", "ok", "400", "0.50"),
        ("could_reach_it", "c", "c", "1000", "c"),
        ("reached_it", "c", "c", "400", "c"),
        ("could_reach_it", "z", "z", "1000", "z"),
        ("reached_it", "z", "z", "400", "z"),
    ]


def test_the_file_says_what_is_being_corrected_and_since_when(client):
    enters = MetricFactory(stage=Stage.ENTERS)
    rows = [shown("Asian", 500, 100, others="0.5"), without_numbers("White", CellStatus.WITHDRAWN)]
    a_table(rows, metric=enters, total=(1000, 400), withdrawn_on=date(2026, 10, 3))

    lines = [one for one in file_of(client) if one["group"] == group("White").code]

    assert {one["share_status"] for one in lines} == {"being corrected since 2026-10-03"}
    assert {(one["share_pct"], one["index_80"]) for one in lines} == {("x", "x")}
    assert [one["of_students"] for one in lines] == ["1000", "400"]


@pytest.mark.parametrize(
    ("status", "sign"),
    [(CellStatus.HIDDEN, "c"), (CellStatus.NOT_REPORTED, "x"), (CellStatus.NONE, "z")],
)
def test_where_all_students_are_not_shown_a_group_has_no_share_and_the_file_says_why(
    client, status, sign
):
    total = without_numbers("All students", status) | {"group": everyone()}
    rows = [shown("Asian", 500, 100, others="0.5"), without_numbers("White", CellStatus.NONE)]
    a_table([*rows, total], metric=MetricFactory(stage=Stage.ENTERS), total=None)

    asian, _same, white, _too = file_of(client)

    assert (asian["share_pct"], asian["share_status"], asian["of_students"]) == (sign, sign, sign)
    assert (white["share_pct"], white["of_students"]) == ("z", sign)


def test_the_indexes_of_a_step_do_not_apply_to_who_completes(client):
    place = OrganizationFactory()
    two_groups(organization=place)
    rows = [shown("Asian", 90, 45, others="0.5"), shown("White", 90, 45, others="0.5")]
    a_table(rows, metric=MetricFactory(stage=Stage.COMPLETES), organization=place, cohort="2019-20")

    lines = [one for one in file_of(client) if one["group"] == group("Asian").code]

    assert [(one["cohort"], one["index_proportionality"], one["index_80"]) for one in lines] == [
        ("2022-23", "0.63", "0.25"),
        ("2022-23", "0.63", "0.25"),
        ("2019-20", "z", "z"),
    ]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("index", ["White", "Yurok", "Asian", "Aleut"]),
        ("index-80", ["Asian", "White", "Yurok", "Aleut"]),
    ],
)
def test_stands_in_the_order_of_an_index_and_what_has_none_last(client, order, names):
    enters = MetricFactory(stage=Stage.ENTERS)
    rows = [
        shown("Asian", 100, 50, others="0.5") | indexes("2.5", "0.25"),
        shown("White", 100, 50, others="0.5") | indexes("0.5", "0.5"),
        shown("Yurok", 100, 50, others="0.5") | indexes("1.5", "1"),
        without_numbers("Aleut"),
    ]
    a_table(rows, metric=enters, total=(1000, 400))

    html = ask(client, "entering", sort=order)

    assert re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', html) == names


def test_names_of_files_tell_them_apart(client):
    place = OrganizationFactory(slug="bay")
    welding = PathwayFactory(slug="welding")
    enters = MetricFactory(stage=Stage.ENTERS)
    a_table(metric=enters, organization=place, pathway=welding, cohort="2021-22")

    response = client.get(reverse("equity:entering_csv"), {"place": "bay"})

    name = "equity-entering-bay-ethnicity-2021-22-welding.csv"
    assert f'filename="{name}"' in response["Content-Disposition"]


def test_a_cohort_that_is_not_complete_is_told_so_far(client):
    enters = MetricFactory(stage=Stage.ENTERS, follow_up_years=90)
    a_table([shown("Asian", 500, 100, others="0.5")], metric=enters, total=(1000, 400))

    assert "of those who get to the end, so far</h1>" in ask(client, "entering")
