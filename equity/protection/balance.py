"""Hide the partners that let every hidden count move, cheapest first (method 2.2, 4 to 6).

For each hidden count without a range of 10: which move of a few counts around it would give it one,
and costs readers the least? A program finds it (`around`); the shown counts it moves are hidden,
and the move is their witness too. So hiding and certifying are one step. What no small program can
protect is left to `certify`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from .around import LITTLE, Around, Found, Target
from .cells import Rule, Structure
from .grid import Axes, Grid, SumsOfCounts
from .knowledge import Knowledge
from .layers import layers_of
from .side_by_side import Shared, at_once
from .trades import Part, Trade, trades_of


def balance(knowledge: Knowledge, structure: Structure, families, certificate, say):
    """Protect the grids of a release: (how many programs that took, which counts are in a grid).

    Cohorts touch each other only in windows, and dimensions not at all while totals stay as they
    are. So the first pass takes dimensions on their own, the second moves totals as well.
    """
    shared = Shared(knowledge, certificate, knowledge.may_be_known_zero())
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
        """The counts it may change."""
        grids = self.grids if self.moves_totals else [self.grids[number] for number in self.order]
        return np.unique(np.concatenate([grid.count[grid.member] for grid in grids]))


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
            axes = Axes.of(rows, of_times, layers)
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
        self.grid, self._certificate = grid, shared.certificate
        self._knowledge, self._apart = shared.knowledge, shared.knowledge.settings.apart
        self._needs_range = grid.member & ~shared.excused[grid.count]
        self.around = Around(self._apart)
        self._failed, self._hidden = set(), 0

    def short(self, at=(slice(None),) * 5):
        """How many more students each hidden count must be able to move; 0 if it has its range."""
        count = self.grid.count[at]
        more = self._apart - (self._certificate.high[count] - self._certificate.low[count])
        return np.where(self._needs_range[at] & self.grid.hidden[at] & (more > LITTLE), more, 0)

    def run(self, with_total=()):
        """Certify and hide until nothing more has to be hidden for it."""
        trades = list(trades_of(self.grid, with_total))
        self._failed.clear()
        while True:
            before = self._hidden
            for trade in trades:
                trade.refresh()
                for time, at in self._waiting(trade):
                    self._settle(trade, time, at)
            if self._hidden == before:
                return

    def _waiting(self, trade):
        """The short counts (time, cell) that a trade moves, the smallest first: what makes up for
        them is protected on the way."""
        waiting = []
        for time in trade.times:
            for at in np.argwhere(self.short((slice(None), time)) > 0):
                layer, place, pathway, group = map(int, at)
                if trade.moves(time, place, pathway):
                    value = self.grid.value[layer, time, place, pathway, group]
                    waiting.append((value, time, (layer, place, pathway, group)))
        return [(time, at) for _, time, at in sorted(waiting)]

    def _settle(self, trade: Trade, time, at):
        """Give the count at `time` and (layer, place, pathway, group) its range, if a small program
        can."""
        name = (trade.time, trade.other, time, *at)
        needs = float(self.short((at[0], time, *at[1:])))
        if not needs or name in self._failed:
            return
        found = None
        if trade.reach(at) >= needs:
            target, aim = self._target(trade, time, at, needs), partial(self._aim, trade)
            found = self.around.cheapest(trade, target, aim)
        if found:
            self._take(trade, found)
        elif self._without_bands(trade, at):
            self._settle(trade, time, at)
        else:
            self._failed.add(name)

    def _target(self, trade, time, at, needs):
        layer, place, pathway, group = at
        count = self.grid.count[layer, time, place, pathway, group]
        high, low = self._certificate.high[count], self._certificate.low[count]
        if trade.turn[place, pathway] < 0:
            high, low = -low, -high
        above = self.grid.layers.parent[layer]
        held = above >= 0 and not self.grid.hidden[above, time, place, pathway, group]
        return Target(at, high, low, needs, held)

    def _aim(self, trade, places, pathways, columns):
        """How far short counts would have to move for their range, turned: up, as few can fall."""
        groups = np.minimum(columns, len(self.grid.groups) - 1)
        where = (slice(None), trade.time, places[..., None], pathways[..., None], groups)
        low = self._certificate.low[self.grid.count[where]]
        short = (self.short(where) > 0) & (columns == groups)
        return np.where(short, trade.turn[places, pathways][..., None] * (low + self._apart), 0)

    def _without_bands(self, trade, at):
        """Take the bands out of the dimension a count stands in; whether there were any."""
        layer, place, pathway, _ = at
        banded = False
        for time, _ in trade.moving(*np.ix_([place], [pathway])):
            mine = (layer, time, place, pathway)
            count = self.grid.count[mine][self.grid.banded[mine]]
            self._knowledge.drop_bands(count)
            banded |= bool(len(count))
            self.grid.refresh((time, [[place]], [[pathway]]))
        trade.refresh(([[place]], [[pathway]]))
        return banded

    # --- what a move changes ----------------------------------------------------------------------

    def _take(self, trade, found: Found):
        """Hide what moves and is shown; note the moves as witnesses."""
        rows, across = np.ix_(found.neighbors.places, found.neighbors.pathways)
        hidden = self._hidden
        for turned in found.moves:
            moves = turned * trade.turn[rows, across][None, ..., None]
            for time, sign in trade.moving(rows, across):
                for number, column in enumerate(found.neighbors.columns):
                    for part in trade.parts(column):
                        move = part.sign * sign * moves[..., number]
                        self._move(part, (time, rows, across), move)
        if self._hidden > hidden:
            trade.refresh((rows, across))

    def _move(self, part, at, move):
        """Counts of one group move by `move` [layer, place, pathway]."""
        if not move.any():
            return
        grid, here = part.grid, (slice(None), *at, part.group)
        count = grid.count[here]
        move = np.where(count >= 0, move, 0)
        self._certificate.witness(count[move != 0], move[move != 0])
        shown = (move != 0) & ~grid.hidden[here]
        if shown.any():
            self._hide(count, shown)
            grid.refresh(at)

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
