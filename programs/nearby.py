"""What is near a point: schools and colleges by distance, and the programs they offer by sector.

Programs are counted by the finder itself, so a count here and the page it leads to cannot differ.
"""

from dataclasses import dataclass, field

from django.db.models import Count

from partners.distance import miles_between
from partners.enums import OrganizationKind, Segment
from partners.models import Organization, Site
from programs.models import Program, Sector
from programs.search.answer import RADII, Question, ask

# How many of each kind are named.
SHOWN = 3
# The smallest circle worth a table; it widens until it holds a program.
FIRST_RADIUS = 10
# Columns of the table: where one can go after, or instead of, high school.
SEGMENTS = (Segment.COLLEGE, Segment.NONCREDIT, Segment.ADULT_EDUCATION)
COLLEGES = (OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION)
WITH_PAGES = (*COLLEGES, OrganizationKind.ADULT_SCHOOL, OrganizationKind.SCHOOL)


@dataclass
class SectorRow:
    """Programs of one sector within the radius: (segment, count, samples) for each column.

    `samples` of the `count` programs are sample data.
    """

    sector: Sector
    counts: list

    @property
    def total(self):
        return sum(count for _segment, count, _samples in self.counts)


@dataclass
class Nearby:
    """What lies around a point. `miles` is the radius of the table; None where nothing is near.

    `samples` of the programs in the table are sample data.
    """

    colleges: list = field(default_factory=list)
    adult_schools: list = field(default_factory=list)
    schools: list = field(default_factory=list)
    miles: int | None = None
    segments: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    samples: int = 0

    @property
    def to_call(self):
        """The nearest college and the nearest adult school."""
        return [*self.colleges[:1], *self.adult_schools[:1]]


def around(point, *, leave_out=None, with_programs=True):
    """The nearest organizations to (latitude, longitude), and their programs by sector.

    `leave_out`, the organization the reader is looking at, is not named among the nearest. The
    table counts it, because the finder does; without `with_programs` there is no table.
    Organizations get `miles` and `site`.
    """
    if point is None:
        return Nearby()
    everyone = by_distance(point)
    others = [found for found in everyone if found != leave_out]
    nearby = Nearby(
        colleges=_first(others, COLLEGES),
        adult_schools=_first(others, [OrganizationKind.ADULT_SCHOOL]),
        schools=_first(others, [OrganizationKind.SCHOOL]),
    )
    if not with_programs:
        return nearby
    within = ask(Question(point=point, chosen={"segment": SEGMENTS})).radius_counts
    nearby.miles = next(
        (radius for radius in RADII if radius >= FIRST_RADIUS and within.get(radius)), None
    )
    if nearby.miles:
        inside = [found.pk for found in everyone if found.miles <= nearby.miles]
        samples = _samples(inside)
        nearby.segments, nearby.rows = _table(point, nearby.miles, samples)
        nearby.samples = sum(samples.values())
    return nearby


def by_distance(point):
    """Open organizations that have a page and a point, nearest first, with `miles` and `site`."""
    sites = Site.objects.filter(
        is_main=True,
        latitude__isnull=False,
        organization__in=Organization.objects.open().filter(kind__in=WITH_PAGES),
    ).select_related("organization__parent")
    found = []
    for site in sites:
        organization = site.organization
        organization.site = site
        organization.miles = miles_between(point, (site.latitude, site.longitude))
        found.append(organization)
    return sorted(found, key=lambda org: (org.miles, org.name))


def _first(organizations, kinds):
    return [found for found in organizations if found.kind in kinds][:SHOWN]


def _table(point, miles, samples):
    """The columns that are not empty, and a row for each sector, most programs first."""
    counts = {
        segment: ask(Question(point=point, within=miles, chosen={"segment": [segment]})).counts[
            "sector"
        ]
        for segment in SEGMENTS
    }
    segments = [segment for segment in SEGMENTS if any(counts[segment].values())]
    rows = [
        SectorRow(
            sector,
            [
                (segment, counts[segment].get(sector.pk, 0), samples.get((sector.pk, segment), 0))
                for segment in segments
            ],
        )
        for sector in Sector.objects.all()
    ]
    rows = [row for row in rows if row.total]
    return segments, sorted(rows, key=lambda row: (-row.total, row.sector.local_name))


def _samples(organizations):
    """{(sector id, segment): how many of their programs are sample data}."""
    programs = Program.objects.open_to_students().filter(organization__in=organizations)
    rows = (
        programs.filter(is_sample=True, segment__in=SEGMENTS, sector__isnull=False)
        .values_list("sector", "segment")
        .annotate(samples=Count("pk"))
        .order_by()
    )
    return {(sector, segment): samples for sector, segment, samples in rows}


def named(name):
    """Open organizations that have a page and exactly this name; several schools may share one."""
    return list(
        Organization.objects.open()
        .filter(kind__in=WITH_PAGES, name=name)
        .select_related("parent")
        .prefetch_related("sites")
        .order_by("pk")
    )
