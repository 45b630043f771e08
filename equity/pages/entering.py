"""Who enters and who completes: each group's share of who could, who entered and who completed."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from equity.charts.pairs import pair_plot
from equity.enums import CellStatus, MetricKind, Stage
from equity.measures.display import percent
from equity.pages.choices.as_shown import AsShown, place_shown
from equity.pages.choices.asked import Asked
from equity.pages.choices.not_prepared import NotPrepared
from equity.pages.choices.split_by import chosen_dimension, split_field
from equity.pages.published.cells import cells_of, dimensions_of, split
from equity.pages.published.findings import so_far
from equity.pages.published.groups import label_in_a_sentence
from equity.pages.published.newest import FURTHEST
from equity.pages.published.orders import by_name
from equity.pages.published.plotted import plotted_columns
from equity.pages.published.rows import Said, by_status, not_reported
from equity.pages.published.sources import Sourced
from equity.pages.published.standing import cohort_words, newest_of_each, standing_of
from equity.pages.shares_table import SharesTable, has_no_share

NAMES = ("by", "sort")
# A smaller change of a share is not said.
A_POINT = Fraction(1, 100)


@dataclass(frozen=True)
class Part:
    """Students whose shares are compared: what they are called, of which slice, which count."""

    name: str
    standing: object
    counts: str  # "n" or "s" of its cells
    everyone: object  # the `Row` of all students, None where there is none

    def count(self, row):
        """How many of a `Row`'s students it counts; None where that is not shown."""
        return getattr(row.cell, self.counts) if row and row.is_shown else None

    @property
    def total(self):
        return self.count(self.everyone)

    @property
    def cohort(self):
        return cohort_words(self.standing)


