"""The cheapest move around one count: which places, pathways and groups to look at, and what moves.

A count needs a range of 10. It may rise, fall, or do a part of it each way; nearby counts make up
for it. Programs are tried from the smallest to the largest until one finds something cheap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .local_programs import LocalPrograms, Shape
from .trades import Trade

SIZES = ((12, 4, 1), (40, 8, 1), (6, 3, 4), (10, 4, 12))
"""Places, pathways and groups of the programs, in the order they are tried. One group stands for
two that trade with each other; the last is tried only where totals move too."""
CHEAP = 6.0
"""A loss of about four cells: what a program finds below it is good enough."""
DEAR = 15.0
"""A loss above which the largest program is tried as well."""
LITTLE = 1e-6


@dataclass(frozen=True)
class Neighbors:
    """Places, pathways and columns of a trade to look at, the count's own first in each."""

    places: np.ndarray
    pathways: np.ndarray
    columns: np.ndarray
    trading: bool
    """Two columns, what one gains the other loses."""


@dataclass(frozen=True)
class Found:
    """`moves`: one or two moves [layer, place, pathway, column] of `neighbors`, turned, that give a
    count its range; `loss`: what readers lose if all that moves is hidden."""

    loss: float
    neighbors: Neighbors
    moves: list[np.ndarray]


@dataclass(frozen=True)
class Target:
    """A count at `at` (layer, place, pathway, column), the moves known for it, and how much more
    it `needs`; turned. `held`: it follows a count that is shown, so it cannot move far one way."""

    at: tuple[int, int, int, int]
    high: float
    low: float
    needs: float
    held: bool


class Around:
    """Programs around the counts of one grid; made once for each shape."""

    def __init__(self, apart: int):
        self._apart, self._programs = apart, {}

    @property
    def solved(self) -> int:
        return sum(programs.solved for programs in list(self._programs.values()))

    def cheapest(self, trade: Trade, target: Target, aim) -> Found | None:
        """`aim(places, pathways, columns)`: how far other short counts would have to move."""
        best = None
        for size in _sizes(trade):
            found = self._within(trade, target, self._neighbors(trade, target.at, size), aim)
            if found and (best is None or found.loss < best.loss):
                best = found
            if best and best.loss < (DEAR if size == SIZES[-2] else CHEAP):
                break
        return best

    def _neighbors(self, trade, at, size):
        layer, place, pathway, column = at
        price, lower = trade.price[layer], trade.lower[layer]
        worth = np.where(np.isfinite(price), price, 100.0) - 0.05 * np.minimum(lower, self._apart)
        columns = _best(worth[place, pathway], column, max(size[2], 2))
        both = worth[..., column] + worth[..., columns[min(1, len(columns) - 1)]]
        along = trade.along[place] == (trade.along[place, pathway] or -1)
        pathways = _best(np.where(along, both[place], np.inf), pathway, size[1])
        across = trade.across[:, pathway] == (trade.across[place, pathway] or -1)
        fit = both[:, pathways].sum(axis=1) + worth[:, pathway, column]
        places = _best(np.where(across, fit, np.inf), place, size[0])
        return Neighbors(places, pathways, columns, size[2] == 1)

    def _within(self, trade, target, neighbors, aim):
        """The cheapest move within some neighbors."""
        layer, place, pathway, _ = target.at
        layers = trade.grid.layers
        shape = Shape(
            layers.parent, len(neighbors.places), len(neighbors.pathways),
            1 if neighbors.trading else len(neighbors.columns),
            bool(trade.across[place, pathway]), bool(trade.along[place, pathway]),
        )  # fmt: skip
        tables = _tables(trade, target.at, neighbors, shape, aim)
        if shape not in self._programs:
            self._programs[shape] = LocalPrograms(shape)
        ask = _Question(
            self._programs[shape], tables, target, layer * int(np.prod(shape.counts[1:]))
        )
        found = ask.answer()
        if found is None:
            return None
        loss, moves = found
        if neighbors.trading:
            moves = [np.concatenate([move, -move], axis=3) for move in moves]
        return Found(loss, neighbors, moves)


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


def _sizes(trade):
    """Programs worth trying: two columns can only trade with each other."""
    if trade.price.shape[3] == 2:
        return [size for size in SIZES if size[2] == 1]
    return SIZES if trade.with_total else SIZES[:-1]


def _tables(trade, at, neighbors, shape, aim):
    """What a program is told of the neighbors."""
    _, place, pathway, _ = at
    rows, across = np.ix_(neighbors.places, neighbors.pathways)
    where = (slice(None), rows[..., None], across[..., None], neighbors.columns)
    # Cells of other sums, or of sums that this shape does not have, stay as they are.
    fits = trade.across[rows, across] == trade.across[place, across]
    fits &= trade.along[rows, across] == trade.along[rows, pathway]
    fits &= shape.across | (trade.across[rows, across] == 0)
    fits &= shape.along | (trade.along[rows, across] == 0)
    tables = {name: trade.tables[name][where] for name in trade.tables}
    tables["price"] = np.where(fits[..., None], tables["price"], np.inf)
    # Many places at once take long enough without helping others on the way.
    many = len(neighbors.places) > SIZES[0][0]
    tables["aim"] = np.zeros_like(tables["lower"]) if many else aim(rows, across, neighbors.columns)
    return _trading(tables) if neighbors.trading else tables


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
