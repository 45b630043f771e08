"""The cheapest move around one count: where to look, and what moves there.

A count needs a range of 10. It may rise, fall, or do a part of it each way; nearby counts make up
for it. Programs are tried from the smallest to the largest until one finds something cheap. Where
few counts are left of many, one program over (nearly) the whole grid moves all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .local_programs import LocalPrograms, Shape
from .sums import PATHWAYS, PLACES, YEARS
from .tightened import tightened
from .trades import KINDS, Trades


class Size(NamedTuple):
    """How many times, places, pathways and groups a program may have. One group stands for two
    that trade with each other."""

    times: int
    places: int
    pathways: int
    groups: int


SIZES = (Size(1, 12, 4, 1), Size(1, 40, 8, 1), Size(1, 6, 3, 4))
"""The programs for a count that stands in no sum over years, in the order they are tried."""
OVER_YEARS = (Size(4, 8, 2, 1), Size(4, 100, 2, 1), Size(4, 5, 2, 12))
"""The programs for one that does."""
WITH_TOTAL = (Size(1, 10, 4, 12), Size(4, 6, 2, 12))
"""The last program of each, tried only where totals move too, and no swaps."""
AFTER_SWAPS = {
    (False, False): Size(1, 12, 4, 2), (False, True): Size(1, 12, 4, 1),
    (True, False): Size(4, 6, 2, 4), (True, True): Size(4, 8, 2, 1),
}  # fmt: skip
"""The one program tried where swaps find nothing and totals stay, by (stands in a sum over years,
has two groups)."""
MOST = 9000
"""Counts that the one program for many counts at once (`Around.together`) holds at most."""
WORTH = 2.0
"""What it is worth there that a count moves by a student of its range, in the units of loss."""
CHEAP = 6.0
"""A loss of about four cells: what a program finds below it is good enough."""
TRY_LAST_ABOVE = 15.0
"""A loss above which the last of the programs is tried as well."""
LITTLE = 1e-6


@dataclass(frozen=True)
class Neighbors:
    """Times, places, pathways and columns to look at, the count's own first in each.

    Not so in `Around.together`, which is for many counts (all are in the order of the grid), nor
    for the times of a swap that is turned (`swap_tables.Scene`): there its own is the second.
    """

    times: np.ndarray
    places: np.ndarray
    pathways: np.ndarray
    columns: np.ndarray
    trading: bool
    """Two columns, what one gains the other loses."""

    @property
    def at(self):
        """What picks them out of a table [time, place, pathway]."""
        return np.ix_(self.times, self.places, self.pathways)


@dataclass(frozen=True)
class Found:
    """`moves`: one or two moves [layer, time, place, pathway, column] of `neighbors`, turned, that
    give a count its range; `loss`: what readers lose if all that moves is hidden, in cells, each
    weighted by what they lose with it. It is nan where it is not known (`Around.together`)."""

    loss: float
    neighbors: Neighbors
    moves: list[np.ndarray]


@dataclass(frozen=True)
class Target:
    """A count at `at` (layer, time, place, pathway, column), the moves known for it, and how much
    more it `needs`; turned. `held`: it follows a count that is shown, so it cannot move far one
    way."""

    at: tuple[int, int, int, int, int]
    high: float
    low: float
    needs: float
    held: bool


class Around:
    """Programs around the counts of one grid; made once for each shape."""

    def __init__(self, apart: int, after_swaps: bool = False):
        """`after_swaps`: only what swaps do not find is left to find."""
        self._apart, self._programs, self._after_swaps = apart, {}, after_swaps

    @property
    def solved(self) -> int:
        return sum(programs.solved for programs in list(self._programs.values()))

    def cheapest(self, trades: Trades, target: Target, aim) -> Found | None:
        """`aim(neighbors)`: how far other short counts would have to move."""
        best = None
        sizes = _sizes(trades, target.at, self._after_swaps)
        for number, size in enumerate(sizes):
            found = self._within(trades, target, self._neighbors(trades, target.at, size), aim)
            if found and (best is None or found.loss < best.loss):
                best = found
            if best and best.loss < (TRY_LAST_ABOVE if number == len(sizes) - 2 else CHEAP):
                break
        if best is None and sizes[0].times == 1 and trades.sums[YEARS].any():
            # Others may make up for it in other years.
            near = self._neighbors(trades, target.at, OVER_YEARS[0])
            best = self._within(trades, target, near, aim)
        return best

    def together(self, trades: Trades, waiting, aim) -> Found | None:
        """One move for many counts at once, as many as there can be: those that are `waiting`, at
        (layer, time, place, pathway, column)."""
        layers, times, places, pathways, columns = trades.price.shape
        first = np.unique([at[2] for at in waiting])
        room = max(MOST // (layers * times * pathways * columns), 2)
        worth = np.where(np.isfinite(trades.price), trades.price, 100.0).sum(axis=(0, 1, 3, 4))
        worth[first] = -1
        neighbors = Neighbors(
            np.arange(times), np.sort(np.argsort(worth, kind="stable")[:room]),
            np.arange(pathways), np.arange(columns), False,
        )  # fmt: skip
        tables, programs, _ = self._asked(trades, neighbors, aim(neighbors))
        move = programs.together(**tables, worth=WORTH)
        return None if move is None else Found(np.nan, neighbors, [move])

    def _neighbors(self, trades, at, size):
        layer, time, place, pathway, column = at
        price, lower = trades.price[layer], trades.lower[layer]
        worth = np.where(np.isfinite(price), price, 100.0) - 0.05 * np.minimum(lower, self._apart)
        columns = _best(worth[time, place, pathway], column, max(size.groups, 2))
        both = worth[..., column] + worth[..., columns[min(1, len(columns) - 1)]]
        years, across, along = (trades.sums[kind] for kind in (YEARS, PLACES, PATHWAYS))
        mine = _in_one_sum(years[:, place, pathway], time)
        other = np.where(size.times > 1, 1000.0, np.inf)  # years of other places' windows
        times = _best(np.where(mine, both[:, place, pathway], other), time, size.times)
        # A window stands in no sum over pathways, its years do.
        in_sum = [time] if along[time, place, pathway] else times[along[times, place, pathway] > 0]
        names = along[in_sum, place]
        mine = (names == names[:, [pathway]]).all(axis=0) & (len(names) > 0)
        fit = np.where(mine, both[in_sum, place].sum(axis=0), np.inf)
        pathways = _best(fit, pathway, size.pathways)
        box = np.ix_(times, np.arange(across.shape[1]), pathways)
        name = across[box]
        mine = ((name == name[:, [place]]) & (name > 0)).any(axis=(0, 2))
        fit = both[box].sum(axis=(0, 2)) + worth[time, :, pathway, column]
        places = _best(np.where(mine, fit, np.inf), place, size.places)
        return Neighbors(times, places, pathways, columns, size.groups == 1)

    def _within(self, trades, target, neighbors, aim):
        """The cheapest move within some neighbors."""
        # Many places at once take long enough without helping others on the way.
        many = len(neighbors.places) > SIZES[0].places
        tables, programs, shape = self._asked(trades, neighbors, 0 if many else aim(neighbors))
        number = target.at[0] * int(np.prod(shape.counts[1:]))
        found = _Question(programs, tables, target, number).answer()
        if found is None:
            return None
        loss, moves = found
        if neighbors.trading:
            moves = [np.concatenate([move, -move], axis=4) for move in moves]
        return Found(loss, neighbors, moves)

    def _asked(self, trades, neighbors, aim):
        """(what a program is told, the program, its shape)"""
        tables, names = _tables(trades, neighbors)
        tables["aim"] = np.broadcast_to(aim, tables["lower"].shape)
        if neighbors.trading:
            tables = _trading(tables)
        shape = Shape(
            trades.grid.layers.parent, *tables["lower"].shape[1:],
            tuple(bool(name.any()) for name in names),
        )  # fmt: skip
        tables["open_"] = shape.open(names)
        possible = np.isfinite(tables["price"])
        tables["lower"], tables["upper"] = tightened(
            np.where(possible, tables["lower"], 0), np.where(possible, tables["upper"], 0),
            tables["keep_low"], tables["keep_high"], tables["open_"], shape.parent,
        )  # fmt: skip
        if shape not in self._programs:
            self._programs[shape] = LocalPrograms(shape)
        return tables, self._programs[shape], shape


@dataclass
class _Question:
    """How does count number `number` of a program get its range?"""

    programs: LocalPrograms
    tables: dict
    target: Target
    number: int

    def answer(self):
        """(loss, moves) for up, down, or a part each way, whichever costs least; or None."""
        target, best = self.target, None
        room = self.tables["upper"].flat[self.number] + self.tables["lower"].flat[self.number]
        if room < target.needs + target.high - target.low - LITTLE:
            return None
        for amount in (target.high + target.needs, target.low - target.needs):
            found = self._cheapest(amount)
            if found and (best is None or found[0] < best[0]):
                best = found[0], [found[1]]
            if best and best[0] == 0:
                return best
        if best and best[0] < CHEAP and not target.held:
            return best
        moves = self._some_each_way()
        if moves:
            moved = np.any([move != 0 for move in moves], axis=0)
            loss = float(self.tables["price"][moved].sum())
            if best is None or loss < best[0]:
                best = loss, moves
        return best

    def _some_each_way(self):
        """Down as far as that costs nothing, or as far as it goes, and up for what is left."""
        target, shape = self.target, self.tables["lower"].shape
        free = self.programs.furthest(
            **self.tables, target=self.number, amount=target.low - target.needs
        )
        down = 0 if free is None else np.floor(target.low - free[self.number] + LITTLE)
        if down > 0:
            moves = [free.reshape(shape)]
        else:
            goes = np.floor(self.tables["lower"].flat[self.number] + target.low)
            down = min(goes, target.needs - 1)
            found = down > 0 and self._cheapest(target.low - down)
            if not found:
                return None
            moves = [found[1]]
        if down < target.needs:
            found = self._cheapest(target.high + target.needs - down)
            if not found:
                return None
            moves.append(found[1])
        return moves

    def _cheapest(self, amount):
        return self.programs.cheapest(**self.tables, target=self.number, amount=amount)


def _sizes(trades, at, after_swaps):
    """Programs worth trying: two columns can only trade with each other."""
    alone = bool(trades.sums[YEARS][at[1:4]] == 0)
    two = trades.price.shape[4] == 2
    sizes = SIZES if alone else OVER_YEARS
    if after_swaps and not trades.with_total:
        sizes = (AFTER_SWAPS[not alone, two],)
    if two:
        return [size for size in sizes if size.groups == 1]
    if after_swaps or not trades.with_total:
        return sizes
    return (*sizes, WITH_TOTAL[not alone])


def _in_one_sum(names, at):
    """What stands in the sum that the one `at` stands in, if it does."""
    return (names == names[at]) & (names > 0)


def _tables(trades, neighbors):
    """What a program is told of the neighbors; and for each kind which sums of theirs it has."""
    here = neighbors.at
    tables = {name: trades.tables[name][:, *here][..., neighbors.columns] for name in trades.tables}
    fits, names = np.ones(tables["price"].shape[1:4], dtype=bool), []
    for axis, kind in enumerate(KINDS):
        name = trades.sums[kind][here]
        sum_ = _first(name, axis)
        # Cells of other sums stay as they are.
        fits &= name == np.expand_dims(sum_, axis)
        names.append(sum_)
    tables["price"] = np.where(fits[..., None], tables["price"], np.inf)
    return tables, names


def _first(name, axis):
    """Along an axis the first sum there is; the one of the count in question for its own."""
    at = np.expand_dims((name > 0).argmax(axis=axis), axis)
    first = np.take_along_axis(name, at, axis).squeeze(axis)
    first[0, 0] = name[0, 0, 0]
    return first


def _trading(tables):
    """Tables of one group where another makes up for all its moves."""
    one = {name: table[..., :1] for name, table in tables.items()}
    two = {name: table[..., 1:2] for name, table in tables.items()}
    return {
        "lower": np.minimum(one["lower"], two["upper"]),
        "upper": np.minimum(one["upper"], two["lower"]),
        "keep_low": np.minimum(one["keep_low"], two["keep_high"]),
        "keep_high": np.minimum(one["keep_high"], two["keep_low"]),
        "price": one["price"] + two["price"],
        "aim": np.where(one["aim"] != 0, one["aim"], -two["aim"]),
    }


def _best(worth, first, size):
    """`first`, then the best others by lowest `worth`, `size` of them in all at most."""
    order = np.argsort(worth, kind="stable")
    order = order[(order != first) & np.isfinite(worth[order])]
    return np.concatenate([[first], order[: size - 1]])
