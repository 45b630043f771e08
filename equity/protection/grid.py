"""The counts of one dimension and one family of metrics as a grid, and the room each one has.

Axes: layer (see `layers`), time (a cohort and its span), place, pathway, group. Wholes - the
region, all pathways - are places and pathways of the grid like their parts: only the sign of their
count in the sum differs. A count whose sums are not just these (an intersection, a link whose two
ends differ) is no member of a grid; `certify` looks after it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .cells import NONE
from .knowledge import FAR, Knowledge
from .layers import Layers, N, S
from .sums import CROSSED, DIMENSION, LINK, PATHWAYS, PLACES, YEARS

NOWHERE = -1
"""Label of a cell that stands in no sum of a kind."""
UNKNOWN = -2
"""Label of a cell without members."""
OF_WHOLES = {PLACES: 16.0, PATHWAYS: 1.5}
"""By how much more readers lose with the whole of a sum: a region's figures are read the most. At 2
the region's largest group was hidden nearly everywhere; above 16 nothing changes."""
EVERYWHERE = (slice(None), slice(None), slice(None))


class SumsOfCounts:
    """For every count: in which sum of each kind it stands, named by the whole of that sum.

    `whole[kind][count]` numbers the place, pathway or time of the whole, or the set of wholes, the
    same for all counts (`times` are those of windows and years); `sign[kind][count]` is +1 for a
    part and -1 for the whole itself. `regular[count]`: it is part of one sum of a dimension, or the
    whole of any number of them, and in no sums but those a grid knows.
    """

    def __init__(self, knowledge: Knowledge):
        sums, rows = knowledge.sums, knowledge.sums.rows
        size, kind = sums.size, sums.kind[sums.equation]
        self._rows, self._sums = rows, sums
        self.regular = ~np.isin(np.arange(size), sums.count[(kind == LINK) | (kind == CROSSED)])
        part = np.bincount(sums.count[(kind == DIMENSION) & (sums.sign > 0)], minlength=size)
        total = np.bincount(sums.count[(kind == DIMENSION) & (sums.sign < 0)], minlength=size)
        self.regular &= (part == 1) ^ (total > 0)
        self.regular &= part <= 1
        # It stays as it is in a grid, so for others it is as if it were not there.
        self._still = np.zeros(size, dtype=bool)
        still = np.flatnonzero(sums.lacks_a_dimension)
        self._still[sums.count_n[still]] = True
        self._still[sums.count_s[still[rows.has_s[still]]]] = True
        self.regular &= ~self._still
        whole_row = np.zeros(sums.equations, dtype=np.int64)
        whole_row[sums.equation[sums.sign < 0]] = sums.row_of_count[sums.count[sums.sign < 0]]
        self.whole, self.sign = {}, {}
        self.place, self.pathway = _coordinates(sums)
        of_place = self.place * (rows.pathway.max() + 2) + self.pathway
        for of_kind, name in ((PLACES, of_place), (PATHWAYS, self.pathway), (YEARS, when(rows))):
            self._read(of_kind, name, whole_row)

    def _read(self, of_kind, name, whole_row):
        """One kind of sums; `name`: for each row what tells its whole from others."""
        sums, size = self._sums, self._sums.size
        mine = (sums.kind[sums.equation] == of_kind) & ~self._still[sums.count]
        count, sign = sums.count[mine], sums.sign[mine]
        names, label = np.unique(name, return_inverse=True)
        whole = label[whole_row[sums.equation[mine]]]
        parts = np.bincount(count[sign > 0], minlength=size)
        wholes = np.bincount(count[sign < 0], minlength=size)
        # A place in a county and in the region makes up for places of the same two alone. The
        # whole can only join in where its parts are in no other sum.
        shared = np.zeros(size, dtype=bool)
        several = (parts[sums.count] > 1) & (sums.sign > 0) & ~self._still[sums.count]
        several = sums.per_equation(several, np.logical_or)
        shared[count[several[sums.equation[mine]] & (sign < 0)]] = True
        self.regular &= (wholes == 0) | ((wholes == 1) & (parts == 0) & ~shared)
        if of_kind == YEARS:
            self.times = names
            self.regular &= parts <= 1
        together = np.zeros(size, dtype=np.int64)
        token = np.random.default_rng(2).integers(1 << 40, size=len(names)) if len(names) else []
        np.add.at(together, count, np.asarray(token)[whole] if len(count) else 0)
        _, set_of = np.unique(together, return_inverse=True)
        one = np.where((parts + wholes == 1)[count], whole, len(names) + set_of[count])
        self.whole[of_kind] = np.full(size, NOWHERE)
        self.whole[of_kind][count] = one
        self.sign[of_kind] = np.where(wholes > 0, -1, 1)

    def tied_times(self, of_family):
        """Rows of a family by time: years, and windows with all of their years; one mask each."""
        rows = self._rows
        time = when(rows)
        tie = {int(name): int(name) for name in np.unique(time[of_family])}
        counts = self._sums.count_n[of_family]
        inside = (self.whole[YEARS][counts] >= 0) & (self.sign[YEARS][counts] > 0)
        windows = self.times[self.whole[YEARS][counts[inside]]]
        for year, window in set(zip(time[of_family][inside], windows, strict=True)):
            old, new = tie[int(year)], tie[int(window)]
            tie = {name: new if of == old else of for name, of in tie.items()}
        for name in sorted(set(tie.values())):
            yield of_family & np.isin(time, [one for one, of in tie.items() if of == name])


