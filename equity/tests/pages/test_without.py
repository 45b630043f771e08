"""Whom a chart leaves out is named under it, by the reason that the table gives."""

import re
from datetime import date

import pytest
from django.urls import reverse

from equity.enums import CellStatus, Stage
from equity.tests.factories import MetricFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, banded, everyone, shown, without_numbers
from partners.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def without(html):
    """The lines under a chart that name who is not in it, as words."""
    lines = re.findall(r'<p class="dot-without">(.*?)</p>', html, flags=re.S)
    return [" ".join(re.sub(r"<[^>]*>", "", line).split()) for line in lines]


def cohorts(rows, **of):
    metric, place = MetricFactory(), of.pop("organization", None) or OrganizationFactory()
    for cohort in ("2021-22", "2022-23"):
        a_table(rows, metric=metric, organization=place, cohort=cohort, **of)


def test_groups_without_a_panel_are_named_by_their_reason(client):
    rows = [
        shown("Asian", 210, 100, others="0.5"),
        without_numbers("Aleut", CellStatus.NONE),
        banded("Filipino", 41, low=0, high=10, text="at most 25%"),
        without_numbers("White"),
    ]
    cohorts(rows)

    html = ask(client, "trend")

    assert without(html) == [
        "Filipino — only a range is shown",
        "Aleut — No students",
        "White — Not shown, to protect student privacy Why?",
    ]


def test_of_several_groups_spanish_says_it_in_the_plural(client):
    rows = [shown("Asian", 210, 100, others="0.5"), *map(without_numbers, ("Aleut", "White"))]
    a_table(rows)

    html = client.get(f"/es{reverse('equity:overview')}").content.decode()

    assert " — No se muestran, para proteger" in without(html)[0]


def test_a_trend_that_is_taken_back_is_not_told_as_protected(client):
    total = {"group": everyone(), "status": CellStatus.WITHDRAWN}
    rows = [without_numbers("Asian", CellStatus.WITHDRAWN), total]
    place = OrganizationFactory(name="Bay High")
    cohorts(rows, organization=place, total=None, withdrawn_on=date(2026, 10, 3))

    html = ask(client, "trend")

    assert "<h1>Bay High: these figures are being corrected</h1>" in html
    assert without(html) == ["Asian — Being corrected since 3 Oct 2026"]


def test_the_chart_gives_the_reason_that_the_table_gives(client):
    rows = [
        shown("Asian", 500, 100, others="0.5"),
        without_numbers("Aleut", CellStatus.NONE),
        without_numbers("Samoan", CellStatus.NONE),
        without_numbers("White"),
    ]
    a_table(rows, metric=MetricFactory(stage=Stage.ENTERS), total=(1000, 400))

    assert without(ask(client, "entering")) == [
        "Aleut, Samoan — No students",
        "White — Not shown, to protect student privacy Why?",
    ]


def test_who_enters_is_taken_back_and_not_told_as_protected(client):
    rows = [without_numbers("Asian", CellStatus.WITHDRAWN)]
    a_table(
        rows, metric=MetricFactory(stage=Stage.ENTERS), total=None,
        organization=OrganizationFactory(name="Bay High"), withdrawn_on=date(2026, 10, 3),
    )  # fmt: skip

    html = ask(client, "entering")

    assert "<h1>Bay High: these figures are being corrected</h1>" in html
    assert without(html) == ["Asian — Being corrected since 3 Oct 2026"]


def test_a_range_in_one_cohort_and_nothing_in_another_do_not_contradict(client):
    metric, place = MetricFactory(), OrganizationFactory()
    asian = shown("Asian", 210, 100, others="0.5")
    for cohort, filipino in (
        ("2021-22", without_numbers("Filipino")),
        ("2022-23", banded("Filipino", 41, low=0, high=10, text="at most 25%")),
    ):
        a_table([asian, filipino], metric=metric, organization=place, cohort=cohort)

    (said,) = without(ask(client, "trend"))

    assert said.startswith("Filipino — Not shown in some cohorts, only a range in others")
    assert "Not shown ·" not in said
