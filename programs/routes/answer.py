"""From a question to its routes, or to the link that is missing."""

from dataclasses import dataclass, field

from partners.distance import miles_between
from partners.models import Organization
from programs.models import Program
from programs.routes.ends import Ends, ends_at
from programs.routes.graph import Part, part_from, part_to
from programs.routes.search import Found, Start, best_routes


@dataclass
class Entry:
    """The nearest place to begin, for whom no own program leads on; `miles` None: not known."""

    organization: Organization
    miles: float | None


@dataclass
class Answer:
    """The routes found, how they were looked for, and why there is none from where one is.

    `own`: the programs one can begin with. `reached`: what they lead to. `leading`: what leads to
    the goal; read only where no route was found.
    """

    ends: Ends
    found: Found = field(default_factory=Found)
    own: list = field(default_factory=list)
    reached: Part = field(default_factory=Part)
    leading: Part | None = None
    entry: Entry | None = None

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
    """The routes from the nearest school or college that has a program on one."""
    read = len(answer.reached.weights)
    part = answer.leading = part_to(answer.ends.programs, fields=answer.ends.fields, read=read)
    may_enter = question.other_segments
    away = {}
    for key in part.least:
        stop = part.hops.stops[key]
        if stop.school != question.school.pk and part.hops.segments[key] in may_enter:
            away.setdefault(stop.school, miles_between(question.point, stop.point))
    if not away:
        return answer
    nearest = min(away, key=lambda school: (away[school] is None, away[school] or 0, school))
    starts = [
        Start(key, question.point, is_change=True)
        for key in part.least
        if part.hops.stops[key].school == nearest and part.hops.segments[key] in may_enter
    ]
    answer.found = best_routes(part.network, starts, answer.ends.programs)
    answer.entry = Entry(Organization.objects.get(pk=nearest), away[nearest])
    return answer
