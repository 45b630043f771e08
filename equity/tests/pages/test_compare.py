"""Comparison: places by name, what it opens with, and what its title counts."""

import csv
import io
import re
from html import unescape

import pytest

from equity.enums import MetricKind
from equity.tests.factories import (
    DimensionFactory,
    GroupFactory,
    MetricFactory,
    PublicationFactory,
    PublishedCellFactory,
    SliceFactory,
)
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, banded, group, shown, without_numbers
from partners.tests.factories import OrganizationFactory, RegionFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def test_places_stand_by_name_and_hidden_ones_last(client):
    publication = PublicationFactory()
    for name, rows in (
        ("Beta", [shown("Asian", 210, 10, others="0.5", di=True, needed=95)]),
        ("Alpha", [shown("Asian", 210, 200, others="0.5")]),
        ("Able", [without_numbers("Asian")]),
    ):
        a_table(rows, publication=publication, organization=OrganizationFactory(name=name))
    group = publication.cells.exclude(group__code="all").first().group.code

    html = ask(client, "compare", group=group)
    body = html.partition('<tbody role="rowgroup">')[2]

    assert re.findall(r">(Alpha|Beta|Able)</a>", body) == ["Alpha", "Beta", "Able"]
    lanes = html.partition('<ol class="dot-rows"')[2].partition("</ol>")[0]
    assert "Able" not in lanes


def test_a_group_that_is_not_there_is_not_found(client):
    a_table()

    ask(client, "compare", group="none", status=404)


def test_opens_with_what_most_organizations_have(client):
    region, pathway = RegionFactory(), PathwayFactory(title="Welding")
    alone, common = MetricFactory(name="Alone"), MetricFactory(name="Common")
    a_table(metric=alone)
    publication = PublicationFactory(metric=common)
    a_table(publication=publication, region=region)
    for students in (40, 60):
        a_table(
            publication=publication, pathway=pathway, organization=OrganizationFactory(),
            total=(100, students),
        )  # fmt: skip

    html = ask(client, "compare")

    assert "40.0% to 60.0% of all students reach it, at 2 places" in html
    assert "Welding" in html.partition("</h1>")[2].partition("</p>")[0]


def test_the_title_counts_the_places_whose_rates_it_names(client):
    publication = PublicationFactory()
    for students in (30, 50):
        a_table(
            [shown("Asian", 100, students, others="0.5")],
            publication=publication, organization=OrganizationFactory(),
        )  # fmt: skip
    a_table(
        [banded("Asian", 41, low=0, high=10, text="at most 25%")],
        publication=publication, organization=OrganizationFactory(),
    )  # fmt: skip

    html = ask(client, "compare", group=group("Asian").code)

    assert "30.0% to 50.0% of students in the group Asian reach it, at 2 places" in html


def test_where_no_place_is_shown_the_page_says_so_in_place_of_a_chart(client):
    a_table([without_numbers("Asian")], organization=OrganizationFactory(name="Bay High"))

    html = ask(client, "compare", group=group("Asian").code)

    assert ": no place can be shown here</h1>" in html
    assert "No place of this page can be shown, to protect students." in html
    assert 'class="dots' not in html and "Bay High" in html


def test_a_draft_that_brought_its_own_slices_offers_nothing(client):
    made = a_table()
    SliceFactory(
        metric=made.metric, organization=OrganizationFactory(), cohort=made.cohort,
        pathway=PathwayFactory(title="Held back"),
    )  # fmt: skip

    assert "Held back" not in ask(client, "compare")


def test_it_opens_with_what_most_places_have_and_a_draft_counts_nowhere(client):
    publication = PublicationFactory()
    most, held = PathwayFactory(title="Welding"), PathwayFactory(title="Held back")
    for pathway in (most, most, held):
        a_table(publication=publication, pathway=pathway, organization=OrganizationFactory())
    for _n in range(3):
        SliceFactory(
            metric=publication.metric, cohort=publication.cohort, pathway=held,
            organization=OrganizationFactory(),
        )  # fmt: skip

    for asked in ({}, {"metric": publication.metric.code}):
        assert " · Welding · " in ask(client, "compare", **asked)


def test_a_composition_opens_with_a_group_that_most_places_show(client):
    publication = PublicationFactory(metric=MetricFactory(kind=MetricKind.COMPOSITION))
    for _n in range(2):
        a_table(
            [shown("Asian", 60, 60, others="0.5"), without_numbers("Aleut")],
            publication=publication, organization=OrganizationFactory(),
        )  # fmt: skip

    html = ask(client, "compare")

    assert "Students in the group Asian are" in html
    assert ">All students</option>" not in html


def test_the_chart_has_one_sentence_in_its_place(client):
    a_table(organization=OrganizationFactory(name="Bay High"))

    words = ask(client, "compare").partition('id="chart-words">')[2].partition("</p>")[0]
    assert words.endswith("all students, by place: Bay High: 47.3%.")


