"""Programs as the search for routes sees them, and what it takes to go from one to the next.

Plain rules, no database. See `programs.routes.search`.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from partners.distance import miles_between

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
_LICENSE = Cost(unknown=1, licenses=1)


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
        cost = _taking(stop, None, start.is_change, way)._replace(steps=0)
        return cost.plus(_LICENSE) if stop.asks else cost

    @cached_property
    def licensed(self):
        """What may be true of having a license: (True,) where nothing asks for one."""
        return (True, False) if any(stop.asks for stop in self.stops.values()) else (True,)

    def is_licensed(self, keys):
        """Whether one of these programs gives the license; True where nothing asks for one."""
        return len(self.licensed) == 1 or any(self.stops[key].gives for key in keys)

    def cost(self, hop, is_licensed):
        """What it costs to go over `hop` and to finish the program it leads to.

        Worked out when first asked for: most hops of a large network lead nowhere near an end.
        """
        cost = self._costs.get(hop)
        if cost is None:
            before, after = self.stops[hop.before], self.stops[hop.after]
            is_change = before.school != after.school
            miles = miles_between(before.point, after.point) if is_change else 0
            cost = self._costs[hop] = _taking(after, hop.carried, is_change, miles)
        return cost if is_licensed or not self.stops[hop.after].asks else cost.plus(_LICENSE)

    @cached_property
    def _costs(self):
        return {}


def left_of(units, carried):
    """Hundredths of units still to earn; more than the program takes cannot count in it."""
    return units - min(carried or 0, units)


def _taking(stop, carried, is_change, miles):
    """What a program takes, but for a license."""
    units = stop.units
    carried = (carried or 0) if units is None else min(carried or 0, units)
    return Cost(
        unknown=int(units is None),
        units=0 if units is None else left_of(units, carried),
        changes=int(is_change),
        unplaced=int(miles is None),
        miles=0 if miles is None else round(miles * _HUNDRED),
        not_carried=-carried,
        steps=1,
    )


def in_units(hundredths):
    """Hundredths of units as people write them: 3, 4.5."""
    number = Decimal(hundredths) / _HUNDRED
    return int(number) if number == int(number) else number
