"""Who has programs on a pathway: the one question over all of them that a seam view asks.

A pathway of a whole state has thousands of programs. What else is asked of all of them (years,
jobs, ways in, what joins them) starts from the keys found here, so that none of it finds out anew
which programs count.
"""

from dataclasses import dataclass

from django.db import connection

from partners.enums import Segment
from pathways_portal.common.prepared import PlannedSql
from programs.enums import CERTIFICATES, DEGREES
from programs.querysets import counted_place_sql, public_program_sql


@dataclass(frozen=True, slots=True)
class Group:
    """The programs of an organization in one segment of a pathway.

    `real` and `samples`: their primary keys. `certificates`, `degrees`: how many of all.
    """

    segment: str
    organization: int
    slug: str
    label: str
    parent: int | None
    county: int | None
    certificates: int
    degrees: int
    real: list[int]
    samples: list[int]

    @property
    def programs(self):
        return [*self.real, *self.samples]


class Roster:
    """All `Group`s of a pathway."""

    def __init__(self, groups):
        self.groups = groups

    def of(self, segments, organization=None):
        """The groups of these segments, and of one organization (a primary key) if it is given."""
        return [
            group
            for group in self.groups
            if group.segment in segments and organization in (None, group.organization)
        ]

    def programs(self, segments=tuple(Segment), organization=None):
        """Primary keys of their programs."""
        return [key for group in self.of(segments, organization) for key in group.programs]

    @property
    def real(self):
        """Primary keys of all programs that are not sample data."""
        return [key for group in self.groups for key in group.real]

    @property
    def samples(self):
        """Primary keys of all programs that are sample data."""
        return [key for group in self.groups for key in group.samples]


def roster_of(pathway):
    """The `Roster` of a pathway (primary key)."""
    return Roster([Group(*row) for row in _ROSTER.rows(connection, pathway=pathway)])


def _listed(awards):
    return ", ".join(f"'{award.value}'" for award in awards)


_ROSTER = PlannedSql(
    "roster_of_pathway",
    f"""
    SELECT found.segment, organization.id, organization.slug,
           coalesce(nullif(organization.short_name, ''), organization.name),
           organization.parent_id, organization.county_id,
           found.certificates, found.degrees, found.real, found.samples
    FROM (
        SELECT program.segment, program.organization_id,
               count(*) FILTER (WHERE program.award IN ({_listed(CERTIFICATES)})) AS certificates,
               count(*) FILTER (WHERE program.award IN ({_listed(DEGREES)})) AS degrees,
               coalesce(array_agg(program.id) FILTER (WHERE NOT program.is_sample), '{{}}') AS real,
               coalesce(array_agg(program.id) FILTER (WHERE program.is_sample), '{{}}') AS samples
        FROM programs_pathwayprogram AS place
        JOIN programs_program AS program ON program.id = place.program_id
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE place.pathway_id = %(pathway)s
              AND {public_program_sql("program", "organization")}
              AND {counted_place_sql("place", "program")}
        GROUP BY program.segment, program.organization_id
    ) AS found
    JOIN partners_organization AS organization ON organization.id = found.organization_id
    """,  # noqa: S608 - built from constants
)
