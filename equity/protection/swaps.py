"""The cheapest swap around one count: two groups trade at one address and back at others.

A count rises by as much as another group of its slice falls. Other places of the same pathway and
other pathways of the same place make up for it, and where these meet the trade goes the same way
again; so every sum over groups, places and pathways stays as it is. A count in a sum over years
does the same the other way round in one more year, or in the window.

Swaps are worked out in tables: all partners, both directions, all layers that may come along and
all ways to make up for it at once. That takes a tenth of the time of linear programs around the
count (`around`), and finds what they find for most counts of a large release. What it does not find
is left to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .around import LITTLE, Found, Neighbors, Target
from .grid import EVERYWHERE
from .layers import Layers
from .sums import PATHWAYS, PLACES, YEARS
from .trades import Trades

WAYS = 24
"""How many ways to make up for it are taken one after the other, at most."""
NARROW = 0.02
"""Added to the price of each way: of two free ones the wider is taken."""
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


class Swaps:
    """The swaps within the trades of one grid."""

    def __init__(self, trades: Trades):
        self._trades = trades
        layers = trades.grid.layers
        self._sets = sorted({one for layer in range(len(layers)) for one in _along(layers, layer)})
        self._with = [
            [self._sets.index(one) for one in _along(layers, layer)] for layer in range(len(layers))
        ]
        _, times, places, pathways, columns = trades.price.shape
        shape = (len(self._sets), times, columns, places, pathways)
        self._reach, self._price = np.zeros((2, *shape)), np.zeros(shape)
        self._every = {}
        self._dear, grid = np.ones((times, places, pathways, 1)), trades.grid
        for kind, factor in WHOLES.items():
            self._dear[(grid.label[kind] >= 0) & (grid.sign[kind] < 0)] *= factor
        self.refresh()

    def refresh(self, at=EVERYWHERE):
        """Read the trades at (time, place, pathway) anew: `_reach[RISES or FALLS, set of layers,
        time, column, place, pathway]` is how far all of a set can go together, `_price` what
        readers lose if its first layer is hidden for that, and with it those that follow."""
        trades, here = self._trades, (slice(None), *at)
        upper, lower, price = trades.upper[here], trades.lower[here], trades.price[here]
        keep_low, keep_high = trades.keep_low[here], trades.keep_high[here]
        for number, layers in enumerate(self._sets):
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
                (self._reach[RISES, number], up), (self._reach[FALLS, number], down),
                (self._price[number], price[layers[0]] * self._dear[at]),
            ):  # fmt: skip
                fresh = np.where(free, fresh, 0)
                table[where] = np.moveaxis(fresh, -1, 1) if at is EVERYWHERE else fresh

    def cheapest(self, target: Target, apart: int) -> Found | None:
        """The swap, or one each way, that gives the count its range and costs readers least."""
        for scenes in self._scenes(*target.at[1:4]):
            best = None
            for scene in scenes:
                ways = Ways.of(self, scene, target)
                found = ways and ways.cheapest(target, apart)
                if found and (best is None or found.loss < best.loss):
                    best = found
                if best and not best.loss:
                    break
            if best:
                return best
        return None

    def _all_of(self, layer, column):
        """(direction, number of a set of layers, partner) of every swap a count could have."""
        known = self._every.get((layer, column))
        if known is None:
            partners = np.delete(np.arange(self._price.shape[2]), column)
            axes = np.meshgrid([RISES, FALLS], self._with[layer], partners, indexing="ij")
            known = self._every[layer, column] = [axis.ravel() for axis in axes]
        return known

    def _scenes(self, time, place, pathway):
        """Lists of scenes, the next one for where none of a list will do."""
        sums = self._trades.sums
        years = sums[YEARS][:, place, pathway]
        across, along = (sums[kind][:, place, pathway] > 0 for kind in (PLACES, PATHWAYS))
        window = ~across & ~along
        others = [other for other in range(len(years)) if other != time]
        if not years[time]:
            free = [other for other in others if not years[other] and not window[other]]
            return [Scene(time)], [Scene(time, other) for other in free]
        others = [other for other in others if years[other] == years[time]]
        if window[time]:
            return ([Scene(other, time, True) for other in others if not window[other]],)
        return ([Scene(time, other) for other in others],)


def _along(layers: Layers, layer):
    """Sets of layers that may move with one: alone, with those it follows, with those that follow
    it, and with both."""
    above, one = [], layer
    while layers.parent[one] >= 0:
        one = layers.parent[one]
        above.insert(0, one)
    below = layers.hidden_with(layer)
    return dict.fromkeys(tuple(one) for one in ([layer], [*above, layer], below, above + below))


@dataclass
class Ways:
    """Swaps of one count in one scene, and the ways to make up for each.

    Each swap [swap] has a `direction` of the count at `main`, a set of layers (`layers`, its
    number) and a `partner` (a column). `here`: how far the count itself can go; `places`
    [swap, place] and `pathways` [swap, pathway]: how far those beside it can go against it;
    `corners` [swap, place, pathway]: how far the trade can go where they meet; `..._price`: what
    readers lose with each. `open_` [place, pathway]: nothing has to be made up for there.
    """

    swaps: Swaps
    scene: Scene
    at: tuple[int, int, int]
    direction: np.ndarray
    layers: np.ndarray
    partner: np.ndarray
    here: np.ndarray
    here_price: np.ndarray
    places: np.ndarray
    places_price: np.ndarray
    pathways: np.ndarray
    pathways_price: np.ndarray
    corners: np.ndarray
    corners_price: np.ndarray
    open_: np.ndarray

    @classmethod
    def of(cls, swaps: Swaps, scene: Scene, target: Target) -> Ways | None:
        """None where the count has no room, or stands in no sum of places or of pathways."""
        layer, _, place, pathway, column = target.at
        scenery = _Scenery(swaps._trades, scene, place, pathway)
        if not scenery.fits:
            return None
        direction, layers, partner = swaps._all_of(layer, column)
        with_us, against = (
            _Table(swaps, scene, scenery.again, which, layers, column, partner)
            for which in (direction, 1 - direction)
        )
        here = with_us.reach((place, pathway))
        able = here >= 1
        if not able.any():
            return None
        direction, layers, partner, here = (x[able] for x in (direction, layers, partner, here))
        with_us, against = (
            _Table(swaps, scene, scenery.again, which, layers, column, partner)
            for which in (direction, 1 - direction)
        )
        price = with_us.price()
        line, row = against.reach((slice(None), pathway)), against.reach((place, slice(None)))
        return cls(
            swaps, scene, (place, pathway, column), direction, layers, partner,
            here, price[:, place, pathway],
            np.where(scenery.places, line, 0), price[:, :, pathway],
            np.where(scenery.pathways, row, 0), price[:, place],
            scenery.of_corners(with_us.reach((slice(None), slice(None)))),
            np.where(scenery.open_, 0, price), scenery.open_,
        )  # fmt: skip

    def cheapest(self, target: Target, apart: int) -> Found | None:
        """(see `Swaps.cheapest`)"""
        flow, got = self._free_flows(apart)
        free = np.where(self.here_price == 0, got, 0)
        known = max(target.high, 0), max(-target.low, 0)
        known = known[::-1] if self.scene.turned else known
        far, free_ones = [0.0, 0.0], []
        for direction in (RISES, FALLS):
            far[direction] = known[direction]
            goes = np.where(self.direction == direction, free, 0)
            best = goes.argmax()
            if goes[best] > known[direction]:
                far[direction] = goes[best]
                free_ones.append((best, flow[best]))
        if sum(far) >= apart - LITTLE:
            return self._found(0.0, free_ones)
        # As far one way as that costs nothing, and the other way for what is left.
        paid = self._paid(flow, apart - np.array(far)[1 - self.direction])
        if paid is None:
            return None
        number, loss, flow = paid
        other = [one for one in free_ones if self.direction[one[0]] != self.direction[number]]
        return self._found(loss, [(number, flow), *other])

    def _free_flows(self, apart):
        """For each swap what makes up for it at no price: (flow [swap, place, pathway], its sum).
        Pathways take what places give, one after the other."""
        most = np.minimum(self.here, apart)
        left = np.where(self.places_price == 0, self.places, 0)
        take = np.where(self.pathways_price == 0, self.pathways, 0)
        corners = np.where(self.corners_price == 0, self.corners, 0)
        flow, got = np.zeros_like(corners), np.zeros(len(most))
        for pathway in np.flatnonzero(take.any(axis=0)):
            given = np.minimum(left, corners[:, :, pathway]).cumsum(axis=1)
            np.minimum(given, np.minimum(take[:, pathway], most - got)[:, None], out=given)
            got = got + given[:, -1]
            given[:, 1:] -= given[:, :-1].copy()
            flow[:, :, pathway] = given
            left = left - given
        return flow, got

    def _paid(self, flow, need):
        """(number, loss, flow) of the swap that goes as far as it `need`s [swap] at the lowest
        price: the cheapest ways by what they carry, one after the other; None if there is none."""
        left = need - flow.sum(axis=(1, 2))
        able = (self.here >= need - LITTLE) & (need > LITTLE)
        able &= np.minimum(self.places.sum(axis=1), self.pathways.sum(axis=1)) >= need - LITTLE
        on = np.flatnonzero(able)
        state = _Flows(self, on, flow[on].copy(), left[on])
        best = None
        for _ in range(WAYS + 1):
            best = state.best(best)
            if not state.go_on(np.inf if best is None else best[1]):
                break
            state.widen()
        return best

    def _found(self, loss, chosen) -> Found:
        """The moves [layer, time, place, pathway, column] of the swaps `chosen`: (number, flow)."""
        place, pathway, column = self.at
        grid = self.swaps._trades.grid
        flows = [flow for _, flow in chosen]
        places = np.flatnonzero(np.any([flow.any(axis=1) for flow in flows], axis=0))
        pathways = np.flatnonzero(np.any([flow.any(axis=0) for flow in flows], axis=0))
        partners = list(dict.fromkeys(int(self.partner[number]) for number, _ in chosen))
        neighbors = Neighbors(
            np.array(self.scene.times), np.array([place, *places]),
            np.array([pathway, *pathways]), np.array([column, *partners]), False,
        )  # fmt: skip
        box = np.ix_(neighbors.places, neighbors.pathways)
        moves = []
        for number, flow in chosen:
            table = np.zeros((len(places) + 1, len(pathways) + 1))
            inner = flow[np.ix_(places, pathways)]
            table[0, 0] = inner.sum()
            table[1:, 0], table[0, 1:] = -inner.sum(axis=1), -inner.sum(axis=0)
            table[1:, 1:] = np.where(self.open_[np.ix_(places, pathways)], 0, inner)
            if self.direction[number] == FALLS:
                table = -table
            move = np.zeros(
                (len(grid.layers), len(neighbors.times), *table.shape, len(partners) + 1)
            )
            partner = 1 + partners.index(int(self.partner[number]))
            both = [table]
            if self.scene.mirror is not None:
                both.append(np.where(self._again[box], -table, 0))
            for time, one in enumerate(both):
                for layer in self.swaps._sets[self.layers[number]]:
                    move[layer, time, ..., 0], move[layer, time, ..., partner] = one, -one
            moves.append(move)
        return Found(loss, neighbors, moves)

    @cached_property
    def _again(self):
        return _Scenery(self.swaps._trades, self.scene, *self.at[:2]).again


class _Scenery:
    """Which places and pathways can make up for a count in a scene; `fits`: any at all.

    [place, pathway]: `again`: what moves there moves back at the mirror. In a window that is only
    what has years in it, in another year everything.
    """

    def __init__(self, trades: Trades, scene: Scene, place, pathway):
        across, along, years = (trades.sums[kind][scene.main] for kind in (PLACES, PATHWAYS, YEARS))
        usable, self.again = years == 0, np.zeros(years.shape, dtype=bool)
        same_line = across[:, pathway] == across[place, pathway]
        same_row = along[place] == along[place, pathway]
        if scene.mirror is not None:
            there, row_there, years_there = (
                trades.sums[kind][scene.mirror] for kind in (PLACES, PATHWAYS, YEARS)
            )
            if there[place, pathway] or row_there[place, pathway]:
                self.again[:] = True
                usable = years_there == years
                usable &= ((there > 0) == (across > 0)) & ((row_there > 0) == (along > 0))
                usable &= (there == there[place]) & (row_there == row_there[:, [pathway]])
            else:
                self.again = years > 0
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
class _Table:
    """How far trades go in a `direction` [swap], and their price."""

    swaps: Swaps
    scene: Scene
    again: np.ndarray
    direction: np.ndarray
    layers: np.ndarray
    column: int
    partner: np.ndarray

    def reach(self, at):
        """[swap, ...] at (place, pathway)."""
        found = self._trade(self.direction, self.scene.main, at)
        if self.scene.mirror is not None:
            back = self._trade(1 - self.direction, self.scene.mirror, at)
            found = np.where(self.again[at], np.minimum(found, back), found)
        return found

    def price(self):
        """[swap, place, pathway]"""
        found = self._prices(self.scene.main)
        if self.scene.mirror is not None:
            found = found + np.where(self.again, self._prices(self.scene.mirror), 0)
        return found

    def _trade(self, direction, time, at):
        reach, layers = self.swaps._reach, self.layers
        return np.minimum(
            reach[:, :, time, self.column, *at][direction, layers],
            reach[:, :, time, :, *at][1 - direction, layers, self.partner],
        )

    def _prices(self, time):
        price = self.swaps._price[:, time]
        return price[self.layers, self.column] + price[self.layers, self.partner]


class _Flows:
    """Flows of several swaps that are being widened, each by its cheapest way."""

    def __init__(self, ways: Ways, on, flow, left):
        self._on, self._flow, self._left = on, flow, left
        self._loss = ways.here_price[on].copy()
        self._room = [
            ways.places[on] - flow.sum(axis=2), ways.pathways[on] - flow.sum(axis=1),
            ways.corners[on] - flow,
        ]  # fmt: skip
        self._price = [
            table[on] for table in (ways.places_price, ways.pathways_price, ways.corners_price)
        ]

    def best(self, known):
        """`known`, or what is done and costs less: (number, loss, flow)."""
        done = np.flatnonzero(self._left <= LITTLE)
        if len(done):
            at = done[self._loss[done].argmin()]
            if known is None or self._loss[at] < known[1]:
                return int(self._on[at]), float(self._loss[at]), self._flow[at].copy()
        return known

    def go_on(self, limit):
        """Drop what is done or costs as much as `limit`; whether anything is left."""
        more = (self._left > LITTLE) & (self._loss < limit)
        if not more.all():
            self._on, self._flow, self._left, self._loss = (
                one[more] for one in (self._on, self._flow, self._left, self._loss)
            )
            self._room = [one[more] for one in self._room]
            self._price = [one[more] for one in self._price]
        return bool(more.any())

    def widen(self):
        places, pathways, corners = self._room
        of_places, of_pathways, of_corners = self._price
        carries = np.minimum(corners, places[:, :, None])
        np.minimum(carries, pathways[:, None, :], out=carries)
        np.minimum(carries, self._left[:, None, None], out=carries)
        price = of_places[:, :, None] + of_pathways[:, None, :] + of_corners
        with np.errstate(divide="ignore", invalid="ignore"):
            by_student = np.where(carries > LITTLE, (price + NARROW) / carries, np.inf)
        swap = np.arange(len(self._on))
        best = by_student.reshape(len(swap), -1).argmin(axis=1)
        place, pathway = np.divmod(best, corners.shape[2])
        at = swap, place, pathway
        carried = np.where(np.isfinite(by_student[at]), carries[at], 0)
        self._loss = np.where(carried > 0, self._loss + price[at], np.inf)
        self._left = self._left - carried
        self._flow[at] += carried
        for table, where in zip(self._room, (at[:2], (swap, pathway), at), strict=True):
            table[where] -= carried
        for table, where in zip(self._price, (at[:2], (swap, pathway), at), strict=True):
            table[where] = 0
