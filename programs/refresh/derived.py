"""What follows from codes and crosswalks in the database: occupations and pathways of programs."""

from collections import defaultdict
from functools import cache

from django.conf import settings
from django.db.models import Max

from programs.derived_occupations import DerivedOccupations, finished_award
from programs.enums import Scheme
from programs.models import (
    Code,
    Crosswalk,
    Occupation,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
)
from programs.region import files as region_files
from programs.region.derived import OCCUPATION_SOURCE, PATHWAY_SOURCE, pathway_role


@cache
def words_of(source):
    """What the project's register of sources says of its own rules (fixtures/sources.csv)."""
    return region_files.read_sources(settings.BASE_DIR / "fixtures", [])[source]


def write_occupations(writer, programs=None):
    """Bring the occupations that programs lead to up to date: all, or those of some programs."""
    within = ProgramOccupation.objects.all()
    if programs is not None:
        within = within.filter(program__in=programs)
    rows = list(_occupation_rows(programs))
    key = ("program_id", "occupation_id")
    return writer.write(
        "occupations of programs", ProgramOccupation, key, rows, within=within, group="program_id"
    )


def _occupation_rows(programs):
    keys = {
        pk: f"{scheme}/{version}/{code}"
        for pk, scheme, version, code in Code.objects.values_list(
            "pk", "code_set__scheme", "code_set__version", "code"
        )
    }
    leads = defaultdict(list)
    for start, end in Crosswalk.objects.order_by("pk").values_list("from_code", "to_code"):
        leads[keys[start]].append(keys[end])
    occupations = {keys[row.code_id]: row for row in Occupation.objects.all()}
    derived = DerivedOccupations(
        titles={keys[pk]: title for pk, title in Code.objects.values_list("pk", "title")},
        leads=leads,
        occupations={code: vars(row) for code, row in occupations.items()},
    )
    said = dict(words_of(OCCUPATION_SOURCE))
    newest = Crosswalk.objects.filter(to_code__code_set__scheme=Scheme.SOC)
    said["as_of"] = newest.aggregate(day=Max("as_of"))["day"] or said["as_of"]
    for program, codes in _codes_by_program(programs, keys):
        ordered = derived.of(
            codes=codes,
            title=program.title,
            award=finished_award(segment=program.segment, award=program.award),
        )
        for rank, (code, basis) in enumerate(ordered, start=1):
            yield {
                "program_id": program.pk,
                "occupation_id": occupations[code].pk,
                "rank": rank,
                "basis": basis.value,
                **said,
            }


def _codes_by_program(programs, keys):
    rows = ProgramCode.objects.order_by("pk")
    found = Program.objects.all()
    if programs is not None:
        rows, found = rows.filter(program__in=programs), found.filter(pk__in=programs)
    codes = defaultdict(list)
    for program, code in rows.values_list("program", "code"):
        codes[program].append(keys[code])
    return [(program, codes[program.pk]) for program in found.order_by("pk")]


def write_pathways(writer, programs, tops):
    """Put new programs on the pathway on which programs of the same TOP code stand, if it is one.

    `tops`: {program: primary key of its TOP code}.
    """
    pathways = defaultdict(set)
    placed = PathwayProgram.objects.filter(is_sample=False)
    for code, pathway in placed.filter(program__codes__in=set(tops.values())).values_list(
        "program__codes", "pathway"
    ):
        pathways[code].add(pathway)
    rows = [
        {
            "pathway_id": next(iter(pathways[tops[program.pk]])),
            "program_id": program.pk,
            "role": pathway_role({"segment": program.segment, "award": program.award}),
            **words_of(PATHWAY_SOURCE),
        }
        for program in programs
        if len(pathways[tops[program.pk]]) == 1
    ]
    key = ("pathway_id", "program_id")
    return writer.write("places on pathways", PathwayProgram, key, rows)
