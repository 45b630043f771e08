"""Moves within a grid that leave every published number as it is.

Counts trade students: what one gains others lose, so that each sum - over the groups of a
dimension, over the years of a window, over places and over pathways - stays as it is. Counts of a
whole are *turned*: written as what the whole takes away, so that every sum adds to zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .grid import EVERYWHERE, Grid
from .sums import PATHWAYS, PLACES, YEARS

KINDS = (YEARS, PLACES, PATHWAYS)
"""Sums over the times, the places and the pathways of a grid, in the order of its axes."""


@dataclass(frozen=True)
class Part:
    """A group of a grid that moves with a column, or against it (`sign` -1)."""

    grid: Grid
    group: int
    sign: int


@dataclass
class Trades:
    """What can move in a grid.

    Columns are the groups of the grid, and one more: where the total of a slice is hidden too,
    groups can rise or fall with it. `with_total` are the counts that move against that column: the
    total, and in every other dimension one group.

    [layer, time, place, pathway, column], turned: `lower` and `upper` bound the move of a count,
    free of charge; `price` is what readers lose if it is to move and has to be hidden for that, 0
    if it is hidden, infinite if it cannot be. [layer below, ...]: `keep_low`, `keep_high` bound the
    move of the layer above less that of the layer itself, so that none passes the one above it.
    [time, place, pathway]: `sums[kind]` names the sum of a kind, 0 for none; `turn` is -1 for what
    is turned.
    """

    grid: Grid
    with_total: tuple[Part, ...] = ()
    tables: dict = field(default_factory=dict)

    def __post_init__(self):
        grid = self.grid
        self.sums = {kind: np.maximum(grid.label[kind], -1) + 1 for kind in KINDS}
        self.turn, self._usable = _turn(grid)
        self.refresh()

    def __getattr__(self, name):
        try:
            return self.__dict__["tables"][name]
        except KeyError:
            raise AttributeError(name) from None

    def parts(self, column):
        """The counts that move with a column, each as a `Part`."""
        if column < len(self.grid.groups):
            return (Part(self.grid, int(column), 1),)
        return self.with_total

    def reach(self, at):
        """How far the count at (layer, time, place, pathway, column) could move if everything in
        its slice were hidden: an upper bound of its range."""
        slice_, column = at[:-1], at[-1]
        lower, upper = self.lower[slice_], self.upper[slice_]
        others_fall = lower.sum() - lower[column]
        others_rise = np.delete(upper, column).sum()
        return min(upper[column], others_fall) + min(lower[column], others_rise)

    def refresh(self, at=EVERYWHERE):
        """Read the cells at (time, place, pathway) from the grids."""
        table = _bounds(self.grid, at, list(range(len(self.grid.groups))))
        if self.with_total:
            more = self._of_totals(at)
            table = {name: np.concatenate([table[name], more[name]], axis=4) for name in table}
        turned, usable = (self.turn[at] < 0)[..., None], self._usable[at][..., None]
        fresh = dict(table)
        for less, more in (("lower", "upper"), ("keep_low", "keep_high")):
            fresh[less] = np.where(turned, table[more], table[less])
            fresh[more] = np.where(turned, table[less], table[more])
        for name in ("lower", "upper"):
            fresh[name] = np.where(usable, fresh[name], 0)
        fresh["price"] = np.where(usable, table["price"], np.inf)
        for name, table in fresh.items():
            if at is EVERYWHERE:
                self.tables[name] = table
            else:
                self.tables[name][(slice(None), *at)] = table

    def _of_totals(self, at):
        """The column of what moves with the totals: all of it or none."""
        all_ = None
        for part in self.with_total:
            one = _bounds(part.grid, at, [part.group])
            one = one if part.sign > 0 else _reversed(one)
            self._where_sums_agree(one, part.grid, at)
            all_ = one if all_ is None else _narrowed(all_, one)
        return all_

    def _where_sums_agree(self, table, grid, at):
        """A dimension that a slice does not have need not move; one with other sums cannot."""
        absent = (grid.count[(slice(None), *at)] < 0).all(axis=(0, -1))
        alike = np.ones_like(absent)
        for kind in KINDS:
            alike &= grid.label[kind][at] == self.grid.label[kind][at]
            alike &= grid.sign[kind][at] == self.grid.sign[kind][at]
        absent, alike = absent[..., None], alike[..., None]
        for name in ("lower", "upper"):
            table[name] = np.where(absent, np.inf, table[name])
        table["price"] = np.where(absent, 0, np.where(alike, table["price"], np.inf))


def _turn(grid):
    """(turn, usable) [time, place, pathway]. Turning is a matter of the time, the place and the
    pathway alone, so that within each sum only its whole is turned; what does not fit stays."""
    turn = np.ones(grid.label[PLACES].shape, dtype=np.int64)
    usable = grid.label[PLACES] >= -1
    for axis, kind in enumerate(KINDS):
        others = tuple(other for other in range(3) if other != axis)
        whole = (grid.label[kind] >= 0) & (grid.sign[kind] < 0)
        of_axis = np.where(whole.any(axis=others, keepdims=True), -1, 1)
        usable &= (grid.label[kind] < 0) | (grid.sign[kind] == of_axis)
        turn = turn * of_axis
    return turn, usable


def _bounds(grid, at, groups):
    """Bounds and prices of some columns of a grid, as they would be if hidden."""
    here = (slice(None), *at)
    hidden, value = grid.hidden[here][..., groups], grid.value[here][..., groups].astype(float)
    possible = grid.possible[here][..., groups]
    weight = grid.weight[at][..., groups]
    # What is left of a cell's worth once its outcomes are hidden.
    part = np.full(value.shape, 0.7)
    part[0] = np.where(hidden[-1], 0.6, 1.0)
    price = np.where(hidden, 0.0, np.where(possible, part * weight, np.inf))
    least = grid.least[here][..., groups]
    lower = np.where(hidden, grid.lower[here][..., groups], np.where(possible, value - least, 0))
    upper = np.where(hidden, grid.upper[here][..., groups], np.where(possible, np.inf, 0))
    # What cannot move bounds what can: every count there is, not only the members.
    there, above = grid.count[here][..., groups] >= 0, list(grid.layers.parent[1:])
    between = grid.smallest[here][..., groups][above] - grid.largest[here][..., groups][1:]
    keep = np.where(there[above] & there[1:], between, np.inf)
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


def _narrowed(table, other):
    """Both move or none: the narrower bounds, and the price of both."""
    names = ("lower", "upper", "keep_low", "keep_high")
    both = {name: np.minimum(table[name], other[name]) for name in names}
    return both | {"price": table["price"] + other["price"]}