def _coordinates(sums):
    """(place, pathway) of every row in a grid.

    A single pathway that adds to its region over all pathways is a place of its own there.
    """
    rows = sums.rows
    pair = rows.place * (rows.pathway.max() + 2) + rows.pathway
    alone = np.isin(pair, pair[sums.stands_for_place])
    _, number = np.unique(pair, return_inverse=True)
    place = np.where(alone, rows.place.max() + 1 + number, rows.place)
    return place, np.where(alone, NONE, rows.pathway)


def when(rows):
    """One number for a cohort and its span."""
    return rows.cohort * 100 + rows.span


@dataclass(frozen=True)
class Axes:
    """What the grids of one family have in common: ids along each axis, in order."""

    layers: Layers
    times: np.ndarray
    places: np.ndarray
    pathways: np.ndarray

    @classmethod
    def of(cls, rows, about: SumsOfCounts, mine, layers):
        """The axes of the rows numbered `mine`."""
        return cls(
            layers, np.unique(when(rows)[mine]),
            np.unique(about.place[mine]), np.unique(about.pathway[mine]),
        )  # fmt: skip

    def find(self, rows, about: SumsOfCounts, mine):
        """(time, place, pathway) of rows, as places on the axes."""
        return (
            np.searchsorted(self.times, when(rows)[mine]),
            np.searchsorted(self.places, about.place[mine]),
            np.searchsorted(self.pathways, about.pathway[mine]),
        )


