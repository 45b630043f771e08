"""Programs on pathways that students can enter: how many there are, and the first of them by name.

A pathway of a whole state has thousands of programs, of which a page names a few. Whoever asks for
every segment reads the finder's columns; the rest is SQL of our own, which counts narrow rows and
reads only the first for printing.
"""

from dataclasses import dataclass, field

from django.db import connection

from partners.enums import Segment
from pathways_portal.common.bilingual import Local
from pathways_portal.common.prepared import PlannedSql
from programs.models import Program
from programs.querysets import counted_place_sql, public_program_sql
from programs.search import columns as search_columns


@dataclass(frozen=True)
class NamedProgram:
    """A program as lists name it; `organization` is the label of who offers it."""

    slug: str
    title: str
    title_es: str
    segment: str
    award: str | None
    is_program_area: bool
    is_sample: bool
    organization: str

    local_title = Local("title")
    get_absolute_url = Program.get_absolute_url


@dataclass
class Places:
    """The open places of a pathway, or of one segment on it: how many, and the first programs.

    `marked`: how many of all are of programs that the question named.
    """

    in_all: int = 0
    programs: list[NamedProgram] = field(default_factory=list)
    marked: int = 0

    @property
    def more(self):
        """How many are not named."""
        return self.in_all - len(self.programs)


def first_of_segments(pathways, *, leave_out, shown):
    """{pathway: {segment: `Places`}} as the finder, filtered to the two, has them by name.

    Primary keys of pathways, and of a program that is not counted. One question for the columns,
    one for the programs that are named.
    """
    columns = search_columns.current()
    first = {
        (pathway, segment): (len(rows), columns.program_ids[rows[:shown]].tolist())
        for pathway in pathways
        for segment, rows in _rows_by_segment(columns, pathway, leave_out)
    }
    named = _named([pk for _in_all, pks in first.values() for pk in pks])
    found = {}
    for (pathway, segment), (in_all, pks) in first.items():
        programs = [named[pk] for pk in pks if pk in named]
        if programs:
            in_all -= len(pks) - len(programs)
            found.setdefault(pathway, {})[segment] = Places(in_all, programs)
    return found


def _rows_by_segment(columns, pathway, leave_out):
    """(segment, rows of the columns by name) for each segment that has any on the pathway."""
    on = columns.facets["pathway"].mask([pathway]) & (columns.program_ids != leave_out)
    rows = columns.by_name[on[columns.by_name]]
    segments = columns.facets["segment"]
    codes = segments.codes[rows]
    for segment in Segment.values:
        own = rows[codes == segments.table.numbers.get((segment,), -1)]
        if len(own):
            yield segment, own


def _named(programs):
    """{primary key: `NamedProgram`}"""
    rows = _NAMED.rows(connection, programs=programs) if programs else []
    return {pk: NamedProgram(*row) for pk, *row in rows}


def first_of_pathways(pathways, *, shown):
    """{pathway: `Places`} by title, as the database orders text; empty pathways are missing."""
    return _places(_OF_PATHWAYS, pathways, shown)


def programs_on(pathway, *, shown, marked=()):
    """{segment: `Places`} of one pathway: real ones first, then by title and who offers it.

    `marked`: web names of programs that are counted apart.
    """
    found = {}
    asked = {"pathway": pathway, "shown": shown, "marked": list(marked)}
    for segment, in_all, marks, *row in _OF_ONE.rows(connection, **asked):
        places = found.setdefault(segment, Places(in_all, marked=marks))
        places.programs.append(NamedProgram(*row))
    return {segment: found[segment] for segment in Segment.values if segment in found}


def _places(statement, pathways, shown):
    found = {}
    if not pathways:
        return found
    with connection.cursor() as cursor:
        cursor.execute(statement, {"pathways": list(pathways), "shown": shown})
        for pathway, in_all, *row in cursor.fetchall():
            found.setdefault(pathway, Places(in_all)).programs.append(NamedProgram(*row))
    return found


# The columns of a `NamedProgram`.
_NAMES = """
           program.slug, program.title, program.title_es, program.segment, program.award,
           program.is_program_area, program.is_sample,
           coalesce(nullif(organization.short_name, ''), organization.name)
"""
# Who changed a program in SQL alone has its document behind until the next rebuild.
_NAMED = PlannedSql(
    "named_programs",
    f"""
    SELECT program.id, {_NAMES}
    FROM programs_program AS program
    JOIN partners_organization AS organization ON organization.id = program.organization_id
    WHERE program.id = ANY(%(programs)s) AND {public_program_sql("program", "organization")}
    """,  # noqa: S608 - built from constants
)


def _first(order):
    """The first places of each pathway, in this order of columns of `open_place`."""
    columns = ", ".join(f"first.{name}" for name in order)
    return f"""
    WITH open_place AS MATERIALIZED (
        SELECT place.id, place.pathway_id, place.program_id,
               program.title, program.is_sample, organization.name
        FROM programs_pathwayprogram AS place
        JOIN programs_program AS program ON program.id = place.program_id
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE place.pathway_id = ANY(%(pathways)s)
              AND {public_program_sql("program", "organization")}
              AND {counted_place_sql("place", "program")}
    )
    SELECT first.pathway_id, pathway.in_all, {_NAMES}
    FROM (
        SELECT pathway_id, count(*) AS in_all FROM open_place GROUP BY pathway_id
    ) AS pathway
    CROSS JOIN LATERAL (
        SELECT * FROM open_place AS first
        WHERE first.pathway_id = pathway.pathway_id
        ORDER BY {columns}
        LIMIT %(shown)s
    ) AS first
    JOIN programs_program AS program ON program.id = first.program_id
    JOIN partners_organization AS organization ON organization.id = program.organization_id
    ORDER BY {columns}
    """  # noqa: S608 - built from constants


_OF_PATHWAYS = _first(["title", "id"])
_OF_ONE = PlannedSql(
    "programs_on_pathway",
    f"""
    WITH open_place AS MATERIALIZED (
        SELECT place.id, place.program_id, program.segment, program.title, program.is_sample,
               organization.name, program.slug = ANY(%(marked)s) AS is_marked
        FROM programs_pathwayprogram AS place
        JOIN programs_program AS program ON program.id = place.program_id
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE place.pathway_id = %(pathway)s
              AND {public_program_sql("program", "organization")}
              AND {counted_place_sql("place", "program")}
    )
    SELECT first.segment, segment.in_all, segment.marked, {_NAMES}
    FROM (
        SELECT segment, count(*) AS in_all, count(*) FILTER (WHERE is_marked) AS marked
        FROM open_place GROUP BY segment
    ) AS segment
    CROSS JOIN LATERAL (
        SELECT * FROM open_place AS first
        WHERE first.segment = segment.segment
        ORDER BY is_sample, title, name, id
        LIMIT %(shown)s
    ) AS first
    JOIN programs_program AS program ON program.id = first.program_id
    JOIN partners_organization AS organization ON organization.id = program.organization_id
    ORDER BY first.segment, first.is_sample, first.title, first.name, first.id
    """,  # noqa: S608 - built from constants
)
