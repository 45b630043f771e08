"""What the overview opens with: a table that shows its groups, by ethnicity where it can."""

import re

import pytest

from equity.enums import CellStatus, MetricKind
from equity.tests.factories import DimensionFactory, MetricFactory, PublicationFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, shown, without_numbers
from partners.tests.factories import OrganizationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coast():
    return RegionFactory(slug="coast", name="Coast")


@pytest.fixture
def gender():
    return DimensionFactory(code="gender", label="Gender", order=50)


def seen(label, dimension=None, **more):
    return shown(label, 200, 100, others="0.5", dimension=dimension, **more)


def unseen(label, dimension=None, status=CellStatus.HIDDEN):
    return without_numbers(label, status, dimension=dimension)


def opens_with(client, **query):
    """(code of the measure, code of the way to split) that the form has chosen."""
    html = ask(client, "overview", **query)
    lists = re.findall(r'<select id="equity-(\w+)"[^>]*>(.*?)</select>', html)
    chosen = {name: re.search(r'value="([^"]*)" selected', options)[1] for name, options in lists}
    return chosen.get("metric"), chosen["by"]


def a_measure(code, cells, coast, order=0, **more):
    return a_table(cells, metric=MetricFactory(code=code, order=order), region=coast, **more)


def test_the_largest_share_of_groups_comes_first_whatever_the_measure(client, coast, gender):
    less = [seen("Asian"), unseen("White"), unseen("Black")]
    a_measure("first", less, coast, order=1)
    a_measure("second", [*less, seen("Men", gender), seen("Women", gender)], coast, order=2)

    assert opens_with(client) == ("second", "gender")


def test_ethnicity_comes_first_where_half_of_its_groups_are_shown(client, coast, gender):
    both = [seen("Men", gender), seen("Women", gender)]
    less = [seen("Asian"), unseen("White"), unseen("Black")]
    a_measure("first", [*both, *less], coast, order=1)
    a_measure("second", [*both, seen("Asian"), unseen("White")], coast, order=2)

    assert opens_with(client) == ("second", "ethnicity")


def test_ethnicity_wins_a_tie_and_then_the_first_measure(client, coast, gender):
    other = [seen(one, gender) for one in ("Men", "Women", "Nonbinary")]
    a_measure("first", other, coast, order=1)
    a_measure("second", [*other, seen("Asian"), seen("White")], coast, order=2)
    a_measure("third", [seen("Asian"), seen("White")], coast, order=3)

    assert opens_with(client) == ("second", "ethnicity")


def test_of_other_ways_the_one_with_most_groups_wins_a_tie(client, coast, gender):
    pell = DimensionFactory(code="pell", label="Pell", order=40)
    two, three = ("Men", "Women"), ("Never", "Once", "Always")
    a_measure("first", [seen(one, gender) for one in two], coast, order=1)
    a_measure("second", [seen(one, pell) for one in three], coast, order=2)

    assert opens_with(client) == ("second", "pell")


def test_groups_without_students_are_not_counted(client, coast, gender):
    nobody = unseen("White", status=CellStatus.NONE)
    a_measure("first", [seen("Asian"), nobody, seen("Men", gender)], coast)

    assert opens_with(client) == (None, "ethnicity")


def test_how_large_a_gap_is_plays_no_part(client, coast):
    rows = [seen("Asian"), seen("White")]
    a_measure("first", rows, coast, order=1)
    gap = shown("White", 200, 20, others="0.9", di=True, needed=160)
    a_measure("second", [seen("Asian"), gap], coast, order=2)

    assert opens_with(client) == ("first", "ethnicity")


def test_counted_figures_of_complete_cohorts_come_before_others(client, coast):
    half, whole = [seen("Asian"), unseen("White")], [seen("Asian"), seen("White")]
    a_measure("made_up", whole, coast, order=1, synthetic=True)
    late = MetricFactory(code="late", order=2, follow_up_years=90)
    a_table(whole, metric=late, region=coast)
    a_measure("counted", half, coast, order=3)

    assert opens_with(client) == ("counted", "ethnicity")


def test_shares_do_not_come_before_rates(client, coast):
    composition = MetricFactory(code="who", order=1, kind=MetricKind.COMPOSITION)
    a_table([seen("Asian"), seen("White")], metric=composition, region=coast)
    a_measure("rate", [seen("Asian"), unseen("White")], coast, order=2)

    assert opens_with(client) == ("rate", "ethnicity")


def test_a_region_that_shows_groups_in_another_way_comes_before_an_organization(
    client, coast, gender
):
    publication = PublicationFactory(metric=MetricFactory(code="units"), cohort="2022-23")
    a_table([unseen("Asian"), seen("Men", gender)], publication=publication, region=coast)
    a_table([seen("Asian")], publication=publication, organization=OrganizationFactory())

    assert opens_with(client) == (None, "gender")
    assert "Coast" in ask(client, "overview").partition("</h1>")[2].partition("</p>")[0]


def test_what_is_asked_for_is_shown_in_its_usual_way(client, coast, gender):
    half = [seen("Asian"), unseen("White")]
    a_measure("first", half, coast, order=1)
    a_measure("second", [*half, seen("Men", gender), seen("Women", gender)], coast, order=2)

    assert opens_with(client, metric="second") == ("second", "ethnicity")
    assert opens_with(client, by="ethnicity") == ("first", "ethnicity")
