"""A pathway's and an institution's page: its gaps, shares and what is said without them."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from equity.enums import CellStatus, MetricKind, Stage
from equity.models import PublishedCell
from equity.pages.published.addresses import about_table
from equity.pages.published.places import place_of
from equity.tests.factories import MetricFactory, PublicationFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, banded, everyone, shown, without_numbers
from partners.tests.factories import CountyFactory, GoalFactory, OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def test_a_pathway_names_its_gaps_by_stage_and_its_places(client):
    pathway, place = PathwayFactory(), OrganizationFactory(name="Bay High")
    metric = MetricFactory(stage=Stage.COMPLETES, name="Earned an award")
    a_table(metric=metric, organization=place, pathway=pathway)

    html = ask(client, "pathway", pathway.slug, place=place.slug)

    assert "Who completes" in html and "Earned an award" in html
    assert "Black or African American" in html
    assert "Bay High" in html


def test_each_gap_has_the_forms_of_an_action_and_a_goal_beside_it(client):
    place = OrganizationFactory()
    a_table(organization=place)

    gap = ask(client, "institution", place.slug).partition('class="gap-lines"')[2]
    gap = gap.partition("</ul>")[0]

    assert gap.count(reverse("partners:action_new")) == 1
    assert gap.count(reverse("partners:goal_new")) == 1


def test_the_forms_are_filled_in_with_the_table_and_what_it_is_called(client):
    place = OrganizationFactory(name="Peña & Daughters High")
    made = a_table(organization=place)

    gap = ask(client, "institution", place.slug).partition('class="gap-lines"')[2]
    links = re.findall(r'<a rel="nofollow" href="([^"]*)"', gap.partition("</ul>")[0])

    about = about_table(place_of(place), made.metric, by="ethnicity")
    black = PublishedCell.objects.get(slice=made, group__label__startswith="Black").group
    key = f"{about}&segment={made.segment}&cohort=2022-23#group-{black.code}"
    assert [unescape(link) for link in links] == [
        f"{reverse(name)}?{urlencode({'about': key})}"
        for name in ("partners:action_new", "partners:goal_new")
    ]


def test_goals_adopted_on_a_gap_of_the_place_stand_on_its_page(client):
    place, other = OrganizationFactory(slug="bay"), OrganizationFactory(slug="bay-two")
    made = a_table(organization=place)
    about = about_table(place_of(place), made.metric, by="ethnicity")
    there = about_table(place_of(other), made.metric, by="ethnicity")
    GoalFactory(statement="Close it here.", gap_key=about, gap_label="Those students")
    GoalFactory(statement="Close it there.", gap_key=there, gap_label="Others")
    GoalFactory(statement="Closed long ago.", gap_key=about, gap_label="x", is_historical=True)

    html = ask(client, "institution", place.slug)

    assert "Close it here." in html and "Those students" in html
    assert "Close it there." not in html and "Closed long ago." not in html


def test_a_pathway_opens_at_the_first_place_that_has_it(client):
    pathway = PathwayFactory()
    a_table(organization=OrganizationFactory(name="Alder High"))
    a_table(organization=OrganizationFactory(name="Bay High"), pathway=pathway)

    html = ask(client, "pathway", pathway.slug)

    assert "Bay High" in html.partition("</h1>")[2].partition("</p>")[0]


def h1(html):
    return html.partition("<h1>")[2].partition("</h1>")[0]


def test_a_pathway_is_said_to_be_at_the_place_whose_result_it_is(client):
    pathway, school = PathwayFactory(title="Patient Care"), OrganizationFactory(name="Bay High")
    county = CountyFactory(name="Imperial")
    a_table(organization=school, pathway=pathway)
    for place in ({"county": county}, {"region": county.region}):
        a_table(publication=PublicationFactory(), pathway=pathway, **place)

    said = h1(ask(client, "pathway", pathway.slug, place=school.slug))
    assert said.startswith("Patient Care at Bay High: gaps larger than chance")
    said = h1(ask(client, "pathway", pathway.slug, place=f"county.{county.slug}"))
    assert said.startswith("Patient Care in Imperial County: ")
    assert h1(ask(client, "pathway", pathway.slug)).startswith("Patient Care: ")


@pytest.mark.parametrize("name", ["pathway", "institution"])
def test_where_nothing_is_on_file_the_page_says_so(client, name):
    a_table()
    one = PathwayFactory() if name == "pathway" else OrganizationFactory()

    html = ask(client, name, one.slug)

    assert "no outcomes on file yet</h1>" in html
    assert 'name="robots" content="noindex"' in html


def test_a_pathway_that_a_place_does_not_have_is_not_found(client):
    place = a_table().organization

    ask(client, "institution", place.slug, pathway=PathwayFactory().slug, status=404)
    ask(client, "pathway", PathwayFactory().slug, place=place.slug, status=404)


def test_a_composition_names_the_shares_of_its_groups(client):
    place, metric = OrganizationFactory(), MetricFactory(kind=MetricKind.COMPOSITION)
    rows = [shown("Asian", 60, 60, others="0.5"), without_numbers("White")]
    rows[0]["rate"], rows[0]["rate_text"] = "0.6", "60.0%"
    a_table(rows, metric=metric, organization=place, total=(100, 100))

    shares = ask(client, "institution", place.slug).partition('class="small shares"')[2]
    shares = shares.partition("</p>")[0]

    assert "Asian <strong>60.0%</strong>" in shares
    assert "1 group not shown" in shares and "White" not in shares


def taken_back(place, metric):
    """A table of this measure at a place, being corrected since 3 October 2026."""
    total = {"group": everyone(), "status": CellStatus.WITHDRAWN}
    rows = [without_numbers("Asian", CellStatus.WITHDRAWN), total]
    day = date(2026, 10, 3)
    return a_table(rows, total=None, organization=place, metric=metric, withdrawn_on=day)


def test_where_all_measures_of_a_stage_are_being_corrected_that_is_said_once(client):
    place = OrganizationFactory()
    for stage in (Stage.ENTERS, Stage.COMPLETES):
        for _n in range(2):
            taken_back(place, MetricFactory(stage=stage))
    a_table(organization=place, metric=MetricFactory(stage=Stage.COMPLETES))

    enters, completes = ask(client, "institution", place.slug).split("Who completes</h2>")

    assert enters.count("No number of these measures is shown until the correction is") == 1
    assert "No number of it is shown" not in enters
    assert enters.count("Being corrected since 3 Oct 2026") == 2
    # Here one measure has figures, so each of the others says it of itself.
    assert "No number of these measures" not in completes
    assert completes.count("No number of it is shown until the correction is published.") == 2


def test_where_no_group_is_shown_no_gap_is_denied(client):
    place = OrganizationFactory(name="Bay High")
    a_table([without_numbers("Asian"), without_numbers("White")], organization=place)

    html = ask(client, "institution", place.slug)

    assert "<h1>Bay High: groups cannot be shown here</h1>" in html
    assert "Groups cannot be shown here." in html
    assert "No gap larger than chance" not in html


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(lambda: shown("White", 90, 42, others="0.46"), id="a rate"),
        pytest.param(lambda: banded("White", 41, low=0, high=10, text="at most 25%"), id="a range"),
    ],
)
def test_where_any_group_is_shown_the_page_says_that_none_has_a_gap(client, told):
    place = OrganizationFactory(name="Bay High")
    a_table([without_numbers("Asian"), told()], organization=place)

    html = ask(client, "institution", place.slug)

    assert "<h1>Bay High: no gap larger than chance is shown</h1>" in html
    assert "No gap larger than chance is shown." in html


def test_the_title_of_shares_names_the_stages(client):
    place = OrganizationFactory(name="Bay College")
    a_table(
        metric=MetricFactory(kind=MetricKind.COMPOSITION, stage=Stage.COMPLETES),
        organization=place,
    )

    assert "<h1>Bay College: who completes</h1>" in ask(client, "institution", place.slug)


def test_the_title_counts_no_gap_of_a_cohort_that_is_not_complete(client):
    place = OrganizationFactory(name="Bay High")
    a_table(organization=place)
    a_table(metric=MetricFactory(follow_up_years=90), organization=place)

    html = ask(client, "institution", place.slug)

    assert "in 1 of 1 measure with complete figures to compare</h1>" in html
    assert "the newest one where none is complete yet" in html


def test_the_newest_cohort_is_not_called_complete_where_none_is(client):
    metric, place = MetricFactory(follow_up_years=90), OrganizationFactory()
    for cohort in ("2021-22", "2022-23"):
        a_table(metric=metric, organization=place, cohort=cohort)

    html = ask(client, "overview")

    assert "Latest, none is complete yet" in html and "Latest complete" not in html


def test_that_a_cohort_is_not_complete_is_said_once(client):
    place = OrganizationFactory()
    a_table(metric=MetricFactory(follow_up_years=90), organization=place)

    assert ask(client, "institution", place.slug).count("not complete") == 1


def test_an_institution_lists_its_pathways(client):
    pathway, place = PathwayFactory(title="Patient care"), OrganizationFactory()
    a_table(organization=place)
    a_table(organization=place, pathway=pathway)

    html = ask(client, "institution", place.slug)

    assert "?pathway=" + pathway.slug in html


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    place = OrganizationFactory()
    for _n in range(count):
        a_table(organization=place)

    with django_assert_max_num_queries(15):
        ask(client, "institution", place.slug)


@pytest.mark.parametrize(
    ("total", "words"),
    [((400, 200), "how all students do"), (None, "no figure can be shown here")],
)
def test_a_page_of_totals_alone_says_whether_any_is_shown(client, total, words):
    hidden = [] if total else [without_numbers("all") | {"group": everyone()}]
    a_table(hidden, organization=OrganizationFactory(name="Bay High", slug="bay"), total=total)

    assert f"<h1>Bay High: {words}</h1>" in ask(client, "institution", "bay")
