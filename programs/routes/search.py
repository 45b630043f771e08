"""The best routes through programs: plain rules, no database.

A *stop* is a program, a *hop* leads from one to the next. A route begins at one of the starts, ends
at the first stop that is an end (whoever has arrived does not go on), and passes no program twice;
so circles among the hops end by themselves.

Order of routes, best first:
1. what is not known of its units: programs whose units are not on file, and licenses that a program
   asks for and the step before it does not give; the fewer, the better;
2. units still to earn: of each program, less what its hop carries over into it;
3. changes of school;
4. distances that are not on file, then miles from site to site;
5. units carried over: the more, the better;
6. steps, then fewer of those licenses, then the keys of the programs: so that the same question
   has the same answer.

All of it adds up hop by hop in whole numbers (hundredths), and so the search is exact without
trying all routes. From the ends back, `_Rest` works out the best that any number of hops up to the
limit can still give from each stop; circles are allowed there, so it is never worse than a real
route. Unfinished routes are then continued in the order of what they cost so far plus that rest:
the first ten that arrive are the best ten. Work is bounded twice: the rests take (hops × limit)
steps, and no more than `MOST_LOOKED_AT` hops are tried on the way; where that bites, `Found` says
so.
"""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from partners.distance import miles_between

# So many routes are shown, over so many hops.
MOST_ROUTES = 10
MOST_HOPS = 6
# Ten routes of six hops try some hundreds; more are tried only where many ways cost the same.
MOST_LOOKED_AT = 20_000
_HUNDRED = 100


class Stop(NamedTuple):
    """A program as the search sees it.

    `school`: the organization. `point`: (latitude, longitude) of its main site or None. `units`:
    hundredths of college units it takes; 0 where it earns none, as in high school; None where they
    are not on file. `asks` and `gives`: that one needs a license to enter, that it gives it.
    """

    key: int
    school: int
    point: tuple | None
    units: int | None
    asks: bool = False
    gives: bool = False


class Hop(NamedTuple):
    """That `after` can follow `before`; `carried`: hundredths of units that count in the other.

    None where how much counts is not on file: nothing is taken off then.
    """

    before: int
    after: int
    carried: int | None = None


class Start(NamedTuple):
    """A program where somebody can begin; `point`: where they are, None if not known or there.

    `is_change`: beginning there is itself a change of school, and the way to it counts.
    """

    key: int
    point: tuple | None = None
    is_change: bool = False


class Cost(NamedTuple):
    """What a route, or a part of one, takes; hundredths of units and miles. Smaller is better."""

    unknown: int = 0
    units: int = 0
    changes: int = 0
    unplaced: int = 0
    miles: int = 0
    not_carried: int = 0  # units carried over, below zero: the more, the better
    steps: int = 0
    licenses: int = 0  # counted among `unknown`, too

    def plus(self, other):
        return Cost(*map(int.__add__, self, other))


NOTHING = Cost()


@dataclass(frozen=True)
class Route:
    """Programs in order, the hops between them, and what it all takes."""

    keys: tuple
    hops: tuple
    cost: Cost

    @property
    def order(self):
        return self.cost, self.keys

    @property
    def is_known(self):
        """Whether the units of all its programs are on file."""
        return self.cost.unknown == self.cost.licenses

    @property
    def units(self):
        """Units still to earn, as far as they are on file."""
        return in_units(self.cost.units)

    @property
    def miles(self):
        return self.cost.miles / _HUNDRED

    @property
    def carried(self):
        """Units that carry over on the way."""
        return in_units(-self.cost.not_carried)


@dataclass(frozen=True)
class Found:
    """The best routes in order; `is_cut`: the search was ended before it was sure of all."""

    routes: list = field(default_factory=list)
    is_cut: bool = False


