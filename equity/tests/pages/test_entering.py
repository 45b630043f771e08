"""Who enters, who completes: shares of counts that are shown."""

import re

import pytest

from equity.enums import Stage
from equity.tests.factories import MetricFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, banded, shown, without_numbers
from partners.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_shares_are_of_counts_that_are_shown(client):
    place = OrganizationFactory()
    enters = MetricFactory(stage=Stage.ENTERS, name="Entered")
    rows = [shown("Asian", 500, 100, others="0.5"), without_numbers("White")]
    a_table(rows, metric=enters, organization=place, total=(1000, 400))

    html = ask(client, "entering")
    body = html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]

    cells = re.findall(r'<td role="cell"[^>]*>(.*?)</td>', body, flags=re.S)
    assert [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells] == [
        "50.0%", "25.0%", *["Not shown, to protect student privacy Why?"] * 2,
    ]  # fmt: skip


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
