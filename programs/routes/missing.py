"""Why there is no route from where somebody is: the link that is missing, by name.

Three states, never two: somebody's list may be whole (then the link is known to be missing), whole
in part, or not reported (then nobody knows).
"""

from dataclasses import dataclass, field

from partners.distance import miles_between
from partners.enums import InventoryKind, InventoryState
from partners.models import Inventory
from programs.models import Program

# Programs compared on each side, and pairs named.
MOST_COMPARED = 100
SHOWN = 3
_ABSENT = (InventoryState.COMPLETE, InventoryState.NONE_OFFERED)


@dataclass(frozen=True)
class Pair:
    """Two programs that no link joins on file, `miles` apart (None: not known)."""

    before: Program
    after: Program
    miles: float | None


@dataclass
class Missing:
    """What is missing. `state`: how far the school's list is reported, of programs where it has
    none on file, else of agreements. `pairs`: the nearest programs on both sides, same field first.
    """

    state: InventoryState
    has_programs: bool
    has_goal: bool
    pairs: list = field(default_factory=list)

    @property
    def is_absent(self):
        """Whether its school has confirmed the whole list."""
        return self.state in _ABSENT

    @property
    def is_partial(self):
        return self.state == InventoryState.PARTIAL


def missing_in(answer, school):
    """`Missing` for an `Answer` without a route from where one is. Two queries."""
    kind = InventoryKind.AGREEMENTS if answer.own else InventoryKind.PROGRAMS
    entry = (
        Inventory.objects.filter(organization=school, kind=kind).order_by("-academic_year").first()
    )
    return Missing(
        state=InventoryState(entry.state) if entry else InventoryState.UNKNOWN,
        has_programs=bool(answer.own),
        has_goal=bool(answer.leading.least),
        pairs=_pairs(answer),
    )


def _pairs(answer):
    """The pairs that a link would most likely join: same field first, then the nearest."""
    reached, leading = _nearest(answer.reached), _nearest(answer.leading)
    rows = (
        Program.objects.filter(pk__in=[*reached, *leading]).select_related("organization").in_bulk()
    )
    points = {
        key: stop.point
        for part in (answer.reached, answer.leading)
        for key, stop in part.hops.stops.items()
    }
    found = [
        Pair(rows[before], rows[after], miles_between(points[before], points[after]))
        for before in reached
        for after in leading
        if before in rows and after in rows
    ]
    found.sort(key=_likely)
    pairs, seen = [], set()
    for pair in found:
        if not {pair.before.pk, pair.after.pk} & seen:
            seen |= {pair.before.pk, pair.after.pk}
            pairs.append(pair)
    same = [pair for pair in pairs if pair.before.sector_id == pair.after.sector_id]
    return (same or pairs)[:SHOWN]


def _nearest(part):
    return sorted(part.least, key=lambda key: (part.least[key], key))[:MOST_COMPARED]


def _likely(pair):
    return (
        pair.before.sector_id != pair.after.sector_id or pair.before.sector_id is None,
        pair.miles is None,
        pair.miles or 0,
        pair.before.pk,
        pair.after.pk,
    )
