"""Where students could be gained: which groups, and what is being done about them."""

import re

import pytest
from django.urls import reverse

from equity.tests.factories import MetricFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, shown
from partners.tests.factories import ActionItemFactory, OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def test_most_students_first_and_no_small_or_unknown_group(client):
    a_table(
        [
            shown("Asian", 210, 60, others="0.5", di=True, needed=20),
            shown("White", 410, 60, others="0.5", di=True, needed=60),
            shown("Filipino", 29, 2, others="0.9", di=True, needed=25),
            shown("Unknown", 300, 10, others="0.9", di=True, needed=200, is_unknown=True),
            shown("Two or More", 300, 140, others="0.5", di=False, needed=10),
        ]
    )

    body = ask(client, "gains").partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]

    assert re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', body) == [
        "Students in the group White",
        "Students in the group Asian",
    ]


def test_beside_each_gap_stand_the_forms_of_an_action_and_a_goal(client):
    pathway = PathwayFactory(title="Welding")
    a_table(pathway=pathway)

    html = ask(client, "gains", pathway=pathway.slug)
    row = html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]

    assert row.count(reverse("partners:action_new")) == 1
    assert row.count(reverse("partners:goal_new")) == 1
    assert "What this pathway offers" in html


def test_lists_open_actions_of_the_place_and_of_none_whose_name_begins_so(client):
    college = OrganizationFactory(slug="example")
    OrganizationFactory(slug="example-north")
    gap = shown("Asian", 210, 60, others="0.5", di=True, needed=20)
    a_table([gap], organization=college)
    for slug in ("example", "example-north"):
        about = f"/equity/?place={slug}&metric=completed&by=ethnicity"
        ActionItemFactory(about_key=about, about_label=slug, text=f"Meet at {slug}")

    html = ask(client, "gains", place="example")

    assert re.findall(r"Meet at [a-z-]+", html) == ["Meet at example"]


def test_nothing_to_gain_says_so(client):
    a_table([shown("Asian", 210, 100, others="0.4")])

    assert "No gap larger than chance is shown" in ask(client, "gains")


NEVER_COMPLETE = 99  # years of follow-up


def _bodies(html):
    """The groups named in each table."""
    return [
        re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', body)
        for body in re.findall(r'<tbody role="rowgroup">.*?</tbody>', html, re.S)
    ]


def test_gaps_of_cohorts_that_are_not_complete_stand_apart_and_never_first(client):
    place = OrganizationFactory()
    later = MetricFactory(name="Earned a degree", follow_up_years=NEVER_COMPLETE)
    asian = shown("Asian", 210, 60, others="0.5", di=True, needed=20)
    white = shown("White", 410, 60, others="0.5", di=True, needed=60)
    a_table([asian], organization=place)
    a_table([white], organization=place, metric=later)

    html = ask(client, "gains", place=place.slug)

    title = re.search(r"<h1>(.*?)</h1>", html)[1]
    assert "20 more" in title and "60" not in title
    assert _bodies(html) == [["Students in the group Asian"], ["Students in the group White"]]
    apart = html.index("Not complete yet: gaps that later students may still close")
    assert html.index("Students in the group Asian") < apart
    assert apart < html.index("Students in the group White")


def test_the_title_counts_no_gap_where_none_is_of_a_complete_cohort(client):
    later = MetricFactory(follow_up_years=NEVER_COMPLETE)
    a_table([shown("Asian", 210, 60, others="0.5", di=True, needed=20)], metric=later)

    html = ask(client, "gains")

    assert re.search(r"<h1>(No gap larger than chance is shown in complete cohorts: .+)</h1>", html)
    assert _bodies(html) == [["Students in the group Asian"]]
    assert "Not complete yet" in html


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (52, "52 estudiantes aprendices de inglés más"),
        (1, "1 más de los estudiantes aprendices de inglés"),
    ],
)
def test_spanish_counts_students_without_an_article_before_them(client, needed, words):
    names = {"people": "English learners", "people_es": "los estudiantes aprendices de inglés"}
    a_table([shown("Learners", 210, 60, others="0.5", di=True, needed=needed, **names)])

    title = re.search(
        r"<h1>(.*?)</h1>", client.get(f"/es{reverse('equity:gains')}").content.decode()
    )[1]

    assert words in title
