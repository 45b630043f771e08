"""What stands beside a program: its pathways' other programs, and the same sector nearby."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from partners.distance import miles_between
from partners.enums import Segment
from partners.models import Organization, Site
from pathways_portal.common.enums import EditingStatus
from programs.models import Pathway, PathwayProgram, Program
from programs.organization_lists import OPEN_PROGRAMS

# Organizations named under "the same field nearby".
NEARBY_SHOWN = 5
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
    others = list(
        PathwayProgram.objects.filter(
            pathway__in=[place.pathway_id for place in own],
            program__in=Program.objects.open_to_students(),
        )
        .exclude(program=program)
        .select_related("program__organization")
        .order_by("program__title", "program__organization__name", "pk")
    )
    return [
        PathwayHere(
            place.pathway,
            place.is_sample or place.pathway.is_sample,
            _by_segment([row.program for row in others if row.pathway_id == place.pathway_id]),
        )
        for place in own
    ]


def _by_segment(programs):
    groups = []
    for segment in Segment.values:
        found = [program for program in programs if program.segment == segment]
        if found:
            shown = found[:PATHWAY_PROGRAMS_SHOWN]
            groups.append((segment, shown, len(found) - len(shown)))
    return groups


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
    same = OPEN_PROGRAMS & Q(programs__sector=program.sector_id)
    organizations = (
        Organization.objects.open()
        .exclude(pk=program.organization_id)
        .annotate(
            count=Count("programs", filter=same),
            samples=Count("programs", filter=same & Q(programs__is_sample=True)),
        )
        .filter(count__gt=0 if program.is_sample else F("samples"))
    )
    points = dict(main_points(organizations))
    found = [
        OrganizationNearby(row, row.count, row.samples, miles_between(point, points.get(row.pk)))
        for row in organizations
    ]
    found.sort(key=lambda near: (near.miles is None, near.miles or 0, near.organization.name))
    return found[:NEARBY_SHOWN]


def main_points(organizations):
    """Yield (organization id, (latitude, longitude)) of the main sites that have a point."""
    sites = Site.objects.filter(
        organization__in=organizations, is_main=True, latitude__isnull=False
    ).values_list("organization", "latitude", "longitude")
    for pk, latitude, longitude in sites:
        yield pk, (latitude, longitude)
