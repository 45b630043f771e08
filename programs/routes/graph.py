"""The part of the network that a question needs, read from PostgreSQL a ring at a time.

A ring is all hops from the programs that the rings before reached: one question, or a few where
it is large. What a route takes at least up to a program (programs whose units are not on file and
licenses that no step before gives, then units) is known by then, with the license and without. Ten
different hops that arrive give a limit: a program beyond it cannot be on one of the best ten and is
not followed. So there are never more rings than a route has hops, whatever the number of programs,
and the best ten of the part are the best ten of the whole.

Whoever may begin at any college is asked the other way round: rings grow from the ends backward.

Around a place a state can still have more hops than a page has time to read. `MOST_READ` is what
one question reads, more or less: how many programs may be followed comes from how many hops a
program had so far. Of a large ring a few are read to know: backward, the first programs have one or
two hops and those before them a hundred. Those in the field of the goal are followed first, then
those with the fewest units. Where that bites, `Part.is_cut` says so, and
so does the page. The region has some hundred.
"""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field

from partners.enums import Segment
from programs.routes.hops import Hops
from programs.routes.network import Network, left_of
from programs.routes.search import MOST_HOPS, MOST_ROUTES

# Hops that are read for one question; programs that a ring follows in any case, onward and backward
# (hundreds of schools may lead to one program of a college, and it leads to a few); and the fewest
# hops that a program is taken to have.
MOST_READ = 400
LEAST_FOLLOWED, LEAST_BACKWARD = 8, 3
USUAL_HOPS = 9
# So many times the programs followed so far tell what the next ones have.
TELLS_OF = 3
# Hundredths of units that no route has: (what is not known, units) in one number that adds up.
_UNKNOWN = 10**9
_FAR = float("inf")
# Whether one has a license: what a way takes depends on it.
LICENSED = (False, True)


@dataclass
class Part:
    """A part of the network. `least`: what it takes to get to a program, or from it to an end.

    `by_license`: {(program, whether one has a license by then): the same}. `limit`: more than that
    takes none of the best ten. `fields`: sectors of the goal. `most`: hops that may be read.
    `is_cut`: a ring had more programs than are followed. `weights`: {hop: what it takes, but for a
    license}; `ways`: {key of `by_license`: [(the next, what it takes)]}, in the direction in which
    the rings grow; `followed`: programs whose hops were read.
    """

    hops: Hops = field(default_factory=Hops)
    least: dict = field(default_factory=dict)
    by_license: dict = field(default_factory=dict)
    weights: dict = field(default_factory=dict)
    ways: dict = field(default_factory=lambda: defaultdict(list))
    limit: float = _FAR
    fields: frozenset = frozenset()
    most: int = field(default_factory=lambda: MOST_READ)
    followed: set = field(default_factory=set)
    is_cut: bool = False

    @property
    def network(self):
        """Its stops, and the hops that can be on one of the best ten, ready for the search."""
        return Network(
            self.hops.stops,
            [
                self.hops.hop((before, after))
                for (before, after), weight in self.weights.items()
                if min(self.least[before], self.least.get(after, _FAR)) + weight <= self.limit
            ],
        )

    @property
    def colleges(self):
        """Its college programs that lead to an end, or are one."""
        return [key for key in self.least if self.hops.segments[key] == Segment.COLLEGE]


def part_from(starts, ends, *, fields=frozenset(), most_rings=MOST_HOPS):
    """The `Part` with the best routes from any of `starts` to any of `ends` (keys of programs).

    Whoever has reached an end does not go on. One question for each ring, and one for the starts.
    """
    part = Part(fields=fields)
    part.hops.load_stops(starts)
    for key, stop in part.hops.stops.items():
        _note(part, (key, stop.gives), entering(stop), [])
    at_once = [part.least[key] for key in ends & part.least.keys()]
    stops = part.hops.stops

    def limit():
        arriving = (
            min(_takes(part, before, one) + weight + lacking(stops[after], one) for one in LICENSED)
            for (before, after), weight in part.weights.items()
            if after in ends
        )
        return _tenth([*at_once, *arriving])

    for _number in range(most_rings):
        part.limit = limit()
        ring = _ring(part, leave_out=ends)
        if not ring:
            break
        for several in _followed(part, ring, LEAST_FOLLOWED):
            _add(part, part.hops.load_onward(several))
    part.limit = limit()
    return part


