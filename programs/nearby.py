"""What is near a point: schools and colleges by distance, and the programs they offer by sector."""

from dataclasses import dataclass, field

from django.db.models import Count

from partners.distance import miles_between
from partners.enums import OrganizationKind, Segment
from partners.models import Organization, Site
from programs.models import Program, Sector

# Tried in turn until a college or adult school with programs lies within; the finder knows them.
RADII = (10, 25, 50, 100)
SHOWN = 3
# Columns of the table, and the kinds of organization that teach them.
SEGMENTS = (Segment.COLLEGE, Segment.NONCREDIT, Segment.ADULT_EDUCATION)
COLLEGES = (OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION)


@dataclass
class SectorRow:
    """Programs of one sector within the radius: (segment, count) for each column of the table."""

    sector: Sector
    counts: list

    @property
    def total(self):
        return sum(count for _segment, count in self.counts)


@dataclass
class Nearby:
    """What lies around a point. `miles` is the radius of the table; None where nothing is near."""

    colleges: list = field(default_factory=list)
    adult_schools: list = field(default_factory=list)
    schools: list = field(default_factory=list)
    miles: int | None = None
    segments: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    @property
    def to_call(self):
        """The nearest college and the nearest adult school."""
        return [*self.colleges[:1], *self.adult_schools[:1]]


def around(point, *, leave_out=None):
    """The nearest organizations to (latitude, longitude), and their programs by sector.

    `leave_out`, the organization the reader is looking at, is not named among the nearest. The
    table counts it, because the finder does. Organizations get `miles` and `site`.
    """
    if point is None:
        return Nearby()
    by_distance = _by_distance(point)
    others = [org for org in by_distance if org != leave_out]
    nearby = Nearby(
        colleges=_first(others, COLLEGES),
        adult_schools=_first(others, [OrganizationKind.ADULT_SCHOOL]),
        schools=_first(others, [OrganizationKind.SCHOOL]),
    )
    counts = _counts(by_distance)
    for radius in RADII:
        inside = {org.pk for org in by_distance if org.miles <= radius}
        found = [row for row in counts if row["organization"] in inside]
        if found:
            nearby.miles = radius
            nearby.segments, nearby.rows = _table(found)
            break
    return nearby


def _by_distance(point):
    """Open organizations that have a point, nearest first, with `miles` and `site`."""
    sites = Site.objects.filter(
        is_main=True,
        latitude__isnull=False,
        organization__in=Organization.objects.open().filter(
            kind__in=[*COLLEGES, OrganizationKind.ADULT_SCHOOL, OrganizationKind.SCHOOL]
        ),
    ).select_related("organization")
    found = []
    for site in sites:
        organization = site.organization
        organization.site = site
        organization.miles = miles_between(point, (site.latitude, site.longitude))
        found.append(organization)
    return sorted(found, key=lambda org: (org.miles, org.name))


def _first(organizations, kinds):
    return [org for org in organizations if org.kind in kinds][:SHOWN]


def _counts(organizations):
    """Open programs counted by organization, sector and segment."""
    return list(
        Program.objects.open_to_students()
        .filter(
            organization__in=[org.pk for org in organizations if org.miles <= RADII[-1]],
            segment__in=SEGMENTS,
            sector__isnull=False,
        )
        .values("organization", "sector", "segment")
        .annotate(count=Count("pk"))
        .order_by()
    )


def _table(found):
    """Turn counts into the columns that are not empty and a row for each sector."""
    segments = [one for one in SEGMENTS if any(row["segment"] == one for row in found)]
    sectors = {
        sector.pk: sector
        for sector in Sector.objects.filter(pk__in={row["sector"] for row in found})
    }
    totals = {}
    for row in found:
        key = row["sector"], row["segment"]
        totals[key] = totals.get(key, 0) + row["count"]
    rows = [
        SectorRow(sector, [(segment, totals.get((pk, segment), 0)) for segment in segments])
        for pk, sector in sectors.items()
    ]
    return segments, sorted(rows, key=lambda row: (-row.total, row.sector.name))
