"""The cheapest swap around one count: two groups trade at one address and back at others.

A count rises by as much as another group of its slice falls. Other places of the same pathway and
other pathways of the same place make up for it, and where these meet the trade goes the same way
again; so every sum over groups, places and pathways stays as it is. A count in a sum over years
does the same the other way round in one more year, or in the window. A count needs both a sum over
places and one over pathways: a release without sums over pathways has no swaps.

Swaps are worked out in tables: all partners, both directions, all layers that may come along and
all ways to make up for it at once. That takes a tenth of the time of linear programs around the
count (`around`), and finds what they find for most counts of a large release. What it does not find
is left to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .around import LITTLE, Found, Neighbors, Target
from .grid import EVERYWHERE
from .sums import PATHWAYS, PLACES, YEARS
from .swap_tables import FALLS, RISES, Scene, Scenery, SwapTables, Table
from .trades import Trades

WAYS = 24
"""How many ways to make up for it are taken one after the other, at most."""
NARROW = 0.02
"""Added to the price of each way: of two free ones the wider is taken."""


class Swaps:
    """The swaps within the trades of one grid."""

    def __init__(self, trades: Trades):
        self._tables = SwapTables(trades)

    def refresh(self, at=EVERYWHERE):
        """Read the trades at (time, place, pathway) anew."""
        self._tables.refresh(at)

    def cheapest(self, target: Target, apart: int) -> Found | None:
        """The swap, or one each way, that gives the count its range and costs readers least."""
        for scenes in self._scenes(*target.at[1:4]):
            best = None
            for scene in scenes:
                ways = Ways.of(self._tables, scene, target, apart)
                found = ways and ways.cheapest(target, apart)
                if found and (best is None or found.loss < best.loss):
                    best = found
                if best and not best.loss:
                    break
            if best:
                return best
        return None

    def _scenes(self, time, place, pathway):
        """Lists of scenes, the next one for where none of a list will do."""
        sums = self._tables.trades.sums
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


class Room(NamedTuple):
    """How `far` swaps can go somewhere, and the `price` of that."""

    far: np.ndarray
    price: np.ndarray

    @property
    def free(self):
        """How far at no price."""
        return np.where(self.price == 0, self.far, 0)


@dataclass
class Ways:
    """The swaps of one count in one scene (`table`), and the ways to make up for each.

    `own` [swap]: how far the count itself can go; `places` [swap, place] and `pathways`
    [swap, pathway]: how far those beside it can go against it; `corners` [swap, place, pathway]:
    how far the trade can go where they meet.
    """

    table: Table
    scenery: Scenery
    own: Room
    places: Room
    pathways: Room
    corners: Room

    @classmethod
    def of(cls, tables: SwapTables, scene: Scene, target: Target, apart: int) -> Ways | None:
        """None where the count stands not in both a sum of places and one of pathways, or where
        what is beside it has not the room that it needs."""
        layer, _, place, pathway, column = target.at
        scenery = Scenery(tables.trades, scene, place, pathway)
        if not scenery.fits:
            return None
        table = Table(tables, scenery, column, *tables.all_of(layer, column))
        own = table.reach((place, pathway))
        table, (own,) = table.take(own >= 1, own)
        against = table.against()
        line = np.where(scenery.places, against.reach((slice(None), pathway)), 0)
        row = np.where(scenery.pathways, against.reach((place, slice(None))), 0)
        far = np.minimum(own, np.minimum(line.sum(axis=1), row.sum(axis=1)))
        table, (own, line, row, far) = table.take(far >= 1, own, line, row, far)
        if not _enough(target, scene, table.direction, far, apart):
            return None
        price = table.price()
        corners = scenery.of_corners(table.reach((slice(None), slice(None))))
        return cls(
            table, scenery, Room(own, price[:, place, pathway]), Room(line, price[:, :, pathway]),
            Room(row, price[:, place]), Room(corners, np.where(scenery.open_, 0, price)),
        )  # fmt: skip

    def cheapest(self, target: Target, apart: int) -> Found | None:
        """(see `Swaps.cheapest`)"""
        flow, got = self._free_flows(apart)
        free = np.where(self.own.price == 0, got, 0)
        known = _known(target, self.scenery.scene)
        far, free_ones = [0.0, 0.0], []
        for direction in (RISES, FALLS):
            far[direction] = known[direction]
            goes = np.where(self.table.direction == direction, free, 0)
            best = goes.argmax()
            if goes[best] > known[direction]:
                far[direction] = goes[best]
                free_ones.append((best, flow[best]))
        if sum(far) >= apart - LITTLE:
            return self._found(0.0, free_ones)
        # As far one way as that costs nothing, and the other way for what is left.
        paid = self._paid(flow, apart - np.array(far)[1 - self.table.direction])
        if paid is None:
            return None
        number, loss, flow = paid
        way = self.table.direction
        other = [one for one in free_ones if way[one[0]] != way[number]]
        return self._found(loss, [(number, flow), *other])

    def _free_flows(self, apart):
        """For each swap what makes up for it at no price: (flow [swap, place, pathway], its sum).
        Pathways take what places give, one after the other."""
        most = np.minimum(self.own.far, apart)
        left, take, corners = self.places.free, self.pathways.free, self.corners.free
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
        able = (self.own.far >= need - LITTLE) & (need > LITTLE)
        beside = np.minimum(self.places.far.sum(axis=1), self.pathways.far.sum(axis=1))
        able &= beside >= need - LITTLE
        numbers = np.flatnonzero(able)
        state = _Flows(self, numbers, flow[numbers], left[numbers])
        best = state.best(None)
        for _ in range(WAYS):
            if not state.go_on(np.inf if best is None else best[1]):
                break
            state.widen()
            best = state.best(best)
        return best

    def _found(self, loss, chosen) -> Found:
        """The moves [layer, time, place, pathway, column] of the swaps `chosen`: (number, flow)."""
        swaps, scene = self.table, self.scenery.scene
        flows = [flow for _, flow in chosen]
        places = np.flatnonzero(np.any([flow.any(axis=1) for flow in flows], axis=0))
        pathways = np.flatnonzero(np.any([flow.any(axis=0) for flow in flows], axis=0))
        partners = list(dict.fromkeys(int(swaps.partner[number]) for number, _ in chosen))
        neighbors = Neighbors(
            np.array(scene.times), np.array([self.scenery.place, *places]),
            np.array([self.scenery.pathway, *pathways]), np.array([swaps.column, *partners]), False,
        )  # fmt: skip
        box = np.ix_(neighbors.places, neighbors.pathways)
        moves = []
        for number, flow in chosen:
            both = [self._at_main(number, flow, places, pathways)]
            if scene.mirror is not None:
                both.append(np.where(self.scenery.also_back[box], -both[0], 0))
            shape = len(swaps.tables.trades.grid.layers), len(both), *both[0].shape
            move = np.zeros((*shape, len(partners) + 1))
            partner = 1 + partners.index(int(swaps.partner[number]))
            for time, one in enumerate(both):
                for layer in swaps.tables.sets[swaps.layers[number]]:
                    move[layer, time, ..., 0], move[layer, time, ..., partner] = one, -one
            moves.append(move)
        return Found(loss, neighbors, moves)

    def _at_main(self, number, flow, places, pathways):
        """[place, pathway], the count's own first: what one swap moves at `main`."""
        box = np.ix_(places, pathways)
        inner = flow[box]
        moved = np.zeros((len(places) + 1, len(pathways) + 1))
        moved[0, 0] = inner.sum()
        moved[1:, 0], moved[0, 1:] = -inner.sum(axis=1), -inner.sum(axis=0)
        moved[1:, 1:] = np.where(self.scenery.open_[box], 0, inner)
        return -moved if self.table.direction[number] == FALLS else moved


