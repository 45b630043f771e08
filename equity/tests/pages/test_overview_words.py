"""What the overview says: its title, its sentences, its table and chart."""

import re
from datetime import date

import pytest

from equity.enums import CellStatus, MetricKind
from equity.models import Dimension, Publication, PublishedCell
from equity.tests.factories import MetricFactory
from equity.tests.pages.reading import table_rows, text_of
from equity.tests.tables import (
    NOTHING,
    a_table,
    banded,
    everyone,
    shown,
    usual_cells,
    without_numbers,
)
from partners.tests.factories import OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db
URL = "/equity/"


def shown_gap(needed, label="Night"):
    """A row that is made when the database is there: a gap that `needed` students would close."""
    people = "night students" if label == "Night" else f"{label} students"
    return lambda: shown(label, 96, 33, others="0.485", di=True, needed=needed, people=people)


def gap_of_a_range(label):
    return lambda: banded(label, 41, low=0, high=10, text="at most 25%", di=True)


class TestWords:
    def test_title_is_the_finding(self, page):
        a_table([shown("Yes", 96, 33, others="0.485", di=True, needed=14, people="foster youth")])

        html = page()
        assert "<h1>Foster youth complete nine units less often here</h1>" in html
        assert (
            "The gap would close if 14 more foster youth were among those who complete nine units."
            in text_of(html)
        )

    def test_a_group_without_words_of_its_own_is_named_by_its_label(self, page):
        a_table()

        title = "Students in the group Black or African American complete nine units less often"
        assert f"<h1>{title} here</h1>" in page()

    def test_four_sentences_say_what_the_table_shows(self, page):
        a_table()

        words = page().partition('id="words"')[2].partition("</section>")[0]
        assert words.count("<p>") == 4
        assert "840 of 1,775 students complete nine units, 47.3%." in words
        assert "2 groups are not shown, to protect students; 74% of all students are" in words

    def test_beside_the_table_stand_words_and_deeds_and_below_both_how_we_know(self, page):
        """So that what stands beside a table of two groups is not longer than the table."""
        a_table()

        beside, _grid, below = page().partition('class="side-column"')[2].partition("below-columns")
        assert [
            re.findall(r' id="(words|actions|offers|know)"', one) for one in (beside, below)
        ] == [
            ["words", "actions", "offers"],
            ["know"],
        ]
        assert "look-further" in below

    def test_that_nothing_is_hidden_is_said(self, page):
        a_table([shown("Asian", 210, 118, others="0.466"), shown("White", 90, 42, others="0.46")])

        assert "Every group on file is shown." in page()

    def test_two_gaps_are_counted_in_words(self, page):
        a_table([*usual_cells(), shown("White", 200, 60, others="0.5", di=True, needed=40)])

        assert "<h1>Two groups complete nine units less often here</h1>" in page()

    def test_a_place_with_single_pathways_only_opens_with_the_first(self, page):
        a_table(pathway=PathwayFactory(title="Welding"))

        html = page()

        assert "Welding" in html.partition("</h1>")[2].partition("</p>")[0]
        assert "All pathways" not in html

    def test_where_only_the_total_is_published_it_stands_alone(self, page):
        a_table(cells=[], total=(195, 143))

        html = page()

        assert "<h1>73.3% of all students complete nine units here</h1>" in html
        assert "Not divided into groups." in html
        assert "dot-key" not in html
        assert 'name="by"' not in html

    def test_where_all_groups_are_hidden_the_page_says_so_in_place_of_a_chart(self, page):
        hidden = [without_numbers("Asian"), without_numbers("White")]
        a_table([*hidden, without_numbers("Filipino", CellStatus.NONE)])

        html = page()

        assert "Ethnicity: not available for this cohort." in html
        assert "See this measure at other places" in html
        assert 'class="dots' not in html
        assert table_rows(html) == ["All students", "Asian", "Filipino", "White"]

    def test_a_dimension_with_any_group_shown_is_available(self, page):
        a_table([without_numbers("Asian"), shown("White", 90, 42, others="0.46")])

        assert "not available for this cohort" not in page()

    def test_a_total_that_is_not_shown_has_no_number(self, page):
        made = a_table([without_numbers("Asian")], total=None)
        cell = {"status": CellStatus.HIDDEN, **NOTHING, "group": everyone()}
        publication = Publication.objects.get()
        PublishedCell.objects.create(publication=publication, slice=made, **cell)
        a_table([shown("Asian", 90, 42, others="0.46")], publication=publication,
                organization=OrganizationFactory())  # fmt: skip

        assert "None" not in text_of(page(f"{URL}?place={made.organization.slug}"))

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            pytest.param(
                [shown_gap(14)],
                [
                    "The only group shown has a gap larger than chance: night students.",
                    "The gap would close if 14 more night students were among those who "
                    "complete nine units.",
                ],
                id="one group",
            ),
            pytest.param(
                [shown_gap(1)],
                [
                    "The gap would close if 1 more of the night students were among those who "
                    "complete nine units."
                ],
                id="one student",
            ),
            pytest.param(
                [shown_gap(n, f"Group {n}") for n in range(2, 7)],
                ["4 of these gaps would close if 2 more Group 2 students, 3 more"],
                id="more gaps than a sentence names",
            ),
            pytest.param(
                [shown_gap(2, "Group 2"), gap_of_a_range("Group 3")],
                [
                    "One of these gaps would close if 2 more Group 2 students were among those "
                    "who complete nine units."
                ],
                id="a gap of a range, whose students are not counted",
            ),
        ],
    )
    def test_what_would_close_the_gaps_is_said_in_the_right_number(self, page, rows, words):
        a_table([row() for row in rows])

        said = text_of(page())

        assert [one for one in words if one not in said] == []

    def test_the_chart_speaks_the_language_of_the_page(self, page):
        a_table([shown("Asian", 90, 42, others="0.46")])

        assert "46.7% · los demás 46.0%" in page("/es/equity/")

    def test_no_gap_is_said(self, page):
        a_table([shown("Asian", 210, 118, others="0.466"), shown("White", 90, 42, others="0.46")])

        assert "no gap larger than chance among the groups shown here</h1>" in page()

    def test_one_group_alone_is_not_told_of_as_several(self, page):
        a_table([shown("Asian", 210, 118, others="0.466"), without_numbers("White")])

        said = text_of(page())
        assert "The only group shown has no gap larger than what year-to-year chance" in said
        assert "Between the groups shown" not in said

    def test_ranges_that_leave_a_gap_open_are_not_told_to_be_none(self, page):
        open_range = banded("Filipino", 41, low=0, high=10, text="at most 25%")
        a_table([open_range, without_numbers("White")])

        html = page()
        assert ": the ranges shown do not tell whether there is a gap</h1>" in html
        said = text_of(html)
        assert "Only ranges are shown here; they do not tell whether there is a gap." in said
        assert "no gap larger than" not in said and "no gap is larger than" not in said

    def test_beside_others_a_range_that_leaves_a_gap_open_is_counted(self, page):
        rows = [shown("Asian", 210, 118, others="0.466"), shown("White", 90, 42, others="0.46")]
        a_table([*rows, banded("Filipino", 41, low=0, high=10, text="at most 25%")])

        said = text_of(page())
        assert "Between the groups shown, no gap is larger than" in said
        assert "Of 1 of them only a range is shown, which does not tell whether it has" in said

    def test_no_gap_is_not_said_where_most_students_are_in_groups_that_are_not_shown(self, page):
        rows = [shown("Asian", 300, 150, others="0.49"), banded("Filipino", 41, low=0, high=10)]
        hidden = [without_numbers("White"), without_numbers("Yurok")]
        a_table([*rows, *hidden], total=(1000, 480))

        html = page()
        assert (
            "<h1>Completed nine units among the groups shown here: most students are in groups "
            "that are not shown</h1>"
        ) in html
        said = text_of(html)
        assert "3 groups are not shown, to protect students; 70% of all students are in" in said
        assert "está en grupos que no se muestran" in page("/es/equity/").partition("</h1>")[0]

    def test_half_of_the_students_are_not_most(self, page):
        rows = [shown("Asian", 500, 240, others="0.49"), without_numbers("White")]
        a_table(rows, total=(1000, 480))

        assert "no gap larger than chance among the groups shown here</h1>" in page()

    def test_where_a_student_is_in_several_groups_no_share_of_them_is_said(self, page):
        rows = [shown("Asian", 300, 150, others="0.49"), without_numbers("White")]
        Dimension.objects.filter(code="ethnicity").update(overlapping=True)
        a_table(rows, total=(1000, 480))

        html = page()
        assert "no gap larger than chance among the groups shown here</h1>" in html
        assert "1 group is not shown, to protect students." in text_of(html)

    def test_unknown_is_never_flagged(self, page):
        a_table([shown("Unknown", 100, 10, others="0.5", di=True, needed=40, is_unknown=True)])

        html = page()
        assert "is-gap" not in html.partition("dot-rows")[2].partition("</ol>")[0]
        assert "not compared" in html

    def test_a_small_group_says_so(self, page):
        a_table([shown("Asian", 29, 14, others="0.5"), shown("White", 30, 14, others="0.5")])

        assert text_of(page()).count("small group, wide margin") == 2  # chart and table

    def test_made_up_figures_are_labeled(self, page):
        a_table(synthetic=True)

        html = page()
        assert html.count("SYNTHETIC") >= 3
        assert "dots is-synthetic" in html
        assert "sorted-table is-synthetic" in html

    def test_counted_figures_are_not(self, page):
        a_table()

        html = page()
        assert "SYNTHETIC" not in html and "is-synthetic" not in html

    def test_group_names_are_escaped(self, page):
        a_table([shown("<b>A & B</b>", 210, 60, others="0.466", di=True, needed=9)])

        assert "<b>A" not in page()

    def test_in_spanish(self, page):
        a_table()

        html = page("/es/equity/")
        assert "completan nueve" in html
        assert "Origen étnico" in html

    def test_a_cohort_in_its_years_of_follow_up_is_not_complete(self, page):
        metric = MetricFactory(follow_up_years=9)
        a_table(metric=metric)

        assert "not complete" in text_of(page())

    def test_a_table_being_corrected_says_since_when(self, page):
        rows = [without_numbers("Asian", CellStatus.WITHDRAWN)]
        a_table(rows, total=None, withdrawn_on=date(2026, 10, 3))

        text = text_of(page())
        # The day of the withdrawal, not that of the publication.
        assert "Being corrected since 3 Oct 2026" in text
        assert "until the correction is published" in text and "is shown." not in text

    def test_no_students_and_not_reported_are_other_words_than_not_shown(self, page):
        a_table(
            [
                without_numbers("Asian", CellStatus.NONE),
                without_numbers("Black", CellStatus.NOT_REPORTED),
                without_numbers("White"),
            ]
        )

        text = text_of(page())
        assert "No students" in text and "Not reported" in text and "Not shown" in text

    def test_a_composition_has_shares_and_no_gaps(self, page):
        metric = MetricFactory(kind=MetricKind.COMPOSITION)
        row = shown("Asian", 60, 60, others="0.5") | {
            "s": None, "gap": None, "moe": None, "reference": None, "di": None, "rate": "0.6",
            "rate_text": "60.0%", "needed_parity": None, "needed_clear": None,
        }  # fmt: skip
        a_table([row], metric=metric, total=(100, 100))

        text = text_of(page())
        assert "Share" in text and "60.0%" in text
        assert "are 60.0% of those who reach it here" in text
        assert "Everyone else" not in text and "more students to close" not in text.lower()
