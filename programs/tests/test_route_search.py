"""The search for routes against a slow, obvious one, and its rules one by one."""

import random

import pytest

from programs.routes import search
from programs.routes.network import NOTHING, Hop, Network, Start, Stop
from programs.routes.search import best_routes

# One degree of latitude is 69 miles.
HERE, THERE, FAR = (32.0, -117.0), (32.1, -117.0), (33.0, -117.0)


def slowly(network, starts, ends, *, most, most_hops):
    """Every route there is, one after the other, then sorted: the obvious search."""
    hops = [hop for hop in network.hops if {hop.before, hop.after} <= network.stops.keys()]
    found = []

    def go_on(keys, cost):
        is_licensed = any(network.stops[key].gives for key in keys)
        if keys[-1] in ends:
            found.append((cost, keys))
            return
        for hop in hops:
            if hop.before == keys[-1] and hop.after not in keys and len(keys) <= most_hops:
                go_on((*keys, hop.after), cost.plus(network.cost(hop, is_licensed)))

    beginnings = {}
    for start in starts:
        if start.key in network.stops:
            beginnings.setdefault(start.key, []).append(network.beginning(start))
    for key, several in beginnings.items():
        go_on((key,), min(several))
    return sorted(found)[:most]


def some_network(chance):
    """A small graph, dense enough for circles, with few different numbers so that many tie."""
    number = chance.randint(1, 8)
    stops = {
        key: Stop(
            key,
            school=chance.randint(1, 3),
            point=chance.choice([HERE, THERE, FAR, None]),
            units=chance.choice([None, 0, 1200, 1200, 1850]),
            asks=(license := chance.choice(["", "", "asks", "gives"])) == "asks",
            gives=license == "gives",
        )
        for key in range(number)
    }
    pairs = [(a, b) for a in range(number + 1) for b in range(number + 1) if a != b]
    density = chance.choice([0.15, 0.4, 0.9])
    hops = [
        Hop(*pair, chance.choice([None, 300, 1200, 4000]))
        for pair in pairs
        if chance.random() < density
    ]
    starts = [
        Start(key, chance.choice([None, HERE]), is_change=chance.random() < 0.5)
        for key in chance.choices(range(number + 1), k=chance.randint(0, 3))
    ]
    ends = set(chance.choices(range(number + 1), k=chance.randint(0, 3)))
    return Network(stops, hops), starts, ends


@pytest.mark.parametrize("part", range(20))
def test_the_best_routes_are_those_of_a_search_that_tries_them_all(part):
    for seed in range(part * 50, part * 50 + 50):
        chance = random.Random(seed)
        network, starts, ends = some_network(chance)
        most, most_hops = chance.choice([1, 3, 10]), chance.choice([0, 1, 2, 4, 6])

        found = best_routes(network, starts, ends, most=most, most_hops=most_hops)

        assert not found.is_cut
        assert [route.order for route in found.routes] == slowly(
            network, starts, ends, most=most, most_hops=most_hops
        ), f"seed {seed}"


def test_the_way_to_another_school_is_not_on_file_where_the_own_place_is_not():
    net = network(stop(1, 18), hops=[])

    away, here = (
        best_routes(net, [Start(1, None, is_change=is_change)], [1]).routes[0].cost
        for is_change in (True, False)
    )

    assert (away.unplaced, here.unplaced) == (1, 0)


def network(*stops, hops):
    return Network({stop.key: stop for stop in stops}, hops)


def stop(key, units=0, school=None, point=HERE, **license_):
    return Stop(key, school or key, point, None if units is None else units * 100, **license_)


def hop(before, after, carried=None):
    return Hop(before, after, None if carried is None else carried * 100)


def routes(net, start, *ends, **how):
    return [route.keys for route in best_routes(net, [Start(start)], ends, **how).routes]


def test_units_of_each_program_less_what_carries_over_are_still_to_earn():
    net = network(stop(1), stop(2, 18), stop(3, 60), hops=[hop(1, 2, 3), hop(2, 3, 18)])

    (route,) = best_routes(net, [Start(1)], [3]).routes

    assert (route.units, route.carried) == (15 + 42, 21)


def test_no_more_carries_over_than_the_next_program_takes():
    net = network(stop(1, 60), stop(2, 18), hops=[hop(1, 2, 40)])

    (route,) = best_routes(net, [Start(1)], [2]).routes

    assert (route.units, route.carried) == (60, 18)


def test_nothing_is_taken_off_where_what_carries_over_is_not_on_file():
    net = network(stop(1), stop(2, 18), hops=[hop(1, 2, None)])

    assert best_routes(net, [Start(1)], [2]).routes[0].units == 18


def test_fewest_units_come_first_even_with_more_changes_and_miles():
    net = network(
        stop(1, school=7),
        stop(2, 30, school=7),
        stop(3, 20, school=8, point=FAR),
        hops=[hop(1, 2), hop(1, 3)],
    )

    assert routes(net, 1, 2, 3) == [(1, 3), (1, 2)]


def test_a_program_whose_units_are_not_on_file_comes_last_however_short_the_route():
    net = network(
        stop(1), stop(2, None), stop(3, 90), stop(4, 90), hops=[hop(1, 2), hop(1, 3), hop(3, 4)]
    )

    assert routes(net, 1, 2, 4) == [(1, 3, 4), (1, 2)]


