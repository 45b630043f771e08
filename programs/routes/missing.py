"""Why there is no route from where somebody is: the link that is missing, by name.

Three states, never two: somebody's list may be whole (then the link is known to be missing), whole
in part, or not reported (then nobody knows).
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from partners.distance import miles_between
from partners.enums import CONFIRMS_ABSENCE, InventoryKind, InventoryState
from partners.reported import how_far, who_speaks_for
from pathways_portal.common import academic_year
from programs.enums import AlignmentKind
from programs.models import AlignmentGap, Program

# Programs compared on each side, and pairs named.
MOST_COMPARED = 50
SHOWN = 3


@dataclass(frozen=True)
class Pair:
    """Two programs that no link joins on file, `miles` apart (None: not known).

    `gap`: the `AlignmentGap` of either, the first one's before the other's; None without one.
    """

    before: Program
    after: Program
    miles: float | None
    gap: AlignmentGap | None = None


@dataclass(frozen=True)
class Near:
    """A program that leads to the goal, `miles` from where the reader is (None: not known)."""

    program: Program
    miles: float | None


@dataclass
class Missing:
    """What is missing between a school and a goal.

    `state`: how far the list of this year is reported, by the school or its district: of
    agreements, or of programs where none is on file. `pairs`: programs of one field on both sides,
    the nearest first. `near`, where no field is the same on both: the programs that lead to the
    goal, the nearest first.
    """

    state: InventoryState
    has_programs: bool
    has_goal: bool
    pairs: list = field(default_factory=list)
    near: list = field(default_factory=list)

    @property
    def is_absent(self):
        """Whether the school or its district has confirmed the whole list."""
        return self.state in CONFIRMS_ABSENCE

    @property
    def is_partial(self):
        return self.state == InventoryState.PARTIAL


def missing_in(answer, question):
    """`Missing` for an `Answer` without a route from where one is. Three queries.

    Only programs that are named are read whole.
    """
    kind = InventoryKind.AGREEMENTS if answer.own else InventoryKind.PROGRAMS
    year = academic_year.on(timezone.localdate())
    reached = _first(answer.reached)
    open_to = _first(answer.leading, lambda key: _may_enter(answer, key, question))
    pairs = _pairs(answer, reached, open_to)
    near = [] if pairs else _near(answer, open_to, question.point)
    gaps = _gaps(pairs)
    rows = _named({key for one in [*pairs, *near] for key in one[:-1]})
    return Missing(
        state=how_far(who_speaks_for(question.school), kind, year),
        has_programs=bool(answer.own),
        has_goal=bool(answer.leading.least),
        pairs=[
            Pair(rows[before], rows[after], miles, gaps.get((before, after)))
            for before, after, miles in pairs
        ],
        near=[Near(rows[key], miles) for key, miles in near],
    )


def _may_enter(answer, key, question):
    """Whether a program is one for them: a pupil is not sent to an adult school, nor back."""
    return answer.leading.hops.segments[key] in question.other_segments


def _gaps(pairs):
    """{(before, after): the first one's `AlignmentGap` without a next step, or the other's without
    a feeder}
    """
    rows = AlignmentGap.objects.filter(
        Q(kind=AlignmentKind.PROGRAMS, program__in=[before for before, _after, _miles in pairs])
        | Q(kind=AlignmentKind.FEEDERS, program__in=[after for _before, after, _miles in pairs])
    )
    gaps = {(gap.kind, gap.program_id): gap for gap in rows.select_related("program")}
    return {
        (before, after): gaps.get((AlignmentKind.PROGRAMS, before))
        or gaps.get((AlignmentKind.FEEDERS, after))
        for before, after, _miles in pairs
    }


def _named(keys):
    """{key: `Program`} with who offers it."""
    return Program.objects.select_related("organization").in_bulk(keys)


def _first(part, is_one=None):
    """The programs of a part (that are one of these) that take least, as many as are compared."""
    return sorted(filter(is_one, part.least), key=lambda key: (part.least[key], key))[
        :MOST_COMPARED
    ]


def _pairs(answer, reached, leading):
    """Programs of one field that a link could join, as (before, after, miles), the nearest first.

    Each stands in one pair.
    """
    ahead, goal = answer.reached.hops, answer.leading.hops
    by_field = defaultdict(list)
    for key in leading:
        by_field[goal.sectors[key]].append(key)
    by_field.pop(None, None)
    found = [
        (before, after, miles_between(ahead.stops[before].point, goal.stops[after].point))
        for before in reached
        for after in by_field.get(ahead.sectors[before], ())
    ]
    pairs, seen = [], set()
    for before, after, miles in sorted(found, key=_near_first):
        if not {before, after} & seen:
            seen |= {before, after}
            pairs.append((before, after, miles))
    return pairs[:SHOWN]


def _near(answer, leading, point):
    """Programs that lead to the goal, as (program, miles), the nearest first."""
    stops = answer.leading.hops.stops
    found = [(key, miles_between(point, stops[key].point)) for key in leading]
    return sorted(found, key=_near_first)[:SHOWN]


def _near_first(one):
    *keys, miles = one
    return miles is None, miles or 0, *keys