class Entering(AsShown, Sourced):
    """One state of the page; raises `NotPrepared`."""

    page_name = "equity:entering"

    def __init__(self, data):
        self.asked = Asked(data, NAMES, fits="is_way")
        self.is_empty = self.asked.place is None
        if self.is_empty:
            return
        if self.asked.has_nothing:
            raise self._nothing()
        pathway = self.asked.pathway
        fitting = {(one.metric, one.segment) for one in self.asked.offered}
        newest = [
            one
            for one in newest_of_each(standing_of(self.asked.place, pathway=pathway and pathway.pk))
            if (one.metric.pk, one.segment) in fitting
        ]
        self.enters = next(
            (one for one in newest if one.metric.stage == Stage.ENTERS and one.is_rate), None
        )
        self.completes = self._furthest(newest)
        self.standings = [one for one in (self.enters, self.completes) if one]
        if not self.standings:
            raise self._nothing()
        self.dimensions = dimensions_of(self.standings[0])
        self.dimension = chosen_dimension(self.asked, self.dimensions)
        self._cells = cells_of(self.standings, [self.dimension.code])

    @property
    def said(self):
        return [*self.table.order.sentences, *self.asked.sentences]

    def _nothing(self):
        return NotPrepared(
            _("Who enters and who completes is not on file for %(place)s.")
            % {"place": self.asked.place.name},
            "place",
        )

    @staticmethod
    def _furthest(newest):
        for stage in FURTHEST:
            rows = [one for one in newest if one.metric.stage == stage]
            for kind in (MetricKind.RATE, MetricKind.COMPOSITION):
                found = [one for one in rows if one.metric.kind == kind]
                if found:
                    return found[-1]
        return None

    @cached_property
    def parts(self):
        """The `Part`s in order: who could enter, who entered, who came furthest."""
        found = []
        if self.enters:
            found.append((_("Could enter"), self.enters, "n"))
            found.append((self.enters.metric.local_name, self.enters, "s"))
        if self.completes:
            counts = "n" if self.completes.metric.kind == MetricKind.COMPOSITION else "s"
            if not self.enters and counts == "s":
                words = self.completes.metric.local_denominator_words
                found.append((words, self.completes, "n"))
            found.append((self.completes.metric.local_name, self.completes, counts))
        return [
            Part(name, one, counts, split(self._cells.get(one.slice, []))[0])
            for name, one, counts in found
        ]

    @cached_property
    def by_group(self):
        """{group: {slice: its `Row`}}"""
        found = {}
        for one in self.standings:
            for row in split(self._cells.get(one.slice, []))[1]:
                found.setdefault(row.group.pk, {})[one.slice] = row
        return found

    @cached_property
    def rows(self):
        """[(row that names the group, [(share or None, `Said`)] of each part)]: shares only of
        counts that are shown, of totals that are shown."""
        found = []
        for rows in self.by_group.values():
            shares = [self._share(part, rows.get(part.standing.slice)) for part in self.parts]
            named = next((r for r in rows.values() if r.is_shown), next(iter(rows.values())))
            found.append((named, shares))
        # Those without a share last, by name: a range that another page shows is no order here.
        return sorted(
            found,
            key=lambda one: (has_no_share(one), by_name(one[0])),
        )

    def _share(self, part, row):
        if row is None:
            return None, not_reported()
        count = part.count(row)
        if count is None or not part.total:
            return None, row.without_range
        share = Fraction(count, part.total)
        return share, Said(CellStatus.SHOWN, percent(share))

    @cached_property
    def state(self):
        order = self.table.order.shown
        return {**place_shown(self.asked), "by": self.dimension.code, **order}

    @property
    def file_words(self):
        """What tells its files from those of other places, pathways, splits and cohorts."""
        pathway = self.asked.pathway and self.asked.pathway.slug
        cohorts = dict.fromkeys(one.key for one in self.standings)
        parts = ["entering", self.asked.place.key, self.dimension.code, *cohorts]
        return "-".join([*parts, pathway] if pathway else parts)

    @cached_property
    def table(self):
        return SharesTable(self)

    @cached_property
    def drawn(self):
        return [one for one in self.rows if any(share is not None for share, _s in one[1])]

    @cached_property
    def plot(self):
        return pair_plot([[share for share, _said in shares] for _row, shares in self.drawn])

    @cached_property
    def lanes(self):
        return [
            (row, shares, lane)
            for (row, shares), lane in zip(self.drawn, self.plot.lanes, strict=True)
        ]

    @cached_property
    def without_lane(self):
        """[(words, whether they are those of protection, rows)] of groups without a share."""
        return by_status(
            [
                (row, [said for _share, said in shares])
                for row, shares in self.rows
                if (row, shares) not in self.drawn
            ]
        )

    @cached_property
    def is_withdrawn(self):
        """Whether all figures that stood here are taken back until they are corrected."""
        rows = [row for cells in self._cells.values() for row in cells]
        return bool(rows) and all(row.is_withdrawn for row in rows)

    @cached_property
    def is_synthetic(self):
        return any(one.is_synthetic for one in self.standings)

    @property
    def is_one_cohort(self):
        """Whether all shares are of students of one cohort; else it is no funnel."""
        return len({(one.key, one.metric.cohort_kind) for one in self.standings}) == 1

    @property
    def has_way(self):
        """Whether there is a first and a last part to compare, or only who is there at the end."""
        return len(self.parts) > 1

    @cached_property
    def _lost(self):
        """(first share, last share, row) of the group whose part shrinks most on the way."""
        found = [
            (shares[0][0], shares[-1][0], row)
            for row, shares in self.rows
            if self.has_way
            and not row.group.is_unknown
            and shares[0][0] is not None
            and shares[-1][0] is not None
        ]
        return max(found, key=lambda one: one[0] - one[1], default=None)

    @cached_property
    def title(self):
        """Whose part grows smaller on the way, if it does by a point or more."""
        place = self.asked.place.name
        if self.is_withdrawn:
            return _("%(name)s: these figures are being corrected") % {"name": place}
        if not self.has_way:
            return _("Who completes: %(place)s, by %(dimension)s") % {
                "place": place,
                "dimension": label_in_a_sentence(self.dimension),
            }
        if self._lost is None:
            return _("Who enters, who completes: groups cannot be shown here")
        return so_far(self._finding, all(one.is_complete for one in self.standings))

    @property
    def _finding(self):
        first, last, row = self._lost
        if first - last < A_POINT:
            return _("No group shown loses ground between entering and completing")
        return _(
            "%(people)s are %(first)s of those who start and %(last)s of those who get to the end"
        ) % {
            "people": capfirst(row.people),
            "first": percent(first),
            "last": percent(last),
        }

    @property
    def sources(self):
        return self.standings

    @property
    def chart_sentence(self):
        """The one-sentence text alternative."""
        if not self.drawn:
            return _("No group of this table can be shown.")
        listed = "; ".join(
            f"{row.full_label}: {', '.join(said.words for _share, said in shares)}"
            for row, shares in self.drawn
        )
        parts = ", ".join(part.name for part in self.parts)
        return _("Shares by group (%(parts)s): %(groups)s.") % {"parts": parts, "groups": listed}

    def published(self):
        """What an interactive chart draws."""
        return plotted_columns(
            f"{self.asked.place.name} · {self.dimension.local_label}",
            [part.name for part in self.parts],
            [
                (row.full_label, [(share, said.words) for share, said in shares])
                for row, shares in self.drawn
            ],
            kind="pairs",
            is_synthetic=self.is_synthetic,
        )

    @cached_property
    def fields(self):
        fields = self.asked.fields("place", "pathway")
        return [*fields, split_field(self.dimensions, self.dimension)]
