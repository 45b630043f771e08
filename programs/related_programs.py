"""What stands beside a program: its pathways' other programs, and the same sector nearby."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from partners.enums import Segment
from partners.models import Organization
from pathways_portal.common.enums import EditingStatus
from programs.models import Pathway, PathwayProgram, Program
from programs.organization_lists import OPEN_PROGRAMS, nearest_first

# Organizations named under "the same field nearby".
NEARBY_SHOWN = 5
# So many of the nearest organizations are asked first whether they teach the field.
NEARBY_ASKED = 100
# Programs named for each segment of a pathway; the finder lists the rest.
PATHWAY_PROGRAMS_SHOWN = 6


@dataclass
class PathwayHere:
    """A pathway that a program is on, with its other programs by segment."""

    pathway: Pathway
    is_sample: bool
    segments: list  # (segment value, programs shown, number not shown)


def pathways_of(program):
    """The published pathways of `program`, each with its other programs that students can enter."""
    own = list(
        PathwayProgram.objects.filter(program=program, pathway__status=EditingStatus.PUBLISHED)
        .select_related("pathway__sector")
        .order_by("pathway__title", "pk")
    )
    if not own:
        return []
    by_pathway = {place.pathway_id: {} for place in own}
    for row in _first_of_each_segment(by_pathway, leave_out=program):
        found = by_pathway[row.pathway_id].setdefault(row.program.segment, (row.in_all, []))
        found[1].append(row.program)
    return [
        PathwayHere(
            place.pathway,
            place.is_sample or place.pathway.is_sample,
            [
                (segment, shown, in_all - len(shown))
                for segment in Segment.values
                if segment in by_pathway[place.pathway_id]
                for in_all, shown in [by_pathway[place.pathway_id][segment]]
            ],
        )
        for place in own
    ]


def _first_of_each_segment(pathways, *, leave_out):
    """The first places on each pathway that students can enter; `in_all` says of how many."""
    each = [F("pathway"), F("program__segment")]
    order = ["program__title", "program__organization__name", "pk"]
    return (
        PathwayProgram.objects.filter(
            pathway__in=pathways, program__in=Program.objects.open_to_students()
        )
        .exclude(program=leave_out)
        .annotate(
            turn=Window(RowNumber(), partition_by=each, order_by=order),
            in_all=Window(Count("pk"), partition_by=each),
        )
        .filter(turn__lte=PATHWAY_PROGRAMS_SHOWN)
        .select_related("program__organization")
        .order_by(*order)
    )


@dataclass
class OrganizationNearby:
    """An organization with `count` open programs in the sector, `miles` away (None: not known).

    `samples` of the programs are sample data.
    """

    organization: Organization
    count: int
    samples: int
    miles: float | None


def same_sector_nearby(program, point):
    """Other organizations with open programs in the program's sector, nearest to `point` first.

    Beside a real program only organizations with real ones stand.
    """
    if program.sector_id is None:
        return []
    teaching = Program.objects.open_to_students().filter(
        sector=program.sector_id, organization=OuterRef("pk")
    )
    if not program.is_sample:
        teaching = teaching.filter(is_sample=False)
    others = Organization.objects.open().exclude(pk=program.organization_id)
    nearest = nearest_first(others, point).values("pk")[:NEARBY_ASKED]
    for asked in (others.filter(pk__in=nearest), others):
        found = nearest_first(asked.filter(Exists(teaching)), point)
        miles = dict(found.values_list("pk", "miles")[:NEARBY_SHOWN])
        if len(miles) == NEARBY_SHOWN:
            break
    same = OPEN_PROGRAMS & Q(programs__sector=program.sector_id)
    organizations = (
        Organization.objects.filter(pk__in=miles)
        .annotate(
            count=Count("programs", filter=same),
            samples=Count("programs", filter=same & Q(programs__is_sample=True)),
        )
        .in_bulk()
    )
    return [
        OrganizationNearby(
            organizations[pk], organizations[pk].count, organizations[pk].samples, far
        )
        for pk, far in miles.items()
        if pk in organizations
    ]
