"""The coverage: what programs do at each stage, and whether silence means that there is nothing.

Three states, never two: on file, confirmed that there is none, not yet reported. Only an
organization whose list of work-based learning is confirmed for the year, or whose district's is,
may be read as having none (`partners.reported`).
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils import timezone

from partners.enums import InventoryKind
from partners.querysets import public_organization_sql
from partners.reported import who_speaks_for, whole_list
from pathways_portal.common import academic_year
from pathways_portal.common.bilingual import Local
from pathways_portal.common.prepared import PlannedSql
from pathways_portal.common.written_once import written_once
from programs.querysets import counted_place, public_program
from programs.seam.roster import roster_of
from wbl.enums import Stage
from wbl.models import ProgramActivity


def counted():
    """What lists count: of public programs; what was made up only where the program is, too.

    A made-up activity of a real program would be read as a fact about it: only the program's own
    page shows it, labeled. So does the finder, which lists lead to.
    """
    return public_program("program__") & counted_place()


@dataclass
class StageHere:
    """What stands at one stage: activities, or why there are none.

    `confirmed_on`: the day on which somebody confirmed that nothing is missing from the list;
    None where nobody did.
    """

    stage: Stage
    activities: list = field(default_factory=list)
    confirmed_on: date | None = None


# --- Of one program -------------------------------------------------------------------------------


@written_once
def activities_of(program):
    """What a program does, the newest academic year first, along each stage's order."""
    return (
        ProgramActivity.objects.filter(program=program)
        .select_related("kind", "partner")
        .order_by("-academic_year", "kind__order", "kind__name", "pk")
    )


@dataclass(frozen=True)
class ProgramCoverage:
    """A program stage by stage, in the newest year on file ("" where nothing is)."""

    year: str
    stages: list
    source: ProgramActivity | None  # a row that names it

    @property
    def has_any(self):
        return bool(self.year)


def coverage_of(program):
    """The `ProgramCoverage` of a program with its organization.

    A stage without activities is confirmed by a list of the year that is shown; where nothing is
    on file, by one of this year.
    """
    rows = activities_of(program.pk)
    year = rows[0].academic_year if rows else ""
    told = whole_list(
        who_speaks_for(program.organization),
        InventoryKind.WBL,
        year or academic_year.on(timezone.localdate()),
    )
    stages = [
        StageHere(
            stage,
            [row for row in rows if row.stage == stage and row.academic_year == year],
            told and told.confirmed_on,
        )
        for stage in Stage
    ]
    return ProgramCoverage(year, stages, rows[0] if rows else None)


# --- Of a pathway ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class KindOnPathway:
    """A kind that programs of a pathway do: how many do it, of them sample data, hours, with whom.

    `name` is empty where only the stage is on file.
    """

    stage: str
    name: str
    name_es: str
    programs: int
    samples: int
    fewest_hours: int | None
    most_hours: int | None
    partners: list

    local_name = Local("name")


def coverage_of_pathway(pathway, roster=None):
    """A `StageHere` for each stage, of `KindOnPathway`s that its public programs do.

    `roster`: who has programs there, for a page that has asked already.
    """
    roster = roster or roster_of(pathway.pk)
    kinds = [
        KindOnPathway(stage, name or "", name_es or "", *figures)
        for stage, name, name_es, *figures in _KINDS.rows(
            connection, real=roster.real, samples=roster.samples
        )
    ]
    return [StageHere(stage, [one for one in kinds if one.stage == stage]) for stage in Stage]


# Counted as `counted` says: what was made up only where the program is, too.
_KINDS = PlannedSql(
    "kinds_on_pathway",
    f"""
    SELECT done.stage, kind.name, kind.name_es, count(DISTINCT done.program_id),
           count(DISTINCT done.program_id) FILTER (WHERE done.program_id = ANY(%(samples)s)),
           min(done.hours), max(done.hours),
           coalesce(array_agg(DISTINCT partner.name) FILTER (WHERE partner.id IS NOT NULL), '{{}}')
    FROM (
        SELECT * FROM wbl_programactivity
        WHERE program_id = ANY(%(real)s) AND NOT is_sample
        UNION ALL
        SELECT * FROM wbl_programactivity WHERE program_id = ANY(%(samples)s)
    ) AS done
    LEFT JOIN wbl_activitykind AS kind ON kind.id = done.kind_id
    LEFT JOIN partners_organization AS partner
           ON partner.id = done.partner_id AND {public_organization_sql("partner")}
    GROUP BY done.stage, kind."order", kind.name, kind.name_es
    ORDER BY done.stage, kind."order" NULLS LAST, kind.name
    """,  # noqa: S608 - built from constants
)