class TestWhatGivesWay:
    """What is on a list and that no organization has together gives way; the page says so."""

    SAID = "There is no table as asked ({}), so what most places have is shown."

    @pytest.fixture
    def units(self):
        """Two colleges with a measure of one cohort, split by ethnicity."""
        publication = PublicationFactory(metric=MetricFactory(code="units", name="Nine units"))
        for name in ("Alpha", "Beta"):
            a_table(
                [shown("Asian", 210, 100, others="0.5")],
                publication=publication, organization=OrganizationFactory(name=name),
            )  # fmt: skip
        return publication

    def test_a_measure_that_only_a_region_has(self, client, units):
        a_table(metric=MetricFactory(code="award", name="An award"), region=RegionFactory())

        assert self.SAID.format("Measure: An award") in ask(client, "compare", metric="award")

    def test_a_pathway_and_a_segment(self, client, units):
        pathway, other = PathwayFactory(title="Welding"), MetricFactory()
        a_table(metric=other, pathway=pathway, segment="hs", organization=OrganizationFactory())

        html = ask(client, "compare", metric="units", pathway=pathway.slug, segment="hs")

        assert self.SAID.format("Pathway: Welding; Segment: High school") in html
        assert "47.3% of all students reach it, at 2 places" in html

    def test_a_cohort(self, client, units):
        a_table(metric=MetricFactory(), cohort="2020-21", organization=OrganizationFactory())

        html = ask(client, "compare", metric="units", cohort="2020-21")

        assert self.SAID.format("Cohort: 2020-21") in html

    def test_a_way_to_divide_and_with_it_its_group(self, client, units):
        gender = DimensionFactory(code="gender", label="Gender")
        unknown = GroupFactory(dimension=gender, code="unknown", label="Not told")
        here = GroupFactory(dimension=group("Asian").dimension, code="unknown", label="Unknown")
        for made in units.metric.slices.all():
            PublishedCellFactory(publication=units, slice=made, group=here)

        html = ask(client, "compare", metric="units", by="gender", group=unknown.code)

        given = "Split by: Gender; Group: Not told"
        assert self.SAID.format(given) in unescape(html).replace("Gender: Not told", "Not told")
        assert "of all students reach it" in html

    def test_a_way_to_divide_where_nothing_is_divided(self, client):
        a_table([], organization=OrganizationFactory())
        DimensionFactory(code="gender", label="Gender")

        html = ask(client, "compare", by="gender")

        assert self.SAID.format("Split by: Gender") in html
        ask(client, "compare", by="none", status=404)

    def test_a_group_of_another_split(self, client, units):
        women = group("Women", DimensionFactory(code="gender", label="Gender"))

        html = ask(client, "compare", metric="units", group=women.code)

        assert "as asked (Group: " in html and "Women" in html

    @pytest.mark.parametrize("name", ["metric", "pathway", "segment", "cohort", "by", "group"])
    def test_what_is_on_no_list_does_not(self, client, units, name):
        ask(client, "compare", status=404, **{"metric": "units", name: "none"})

    def test_what_stands_on_a_pathway_that_is_not_published_is_compared_nowhere(self, client):
        draft, metric = PathwayFactory(status="draft"), MetricFactory(code="units")
        publication = PublicationFactory(metric=metric)
        for _n in range(2):
            place = OrganizationFactory()
            a_table(publication=publication, pathway=draft, organization=place)
        a_table(metric=MetricFactory(name="Common"), organization=OrganizationFactory())

        assert "Common" in ask(client, "compare").partition("</h1>")[2].partition("</p>")[0]
        assert "Common" in ask(client, "compare", metric="units")


def test_the_files_have_the_places_of_the_page(client):
    publication = PublicationFactory()
    for name, rows in (
        ("Beta", [shown("Asian", 210, 10, others="0.5")]),
        ("Able", [without_numbers("Asian")]),
    ):
        a_table(rows, publication=publication, organization=OrganizationFactory(name=name))
    asked = {"group": publication.cells.exclude(group__code="all").first().group.code}

    html = ask(client, "compare", **asked)
    link = unescape(re.search(r'href="([^"]*/table\.csv[^"]*)"', html)[1])
    content = client.get(link).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(content)))

    said = [(line["place"], line["denominator"], line["rate_status"]) for line in lines]
    assert said == [("Beta", "210", "ok"), ("Able", "c", "c")]
    page = f"&by=ethnicity&group={asked['group']}"
    assert all(line["address"].endswith(page) for line in lines)
    assert client.get(link.replace("csv", "xlsx")).status_code == 200


def test_a_cohort_that_is_not_complete_is_told_so_far(client):
    a_table(metric=MetricFactory(follow_up_years=90))

    assert "at 1 place, so far</h1>" in ask(client, "compare")


def test_places_stand_by_their_students_if_asked_and_never_by_their_rates(client):
    publication = PublicationFactory()
    for name, rows in (
        ("Able", [without_numbers("Asian")]),
        ("Alpha", [shown("Asian", 210, 200, others="0.5")]),
        ("Beta", [shown("Asian", 500, 10, others="0.5")]),
    ):
        a_table(rows, publication=publication, organization=OrganizationFactory(name=name))
    asked = {"group": publication.cells.exclude(group__code="all").first().group.code}

    def names(**more):
        body = ask(client, "compare", **asked, **more).partition('<tbody role="rowgroup">')[2]
        return re.findall(r">(Alpha|Beta|Able)</a>", body)

    assert names(sort="students") == ["Beta", "Alpha", "Able"]
    assert names(sort="-students") == ["Alpha", "Beta", "Able"]
    assert names(sort="-group") == ["Beta", "Alpha", "Able"]
    assert names(sort="rate") == names() == ["Alpha", "Beta", "Able"]
    assert names(sort="-rate") == names(sort="-gap") == names()
    heads = ask(client, "compare", **asked).partition("<thead")[2].partition("</thead>")[0]
    orders = re.findall(r"sort=([\w-]+)", heads)
    assert orders == ["-group", "students"]
