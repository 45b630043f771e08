"""Hide the partners that let every hidden count move, cheapest first (method 2.2, 4 to 6).

For each hidden count without a range of 10: which move of a few counts around it would give it one,
and costs readers the least? A swap (`swaps`, in large releases) or a program finds it (`around`);
the shown counts it moves are hidden, and the move is their witness too. So hiding and certifying
are one step. What no small program can protect is left to `certify`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from .around import LITTLE, Around, Found, Target
from .cells import Rule, Structure
from .grid import EVERYWHERE, Axes, Grid, SumsOfCounts
from .knowledge import Knowledge
from .layers import layers_of
from .side_by_side import Shared, at_once
from .swaps import Swaps
from .trades import Part, Trades


def balance(knowledge: Knowledge, structure: Structure, families, certificate, say, pulled=False):
    """Protect the grids of a release: (how many programs that took, which counts are in a grid).

    Cohorts touch each other only in windows, and dimensions not at all while totals stay as they
    are. So the first pass takes dimensions on their own, the second moves totals as well. `pulled`:
    what can move as things stand is certified, so that few counts are left.
    """
    shared = Shared(knowledge, certificate, knowledge.may_be_known_zero(), pulled)
    groups = list(_independent(knowledge, structure, families))
    solved = 0
    for jobs in (
        [Job(tuple(grids), (number,), moves_totals=False)
         for grids in groups for number in range(1, len(grids))],
        [Job(tuple(grids), tuple(range(len(grids))) * 2, moves_totals=True) for grids in groups],
    ):  # fmt: skip
        for count in at_once(jobs, shared):
            solved += count
            say(f"{solved} programs, {len(certificate.left())} counts left")
    inside = np.zeros(knowledge.sums.size, dtype=bool)
    for grids in groups:
        for grid in grids:
            inside[grid.count[grid.member]] = True
    return solved, inside


DEAR_SWAP = 30.0
"""A loss above which a swap waits: others may make room, or a program finds something cheaper."""


@dataclass(frozen=True)
class Job:
    """Grids to be balanced in an order, on their own or with the totals of their slices."""

    grids: tuple[Grid, ...]
    order: tuple[int, ...]
    moves_totals: bool

    def run(self, shared: Shared) -> int:
        """How many programs it took."""
        balances = {number: Balance(self.grids[number], shared) for number in set(self.order)}
        for grid in self.grids:
            grid.refresh()
        for number in self.order:
            balances[number].grid.refresh()
            balances[number].run(_with_total(self.grids, number) if self.moves_totals else ())
        return sum(one.around.solved for one in balances.values())

    def counts(self):
        """The counts it may change: with a member those that follow it, members or not."""
        grids = self.grids if self.moves_totals else [self.grids[number] for number in self.order]
        return np.unique(np.concatenate([grid.count[grid.count >= 0] for grid in grids]))


def _independent(knowledge, structure, families):
    """For each family of metrics and each set of times that windows tie together, its grids: of
    the totals, then of each dimension (or of each group and everyone else, where they overlap)."""
    rows = knowledge.sums.rows
    about = SumsOfCounts(knowledge)
    family = np.array([families[int(metric)] for metric in rows.metric])
    for name in np.unique(family):
        layers = layers_of([metric for metric, of in families.items() if of == name], structure)
        if layers is None:
            continue
        for of_times in about.tied_times(family == name):
            axes = Axes.of(rows, about, of_times, layers)
            blocks = np.unique(rows.block[of_times & ~rows.is_total])
            masks = [rows.is_total, *(~rows.is_total & (rows.block == block) for block in blocks)]
            mine = [np.flatnonzero(of_times & mask) for mask in masks]
            yield [Grid(knowledge, about, axes, of, rows.group[of]) for of in mine]


def _with_total(grids, of):
    """What moves with the total of a slice for the grid numbered `of`: the total itself, unless
    the grid is that of the totals, and the largest group of each other dimension."""
    parts = [] if of == 0 else [Part(grids[0], 0, -1)]
    for number, grid in enumerate(grids[1:], start=1):
        if number != of:
            largest = grid.value[0].sum(axis=(0, 1, 2)).argmax()
            parts.append(Part(grid, int(largest), -1))
    return tuple(parts)


class Balance:
    """The moves of one grid, and what is hidden for them."""

    def __init__(self, grid: Grid, shared: Shared):
        self.grid, self._certificate, self._pulled = grid, shared.certificate, shared.pulled
        self._knowledge, self._apart = shared.knowledge, shared.knowledge.settings.apart
        self._needs_range = grid.member & ~shared.excused[grid.count]
        self.around = Around(self._apart, after_swaps=not self._pulled)
        self._swaps, self._failed, self._hidden = None, set(), 0

    def short(self, at=(slice(None),) * 5):
        """How many more students each hidden count must be able to move; 0 if it has its range."""
        count = self.grid.count[at]
        more = self._apart - (self._certificate.high[count] - self._certificate.low[count])
        return np.where(self._needs_range[at] & self.grid.hidden[at] & (more > LITTLE), more, 0)

    def run(self, with_total=()):
        """Certify and hide until nothing more has to be hidden for it."""
        trades = Trades(self.grid, with_total)
        self._failed.clear()
        if self._pulled:
            self._settle_together(trades, self._waiting())
        else:
            # What is hidden for one makes room for others, so programs come last: few are left.
            self._swaps = Swaps(trades)
            for at in self._waiting():
                self._settle(trades, at, programs=False)
        last = not (self._pulled and with_total)
        while True:
            before = self._hidden
            for at in self._waiting():
                self._settle(trades, at)
            if self._hidden == before and not last:
                last = True
                self._settle_together(trades, list(self._failed))
            if self._hidden == before:
                return
            self._refresh(trades)

    def _waiting(self):
        """Where (layer, time, place, pathway, group) short counts are, the smallest first: what
        makes up for them is protected on the way."""
        at = np.argwhere(self.short() > 0)
        order = np.argsort(self.grid.value[tuple(at.T)], kind="stable")
        return [tuple(map(int, one)) for one in at[order]]

    def _settle(self, trades: Trades, at, programs=True):
        """Give the count at (layer, time, place, pathway, group) its range, if a swap or one of the
        `programs` can."""
        needs = float(self.short(at))
        if not needs or at in self._failed:
            return
        found = None
        if trades.reach(at) >= needs:
            found = self._cheapest(trades, self._target(trades, at), programs)
        if found:
            self._take(trades, found)
        elif not programs:
            return
        elif self._without_bands(trades, at):
            self._settle(trades, at)
        else:
            self._failed.add(at)

    def _cheapest(self, trades, target, programs):
        found = self._swaps.cheapest(target, self._apart) if self._swaps else None
        if found and found.loss <= DEAR_SWAP:
            return found
        if not programs:
            return None
        other = self.around.cheapest(trades, target, partial(self._aim, trades))
        return min(filter(None, (found, other)), key=lambda one: one.loss, default=None)

    def _settle_together(self, trades, waiting):
        """Move counts that are `waiting` at once, as often as that gives one in five of them its
        range."""
        left = [at for at in waiting if self.short(at) > 0]
        while left:
            found = self.around.together(trades, left, partial(self._aim, trades))
            if found is None:
                break
            self._take(trades, found)
            still = [at for at in left if self.short(at) > 0]
            few = len(left) - len(still) < len(left) / 5
            left = still
            if few:
                break
        self._failed.intersection_update(left)

    def _target(self, trades, at):
        layer, *slice_, group = at
        count = self.grid.count[at]
        # Whole students: programs may have moved it by parts of one.
        high = np.floor(self._certificate.high[count] + LITTLE)
        low = np.ceil(self._certificate.low[count] - LITTLE)
        if trades.turn[tuple(slice_)] < 0:
            high, low = -low, -high
        above = self.grid.layers.parent[layer]
        held = above >= 0 and not self.grid.hidden[above, *slice_, group]
        return Target(at, high, low, self._apart - (high - low), held)

    def _aim(self, trades, neighbors):
        """How far short counts would have to move for their range, turned: up, as few can fall."""
        groups = np.minimum(neighbors.columns, len(self.grid.groups) - 1)
        where = (slice(None), *(axis[..., None] for axis in neighbors.at), groups)
        low = self._certificate.low[self.grid.count[where]]
        short = (self.short(where) > 0) & (neighbors.columns == groups)
        return np.where(short, trades.turn[neighbors.at][..., None] * (low + self._apart), 0)

    def _without_bands(self, trades, at):
        """Take the bands out of the dimension a count stands in; whether there were any."""
        layer, time, place, pathway, _ = at
        mine = (layer, time, place, pathway)
        banded = self.grid.count[mine][self.grid.banded[mine]]
        if len(banded):
            self._knowledge.drop_bands(banded)
            self._refresh(trades, np.ix_([time], [place], [pathway]))
        return bool(len(banded))

    # --- what a move changes ----------------------------------------------------------------------

    def _take(self, trades, found: Found):
        """Hide what moves and is shown; note the moves as witnesses."""
        at, hidden = found.neighbors.at, self._hidden
        for turned in found.moves:
            moved = list(self._moved(trades, found.neighbors, turned))
            self._certificate.witness(
                np.concatenate([count[move != 0] for _, count, move in moved]),
                np.concatenate([move[move != 0] for *_, move in moved]),
            )
            for part, count, move in moved:
                shown = (move != 0) & ~part.grid.hidden[(slice(None), *at, part.group)]
                if shown.any():
                    self._hide(count, shown)
                    part.grid.refresh(at)
        if self._hidden > hidden:
            self._refresh(trades, at)

    def _moved(self, trades, neighbors, turned):
        """What a move found consists of: (part, counts, moves [layer, time, place, pathway])."""
        at = neighbors.at
        moves = turned * trades.turn[at][..., None]
        for number, column in enumerate(neighbors.columns):
            for part in trades.parts(column):
                move = part.sign * moves[..., number]
                if move.any():
                    count = part.grid.count[(slice(None), *at, part.group)]
                    yield part, count, np.where(count >= 0, move, 0)

    def _refresh(self, trades, at=EVERYWHERE):
        self.grid.refresh(at)
        trades.refresh(at)
        if self._swaps:
            self._swaps.refresh(at)

    def _hide(self, count, shown):
        """Hide the `shown` counts [layer, ...] with all that follow them."""
        for layer, above in enumerate(self.grid.layers.parent):
            if above >= 0:
                shown[layer] |= shown[above] & (count[layer] >= 0)
        fresh = count[shown]
        fresh = fresh[~self._knowledge.hidden[fresh]]
        self._knowledge.hidden[fresh] = True
        self._knowledge.rule[fresh] = Rule.COMPLEMENTARY
        self._hidden += len(fresh)
