"""What stands beside a program: its pathways' other programs, and the same sector nearby."""

from dataclasses import dataclass
from math import degrees

from django.db import connection

from partners.distance import EARTH_MILES
from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from pathways_portal.common.written_once import written_once
from programs.models import Pathway, PathwayProgram
from programs.pathway_places import first_of_segments
from programs.querysets import public_program_sql

# Organizations named under "the same field nearby".
NEARBY_SHOWN = 5
# Organizations within so many miles are asked first; few programs have not enough of them.
NEARBY_MILES = 50
# Programs named for each segment of a pathway; the finder lists the rest.
PATHWAY_PROGRAMS_SHOWN = 6


@dataclass
class PathwayHere:
    """A pathway that a program is on, with its other programs by segment."""

    pathway: Pathway
    is_sample: bool
    segments: list  # (segment value, `NamedProgram`s shown, number not shown)


@written_once
def _places_of(program):
    return (
        PathwayProgram.objects.filter(program=program, pathway__status=EditingStatus.PUBLISHED)
        .select_related("pathway__sector")
        .order_by("pathway__title", "pk")
    )


def pathways_of(program):
    """The published pathways of `program`, each with its other programs that students can enter."""
    own = _places_of(program.pk)
    if not own:
        return []
    places = first_of_segments(
        [place.pathway_id for place in own], leave_out=program.pk, shown=PATHWAY_PROGRAMS_SHOWN
    )
    return [
        PathwayHere(
            place.pathway,
            place.is_sample or place.pathway.is_sample,
            [
                (segment, here.programs, here.in_all - len(here.programs))
                for segment in Segment.values
                if (here := places.get(place.pathway_id, {}).get(segment))
            ],
        )
        for place in own
    ]


@dataclass(frozen=True)
class OrganizationNearby:
    """An organization with `count` open programs in the sector, `miles` away (None: not known).

    `samples` of the programs are sample data. `slug` and `label` are the organization's.
    """

    slug: str
    label: str
    count: int
    samples: int
    miles: float | None


def same_sector_nearby(program, point):
    """Other organizations with open programs in the program's sector, nearest to `point` first.

    Beside a real program only organizations with real ones stand. Without a point they stand by
    name.
    """
    if program.sector_id is None:
        return []
    latitude, longitude = point or (None, None)
    asked = {
        "organization": program.organization_id,
        "sector": program.sector_id,
        "is_sample": program.is_sample,
        "latitude": latitude,
        "longitude": longitude,
    }
    found = _WITHIN_MILES.rows(connection, **asked) if point else []
    if len(found) < NEARBY_SHOWN:
        found = _ANYWHERE.rows(connection, **asked)
    return [OrganizationNearby(*row) for row in found]


def _nearest(among, within=""):
    """Organizations in their order, nearest first (miles as in `partners.distance`); each in its
    turn is asked for its open programs in the sector, until enough have some."""
    return f"""
    SELECT near.slug, coalesce(nullif(near.short_name, ''), near.name),
           taught.count, taught.samples, near.miles
    FROM (
        SELECT organization.id, organization.slug, organization.name, organization.short_name,
               2 * {EARTH_MILES} * asin(sqrt(
                   power(sin((radians(site.latitude) - radians(%(latitude)s::float8)) / 2), 2)
                   + cos(radians(%(latitude)s::float8)) * cos(radians(site.latitude))
                   * power(sin((radians(site.longitude) - radians(%(longitude)s::float8)) / 2), 2)
               )) AS miles
        FROM partners_organization AS organization
        LEFT JOIN partners_site AS site ON site.organization_id = organization.id AND site.is_main
        WHERE organization.id <> %(organization)s AND {among}
        ORDER BY miles NULLS LAST, organization.name, organization.id
    ) AS near
    CROSS JOIN LATERAL (
        SELECT count(*) AS count, count(*) FILTER (WHERE program.is_sample) AS samples
        FROM programs_program AS program
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE program.organization_id = near.id AND program.sector_id = %(sector)s
              AND {public_program_sql("program", "organization")}
    ) AS taught
    WHERE taught.count > CASE WHEN %(is_sample)s::bool THEN 0 ELSE taught.samples END {within}
    ORDER BY near.miles NULLS LAST, near.name, near.id
    LIMIT {NEARBY_SHOWN}
    """  # noqa: S608 - built from constants


# If enough are within so many miles, no other is nearer. No two points so near are farther apart in
# latitude, and to compare that is cheaper than to work out all distances.
_DEGREES = degrees(NEARBY_MILES / EARTH_MILES)
_WITHIN_MILES = PlannedSql(
    "near_programs",
    _nearest(
        f"abs(site.latitude - %(latitude)s::float8) <= {_DEGREES}",
        within=f"AND near.miles <= {NEARBY_MILES}",
    ),
)
_ANYWHERE = PlannedSql(
    "nearest_programs",
    _nearest(
        "organization.id IN"
        " (SELECT organization_id FROM programs_program WHERE sector_id = %(sector)s)"
    ),
)
