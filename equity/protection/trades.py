"""Moves at one time of a grid that leave every published number as it is.

A *trade* moves counts at one time (a cohort and its span). Years of a window stand in one more sum:
either the window moves with the year, or another year of it moves the other way. Both are settled
here, cell by cell, so that a trade has only three kinds of sums left: over the groups of a
dimension, over places and over pathways. Counts of a whole are *turned*: written as what
the whole takes away, so that every one of these sums adds to zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .grid import Grid
from .sums import PATHWAYS, PLACES, YEARS

ALL = (slice(None), slice(None))


@dataclass(frozen=True)
class Part:
    """A group of a grid that moves with a column, or against it (`sign` -1)."""

    grid: Grid
    group: int
    sign: int


@dataclass
class Trade:
    """What can move at `time`; with `other`, what moves there the other way.

    Columns are the groups of the grid, and one more: where the total of a slice is hidden too,
    groups can rise or fall with it. `with_total` are the counts that move against that column: the
    total, and in every other dimension one group.

    [layer, place, pathway, column], turned: `lower` and `upper` bound the move of a count, free of
    charge; `price` is what readers lose if it is to move and has to be hidden for that, 0 if it is
    hidden, infinite if it cannot be. [layer below, ...]: `keep_low`, `keep_high` bound the
    move of the layer above less that of the layer itself, so that none passes the one above it.
    [place, pathway]: `across`, `along` name the sum over places and over pathways; 0 for none.
    """

    grid: Grid
    with_total: tuple[Part, ...]
    time: int
    other: int | None
    across: np.ndarray
    along: np.ndarray
    turn: np.ndarray
    usable: np.ndarray
    tables: dict = field(default_factory=dict)

    def __post_init__(self):
        self.refresh()

    def __getattr__(self, name):
        try:
            return self.__dict__["tables"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def times(self):
        """Times whose counts move as the trade says: its own, and the windows of its years."""
        windows = self.grid.window[self.time] if self.other is None else np.array([-1])
        return [self.time, *(int(time) for time in np.unique(windows[windows >= 0]))]

    def moves(self, time, place, pathway):
        """Whether the cell of one of `times` moves in this trade."""
        mine = time == self.time or self.grid.window[self.time, place, pathway] == time
        return bool(mine and self.usable[place, pathway])

    def moving(self, places, pathways):
        """(time, sign [place, pathway]) of all that moves with the cells; sign 0: not there."""
        window = self.grid.window[self.time, places, pathways]
        one = np.ones_like(window)
        yield self.time, one
        if self.other is not None:
            yield self.other, -one
            return
        for time in np.unique(window[window >= 0]):
            yield int(time), (window == time).astype(window.dtype)

    def refresh(self, at=ALL):
        """Read the cells at (place, pathway) from the grids."""
        fresh = self._read(self.time, at)
        if self.other is not None:
            _narrow(fresh, _reversed(self._read(self.other, at)), True)
        else:
            window = self.grid.window[self.time][at]
            for time in np.unique(window[window >= 0]):
                _narrow(fresh, self._read(time, at), (window == time)[..., None])
        for name, table in self._turned(fresh, at).items():
            if at is ALL:
                self.tables[name] = table
            else:
                self.tables[name][(slice(None), *at)] = table

    def _read(self, time, at):
        """Bounds and prices at one time, not turned."""
        table = _bounds(self.grid, time, at, list(range(len(self.grid.groups))))
        more = None
        for part in self.with_total:
            one = _bounds(part.grid, time, at, [part.group])
            one = one if part.sign > 0 else _reversed(one)
            self._where_sums_agree(one, part.grid, time, at)
            more = one if more is None else _narrow(more, one, True)
        if more is None:
            return table
        return {name: np.concatenate([table[name], more[name]], axis=3) for name in table}

    def _where_sums_agree(self, table, grid, time, at):
        """A dimension that a slice does not have need not move; one with other sums cannot."""
        here, there = self.grid, (time, *at)
        absent = (grid.count[(slice(None), *there)] < 0).all(axis=(0, -1))
        alike = grid.window[there] == here.window[there]
        for kind in (PLACES, PATHWAYS, YEARS):
            alike &= grid.label[kind][there] == here.label[kind][there]
            alike &= grid.sign[kind][there] == here.sign[kind][there]
        absent, alike = absent[..., None], alike[..., None]
        for name in ("lower", "upper"):
            table[name] = np.where(absent, np.inf, table[name])
        table["price"] = np.where(absent, 0, np.where(alike, table["price"], np.inf))

    def reach(self, at):
        """How far the count at (layer, place, pathway, column) could move if everything in its
        slice were hidden: an upper bound of its range."""
        layer, place, pathway, column = at
        lower, upper = self.lower[layer, place, pathway], self.upper[layer, place, pathway]
        fall, rise = lower[column], upper[column]
        others_fall = lower.sum() - fall
        others_rise = np.delete(upper, column).sum()
        return min(rise, others_fall) + min(fall, others_rise)

    def parts(self, column):
        """The counts that move with a column, each as a `Part`."""
        if column < len(self.grid.groups):
            return (Part(self.grid, int(column), 1),)
        return self.with_total

    def _turned(self, table, at):
        turn = (self.turn[at] < 0)[..., None]
        usable = self.usable[at][..., None]
        out = dict(table)
        for less, more in (("lower", "upper"), ("keep_low", "keep_high")):
            out[less] = np.where(turn, table[more], table[less])
            out[more] = np.where(turn, table[less], table[more])
        for name in ("lower", "upper"):
            out[name] = np.where(usable, out[name], 0)
        out["price"] = np.where(usable, table["price"], np.inf)
        return out


def _bounds(grid, time, at, groups):
    """Bounds and prices of some columns of a grid at one time, as they would be if hidden."""
    here = (slice(None), time, *at)
    hidden, value = grid.hidden[here][..., groups], grid.value[here][..., groups].astype(float)
    possible = grid.possible[here][..., groups]
    weight = grid.weight[here[1:]][..., groups]
    # What is left of a cell's worth once its outcomes are hidden.
    part = np.full(value.shape, 0.7)
    part[0] = np.where(hidden[-1], 0.6, 1.0)
    price = np.where(hidden, 0.0, np.where(possible, part * weight, np.inf))
    least = np.zeros(value.shape)
    least[0] = grid.at_least_one[here[1:]][..., groups]
    lower = np.where(hidden, grid.lower[here][..., groups], np.where(possible, value - least, 0))
    upper = np.where(hidden, grid.upper[here][..., groups], np.where(possible, np.inf, 0))
    member, above = grid.member[here][..., groups], list(grid.layers.parent[1:])
    keep = np.where(member[above] & member[1:], value[above] - value[1:], np.inf)
    return {
        "lower": lower, "upper": upper, "price": price,
        "keep_low": keep.clip(min=0), "keep_high": np.full(keep.shape, np.inf),
    }  # fmt: skip


def _reversed(table):
    """The table of counts that move the other way."""
    return table | {
        "lower": table["upper"], "upper": table["lower"],
        "keep_low": table["keep_high"], "keep_high": table["keep_low"],
    }  # fmt: skip


def _narrow(table, other, mine):
    """Both move or none: the narrower bounds, and the price of both."""
    for name in ("lower", "upper", "keep_low", "keep_high"):
        table[name] = np.where(mine, np.minimum(table[name], other[name]), table[name])
    table["price"] = np.where(mine, table["price"] + other["price"], table["price"])
    return table


def trades_of(grid: Grid, with_total=()):
    """Every trade of a grid: at each time alone, and each year of a window against another."""
    for time in range(len(grid.times)):
        if not grid.is_window[time].all():
            yield _at_one_time(grid, with_total, time)
    years = np.unique(np.nonzero(grid.window >= 0)[0])
    for at, time in enumerate(years):
        for other in years[at + 1 :]:
            together = (grid.window[time] >= 0) & (grid.window[time] == grid.window[other])
            if together.any():
                yield _at_two_times(grid, with_total, int(time), int(other))


def _code(*labels):
    """One number for several labels; 0 where all say "in no sum"."""
    code = np.zeros(labels[0].shape, dtype=np.int64)
    for label in labels:
        code = code * 100_003 + np.maximum(label, -1) + 1
    return code


def _at_one_time(grid, with_total, time):
    window = grid.window[time]
    places, pathways = np.indices(window.shape)
    inside = window >= 0
    usable = ~grid.is_window[time] & (grid.label[PLACES][time] >= -1)
    labels = {}
    for kind in (PLACES, PATHWAYS):
        then = np.where(inside, grid.label[kind][window, places, pathways], -1)
        sign = grid.sign[kind][window, places, pathways]
        usable &= ~inside | (then < 0) | (sign == grid.sign[kind][time])
        labels[kind] = _code(grid.label[kind][time], then)
    turn = _turn(grid, time)
    return Trade(grid, with_total, time, None, labels[PLACES], labels[PATHWAYS], turn, usable)


def _at_two_times(grid, with_total, time, other):
    usable = (grid.label[PLACES][time] >= -1) & (grid.label[PLACES][other] >= -1)
    usable &= grid.label[YEARS][time] == grid.label[YEARS][other]
    usable &= ~grid.is_window[time] & ~grid.is_window[other]
    labels = {}
    for kind in (PLACES, PATHWAYS):
        usable &= grid.sign[kind][time] == grid.sign[kind][other]
        labels[kind] = _code(grid.label[kind][time], grid.label[kind][other])
    turn = _turn(grid, time)
    return Trade(grid, with_total, time, other, labels[PLACES], labels[PATHWAYS], turn, usable)


def _turn(grid, time):
    return grid.sign[PLACES][time] * grid.sign[PATHWAYS][time]
