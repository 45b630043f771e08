"""Where to begin for whom no own program leads on. A plain rule, no database.

Not the nearest place counts but the whole way: to the first school and from school to school up to
the goal, in miles, then in changes of school. A license that nobody gives, and distances that are
not on file, go before both.
"""

import heapq

from programs.routes.search import NOTHING


def shortest_ways(network, starts, ends):
    """{start's program: what the shortest way from it to an end costs}, for those that have one.

    `starts`: `Start`s at different programs. The costs compare by `order`.
    """
    onward = _onward(network, ends)
    return {
        start.key: network.beginning(start).plus(onward[start.key])
        for start in starts
        if start.key in onward
    }


def order(cost):
    """By what places to begin are ranked: the smaller, the better."""
    return cost.licenses, cost.unplaced, cost.miles, cost.changes


def _onward(network, ends):
    """{program: the `Cost` of the shortest way from it to an end}"""
    found = {}
    waiting = [(order(NOTHING), key, NOTHING) for key in ends if key in network.stops]
    heapq.heapify(waiting)
    while waiting:
        _order, key, cost = heapq.heappop(waiting)
        if key in found:
            continue
        found[key] = cost
        for hop in network.incoming.get(key, ()):
            if hop.before not in found:
                further = cost.plus(network.cost(hop))
                heapq.heappush(waiting, (order(further), hop.before, further))
    return found