def part_to(ends, *, fields=frozenset(), most_rings=MOST_HOPS, any_start=False, read=0):
    """The `Part` of all that leads to any of `ends`; `read`: hops read before for the same page.

    With `any_start` only what can be on one of the best ten routes that begin at any college: these
    go by links, as an agreement is about courses taken before college.
    """
    part = Part(fields=fields, most=MOST_READ - read)
    part.hops.load_stops(ends)
    for key in part.hops.stops:
        for one in LICENSED:
            _note(part, (key, one), 0, [])
    arrived = set(part.least)
    load = part.hops.load_links_backward if any_start else part.hops.load_backward

    def limit():
        stops = part.hops.stops
        return _tenth(
            _takes(part, key, stops[key].gives) + entering(stops[key]) for key in part.colleges
        )

    for _number in range(most_rings):
        part.limit = limit() if any_start else _FAR
        ring = _ring(part)
        if not ring:
            break
        for several in _followed(part, ring, LEAST_BACKWARD):
            onward = [pair for pair in load(several) if pair[0] not in arrived]
            _add(part, onward, backward=True)
    part.limit = limit() if any_start else _FAR
    return part


def entering(stop, carried=None, *, is_licensed=False):
    """What it takes to finish a program that `carried` units of the one before count in."""
    takes = _UNKNOWN if stop.units is None else left_of(stop.units, carried)
    return takes + lacking(stop, is_licensed)


def lacking(stop, is_licensed):
    """What it takes to get the license that a program asks for; nothing for who has it."""
    return _UNKNOWN if stop.asks and not is_licensed else 0


def _takes(part, key, is_licensed):
    return part.by_license.get((key, is_licensed), _FAR)


def _note(part, place, takes, lower):
    """Keep a number that is lower than what was known, and put it on the list `lower`."""
    if takes < part.by_license.get(place, _FAR):
        part.by_license[place] = takes
        key, _is_licensed = place
        part.least[key] = min(takes, part.least.get(key, _FAR))
        heapq.heappush(lower, (takes, place))


def _tenth(several):
    """The tenth smallest; no limit where there are fewer."""
    smallest = heapq.nsmallest(MOST_ROUTES, several)
    return smallest[-1] if len(smallest) == MOST_ROUTES else _FAR


def _add(part, pairs, *, backward=False):
    """Add hops, and carry every lower number along until none is lower: circles end by themselves.

    It costs to enter a program, in whichever direction the rings grow.
    """
    stops, known, lower = part.hops.stops, part.by_license, []
    for before, after in pairs:
        stop, carried = stops[after], part.hops.grounds[before, after].carried
        weight = part.weights[before, after] = entering(stop, carried, is_licensed=True)
        for one in LICENSED:
            left, entered = (before, one), (after, one or stop.gives)
            from_, to = (entered, left) if backward else (left, entered)
            takes = weight + lacking(stop, one)
            part.ways[from_].append((to, takes))
            if from_ in known:
                _note(part, to, known[from_] + takes, lower)
    while lower:  # the lowest first, so that none is carried along twice
        takes, from_ = heapq.heappop(lower)
        if takes == known[from_]:
            for to, more in part.ways[from_]:
                _note(part, to, takes + more, lower)


def _ring(part, leave_out=()):
    """The programs to follow next, the likeliest first: reached, new, not beyond the limit."""
    sectors, least = part.hops.sectors, part.least
    ring = [
        key
        for key, takes in least.items()
        if takes <= part.limit and key not in part.followed and key not in leave_out
    ]
    ring.sort(key=lambda key: (sectors[key] not in part.fields, least[key], key))
    return ring


def _followed(part, ring, least):
    """The programs of a ring that are followed, in lists for one question each, as they are read.

    `least` in any case, or as many as may still be read. Where those before are too few to tell how
    many that is, some of the ring are read first.
    """
    is_told = False
    while ring and not is_told:
        most, told = _most_followed(part), TELLS_OF * len(part.followed)
        is_told = most < told
        several, ring = _cut(ring, max(least, min(most, told)))
        if not several:
            break
        part.followed.update(several)
        yield several
        least = 0
    part.is_cut = part.is_cut or bool(ring)


def _cut(ring, most):
    return ring[:most], ring[most:]


def _most_followed(part):
    """How many programs may be followed until the most hops are read; 0 before any was."""
    if not part.followed:
        return 0
    usual = max(len(part.weights) / len(part.followed), USUAL_HOPS)
    return max(0, int((part.most - len(part.weights)) / usual))
