"""One slice by one dimension: rows, chart, words. What overview, explore and downloads print."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from equity.charts.dots import dot_plot
from equity.enums import CellStatus, MetricKind
from equity.pages.published import findings
from equity.pages.published.cells import split
from equity.pages.published.orders import BY_NAME, Order, in_order
from equity.pages.published.places import Place
from equity.pages.published.plotted import plotted
from equity.pages.published.rows import by_status
from equity.pages.published.standing import Standing, cohort_words
from programs.models import Pathway

GAPS = "gaps"


@dataclass
class TableOfSlice:
    """`cells`: the `Row`s of the slice. `only`: GAPS leaves out what has no gap, which is counted
    among the groups shown and says nothing about others."""

    standing: Standing
    place: Place
    pathway: Pathway | None
    dimension: object
    cells: list = field(default_factory=list)
    order: Order = BY_NAME
    only: str = ""

    @cached_property
    def _split(self):
        return split(self.cells)

    @property
    def total(self):
        return self._split[0]

    @cached_property
    def groups(self):
        """All groups, as they stand on every page: by name, what is not shown last."""
        return in_order(self._split[1])

    @property
    def has_groups(self):
        """Whether anything but the total is published here."""
        return bool(self._split[1])

    @cached_property
    def is_unavailable(self):
        """No group shows anything (method 2.2, 4): the dimension is not available here."""
        there = [row for row in self.groups if row.status != CellStatus.NONE]
        return bool(there) and all(row.is_protected and not row.has_n for row in there)

    @cached_property
    def rows(self):
        """The rows of the table."""
        rows = in_order(self._split[1], self.order)
        return [row for row in rows if row.is_gap] if self.only == GAPS else rows

    @property
    def all_rows(self):
        """As a download lists them: everyone first."""
        return [*([self.total] if self.total else []), *self.rows]

    # --- What it is ------------------------------------------------------------------------------

    @property
    def metric(self):
        return self.standing.metric

    @property
    def is_rate(self):
        return self.metric.kind == MetricKind.RATE

    @property
    def has_gaps(self):
        """Whether groups are compared here: of rates, where more than the total is published."""
        return self.is_rate and self.has_groups

    @property
    def is_composition(self):
        return self.metric.kind == MetricKind.COMPOSITION

    @property
    def cohort(self):
        return cohort_words(self.standing)

    @cached_property
    def has_n(self):
        return any(row.has_n for row in self.cells)

    # --- Words -----------------------------------------------------------------------------------

    @cached_property
    def title(self):
        return findings.title_of(
            self.metric, self.total, self.groups, is_complete=self.standing.is_complete
        )

    @cached_property
    def sentences(self):
        return findings.sentences_of(
            self.metric, self.total, self.groups, place=self.place.name, cohort=self.cohort
        )

    @cached_property
    def gap_count(self):
        return sum(row.is_gap for row in self.groups)

    @cached_property
    def caption(self):
        parts = [self.metric.local_name, self.dimension.local_label, self.place.name]
        if self.pathway:
            parts.append(self.pathway.local_title)
        return " · ".join([*parts, self.cohort])

    # --- Chart -----------------------------------------------------------------------------------

    @cached_property
    def in_chart(self):
        """Groups that have a lane, by name."""
        return [row for row in self.groups if not row.says_nothing]

    @cached_property
    def plot(self):
        return dot_plot([row.dot() for row in self.in_chart])

    @cached_property
    def lanes(self):
        return list(zip(self.in_chart, self.plot.lanes, strict=True))

    @property
    def has_ranges(self):
        return any(row.is_banded for row in self.in_chart)

    @cached_property
    def without_lane(self):
        """[(words, whether they are those of protection, rows)] of groups that say nothing."""
        return by_status([(row, [row.said]) for row in self.groups if row.says_nothing])

    @cached_property
    def chart_sentence(self):
        return findings.chart_sentence(self.metric, self.in_chart)

    @property
    def chart_title(self):
        if self.is_composition:
            return _("Each group’s share of all who are counted")
        if not self.is_rate:
            return _("Each group’s rate, as published")
        return _("Each group’s rate and its margin")

    def published(self):
        """What an interactive chart draws: the values of the lanes, and names of all others."""
        return plotted(
            self.caption,
            [(row.full_label, row) for row in self.in_chart],
            is_composition=self.is_composition,
            is_synthetic=self.standing.is_synthetic,
            without=[(row.full_label, row.rate_words) for row in self.groups if row.says_nothing],
        )
