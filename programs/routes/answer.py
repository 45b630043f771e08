"""From a question to its routes, or to the link that is missing."""

from dataclasses import dataclass, field

from partners.distance import miles_between
from partners.enums import Segment
from partners.models import Organization
from programs.models import Program
from programs.routes.ends import Ends, ends_at
from programs.routes.graph import Part, part_from, part_to
from programs.routes.nearest import order, shortest_ways
from programs.routes.network import Start
from programs.routes.search import Found, best_routes


@dataclass
class Entry:
    """A place to begin, for whom no own program leads on; `miles` None: not known."""

    organization: Organization
    miles: float | None


@dataclass
class Answer:
    """The routes found, how they were looked for, and why there is none from where one is.

    `own`: the programs one can begin with. `reached`: what they lead to. `leading`: what leads to
    the goal; read only where no route was found. `college`: the nearest with a program that ends
    there, where that is not the `entry`.
    """

    ends: Ends
    found: Found = field(default_factory=Found)
    own: list = field(default_factory=list)
    reached: Part = field(default_factory=Part)
    leading: Part | None = None
    entry: Entry | None = None
    college: Entry | None = None

    @property
    def routes(self):
        return self.found.routes

    @property
    def is_cut(self):
        """Whether some programs were left out of the search."""
        parts = [part for part in (self.reached, self.leading) if part]
        return self.found.is_cut or any(part.is_cut for part in parts)

    @property
    def is_missing_link(self):
        """No route begins where the reader is."""
        return self.leading is not None


def answer(question):
    """The `Answer` to a whole `RouteQuestion`. More rows do not make more queries."""
    ends = _ends(question)
    if question.school is None:
        part = part_to(ends.programs, fields=ends.fields, any_start=True)
        found = best_routes(part.network, map(Start, part.colleges), ends.programs)
        return Answer(ends, found, reached=part)
    own = programs_at(question.school, question.own_segments)
    part = part_from(own, ends.programs, fields=ends.fields)
    found = best_routes(part.network, map(Start, own), ends.programs)
    if found.routes:
        return Answer(ends, found, own, part)
    return _from_the_nearest(question, Answer(ends, own=own, reached=part))


def _ends(question):
    if question.occupation:
        return ends_at(question.occupation)
    return Ends({question.program.pk}, frozenset([question.program.sector_id]))


def programs_at(organization, segments):
    """Keys of the programs at a school that students can enter, in these segments."""
    programs = Program.objects.open_to_students().filter(
        organization=organization, segment__in=segments
    )
    return list(programs.order_by("pk").values_list("pk", flat=True))


def _from_the_nearest(question, answer):
    """The routes from the school or college from which the whole way to the goal is shortest."""
    read = len(answer.reached.weights)
    goal = answer.ends.programs
    part = answer.leading = part_to(goal, fields=answer.ends.fields, read=read)
    stops, may_enter = part.hops.stops, question.other_segments
    network = part.network
    starts = [
        Start(key, question.point, is_change=True)
        for key in part.least
        if stops[key].school != question.school.pk and part.hops.segments[key] in may_enter
    ]
    ways = shortest_ways(network, starts, goal)
    if not ways:
        return answer

    def nearest_of(keys):
        return min(keys, key=lambda key: (order(ways[key]), key), default=None)

    best = nearest_of(ways)
    at_once = nearest_of(
        key for key in ways if key in goal and part.hops.segments[key] == Segment.COLLEGE
    )
    here = [start for start in starts if stops[start.key].school == stops[best].school]
    answer.found = best_routes(network, here, goal)
    _name_entries(question.point, answer, stops[best], at_once and stops[at_once])
    return answer


def _name_entries(point, answer, begin, at_once):
    """The `entry`, and the `college` where it is another one. One query."""
    schools = Organization.objects.in_bulk({one.school for one in (begin, at_once) if one})
    entry, college = (
        one and Entry(schools[one.school], miles_between(point, one.point))
        for one in (begin, at_once)
    )
    answer.entry = entry
    if college and college.organization != entry.organization:
        answer.college = college
