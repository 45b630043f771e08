"""Where to begin for whom no own program leads on. A plain rule, no database.

Not the nearest place counts but the whole way: to the first school and from school to school up to
the goal, in miles, then in changes of school. A license that nobody gives, and distances that are
not on file, go before both.
"""

import heapq

from programs.routes.network import NOTHING


def shortest_ways(network, starts, ends):
    """{start's program: what the shortest way from it to an end costs}, for those that have one.

    `starts`: `Start`s at different programs. The costs compare by `order`.
    """
    onward = _onward(network, ends)
    return {
        start.key: network.beginning(start).plus(onward[here])
        for start in starts
        if (here := (start.key, network.is_licensed((start.key,)))) in onward
    }


def order(cost):
    """By what places to begin are ranked: the smaller, the better."""
    return cost.licenses, cost.unplaced, cost.miles, cost.changes


def _onward(network, ends):
    """{(program, whether one has a license by then): the `Cost` of the shortest way to an end}"""
    found = {}
    waiting = [
        (order(NOTHING), key, is_licensed, NOTHING)
        for key in ends
        if key in network.stops
        for is_licensed in network.licensed
    ]
    heapq.heapify(waiting)
    while waiting:
        _order, key, is_licensed, cost = heapq.heappop(waiting)
        if (key, is_licensed) in found:
            continue
        found[key, is_licensed] = cost
        gives = network.stops[key].gives
        befores = [one for one in network.licensed if (one or gives) == is_licensed]
        for hop in network.incoming.get(key, ()):
            for before in befores:
                if (hop.before, before) not in found:
                    further = cost.plus(network.cost(hop, before))
                    heapq.heappush(waiting, (order(further), hop.before, before, further))
    return found
