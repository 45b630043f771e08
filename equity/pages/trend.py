"""The trend: a panel for each group over the last five complete cohorts, on one scale."""

from functools import cached_property

from django.utils.translation import gettext as _

from equity.charts.trend import panels
from equity.enums import MetricKind
from equity.pages.choices.asked import Asked, nothing_of
from equity.pages.choices.split_by import chosen_dimension, split_field
from equity.pages.published.cells import cells_of, dimensions_of, split
from equity.pages.published.rows import in_order
from equity.pages.published.standing import cohort_words

NAMES = ("by",)
COHORTS_SHOWN = 5


class Trend:
    """One state of the page; raises `NotPrepared`."""

    def __init__(self, data):
        self.asked = Asked(data, NAMES)
        self.is_empty = self.asked.place is None
        if self.is_empty:
            return
        if self.asked.metric is None:
            raise nothing_of(self.asked.place.name)
        # Years and windows never share a line.
        newest = self.asked.standing
        same = [one for one in self.asked.standings if one.is_complete and one.span == newest.span]
        self.standings = list(reversed(same[:COHORTS_SHOWN]))
        self.dimensions = dimensions_of(self.standings[-1]) if self.standings else []
        self.dimension = chosen_dimension(self.asked, self.dimensions)
        self._cells = cells_of(self.standings, [self.dimension.code])

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

    @cached_property
    def drawn(self):
        """Groups with a panel: a rate of at least one cohort."""
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
        return [one for one in self.groups if one not in self.drawn]

    @cached_property
    def title(self):
        """The direction of all students together, from the first to the last cohort shown."""
        rows = [row for row in self.everyone if row and row.is_shown]
        said = {"metric": self.metric.local_name, "place": self.asked.place.name}
        if self.is_composition or len(rows) < 2:
            return _("%(metric)s, cohort by cohort: %(place)s") % said
        said |= {"first": rows[0].rate_words, "last": rows[-1].rate_words}
        if rows[-1].cell.rate > rows[0].cell.rate:
            return _("%(metric)s: from %(first)s up to %(last)s of all students: %(place)s") % said
        if rows[-1].cell.rate < rows[0].cell.rate:
            return (
                _("%(metric)s: from %(first)s down to %(last)s of all students: %(place)s") % said
            )
        return _("%(metric)s: %(last)s of all students, as before: %(place)s") % said

    @cached_property
    def fields(self):
        fields = self.asked.fields("place", "pathway", "metric", "segment")
        return [*fields, split_field(self.dimensions, self.dimension)]


def _rate(row):
    return row.cell.rate if row and row.is_shown else None