class Grid:
    """`count[layer, time, place, pathway, group]`, -1 where there is none.

    Of the same shape: `member`, `value`, `least` (what it is at least), `smallest` and `largest` of
    the values that meet in a cell (several where the ends of a link differ), `hidden`, `banded`,
    `possible` (may be hidden), `lower` and `upper` (room of a hidden count alone, 0 where it is
    shown). [time, place, pathway]: `label[kind]`, `sign[kind]` name the sum a cell stands in and
    its sign there.
    `weight[time, place, pathway, group]`: what a reader loses with a cell.
    """

    def __init__(self, knowledge: Knowledge, about: SumsOfCounts, axes: Axes, mine, column):
        """`mine`: the numbers of its rows; `column`: for each of them what names its group."""
        self.knowledge, self.layers, self.times = knowledge, axes.layers, axes.times
        rows, sums, layers = knowledge.sums.rows, knowledge.sums, axes.layers
        t, p, w = axes.find(rows, about, mine)
        self.groups, g = np.unique(column, return_inverse=True)
        shape = (
            len(layers), len(axes.times), len(axes.places), len(axes.pathways), len(self.groups),
        )  # fmt: skip
        self.count = np.full(shape, -1, dtype=np.int64)
        self.member = np.ones(shape, dtype=bool)
        self.smallest = np.full(shape, FAR, dtype=np.int64)
        self.largest = np.zeros(shape, dtype=np.int64)
        for which, of_row in ((N, sums.count_n), (S, sums.count_s)):
            for metric in np.unique(rows.metric[mine]):
                of = (rows.metric[mine] == metric) & (of_row[mine] >= 0)
                at = (layers.of[int(metric), which], t[of], p[of], w[of], g[of])
                there, count = self.count[at], of_row[mine][of]
                self.member[at] &= (there < 0) | (there == count)
                self.count[at] = count
                value = knowledge.value[count]
                self.smallest[at] = np.minimum(self.smallest[at], value)
                self.largest[at] = np.maximum(self.largest[at], value)
        there = self.count >= 0
        self.member &= there & about.regular[self.count]
        self.value = np.where(there, knowledge.value[self.count], 0)
        self.least = np.where(there, knowledge.least[self.count], 0)
        self._label(about)
        self._describe(rows, mine, (t, p, w, g))
        for name in ("hidden", "banded"):
            setattr(self, name, np.zeros(shape, dtype=bool))
        self.lower, self.upper = np.zeros(shape), np.zeros(shape)
        self.refresh()

    def _label(self, about):
        """The sums of a cell, the same for all layers and groups; what differs is no member."""
        self.label, self.sign = {}, {}
        nothing = np.iinfo(np.int64).min
        for kind in (PLACES, PATHWAYS, YEARS):
            both = about.whole[kind][self.count] * 4 + about.sign[kind][self.count]
            both = np.where(self.member, both, nothing)
            usual = both.max(axis=(0, 4))
            self.member &= both == usual[None, ..., None]
            known = usual > nothing
            self.label[kind] = np.where(known, (usual + 1) // 4, UNKNOWN)
            self.sign[kind] = np.where(known & ((usual + 1) % 4 == 0), -1, 1)

    def _describe(self, rows, mine, at):
        """Weights (method 2.2, 5: hide the smallest group; not Unknown and not what the last
        release showed, if another will do; wholes are read the most), and what can be hidden."""

        def marked(of_row):
            table = np.zeros(self.count.shape[1:], dtype=bool)
            of = of_row[mine].astype(bool)
            table[tuple(axis[of] for axis in at)] = True
            return table

        self.weight = 1 + 0.3 * np.log10(1 + self.value[0])
        self.weight[marked(rows.is_unknown)] *= 1.5
        self.weight[marked(rows.shown_before)] *= 20
        self.weight[marked(rows.is_total)] *= 20
        for kind, factor in OF_WHOLES.items():
            self.weight[(self.label[kind] >= 0) & (self.sign[kind] < 0)] *= factor
        # A group without students says so, and protects nothing (2.2, 3).
        first = (self.count >= 0).argmax(axis=0)[None]
        self.possible = self.member & (np.take_along_axis(self.value, first, axis=0) > 0)

    def refresh(self, at=EVERYWHERE):
        """Read anew what is hidden at (time, place, pathway), and the room of each count there."""
        at = (slice(None), *at)
        knowledge, count, value = self.knowledge, self.count[at], self.value[at]
        hidden = self.member[at] & knowledge.hidden[count]
        low, high = knowledge.band_low[count], knowledge.band_high[count]
        banded = hidden & (low >= 0)
        for layer, above in enumerate(self.layers.parent):
            if above >= 0:
                banded[layer] &= ~hidden[above]
        self.hidden[at], self.banded[at] = hidden, banded
        self.lower[at] = np.where(hidden, value - np.where(banded, low, self.least[at]), 0)
        self.upper[at] = np.where(hidden, np.where(banded, high - value, FAR), 0)