def _known(target, scene):
    """How far the count at the scene's main time is known to rise and to fall."""
    known = max(target.high, 0), max(-target.low, 0)
    return known[::-1] if scene.turned else known


def _enough(target, scene, direction, far, apart):
    """Whether swaps that go `far` [swap] at most can give a count its range."""
    most = [
        max(known, far[direction == way].max(initial=0))
        for way, known in enumerate(_known(target, scene))
    ]
    return sum(most) >= apart - LITTLE


class _Flows:
    """Flows of several swaps that are being widened, each by its cheapest way."""

    def __init__(self, ways: Ways, numbers, flow, left):
        self._numbers, self._flow, self._left = numbers, flow, left
        self._loss = ways.own.price[numbers]
        self._room = [
            ways.places.far[numbers] - flow.sum(axis=2),
            ways.pathways.far[numbers] - flow.sum(axis=1), ways.corners.far[numbers] - flow,
        ]  # fmt: skip
        self._price = [one.price[numbers] for one in (ways.places, ways.pathways, ways.corners)]

    def best(self, known):
        """`known`, or what is done and costs less: (number, loss, flow)."""
        done = np.flatnonzero(self._left <= LITTLE)
        if len(done):
            at = done[self._loss[done].argmin()]
            if known is None or self._loss[at] < known[1]:
                return int(self._numbers[at]), float(self._loss[at]), self._flow[at].copy()
        return known

    def go_on(self, limit):
        """Drop what is done or costs as much as `limit`; whether anything is left."""
        more = (self._left > LITTLE) & (self._loss < limit)
        if not more.all():
            self._numbers, self._flow, self._left, self._loss = (
                one[more] for one in (self._numbers, self._flow, self._left, self._loss)
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
        swap = np.arange(len(self._numbers))
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
