"""Why there is no route from where somebody is: the link that is missing, by name.

Three states, never two: somebody's list may be whole (then the link is known to be missing), whole
in part, or not reported (then nobody knows).
"""

from dataclasses import dataclass, field

from django.utils import timezone

from partners.distance import miles_between
from partners.enums import CONFIRMS_ABSENCE, InventoryKind, InventoryState
from partners.reported import how_far, who_speaks_for
from pathways_portal.common import academic_year
from programs.models import Program

# Programs compared on each side, and pairs named.
MOST_COMPARED = 100
SHOWN = 3


@dataclass(frozen=True)
class Pair:
    """Two programs that no link joins on file, `miles` apart (None: not known)."""

    before: Program
    after: Program
    miles: float | None


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
    """`Missing` for an `Answer` without a route from where one is. Two queries."""
    kind = InventoryKind.AGREEMENTS if answer.own else InventoryKind.PROGRAMS
    year = academic_year.on(timezone.localdate())
    reached, leading = _first(answer.reached), _first(answer.leading)
    rows = (
        Program.objects.filter(pk__in=[*reached, *leading]).select_related("organization").in_bulk()
    )
    pairs = _pairs(answer, rows, reached, leading)
    return Missing(
        state=how_far(who_speaks_for(question.school), kind, year),
        has_programs=bool(answer.own),
        has_goal=bool(leading),
        pairs=pairs,
        near=[] if pairs else _near(answer, rows, leading, question.point),
    )


def _first(part):
    """The programs of a part that take least, as many as are compared."""
    return sorted(part.least, key=lambda key: (part.least[key], key))[:MOST_COMPARED]


def _pairs(answer, rows, reached, leading):
    """Programs of one field that a link could join, the nearest first; each stands in one pair."""
    ahead, goal = answer.reached.hops.stops, answer.leading.hops.stops
    found = [
        Pair(rows[a], rows[b], miles_between(ahead[a].point, goal[b].point))
        for a in reached
        for b in leading
        if rows[a].sector_id is not None and rows[a].sector_id == rows[b].sector_id
    ]
    pairs, seen = [], set()
    for pair in sorted(found, key=lambda one: _near_first(one, one.before.pk, one.after.pk)):
        if not {pair.before.pk, pair.after.pk} & seen:
            seen |= {pair.before.pk, pair.after.pk}
            pairs.append(pair)
    return pairs[:SHOWN]


def _near(answer, rows, leading, point):
    stops = answer.leading.hops.stops
    found = [Near(rows[key], miles_between(point, stops[key].point)) for key in leading]
    return sorted(found, key=lambda one: _near_first(one, one.program.pk))[:SHOWN]


def _near_first(one, *keys):
    return one.miles is None, one.miles or 0, *keys
