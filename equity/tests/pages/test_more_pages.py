"""Trend, comparison, gains, who enters, pathways and institutions: their rules."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse

from equity.enums import CellStatus, MetricKind, Stage
from equity.pages.published.addresses import LONGEST_LABEL, about_table, form_url
from equity.pages.published.places import place_of
from equity.tests.factories import (
    DimensionFactory,
    MetricFactory,
    PublicationFactory,
    ReleaseFactory,
    SliceFactory,
)
from equity.tests.tables import a_table, banded, everyone, group, shown, without_numbers
from partners.tests.factories import ActionItemFactory, OrganizationFactory, RegionFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def ask(client, name, *args, status=200, **query):
    response = client.get(reverse(f"equity:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def cohorts(metric, place, rows_by_cohort, **of):
    for cohort, rows in rows_by_cohort.items():
        a_table(rows, metric=metric, organization=place, cohort=cohort, **of)


def without(html):
    """The lines under a chart that name who is not in it, as words."""
    lines = re.findall(r'<p class="dot-without">(.*?)</p>', html, flags=re.S)
    return [" ".join(re.sub(r"<[^>]*>", "", line).split()) for line in lines]


class TestTrend:
    def test_groups_without_a_panel_are_named_by_their_reason(self, client):
        rows = [
            shown("Asian", 210, 100, others="0.5"),
            without_numbers("Aleut", CellStatus.NONE),
            banded("Filipino", 41, low=0, high=10, text="at most 25%"),
            without_numbers("White"),
        ]
        cohorts(MetricFactory(), OrganizationFactory(), {"2021-22": rows, "2022-23": rows})

        html = ask(client, "trend")

        assert without(html) == [
            "Filipino: only a range is shown",
            "Aleut: No students",
            "White: Not shown, to protect student privacy Why?",
        ]

    def test_of_several_groups_spanish_says_it_in_the_plural(self, client):
        rows = [shown("Asian", 210, 100, others="0.5"), *map(without_numbers, ("Aleut", "White"))]
        a_table(rows)

        html = client.get(f"/es{reverse('equity:overview')}").content.decode()

        assert ": No se muestran, para proteger" in without(html)[0]

    def test_what_is_taken_back_is_not_told_as_protected(self, client):
        total = {"group": everyone(), "status": CellStatus.WITHDRAWN}
        rows = [without_numbers("Asian", CellStatus.WITHDRAWN), total]
        cohorts(
            MetricFactory(), OrganizationFactory(name="Bay High"),
            {"2021-22": rows, "2022-23": rows}, total=None, withdrawn_on=date(2026, 10, 3),
        )  # fmt: skip

        html = ask(client, "trend")

        assert "<h1>Bay High: these figures are being corrected</h1>" in html
        assert without(html) == ["Asian: Being corrected since 3 Oct 2026"]

    def test_shows_the_last_five_complete_cohorts(self, client):
        metric, place = MetricFactory(follow_up_years=1), OrganizationFactory()
        years = [f"{year}-{(year + 1) % 100:02d}" for year in range(2018, 2026)]
        cohorts(metric, place, {y: [shown("Asian", 210, 100, others="0.5")] for y in years})

        html = ask(client, "trend")
        head = html.partition('<thead role="rowgroup">')[2].partition("</thead>")[0]

        assert re.findall(r"20\d\d-\d\d", head) == years[2:7]  # 2025-26 is still being followed

    def test_line_breaks_where_a_group_is_not_shown(self, client):
        metric, place = MetricFactory(), OrganizationFactory()
        asian = [shown("Asian", 210, 100, others="0.5")]
        cohorts(metric, place, {
            "2020-21": asian, "2021-22": [without_numbers("Asian")], "2022-23": asian,
        })  # fmt: skip

        html = ask(client, "trend")

        assert html.count('<line class="trend-line"') == 0
        assert html.count('<circle class="trend-spot" cx="') == 1 + 2  # one in the legend

    def test_one_cohort_is_no_trend_and_stands_in_the_table_alone(self, client):
        cohorts(MetricFactory(), OrganizationFactory(), {
            "2022-23": [shown("Asian", 210, 100, others="0.5"), without_numbers("White")],
        })  # fmt: skip

        html = ask(client, "trend")

        assert "A trend takes two or more." in html
        assert "trend-spot" not in html and "data-plot" not in html
        assert "ranges only, or nothing" not in html
        assert 'scope="row">Asian</th>' in html and 'scope="row">White</th>' in html

    def test_years_and_windows_never_share_a_line(self, client):
        metric, place = MetricFactory(), OrganizationFactory()
        rows = [shown("Asian", 210, 100, others="0.5")]
        a_table(rows, metric=metric, organization=place, cohort="2022-23")
        a_table(rows, metric=metric, organization=place, cohort="2017-18", span=3)

        head = ask(client, "trend").partition('<thead role="rowgroup">')[2].partition("</thead>")[0]

        assert "2022-23" in head and "2017-18" not in head


class TestCompare:
    def test_places_stand_by_name_and_hidden_ones_last(self, client):
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

    def test_a_group_that_is_not_there_is_not_found(self, client):
        a_table()

        ask(client, "compare", group="none", status=404)

    def test_opens_with_what_most_organizations_have(self, client):
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

    def test_the_title_counts_the_places_whose_rates_it_names(self, client):
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

    def test_where_no_place_is_shown_the_page_says_so_in_place_of_a_chart(self, client):
        a_table([without_numbers("Asian")], organization=OrganizationFactory(name="Bay High"))

        html = ask(client, "compare", group=group("Asian").code)

        assert ": no place can be shown here</h1>" in html
        assert "No place of this page can be shown, to protect students." in html
        assert 'class="dots' not in html and "Bay High" in html

    def test_a_draft_that_brought_its_own_slices_offers_nothing(self, client):
        made = a_table()
        SliceFactory(
            metric=made.metric, organization=OrganizationFactory(), cohort=made.cohort,
            pathway=PathwayFactory(title="Held back"),
        )  # fmt: skip

        assert "Held back" not in ask(client, "compare")

    def test_it_opens_with_what_most_places_have_and_a_draft_counts_nowhere(self, client):
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

    def test_a_composition_opens_with_a_group_that_most_places_show(self, client):
        publication = PublicationFactory(metric=MetricFactory(kind=MetricKind.COMPOSITION))
        for _n in range(2):
            a_table(
                [shown("Asian", 60, 60, others="0.5"), without_numbers("Aleut")],
                publication=publication, organization=OrganizationFactory(),
            )  # fmt: skip

        html = ask(client, "compare")

        assert "Students in the group Asian are" in html
        assert ">All students</option>" not in html

    def test_the_chart_has_one_sentence_in_its_place(self, client):
        a_table(organization=OrganizationFactory(name="Bay High"))

        words = ask(client, "compare").partition('id="chart-words">')[2].partition("</p>")[0]
        assert words.endswith("all students, by place: Bay High: 47.3%.")


class TestGains:
    def test_most_students_first_and_no_small_or_unknown_group(self, client):
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

    def test_beside_each_gap_stand_the_forms_of_an_action_and_a_goal(self, client):
        pathway = PathwayFactory(title="Welding")
        a_table(pathway=pathway)

        html = ask(client, "gains", pathway=pathway.slug)
        row = html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]

        assert row.count(reverse("partners:action_new")) == 1
        assert row.count(reverse("partners:goal_new")) == 1
        assert "What this pathway offers" in html

    def test_lists_open_actions_of_the_place_and_of_none_whose_name_begins_so(self, client):
        college = OrganizationFactory(slug="example")
        OrganizationFactory(slug="example-north")
        gap = shown("Asian", 210, 60, others="0.5", di=True, needed=20)
        a_table([gap], organization=college)
        for slug in ("example", "example-north"):
            about = f"/equity/?place={slug}&metric=completed&by=ethnicity"
            ActionItemFactory(about_key=about, about_label=slug, text=f"Meet at {slug}")

        html = ask(client, "gains", place="example")

        assert re.findall(r"Meet at [a-z-]+", html) == ["Meet at example"]

    def test_nothing_to_gain_says_so(self, client):
        a_table([shown("Asian", 210, 100, others="0.4")])

        assert "No gap larger than chance is shown" in ask(client, "gains")


class TestEntering:
    def test_shares_are_of_counts_that_are_shown(self, client):
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

    def test_groups_without_a_share_stand_last_by_name_whatever_else_is_shown_of_them(self, client):
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

    def test_the_chart_gives_the_reason_that_the_table_gives(self, client):
        rows = [
            shown("Asian", 500, 100, others="0.5"),
            without_numbers("Aleut", CellStatus.NONE),
            without_numbers("Samoan", CellStatus.NONE),
            without_numbers("White"),
        ]
        a_table(rows, metric=MetricFactory(stage=Stage.ENTERS), total=(1000, 400))

        assert without(ask(client, "entering")) == [
            "Aleut, Samoan: No students",
            "White: Not shown, to protect student privacy Why?",
        ]

    def test_what_is_taken_back_is_not_told_as_protected(self, client):
        rows = [without_numbers("Asian", CellStatus.WITHDRAWN)]
        a_table(
            rows, metric=MetricFactory(stage=Stage.ENTERS), total=None,
            organization=OrganizationFactory(name="Bay High"), withdrawn_on=date(2026, 10, 3),
        )  # fmt: skip

        html = ask(client, "entering")

        assert "<h1>Bay High: these figures are being corrected</h1>" in html
        assert without(html) == ["Asian: Being corrected since 3 Oct 2026"]

    def test_students_of_different_years_are_no_funnel(self, client):
        place = OrganizationFactory()
        rows = [shown("Asian", 500, 100, others="0.5")]
        a_table(rows, metric=MetricFactory(stage=Stage.ENTERS), organization=place)
        a_table(
            rows, metric=MetricFactory(stage=Stage.COMPLETES), organization=place, cohort="2019-20"
        )

        assert "are not one cohort followed over time" in ask(client, "entering")


class TestHeadlines:
    def test_a_pathway_names_its_gaps_by_stage_and_its_places(self, client):
        pathway, place = PathwayFactory(), OrganizationFactory(name="Bay High")
        metric = MetricFactory(stage=Stage.COMPLETES, name="Earned an award")
        a_table(metric=metric, organization=place, pathway=pathway)

        html = ask(client, "pathway", pathway.slug, place=place.slug)

        assert "Who completes" in html and "Earned an award" in html
        assert "Black or African American" in html
        assert "Bay High" in html

    def test_each_gap_has_the_forms_of_an_action_and_a_goal_beside_it(self, client):
        place = OrganizationFactory()
        a_table(organization=place)

        gap = ask(client, "institution", place.slug).partition('class="gap-lines"')[2]
        gap = gap.partition("</ul>")[0]

        assert gap.count(reverse("partners:action_new")) == 1
        assert gap.count(reverse("partners:goal_new")) == 1

    def test_the_forms_are_filled_in_with_the_table_and_what_it_is_called(self, client):
        place = OrganizationFactory(name="Peña & Daughters High, " + "at the bay, " * 11)
        made = a_table(organization=place)

        gap = ask(client, "institution", place.slug).partition('class="gap-lines"')[2]
        links = re.findall(r'<a rel="nofollow" href="([^"]*)"', gap.partition("</ul>")[0])

        about = about_table(place_of(place), made.metric, by="ethnicity")
        people = "Students in the group Black or African American"
        label = f"{people} · {made.metric.name} · {place.name}"
        assert len(label) > LONGEST_LABEL
        assert [unescape(link) for link in links] == [
            form_url("partners:action_new", about, label),
            form_url("partners:goal_new", about, label),
        ]

    def test_a_pathway_opens_at_the_first_place_that_has_it(self, client):
        pathway = PathwayFactory()
        a_table(organization=OrganizationFactory(name="Alder High"))
        a_table(organization=OrganizationFactory(name="Bay High"), pathway=pathway)

        html = ask(client, "pathway", pathway.slug)

        assert "Bay High" in html.partition("</h1>")[2].partition("</p>")[0]

    @pytest.mark.parametrize("name", ["pathway", "institution"])
    def test_where_nothing_is_on_file_the_page_says_so(self, client, name):
        a_table()
        one = PathwayFactory() if name == "pathway" else OrganizationFactory()

        html = ask(client, name, one.slug)

        assert "no outcomes on file yet</h1>" in html
        assert 'name="robots" content="noindex"' in html

    def test_a_pathway_that_a_place_does_not_have_is_not_found(self, client):
        place = a_table().organization

        ask(client, "institution", place.slug, pathway=PathwayFactory().slug, status=404)
        ask(client, "pathway", PathwayFactory().slug, place=place.slug, status=404)

    def test_a_composition_names_the_shares_of_its_groups(self, client):
        place, metric = OrganizationFactory(), MetricFactory(kind=MetricKind.COMPOSITION)
        rows = [shown("Asian", 60, 60, others="0.5"), without_numbers("White")]
        rows[0]["rate"], rows[0]["rate_text"] = "0.6", "60.0%"
        a_table(rows, metric=metric, organization=place, total=(100, 100))

        shares = ask(client, "institution", place.slug).partition('class="small shares"')[2]
        shares = shares.partition("</p>")[0]

        assert "Asian <strong>60.0%</strong>" in shares
        assert "1 group not shown" in shares and "White" not in shares

    @pytest.mark.parametrize("name", ["institution", "gains", "compare"])
    def test_what_is_taken_back_is_not_told_as_protected_or_without_gaps(self, client, name):
        place = OrganizationFactory(name="Bay High")
        total = {"group": everyone(), "status": CellStatus.WITHDRAWN}
        rows = [without_numbers("Asian", CellStatus.WITHDRAWN), total]
        a_table(rows, total=None, organization=place, withdrawn_on=date(2026, 10, 3))

        html = ask(client, name, *([place.slug] if name == "institution" else []))
        html = html.partition("<footer")[0]

        assert "these figures are being corrected" in html.lower()
        assert "No number of it is shown until the correction is published." in html
        assert "Groups cannot be shown here." not in html and "to protect students" not in html
        assert "No gap larger than chance" not in html

    def test_where_no_group_is_shown_no_gap_is_denied(self, client):
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
            pytest.param(
                lambda: banded("White", 41, low=0, high=10, text="at most 25%"), id="a range"
            ),
        ],
    )
    def test_where_any_group_is_shown_the_page_says_that_none_has_a_gap(self, client, told):
        place = OrganizationFactory(name="Bay High")
        a_table([without_numbers("Asian"), told()], organization=place)

        html = ask(client, "institution", place.slug)

        assert "<h1>Bay High: no gap larger than chance is shown</h1>" in html
        assert "No gap larger than chance among the groups shown." in html

    def test_the_title_of_shares_names_the_stages(self, client):
        place = OrganizationFactory(name="Bay College")
        a_table(
            metric=MetricFactory(kind=MetricKind.COMPOSITION, stage=Stage.COMPLETES),
            organization=place,
        )

        assert "<h1>Bay College: who completes</h1>" in ask(client, "institution", place.slug)

    def test_the_title_counts_no_gap_of_a_cohort_that_is_not_complete(self, client):
        place = OrganizationFactory(name="Bay High")
        a_table(organization=place)
        a_table(metric=MetricFactory(follow_up_years=90), organization=place)

        html = ask(client, "institution", place.slug)

        assert "<h1>Bay High: gaps larger than chance in 1 of 1 measure</h1>" in html
        assert "the newest one where none is complete yet" in html

    def test_the_newest_cohort_is_not_called_complete_where_none_is(self, client):
        metric, place = MetricFactory(follow_up_years=90), OrganizationFactory()
        for cohort in ("2021-22", "2022-23"):
            a_table(metric=metric, organization=place, cohort=cohort)

        html = ask(client, "overview")

        assert "Latest, none is complete yet" in html and "Latest complete" not in html

    def test_yes_and_no_stand_with_what_they_answer(self, client):
        dimension = DimensionFactory(code="ethnicity", label="English learners")
        answers = {"dimension": dimension, "label_es": ""}
        rows = [
            shown("Yes", 210, 100, others="0.5", code="yes", **answers),
            without_numbers("No", code="no", **answers),
        ]
        a_table(rows, metric=MetricFactory(stage=Stage.ENTERS))

        for name in ("overview", "entering"):
            html = ask(client, name)
            names = re.findall(r'<th role="rowheader" scope="row">(English.*?)</th>', html)
            assert names == ["English learners: Yes", "English learners: No"]
            assert '<span class="dot-name">English learners: Yes<' in html
            assert "by english" not in html

    def test_that_a_cohort_is_not_complete_is_said_once(self, client):
        place = OrganizationFactory()
        a_table(metric=MetricFactory(follow_up_years=90), organization=place)

        assert ask(client, "institution", place.slug).count("not complete") == 1

    def test_an_institution_lists_its_pathways(self, client):
        pathway, place = PathwayFactory(title="Patient care"), OrganizationFactory()
        a_table(organization=place)
        a_table(organization=place, pathway=pathway)

        html = ask(client, "institution", place.slug)

        assert "?pathway=" + pathway.slug in html

    @pytest.mark.parametrize("count", [1, 3])
    def test_query_count_does_not_grow(self, client, count, django_assert_max_num_queries):
        place = OrganizationFactory()
        for _n in range(count):
            a_table(organization=place)

        with django_assert_max_num_queries(15):
            ask(client, "institution", place.slug)


@pytest.mark.parametrize("is_sum", [True, False])
@pytest.mark.parametrize("name", ["overview", "trend", "gains", "entering"])
def test_a_region_that_was_added_up_says_so(client, name, is_sum):
    publication = PublicationFactory(
        metric=MetricFactory(stage=Stage.COMPLETES), release__region_is_sum=is_sum
    )
    a_table(publication=publication, region=RegionFactory())

    lede = ask(client, name).partition('class="lede')[2].partition("</p>")[0]

    assert ("sum of organizations, students may be counted more than once" in lede) is is_sum


@pytest.mark.parametrize("name", ["overview", "entering", "trend", "compare", "gains"])
def test_before_the_first_release_pages_say_so(client, name):
    assert "No figures are published yet" in ask(client, name)
    assert client.get(f"/es{reverse(f'equity:{name}')}").status_code == 200


@pytest.mark.parametrize("name", ["overview", "entering", "trend", "compare", "gains"])
def test_query_count_of_a_page_does_not_grow(client, name, django_assert_max_num_queries):
    place = OrganizationFactory()
    for _n in range(3):
        a_table(organization=place, metric=MetricFactory(stage=Stage.ENTERS))
        a_table(publication=PublicationFactory(metric=MetricFactory()))

    with django_assert_max_num_queries(20):
        ask(client, name, place=place.slug)


@pytest.mark.parametrize(
    "name", ["overview", "trend", "compare", "gains", "entering", "institution"]
)
def test_every_page_of_figures_names_their_release_day_and_source(client, name):
    place = OrganizationFactory()
    release = ReleaseFactory(
        label="Fall 2026 release",
        source="Office of research",
        published_at=datetime(2026, 9, 12, 12, tzinfo=UTC),
        is_synthetic=True,
    )
    metric = MetricFactory(stage=Stage.COMPLETES)
    rows = [shown("Asian", 96, 33, others="0.485", di=True, needed=14)]
    a_table(
        rows, organization=place, publication=PublicationFactory(metric=metric, release=release)
    )

    args = [place.slug] if name == "institution" else []
    words = re.sub(r"<[^>]*>", " ", ask(client, name, *args))

    said = " ".join(words.split())
    assert "Fall 2026 release SYNTHETIC , published 12 Sep 2026" in said
    assert "Office of research" in said
