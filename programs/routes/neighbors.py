"""What comes before a program and what comes next: published links in and out, as one question.

Agreements between courses are the page's other part; here stand the links between programs, and the
universities and apprenticeships that one leads to.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from pathways_portal.common.written_once import written_once
from programs.models import ProgramLink
from programs.querysets import open_link

# Links named on each side; a program of a state may have hundreds.
SHOWN = 8


@written_once
def links_of(program):
    """Every public link that a program has, in and out, with both its ends."""
    return (
        ProgramLink.objects.filter(open_link(), Q(from_program=program) | Q(to_program=program))
        .select_related("from_program__organization", "to_program__organization", "destination")
        .order_by("pk")
    )


@dataclass
class Side:
    """Links on one side of a program, the first few; `more` are not shown."""

    links: list = field(default_factory=list)
    more: int = 0


@dataclass
class Neighbors:
    """`before` and `after` of one program. `has_sample`: a link shown was made up."""

    before: Side
    after: Side

    def __bool__(self):
        return bool(self.before.links or self.after.links)

    @property
    def has_sample(self):
        return any(link.is_sample for link in [*self.before.links, *self.after.links])


def neighbors_of(program):
    """`Neighbors` of a program (primary key). One query."""
    links = links_of(program)
    return Neighbors(
        _side([link for link in links if link.from_program_id != program], _before),
        _side([link for link in links if link.from_program_id == program], _after),
    )


def _side(links, order):
    links.sort(key=order)
    return Side(links[:SHOWN], max(0, len(links) - SHOWN))


def _before(link):
    other = link.from_program
    return other.organization.label, other.title, link.pk


def _after(link):
    """Programs first, then destinations, by who offers them."""
    if link.to_program is None:
        return 1, link.destination.label, "", link.pk
    return 0, link.to_program.organization.label, link.to_program.title, link.pk
