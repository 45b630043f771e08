"""Programs on pathways that students can enter: how many there are, and the first of them by name.

In SQL of our own. A pathway of a whole state has thousands of programs, of which a page names a
few: all are counted and put in order as narrow rows, and only the first are read for printing.
"""

from dataclasses import dataclass, field

from django.db import connection

from pathways_portal.common.bilingual import Local
from programs.models import Program
from programs.querysets import public_program_sql


@dataclass(frozen=True)
class NamedProgram:
    """A program as lists name it; `organization` is the label of who offers it.

    `place_is_sample`: its place on the pathway is made up, whether or not the program is.
    """

    slug: str
    title: str
    title_es: str
    segment: str
    award: str | None
    is_program_area: bool
    is_sample: bool
    place_is_sample: bool
    organization: str

    local_title = Local("title")
    get_absolute_url = Program.get_absolute_url


@dataclass
class Places:
    """The open places of a pathway, or of one segment on it: how many, and the first programs."""

    in_all: int = 0
    programs: list[NamedProgram] = field(default_factory=list)


def first_of_segments(pathways, *, leave_out, shown):
    """{pathway: {segment: `Places`}} by title and name of who offers it.

    Primary keys of pathways, and of a program that is not counted.
    """
    found = {}
    for pathway, segment, in_all, *row in _rows(_OF_SEGMENTS, pathways, shown, leave_out):
        places = found.setdefault(pathway, {}).setdefault(segment, Places(in_all))
        places.programs.append(NamedProgram(*row))
    return found


def first_of_pathways(pathways, *, shown):
    """{pathway: `Places`} by title; pathways without an open place are missing."""
    found = {}
    for pathway, _segment, in_all, *row in _rows(_OF_PATHWAYS, pathways, shown):
        found.setdefault(pathway, Places(in_all)).programs.append(NamedProgram(*row))
    return found


def programs_on(pathway, *, shown):
    """The first `NamedProgram`s of a pathway: real ones first, then by title and who offers it."""
    return [NamedProgram(*row) for _pathway, _segment, _n, *row in _rows(_OF_ONE, [pathway], shown)]


def _rows(statement, pathways, shown, leave_out=None):
    if not pathways:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"pathways": list(pathways), "shown": shown, "leave_out": leave_out}
        )
        return cursor.fetchall()


def _first(of_each, order):
    """The first places `of_each` part, in this order of columns of `open_place`."""
    columns = [f"first.{name}" for name in order]
    return f"""
    WITH open_place AS MATERIALIZED (
        SELECT place.id, place.pathway_id, place.program_id, place.is_sample AS place_is_sample,
               program.segment, program.title, program.is_sample, organization.name
        FROM programs_pathwayprogram AS place
        JOIN programs_program AS program ON program.id = place.program_id
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE place.pathway_id = ANY(%(pathways)s)
              AND place.program_id IS DISTINCT FROM %(leave_out)s
              AND {public_program_sql("program", "organization")}
    )
    SELECT first.pathway_id, first.segment, part.in_all,
           program.slug, program.title, program.title_es, program.segment, program.award,
           program.is_program_area, program.is_sample, first.place_is_sample,
           coalesce(nullif(organization.short_name, ''), organization.name)
    FROM (
        SELECT {", ".join(of_each)}, count(*) AS in_all
        FROM open_place GROUP BY {", ".join(of_each)}
    ) AS part
    CROSS JOIN LATERAL (
        SELECT * FROM open_place AS first
        WHERE {" AND ".join(f"first.{name} = part.{name}" for name in of_each)}
        ORDER BY {", ".join(columns)}
        LIMIT %(shown)s
    ) AS first
    JOIN programs_program AS program ON program.id = first.program_id
    JOIN partners_organization AS organization ON organization.id = program.organization_id
    ORDER BY {", ".join(columns)}
    """  # noqa: S608 - built from constants


_OF_SEGMENTS = _first(["pathway_id", "segment"], ["title", "name", "id"])
_OF_PATHWAYS = _first(["pathway_id"], ["title", "id"])
_OF_ONE = _first(["pathway_id"], ["is_sample", "title", "name", "id"])
