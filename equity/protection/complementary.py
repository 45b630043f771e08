"""Method 2.2, rules 4 to 6: hide partners until no single sum gives a hidden count away.

One sum at a time: with the bounds of its other hidden counts, how far can each hidden count move?
Where that is less than 10, the sum gets one more hidden count. All sums are looked at together in
arrays, sweep after sweep, until nothing changes. This is necessary, not sufficient: `certify`
looks at all sums together.
"""

from __future__ import annotations

import numpy as np

from .knowledge import Knowledge
from .sums import RULE_OF_KIND

NEVER = np.iinfo(np.int64).max


def hide_partners(knowledge: Knowledge) -> int:
    """Hide until every sum alone leaves each of its hidden counts 10 apart; how many sweeps."""
    order = Preference(knowledge)
    sweeps = 0
    while True:
        sweeps += 1
        short = short_sums(knowledge)
        if not short.any():
            return sweeps
        helped = _loosen_bands(knowledge, short)
        short &= ~helped
        if short.any() and not hide_one_in_each(knowledge, short, order) and not helped.any():
            return sweeps


def reaches(knowledge: Knowledge, bands=True):
    """For every term of every sum: how far that sum alone lets its count move, down and up."""
    sums = knowledge.sums
    down, up = knowledge.room(bands)
    part = sums.sign > 0
    more = np.where(part, up[sums.count], down[sums.count])
    less = np.where(part, down[sums.count], up[sums.count])
    all_more, all_less = sums.per_equation(more), sums.per_equation(less)
    # A count moves up as far as the others of its sum can move down together, and the reverse.
    reach_more = np.minimum(more, all_less[sums.equation] - less)
    reach_less = np.minimum(less, all_more[sums.equation] - more)
    return reach_more + reach_less


def short_sums(knowledge: Knowledge, bands=True):
    """Which sums let a reader come closer than 10 to one of their hidden counts."""
    sums = knowledge.sums
    reach = reaches(knowledge, bands)
    excused = knowledge.may_be_known_zero()[sums.count]
    near = knowledge.hidden[sums.count] & ~excused & (reach < knowledge.settings.apart)
    return sums.per_equation(near, np.logical_or)


class Preference:
    """Rule 5's order of partners: best first, the same for the same data.

    A total last; a group shown in the last release only if no other will do; one whose other sums
    have hidden counts already, so that it needs no further partners; not Unknown; the group that is
    smallest in the whole release, so that places and pathways hide the same groups and protect each
    other; the smallest; then the order of the table.
    """

    def __init__(self, knowledge: Knowledge):
        self._sums = sums = knowledge.sums
        rows = sums.rows
        self.total = np.zeros(sums.size, dtype=bool)
        shown, unknown = self.total.copy(), self.total.copy()
        self.possible = self.total.copy()
        for count, mask in ((sums.count_n, rows.n > 0), (sums.count_s, rows.has_s & (rows.n > 0))):
            self.possible[count[mask]] = True
            self.total[count[mask & rows.is_total]] = True
            shown[count[mask & rows.shown_before]] = True
            unknown[count[mask & rows.is_unknown]] = True
        # n of a group without students is shown as such, also where it is an outcome's count.
        self.possible[sums.count_n[rows.n == 0]] = False
        size = np.zeros(sums.size, dtype=np.int64)
        everywhere = size.copy()
        _, group = np.unique(rows.group, return_inverse=True)
        in_release = np.bincount(group, weights=rows.n)[group].astype(np.int64)
        for count, mask in ((sums.count_n, slice(None)), (sums.count_s, rows.has_s)):
            size[count[mask]] = rows.n[mask]
            everywhere[count[mask]] = in_release[mask]
        place = np.empty(sums.size, dtype=np.int64)
        place[np.lexsort((np.arange(sums.size), size, everywhere, unknown))] = np.arange(sums.size)
        self._place, self._shown = place, shown

    def rank(self, hidden):
        """One number per count, given which are `hidden` already."""
        sums = self._sums
        clean = ~sums.per_equation(hidden[sums.count], np.logical_or)
        opened = np.bincount(sums.count, clean[sums.equation], minlength=sums.size).astype(np.int64)
        first = (self.total * 2 + self._shown) * 64 + np.minimum(opened, 63)
        return first * (len(self._place) + 1) + self._place


def hide_one_in_each(knowledge: Knowledge, short, order: Preference, rule=None) -> bool:
    """Hide the best partner in every short sum; whether anything could be hidden."""
    sums = knowledge.sums
    term = short[sums.equation]
    rank = order.rank(knowledge.hidden)
    open_ = term & ~knowledge.hidden[sums.count] & order.possible[sums.count]
    best = sums.per_equation(np.where(open_, rank[sums.count], NEVER), np.minimum)
    chosen = open_ & (rank[sums.count] == best[sums.equation])
    for kind, reason in RULE_OF_KIND.items():
        of_kind = chosen & (sums.kind[sums.equation] == kind)
        knowledge.hide(sums.count[of_kind], rule or reason)
    return bool(chosen.any())


def _loosen_bands(knowledge, short):
    """Take the bands out of short sums that are wide enough without them."""
    sums = knowledge.sums
    banded = knowledge.banded
    able = short & sums.per_equation(banded[sums.count], np.logical_or)
    if able.any():
        able &= ~short_sums(knowledge, bands=False)
        knowledge.drop_bands(sums.count[able[sums.equation] & banded[sums.count]])
    return able
