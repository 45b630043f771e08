"""The best routes through programs: plain rules, no database.

A *stop* is a program, a *hop* leads from one to the next. A route begins at one of the starts, ends
at the first stop that is an end (whoever has arrived does not go on), and passes no program twice;
so circles among the hops end by themselves.

Order of routes, best first:
1. what is not known of its units: programs whose units are not on file, and licenses that a program
   asks for and no step before it gives; the fewer, the better;
2. units still to earn: of each program, less what its hop carries over into it;
3. changes of school;
4. distances that are not on file, then miles from site to site;
5. units carried over: the more, the better;
6. steps, then fewer of those licenses, then the keys of the programs: so that the same question
   has the same answer.

All of it adds up hop by hop in whole numbers (hundredths), once it is known whether a step before
gave the license, and so the search is exact without trying all routes. From the ends back, `_Rest`
works out the best that any number of hops up to the limit can still give from each stop; circles
are allowed there, so it is never worse than a real route. Unfinished routes are then continued in
the order of what they cost so far plus that rest: the first ten that arrive are the best ten. Work
is bounded twice: the rests take (hops × limit) steps, and no more than `MOST_LOOKED_AT` hops are
tried on the way; where that bites, `Found` says so.
"""

import heapq
from dataclasses import dataclass, field

from programs.routes.network import NOTHING, Cost, in_units

# So many routes are shown, over so many hops.
MOST_ROUTES = 10
MOST_HOPS = 6
# Ten routes of six hops try some hundreds; more are tried only where many ways cost the same.
MOST_LOOKED_AT = 20_000
_HUNDRED = 100


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
        _put(ways, cost, (key,), (), rest.at(key, most_hops, network.is_licensed((key,))))
    while ways and len(routes) < most:
        if looked_at >= MOST_LOOKED_AT:
            return Found(routes, is_cut=True)
        _bound, keys, cost, hops = heapq.heappop(ways)
        if keys[-1] in ends:
            routes.append(Route(keys, hops, cost))
            continue
        left = most_hops - len(hops) - 1
        is_licensed = network.is_licensed(keys)
        onward = network.onward.get(keys[-1], ())
        looked_at += len(onward)
        for hop in onward:
            further = rest.at(hop.after, left, is_licensed or network.stops[hop.after].gives)
            if further is not None and hop.after not in keys:
                so_far = cost.plus(network.cost(hop, is_licensed))
                _put(ways, so_far, (*keys, hop.after), (*hops, hop), further)
    return Found(routes)


def _put(ways, cost, keys, hops, rest):
    """Keep a way that can still arrive: under the least it will have taken by then."""
    if rest is not None:
        heapq.heappush(ways, (cost.plus(rest), keys, cost, hops))


class _Rest:
    """The least that is still to come from each stop with so many hops left.

    One number for whoever has a license by then, another for whoever has none.
    """

    def __init__(self, network, ends, most_hops):
        self._network, self._ends = network, ends
        self._by_hops = [{one: dict.fromkeys(ends, NOTHING) for one in network.licensed}]
        new = ends
        for _number in range(most_hops):
            last = self._by_hops[-1]
            best = {one: dict(rests) for one, rests in last.items()}
            self._by_hops.append(best)
            new = {key for one in network.licensed for key in self._improve(one, new, last, best)}

    def _improve(self, is_licensed, new, last, best):
        """Go a hop back from each stop of `new`; returns the stops that got better."""
        network, here, changed = self._network, best[is_licensed], set()
        for after in new:
            rest = last[is_licensed or network.stops[after].gives].get(after)
            for hop in network.incoming.get(after, ()) if rest is not None else ():
                if hop.before in self._ends:
                    continue  # whoever has arrived does not go on
                cost = network.cost(hop, is_licensed).plus(rest)
                if hop.before not in here or cost < here[hop.before]:
                    here[hop.before] = cost
                    changed.add(hop.before)
        return changed

    def at(self, key, hops, is_licensed):
        """The least from this stop with at most `hops` hops; None if no end can be reached."""
        if hops < 0:
            return None
        return self._by_hops[hops][is_licensed].get(key)
