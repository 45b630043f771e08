"""Where students could be gained: which groups, and what is being done about them."""

import csv
import io
import re

import pytest
from django.urls import reverse

from equity.enums import MetricKind
from equity.tests.factories import MetricFactory, PublicationFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, banded, group, shown, without_numbers
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


@pytest.mark.parametrize("kind", [MetricKind.COMPOSITION, MetricKind.PUBLISHED_RATE])
def test_where_no_groups_are_compared_it_is_not_told_that_there_is_no_gap(client, kind):
    a_table([shown("Asian", 210, 100, others="0.4")], metric=MetricFactory(kind=kind))

    html = ask(client, "gains")

    assert "<h1>No gap is worked out of these figures: " in html
    assert "That does not say that there is no gap." in html
    assert "No gap larger than chance" not in html


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
    ("needed", "people", "words"),
    [
        (52, "los estudiantes aprendices de inglés", "otros 52 estudiantes aprendices de inglés"),
        (52, "las estudiantes mujeres", "otras 52 estudiantes mujeres"),
        (1, "los estudiantes aprendices de inglés", "1 más de los estudiantes aprendices"),
        (1, "las estudiantes mujeres", "1 más de las estudiantes mujeres"),
    ],
)
def test_spanish_counts_students_without_an_article_before_them(client, needed, people, words):
    names = {"people": "English learners", "people_es": people}
    a_table([shown("Learners", 210, 60, others="0.5", di=True, needed=needed, **names)])

    title = re.search(
        r"<h1>(.*?)</h1>", client.get(f"/es{reverse('equity:gains')}").content.decode()
    )[1]

    assert words in title


# --- Orders and files ----------------------------------------------------------------------------


def _a_page_of_gaps():
    """Two measures, one of which has no complete cohort, with gaps, a hidden and a banded group."""
    place = OrganizationFactory(slug="bay", name="Bay High")
    later = MetricFactory(code="degree", name="Earned a degree", follow_up_years=NEVER_COMPLETE)
    hidden = [without_numbers("Hidden"), banded("Ranged", 41, high=10, text="at most 25%", di=True)]
    asian = shown("Asian", 210, 60, others="0.5", di=True, needed=20)
    white = shown("White", 410, 190, others="0.5", di=True, needed=60)
    publication = PublicationFactory(
        metric=MetricFactory(code="units", name="Nine units"), release__is_synthetic=True
    )
    a_table([asian, white, *hidden], organization=place, publication=publication)
    a_table([shown("Filipino", 90, 20, others="0.5", di=True, needed=9)], organization=place,
            metric=later)  # fmt: skip
    return place


def _lines(client, **asked):
    content = client.get(reverse("equity:gains_csv"), asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_its_file_has_exactly_its_rows_and_marks_cohorts_that_are_not_complete(client):
    _a_page_of_gaps()

    rows = _lines(client, place="bay")

    assert [(row["metric"], row["more_to_parity"], row["cohort_complete"]) for row in rows] == [
        ("units", "60", "yes"),
        ("units", "20", "yes"),
        ("degree", "9", "no"),
    ]
    assert {row["address"].partition("/equity/")[2] for row in rows} == {"gains/?place=bay"}
    assert all(all(row.values()) for row in rows)


def test_its_columns_lead_to_the_same_gaps_in_another_order(client):
    _a_page_of_gaps()
    people = ["Students in the group White", "Students in the group Asian"]

    html = ask(client, "gains", place="bay")
    heads = html.partition("<thead")[2].partition("</thead>")[0]

    assert re.findall(r'class="sort-link" href="([^"]*)"', heads) == [
        f"/equity/gains/?place=bay{order}"
        for order in ("&amp;sort=group", "&amp;sort=measure", "&amp;sort=rate", "&amp;sort=-needed")
    ]
    title = re.search(r"<h1>.*?</h1>", html)[0]
    for sort, first in (("group", people[::-1]), ("rate", people[::-1]), ("needed", people)):
        page = ask(client, "gains", place="bay", sort=sort)
        assert _bodies(page) == [first, ["Students in the group Filipino"]]
        assert re.search(r"<h1>.*?</h1>", page)[0] == title
        assert "Hidden" not in page and "Ranged" not in page
        codes = [row["group"] for row in _lines(client, place="bay", sort=sort)][:2]
        assert codes == [group(words.rpartition(" ")[2]).code for words in first]


def test_an_order_that_is_not_there_is_said_and_not_taken(client):
    _a_page_of_gaps()

    html = ask(client, "gains", place="bay", sort="gap")

    assert _bodies(html)[0][0] == "Students in the group White"
    assert '<p class="said">' in html


def test_it_can_be_cited_by_an_address_that_finds_it_again(client):
    _a_page_of_gaps()

    html = ask(client, "gains", utm_source="x")
    citation = html.partition('class="citation">')[2].partition("</p>")[0]

    assert "/equity/gains/?place=bay. Read on" in citation
    assert "(SYNTHETIC)" in citation