def test_a_license_that_no_step_gives_comes_after_all_that_is_known():
    net = network(
        stop(1),
        stop(2, 35, asks=True),
        stop(3, 90),
        hops=[hop(1, 2), hop(1, 3)],
    )

    known, asking = best_routes(net, [Start(1)], [2, 3]).routes

    assert (known.keys, asking.keys) == ((1, 3), (1, 2))
    assert (asking.cost.unknown, asking.cost.licenses, asking.units) == (1, 1, 35)
    assert asking.is_known  # its units are


def test_a_license_that_the_step_before_gives_is_none_to_bring():
    net = network(stop(1, 40, gives=True), stop(2, 35, asks=True), hops=[hop(1, 2)])

    (route,) = best_routes(net, [Start(1)], [2]).routes

    assert (route.cost.unknown, route.units) == (0, 75)


def test_a_license_that_an_earlier_step_gives_is_none_to_bring():
    net = network(stop(1, gives=True), stop(2), stop(3, asks=True), hops=[hop(1, 2), hop(2, 3)])

    assert best_routes(net, [Start(1)], [3]).routes[0].cost.licenses == 0
    assert best_routes(net, [Start(2)], [3]).routes[0].cost.licenses == 1


def test_who_begins_at_a_program_for_license_holders_brings_one():
    net = network(stop(1, 35, asks=True), hops=[])

    assert best_routes(net, [Start(1)], [1]).routes[0].cost.licenses == 1


def test_of_equal_units_the_fewest_changes_of_school_come_first():
    net = network(
        stop(1, school=7),
        stop(2, 20, school=8),
        stop(3, 20, school=7, point=FAR),
        hops=[hop(1, 2), hop(1, 3)],
    )

    assert routes(net, 1, 2, 3) == [(1, 3), (1, 2)]


def test_then_the_nearest_and_what_has_no_place_on_file_after_them():
    net = network(
        stop(1),
        stop(2, 20, point=None),
        stop(3, 20, point=FAR),
        stop(4, 20, point=THERE),
        hops=[hop(1, 2), hop(1, 3), hop(1, 4)],
    )

    assert routes(net, 1, 2, 3, 4) == [(1, 4), (1, 3), (1, 2)]


def test_then_the_most_credit_carried_over():
    net = network(
        stop(1),
        stop(2, 20),
        stop(3, 23),
        hops=[hop(1, 2), hop(1, 3, 3)],
    )

    assert routes(net, 1, 2, 3) == [(1, 3), (1, 2)]


def test_miles_of_a_way_inside_one_school_are_none():
    net = network(stop(1, school=7), stop(2, 20, school=7, point=FAR), hops=[hop(1, 2)])

    assert best_routes(net, [Start(1)], [2]).routes[0].miles == 0


def test_the_way_to_the_first_school_counts():
    net = network(stop(1, point=FAR), hops=[])

    (route,) = best_routes(net, [Start(1, HERE, is_change=True)], [1]).routes

    assert round(route.miles) == 69
    assert route.cost.changes == 1


def test_whoever_has_arrived_does_not_go_on():
    net = network(stop(1), stop(2), stop(3), hops=[hop(1, 2), hop(2, 3)])

    assert routes(net, 1, 2, 3) == [(1, 2)]


def test_a_start_that_is_an_end_is_a_route_without_hops():
    net = network(stop(1, 18), hops=[])

    (route,) = best_routes(net, [Start(1)], [1]).routes

    assert (route.keys, route.hops, route.units) == ((1,), (), 18)


def test_a_circle_ends_by_itself():
    net = network(stop(1), stop(2), stop(3), hops=[hop(1, 2), hop(2, 1), hop(2, 3), hop(3, 2)])

    assert routes(net, 1, 3) == [(1, 2, 3)]


def test_six_hops_are_the_most():
    stops = [stop(key) for key in range(8)]
    net = network(*stops, hops=[hop(key, key + 1) for key in range(7)])

    assert routes(net, 0, 6) == [tuple(range(7))]
    assert routes(net, 0, 7) == []


def test_the_same_question_has_the_same_answer_whatever_the_order_of_rows():
    stops = [stop(key) for key in range(12)]
    hops = [hop(0, key) for key in range(1, 12)]
    ends = range(1, 12)

    forwards = routes(network(*stops, hops=hops), 0, *ends)

    assert forwards == routes(network(*stops[::-1], hops=hops[::-1]), 0, *ends)
    assert forwards == [(0, key) for key in range(1, 11)]


def test_ten_routes_among_millions_take_few_tries(monkeypatch):
    """Eight layers of fifty programs, each leading to all of the next: 50 ** 6 routes."""
    monkeypatch.setattr(search, "MOST_LOOKED_AT", 5_000)
    stops = [stop((layer, n), 3 + n, school=n) for layer in range(7) for n in range(50)]
    hops = [
        hop((layer, a), (layer + 1, b)) for layer in range(6) for a in range(50) for b in range(50)
    ]

    found = best_routes(network(*stops, hops=hops), [Start((0, 0))], [(6, 0)])

    assert len(found.routes) == 10
    assert not found.is_cut


def test_a_search_that_was_ended_says_so(monkeypatch):
    monkeypatch.setattr(search, "MOST_LOOKED_AT", 1)
    net = network(stop(1), stop(2), stop(3), hops=[hop(1, 2), hop(2, 3)])

    assert best_routes(net, [Start(1)], [3]).is_cut


def test_nothing_costs_nothing():
    assert NOTHING.plus(NOTHING) == NOTHING
