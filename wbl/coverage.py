"""The coverage: what programs do at each stage, and whether silence means that there is nothing.

Three states, never two: on file, confirmed that there is none, not yet reported. Only an
organization whose list of work-based learning is confirmed for the year, or whose district's is,
may be read as having none (`partners.reported`).
"""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone

from partners.enums import InventoryKind
from partners.querysets import public_organization
from partners.reported import who_speaks_for, whole_list
from pathways_portal.common import academic_year
from pathways_portal.common.bilingual import Local
from pathways_portal.common.written_once import written_once
from programs.querysets import counted_place, public_program
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


@written_once
def _kinds_on(pathway):
    public = counted() & counted_place("program__pathway_programs__")
    partner = Q(partner__isnull=False) & public_organization("partner__")
    return (
        ProgramActivity.objects.filter(public, program__pathway_programs__pathway=pathway)
        .values("stage", "kind__order", "kind__name", "kind__name_es")
        .annotate(
            programs=Count("program", distinct=True),
            samples=Count("program", distinct=True, filter=Q(program__is_sample=True)),
            fewest=Min("hours"),
            most=Max("hours"),
            partners=ArrayAgg("partner__name", filter=partner, distinct=True, default=[]),
        )
        .order_by("stage", F("kind__order").asc(nulls_last=True), "kind__name")
        .values_list(
            "stage",
            "kind__name",
            "kind__name_es",
            "programs",
            "samples",
            "fewest",
            "most",
            "partners",
        )
    )


def coverage_of_pathway(pathway):
    """A `StageHere` for each stage, of `KindOnPathway`s that its public programs do."""
    kinds = [
        KindOnPathway(row[0], row[1] or "", row[2] or "", *row[3:]) for row in _kinds_on(pathway.pk)
    ]
    return [StageHere(stage, [one for one in kinds if one.stage == stage]) for stage in Stage]
