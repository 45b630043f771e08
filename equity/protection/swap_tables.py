"""What swaps are worked out from: how far all trades of a grid can go, and what they cost.

A trade is of one column with another, of a set of layers, at one (time, place, pathway).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .grid import EVERYWHERE
from .layers import Layers
from .sums import PATHWAYS, PLACES, YEARS
from .trades import Trades

WHOLES = {PLACES: 3.0, PATHWAYS: 2.0}
"""By how much dearer the whole of a sum is here: ways over it are the shortest, and would be taken
again and again."""
RISES, FALLS = 0, 1


@dataclass(frozen=True)
class Scene:
    """Where a swap goes on: in the time `main`, and the other way round at `mirror` if that is not
    None. `turned`: the count looked at is the one at `mirror`."""

    main: int
    mirror: int | None = None
    turned: bool = False

    @property
    def times(self):
        return [self.main] if self.mirror is None else [self.main, self.mirror]


class SwapTables:
    """How far trades go within one grid, and their price."""

    def __init__(self, trades: Trades):
        self.trades = trades
        layers = trades.grid.layers
        self.sets = sorted({one for layer in range(len(layers)) for one in _along(layers, layer)})
        self.sets_with = [
            [self.sets.index(one) for one in _along(layers, layer)] for layer in range(len(layers))
        ]
        _, times, places, pathways, columns = trades.price.shape
        shape = (len(self.sets), times, columns, places, pathways)
        self.reach, self.price = np.zeros((2, *shape)), np.zeros(shape)
        self._every = {}
        self._factor, grid = np.ones((times, places, pathways, 1)), trades.grid
        for kind, factor in WHOLES.items():
            self._factor[(grid.label[kind] >= 0) & (grid.sign[kind] < 0)] *= factor
        self.refresh()

    def refresh(self, at=EVERYWHERE):
        """Read the trades at (time, place, pathway) anew: `reach[RISES or FALLS, set of layers,
        time, column, place, pathway]` is how far all of a set can go together, `price` what
        readers lose if its first layer is hidden for that, and with it those that follow. It is
        times `WHOLES`, on top of the grid's own weights, and yet compared with losses of programs,
        which are not."""
        trades, here = self.trades, (slice(None), *at)
        upper, lower, price = trades.upper[here], trades.lower[here], trades.price[here]
        keep_low, keep_high = trades.keep_low[here], trades.keep_high[here]
        for number, layers in enumerate(self.sets):
            up, down = upper[list(layers)].min(axis=0), lower[list(layers)].min(axis=0)
            for layer, above in enumerate(trades.grid.layers.parent):
                if above < 0 or (layer in layers) == (above in layers):
                    continue
                less, more = keep_low[layer - 1], keep_high[layer - 1]
                rises, falls = (more, less) if above in layers else (less, more)
                up, down = np.minimum(up, rises), np.minimum(down, falls)
            free = np.isfinite(price[layers[0]])
            where = (at[0], slice(None), *at[1:])
            for table, fresh in (
                (self.reach[RISES, number], up), (self.reach[FALLS, number], down),
                (self.price[number], price[layers[0]] * self._factor[at]),
            ):  # fmt: skip
                fresh = np.where(free, fresh, 0)
                table[where] = np.moveaxis(fresh, -1, 1) if at is EVERYWHERE else fresh

    def all_of(self, layer, column):
        """(direction, number of a set of layers, partner) of every swap a count could have."""
        known = self._every.get((layer, column))
        if known is None:
            partners = np.delete(np.arange(self.price.shape[2]), column)
            axes = np.meshgrid([RISES, FALLS], self.sets_with[layer], partners, indexing="ij")
            known = self._every[layer, column] = [axis.ravel() for axis in axes]
        return known


def _along(layers: Layers, layer):
    """Sets of layers that may move with one: alone, with those it follows, with those that follow
    it, and with both."""
    above, one = [], layer
    while layers.parent[one] >= 0:
        one = layers.parent[one]
        above.insert(0, one)
    below = layers.hidden_with(layer)
    return dict.fromkeys(tuple(one) for one in ([layer], [*above, layer], below, above + below))


class Scenery:
    """Which places and pathways can make up for a count in a scene; `fits`: any at all.

    [place, pathway]: `also_back`: what moves there moves back at the mirror. In a window that
    is only what has years in it, in another year everything.
    """

    def __init__(self, trades: Trades, scene: Scene, place, pathway):
        self.scene, self.place, self.pathway = scene, place, pathway
        across, along, years = (trades.sums[kind][scene.main] for kind in (PLACES, PATHWAYS, YEARS))
        usable, self.also_back = years == 0, np.zeros(years.shape, dtype=bool)
        same_line = across[:, pathway] == across[place, pathway]
        same_row = along[place] == along[place, pathway]
        if scene.mirror is not None:
            there, row_there, years_there = (
                trades.sums[kind][scene.mirror] for kind in (PLACES, PATHWAYS, YEARS)
            )
            if there[place, pathway] or row_there[place, pathway]:
                self.also_back[:] = True
                usable = years_there == years
                usable &= ((there > 0) == (across > 0)) & ((row_there > 0) == (along > 0))
                usable &= (there == there[place]) & (row_there == row_there[:, [pathway]])
            else:
                self.also_back = years > 0
                usable |= (years_there == years) & (there == 0) & (row_there == 0)
        self.fits = usable[place, pathway] and across[place, pathway] and along[place, pathway]
        self.places, self.pathways = same_line & usable[:, pathway], same_row & usable[place]
        self.places[place] = self.pathways[pathway] = False
        line, row = across[place], along[:, [pathway]]
        self.open_ = (line == 0) & (row == 0)
        meets = (across == line) & (line > 0) & (along == row) & (row > 0) & usable
        self._meets = meets & self.places[:, None] & self.pathways
        self.open_ = self.open_ & self.places[:, None] & self.pathways

    def of_corners(self, reach):
        return np.where(self.open_, np.inf, np.where(self._meets, reach, 0))


@dataclass
class Table:
    """How far the trades of several swaps go, and their price.

    Each swap [swap] has a `direction` of the count at `main`, a set of layers (`layers`, its
    number) and a `partner` (a column) of the count's own `column`.
    """

    tables: SwapTables
    scenery: Scenery
    column: int
    direction: np.ndarray
    layers: np.ndarray
    partner: np.ndarray

    def take(self, able, *others):
        """(the swaps that are `able` [swap] alone, `others` [swap, ...] of them)"""
        if able.all():
            return self, others
        direction, layers, partner = (
            one[able] for one in (self.direction, self.layers, self.partner)
        )
        taken = replace(self, direction=direction, layers=layers, partner=partner)
        return taken, [one[able] for one in others]

    def against(self):
        """The same trades the other way round."""
        return replace(self, direction=1 - self.direction)

    def reach(self, at):
        """[swap, ...] at (place, pathway)."""
        found = self._trade(self.direction, self.scenery.scene.main, at)
        if self.scenery.scene.mirror is not None:
            back = self._trade(1 - self.direction, self.scenery.scene.mirror, at)
            found = np.where(self.scenery.also_back[at], np.minimum(found, back), found)
        return found

    def price(self):
        """[swap, place, pathway]"""
        found = self._prices(self.scenery.scene.main)
        if self.scenery.scene.mirror is not None:
            found = found + np.where(
                self.scenery.also_back, self._prices(self.scenery.scene.mirror), 0
            )
        return found

    def _trade(self, direction, time, at):
        reach, layers = self.tables.reach, self.layers
        return np.minimum(
            reach[:, :, time, self.column, *at][direction, layers],
            reach[:, :, time, :, *at][1 - direction, layers, self.partner],
        )

    def _prices(self, time):
        price = self.tables.price[:, time]
        return price[self.layers, self.column] + price[self.layers, self.partner]
