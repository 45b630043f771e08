"""What is near a point: schools and colleges by distance, and the programs they offer by sector.

Programs are counted by the finder itself, so a count here and the page it leads to cannot differ.
"""

from dataclasses import dataclass, field

from django.db.models import Case, Count, Prefetch, Value, When, Window
from django.db.models.functions import RowNumber

from partners.enums import OrganizationKind, Segment
from partners.models import Organization, Site
from programs.models import Program, Sector
from programs.organization_lists import with_miles
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
    nearby = Nearby()
    for organization in _nearest_of_each_kind(point, leave_out):
        getattr(nearby, organization.group).append(organization)
    if not with_programs:
        return nearby
    within = ask(Question(point=point, chosen={"segment": SEGMENTS})).radius_counts
    nearby.miles = next(
        (radius for radius in RADII if radius >= FIRST_RADIUS and within.get(radius)), None
    )
    if nearby.miles:
        inside = with_miles(_with_pages(), point).filter(miles__lte=nearby.miles)
        samples = _samples(inside.values("pk"))
        nearby.segments, nearby.rows = _table(point, nearby.miles, samples)
        nearby.samples = sum(samples.values())
    return nearby


def _with_pages():
    return Organization.objects.open().filter(kind__in=WITH_PAGES)


def _nearest_of_each_kind(point, leave_out):
    """The nearest open organizations that have a point, SHOWN for each list of `Nearby`.

    They get `group`, the name of the list, `miles` and `site`.
    """
    groups = [When(kind__in=COLLEGES, then=Value("colleges"))]
    groups += [When(kind=OrganizationKind.ADULT_SCHOOL, then=Value("adult_schools"))]
    found = (
        with_miles(_with_pages().exclude(pk=leave_out and leave_out.pk), point)
        .filter(miles__isnull=False)
        .annotate(group=Case(*groups, default=Value("schools")))
        .annotate(turn=Window(RowNumber(), partition_by="group", order_by=["miles", "name", "pk"]))
        .filter(turn__lte=SHOWN)
        .select_related("parent")
        .prefetch_related(Prefetch("sites", Site.objects.filter(is_main=True), to_attr="main"))
        .order_by("miles", "name", "pk")
    )
    for organization in found:
        organization.site = organization.main[0]
        yield organization


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
