"""The trend: a panel for each group over the last five complete cohorts, on one scale."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from equity.charts.trend import panels
from equity.enums import CellStatus, MetricKind
from equity.pages.choices.as_shown import AsBuilt, measure_shown, place_shown
from equity.pages.choices.asked import Asked
from equity.pages.choices.column_order import ColumnOrder
from equity.pages.choices.not_prepared import NotPrepared
from equity.pages.choices.split_by import chosen_dimension, split_field
from equity.pages.published.cells import cells_of, dimensions_of, split
from equity.pages.published.orders import in_order
from equity.pages.published.plotted import plotted_columns
from equity.pages.published.rows import Said, by_status, not_reported
from equity.pages.published.sources import Sourced
from equity.pages.published.standing import cohort_words

NAMES = ("by", "sort")
COHORTS_SHOWN = 5


class Trend(AsBuilt, Sourced):
    """One state of the page; raises `NotPrepared`."""

    page_name = "equity:trend"

    def __init__(self, data):
        self.asked = Asked(data, NAMES, fits="is_trend")
        self.is_empty = self.asked.place is None
        if self.is_empty:
            return
        if self.asked.has_nothing:
            raise NotPrepared(
                _("No complete cohort by group is on file for %(place)s.")
                % {"place": self.asked.place.name},
                "place",
            )
        # Years and windows never share a line.
        newest = self.asked.standing
        same = [one for one in self.asked.standings if one.is_complete and one.span == newest.span]
        self.standings = list(reversed(same[:COHORTS_SHOWN]))
        self.dimensions = dimensions_of(self.standings[-1]) if self.standings else []
        self.dimension = chosen_dimension(self.asked, self.dimensions)
        self._cells = cells_of(self.standings, [self.dimension.code])
        self.order = ColumnOrder(
            self, [one.key for one in self.standings], self.asked.value("sort")
        )

    @property
    def said(self):
        return [*self.order.sentences, *self.asked.sentences]

    @cached_property
    def state(self):
        return {
            **place_shown(self.asked),
            **measure_shown(self.asked),
            "by": self.dimension.code,
            **self.order.shown,
        }

    @property
    def metric(self):
        return self.asked.metric

    @property
    def is_composition(self):
        return self.metric.kind == MetricKind.COMPOSITION

    @cached_property
    def is_synthetic(self):
        return any(one.is_synthetic for one in self.standings)

    @cached_property
    def cohorts(self):
        return [cohort_words(one) for one in self.standings]

    @cached_property
    def everyone(self):
        """A `Row` of each cohort, or None."""
        return [split(self._cells.get(one.slice, []))[0] for one in self.standings]

    @cached_property
    def groups(self):
        """[(a row that names the group, its `Row` of each cohort or None)] by name; those that are
        not shown in any cohort last."""
        by_group = {}
        for at, one in enumerate(self.standings):
            for row in split(self._cells.get(one.slice, []))[1]:
                series = by_group.setdefault(row.group.pk, [None] * len(self.standings))
                series[at] = row
        named = {}
        for series in by_group.values():
            known = [row for row in series if row]
            named[next((row for row in known if row.is_shown), known[-1])] = series
        return [(row, named[row]) for row in in_order(named)]

    def _by_cohort(self, series):
        return list(zip(self.cohorts, series, strict=True))

    @property
    def everyone_by_cohort(self):
        return self._by_cohort(self.everyone)

    @property
    def table_rows(self):
        """[(row that names the group, [(cohort, its `Row` or None)], the `Row` that says the same
        of all cohorts or None)]"""
        rows = self.order.sorted(
            self.groups, lambda one, at: _rate(one[1][at]), lambda one: one[0].says_nothing
        )
        return [(row, self._by_cohort(series), _said_once(series)) for row, series in rows]

    @property
    def heads(self):
        """[(cohort, its column's place in the order)]"""
        return [
            (words, self.order.columns[one.key])
            for words, one in zip(self.cohorts, self.standings, strict=True)
        ]

    @property
    def is_single(self):
        """One cohort is no trend: its figures stand in the table alone."""
        return len(self.standings) < 2

    @cached_property
    def drawn(self):
        """Groups with a panel: a rate of at least one cohort, where there are several."""
        if self.is_single:
            return []
        return [one for one in self.groups if any(row and row.is_shown for row in one[1])]

    @cached_property
    def plot(self):
        everyone = [] if self.is_composition else self.everyone
        total = [_rate(row) for row in everyone] or [None] * len(self.standings)
        return panels(total, [[_rate(row) for row in series] for _row, series in self.drawn])

    @cached_property
    def panels(self):
        """[(row that names the group, its line, the newest rate in words)]"""
        return [
            (row, line, series[-1].rate_words if series[-1] else _("No figure"))
            for (row, series), line in zip(self.drawn, self.plot.lines, strict=True)
        ]

    @cached_property
    def without_panel(self):
        """[(words, whether they are those of protection, rows)] of groups of which no cohort is
        shown. Without panels, none is named."""
        if self.is_single:
            return []
        return by_status(
            [
                (row, _states(series))
                for row, series in self.groups
                if not any(one and one.is_shown for one in series)
            ]
        )

    @cached_property
    def is_withdrawn(self):
        """Whether all figures that stood here are taken back until they are corrected."""
        rows = [row for cells in self._cells.values() for row in cells]
        return bool(rows) and all(row.is_withdrawn for row in rows)

    @cached_property
    def title(self):
        """The direction of all students together, from the first to the last cohort shown."""
        rows = [row for row in self.everyone if row and row.is_shown]
        said = {"metric": self.metric.local_name, "place": self.asked.place.name}
        if self.is_withdrawn:
            return _("%(name)s: these figures are being corrected") % {"name": said["place"]}
        said["verb"] = self.metric.local_verb or self.metric.local_name
        if self.is_composition or len(rows) < 2:
            return _("%(metric)s, cohort by cohort: %(place)s") % said
        said |= {"first": rows[0].rate_words, "last": rows[-1].rate_words}
        if rows[-1].cell.rate > rows[0].cell.rate:
            return _("%(last)s of all students %(verb)s, up from %(first)s") % said
        if rows[-1].cell.rate < rows[0].cell.rate:
            return _("%(last)s of all students %(verb)s, down from %(first)s") % said
        return _("%(last)s of all students %(verb)s, as before") % said

    @property
    def sources(self):
        return self.standings

    @property
    def chart_sentence(self):
        """The one-sentence text alternative: the first and the last rate of each panel."""
        if not self.drawn:
            return _("No group of this table can be shown.")
        listed = "; ".join(
            self._said_of(row.full_label, shown)
            for row, series in self.drawn
            if (shown := [one for one in self._by_cohort(series) if one[1] and one[1].is_shown])
        )
        return _("%(metric)s by group and cohort: %(groups)s.") % {
            "metric": self.metric.local_name,
            "groups": listed,
        }

    @staticmethod
    def _said_of(group, shown):
        """The first and the last rate that are shown, with their cohorts: a line may begin after
        the first cohort of the page, end before its last, or be one spot."""
        (first, old), (last, new) = shown[0], shown[-1]
        said = {"group": group, "first": old.rate_words, "last": new.rate_words}
        said |= {"from_cohort": first, "to_cohort": last}
        if len(shown) == 1:
            return _("%(group)s: shown only for %(from_cohort)s: %(first)s") % said
        return _("%(group)s: from %(first)s in %(from_cohort)s to %(last)s in %(to_cohort)s") % said

    def published(self):
        """What an interactive chart draws."""
        everyone = [] if self.is_composition else [(_("All students"), self.everyone)]
        named = [(row.full_label, series) for row, series in self.drawn]
        return plotted_columns(
            f"{self.metric.local_name} · {self.asked.place.name}",
            self.cohorts,
            [
                (name, [(_rate(row), row.rate_words if row else "") for row in series])
                for name, series in [*everyone, *named]
            ],
            kind="lines",
            is_synthetic=self.is_synthetic,
            everyone=everyone[0][0] if everyone else "",
        )

    @cached_property
    def fields(self):
        fields = self.asked.fields("place", "pathway", "metric", "segment")
        return [*fields, split_field(self.dimensions, self.dimension)]


def _state(row):
    """What is said of a group without a panel in a cohort, without a number."""
    if row is None:
        return not_reported()
    return Said(CellStatus.BANDED, _("only a range is shown")) if row.is_banded else row.said


@dataclass(frozen=True)
class _NotAlike(Said):
    """What is said of a group whose cohorts differ; alike of one group and of several."""

    def of_several(self, count):
        return self.words


def _states(series):
    """The same of its cohorts. “Not shown” and a range beside each other would contradict."""
    said = [_state(one) for one in series]
    if {CellStatus.HIDDEN, CellStatus.BANDED} != {one.status for one in said}:
        return said
    words = _("Not shown in some cohorts, only a range in others")
    return [_NotAlike(CellStatus.HIDDEN, words)]


def _said_once(series):
    """Any `Row` of a group that is hidden in each of several cohorts; else None."""
    if len(series) > 1 and all(row and row.is_protected for row in series):
        return series[-1]
    return None


def _rate(row):
    return row.cell.rate if row and row.is_shown else None