@dataclass(frozen=True)
class Network:
    """Stops by their key, and the hops between them, one for each pair.

    A hop to a stop that is not there is none.
    """

    stops: dict
    hops: list

    @cached_property
    def onward(self):
        """{program: hops from it}"""
        found = defaultdict(list)
        for hop in self._hops:
            found[hop.before].append(hop)
        return found

    @cached_property
    def incoming(self):
        """{program: hops to it}"""
        found = defaultdict(list)
        for hop in self._hops:
            found[hop.after].append(hop)
        return found

    @cached_property
    def _hops(self):
        stops = self.stops
        return [hop for hop in self.hops if hop.before in stops and hop.after in stops]

    def beginning(self, start):
        """What it costs to begin at `start` and to finish that program."""
        stop = self.stops[start.key]
        way = miles_between(start.point, stop.point) if start.point or start.is_change else 0
        return _taking(stop, None, start.is_change, way)._replace(steps=0)

    def cost(self, hop):
        """What it costs to go over `hop` and to finish the program it leads to.

        Worked out when first asked for: most hops of a large network lead nowhere near an end.
        """
        if hop not in self._costs:
            before, after = self.stops[hop.before], self.stops[hop.after]
            is_change = before.school != after.school
            miles = miles_between(before.point, after.point) if is_change else 0
            self._costs[hop] = _taking(after, hop.carried, is_change, miles, before)
        return self._costs[hop]

    @cached_property
    def _costs(self):
        return {}


def left_of(units, carried):
    """Hundredths of units still to earn; more than the program takes cannot count in it."""
    return units - min(carried or 0, units)


def is_without_license(stop, before=None):
    """Whether a program asks for a license that the one before it does not give."""
    return stop.asks and not (before and before.gives)


def _taking(stop, carried, is_change, miles, before=None):
    units, lacking = stop.units, int(is_without_license(stop, before))
    carried = (carried or 0) if units is None else min(carried or 0, units)
    return Cost(
        unknown=int(units is None) + lacking,
        units=0 if units is None else left_of(units, carried),
        changes=int(is_change),
        unplaced=int(miles is None),
        miles=0 if miles is None else round(miles * _HUNDRED),
        not_carried=-carried,
        steps=1,
        licenses=lacking,
    )


def in_units(hundredths):
    """Hundredths of units as people write them: 3, 4.5."""
    number = Decimal(hundredths) / _HUNDRED
    return int(number) if number == int(number) else number


def best_routes(network, starts, ends, *, most=MOST_ROUTES, most_hops=MOST_HOPS):
    """The best `most` routes from any of `starts` (`Start`s) to any of `ends` (keys), as `Found`.

    Of several starts at one program the cheapest counts.
    """
    ends = {key for key in ends if key in network.stops}
    rest = _Rest(network, ends, most_hops)
    ways, routes, looked_at = [], [], 0
    beginnings = {}
    for start in starts:
        if start.key in network.stops:
            cost = network.beginning(start)
            beginnings[start.key] = min(cost, beginnings.get(start.key, cost))
    for key, cost in beginnings.items():
        _put(ways, cost, (key,), (), rest.at(key, most_hops))
    while ways and len(routes) < most:
        if looked_at >= MOST_LOOKED_AT:
            return Found(routes, is_cut=True)
        _bound, keys, cost, hops = heapq.heappop(ways)
        if keys[-1] in ends:
            routes.append(Route(keys, hops, cost))
            continue
        left = most_hops - len(hops) - 1
        onward = network.onward.get(keys[-1], ())
        looked_at += len(onward)
        for hop in onward:
            further = rest.at(hop.after, left)
            if further is not None and hop.after not in keys:
                so_far = cost.plus(network.cost(hop))
                _put(ways, so_far, (*keys, hop.after), (*hops, hop), further)
    return Found(routes)


def _put(ways, cost, keys, hops, rest):
    """Keep a way that can still arrive: under the least it will have taken by then."""
    if rest is not None:
        heapq.heappush(ways, (cost.plus(rest), keys, cost, hops))


class _Rest:
    """The least that is still to come from each stop with so many hops left."""

    def __init__(self, network, ends, most_hops):
        self._by_hops = [dict.fromkeys(ends, NOTHING)]
        new = ends
        for _number in range(most_hops):
            last = self._by_hops[-1]
            best, changed = dict(last), set()
            for after in new:
                for hop in network.incoming.get(after, ()):
                    if hop.before in ends:
                        continue  # whoever has arrived does not go on
                    cost = network.cost(hop).plus(last[after])
                    if hop.before not in best or cost < best[hop.before]:
                        best[hop.before] = cost
                        changed.add(hop.before)
            self._by_hops.append(best)
            new = changed

    def at(self, key, hops):
        """The least from this stop with at most `hops` hops; None if no end can be reached."""
        if hops < 0:
            return None
        return self._by_hops[hops].get(key)
