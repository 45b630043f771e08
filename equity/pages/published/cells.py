"""Published cells of standing slices, as rows. Few small questions, each by an index.

Each is a statement that is planned once, whatever number of slices it is about; the group of a cell
comes from the groups that are kept.
"""

from collections import defaultdict

from django.db import connection

from equity.enums import CellStatus, MetricKind
from equity.models import ALL, PublishedCell
from equity.pages.published.groups import groups_on_file
from equity.pages.published.orders import in_order
from equity.pages.published.rows import SMALL_GROUP, Row
from equity.pages.published.standing_sql import says_something
from pathways_portal.common.prepared import PlannedSql

# The way to divide that comes unasked.
FIRST = "ethnicity"
# How a composition is divided where it stands in one line: the first of which anything is shown.
SHARES_BY = ("ethnicity", "ethnicity_federal", "gender")
_FIELDS = PublishedCell._meta.concrete_fields
_NAMES = [field.attname for field in _FIELDS]
_COLUMNS = ", ".join(f"cell.{field.column}" for field in _FIELDS)
_OF_SLICES = "cell.slice_id = ANY (%(slices)s) AND cell.publication_id = ANY (%(publications)s)"

_USED = PlannedSql(
    "groups_of_slice",
    """
    SELECT DISTINCT cell.group_id FROM equity_publishedcell AS cell
    WHERE cell.slice_id = %(slice)s AND cell.publication_id = %(publication)s
    """,
)
_CELLS = PlannedSql(
    "cells_of_slices",
    f"""
    SELECT {_COLUMNS} FROM equity_publishedcell AS cell
    WHERE {_OF_SLICES} AND cell.group_id = ANY (%(groups)s)
    """,  # noqa: S608 - built from constants
)
_HEADLINES = PlannedSql(
    "headlines_of_slices",
    f"""
    SELECT {_COLUMNS},
           cell.group_id <> %(everyone)s OR EXISTS (
               SELECT FROM equity_publishedcell AS beside
               WHERE beside.slice_id = cell.slice_id
                 AND beside.publication_id = cell.publication_id
                 AND beside.group_id <> %(everyone)s
           ),
           cell.group_id <> %(everyone)s OR EXISTS (
               SELECT FROM equity_publishedcell AS beside
               WHERE beside.slice_id = cell.slice_id
                 AND beside.publication_id = cell.publication_id
                 AND beside.group_id <> %(everyone)s
                 AND {says_something("beside")}
           )
    FROM equity_publishedcell AS cell
    WHERE {_OF_SLICES}
      AND (cell.group_id = %(everyone)s OR cell.di AND cell.group_id <> ALL (%(unknown)s)
           OR cell.slice_id = ANY (%(compositions)s) AND cell.group_id = ANY (%(shares)s))
    """,  # noqa: S608 - built from constants
)
_LARGEST = PlannedSql(
    "largest_gaps_of_slices",
    f"""
    SELECT {_COLUMNS} FROM equity_publishedcell AS cell
    JOIN equity_group AS named ON named.id = cell.group_id
    WHERE {_OF_SLICES} AND cell.status = 'shown' AND cell.di AND cell.needed_parity > 0
      AND cell.n >= %(students)s AND NOT named.is_unknown
    ORDER BY cell.needed_parity DESC, named.label, cell.id
    LIMIT %(most)s
    """,  # noqa: S608 - built from constants
)
_NAMED = PlannedSql(
    "cells_named",
    f"SELECT {_COLUMNS} FROM equity_publishedcell AS cell WHERE cell.id = ANY (%(keys)s)",  # noqa: S608
)


def dimensions_of(standing):
    """The dimensions a slice is divided by. Its table may still say that nothing can be shown."""
    rows = _USED.rows(connection, slice=standing.slice, publication=standing.publication.pk)
    groups = groups_on_file()
    used = {groups.by_key[key].dimension_id for (key,) in rows}
    return [one for one in groups.dimensions if one.pk in used and one.code != ALL]


def usual_dimension(dimensions):
    """The one that comes unasked: ethnicity, else the first."""
    found = next((one for one in dimensions if one.code == FIRST), None)
    return found or next(iter(dimensions), None)


def cells_of(standings, dimensions):
    """{slice: [Row]} of these dimensions (codes) and of the row that counts everyone."""
    if not standings:
        return {}
    groups = groups_on_file()
    rows = _rows(_CELLS, standings, groups=_groups_of(groups, {*dimensions, ALL}))
    return as_rows(standings, _as_cells(rows, groups))


def _groups_of(groups, dimensions):
    """Of these `Groups` those (primary keys) of some dimensions (codes)."""
    return [key for code in dimensions for key in groups.of_dimension.get(code, ())]


def headlines_of(standings):
    """{slice: [Row]} of the row that counts everyone, of gaps larger than chance, and of the
    groups of compositions by `SHARES_BY`. Their cells say whether a table `is_divided`, and
    whether it `says_something` of any group."""
    if not standings:
        return {}
    groups = groups_on_file()
    rows = _rows(
        _HEADLINES,
        standings,
        everyone=groups.everyone,
        unknown=groups.unknown,
        compositions=[one.slice for one in standings if one.metric.kind == MetricKind.COMPOSITION],
        shares=_groups_of(groups, SHARES_BY),
    )
    cells = _as_cells([row[:-2] for row in rows], groups)
    for cell, row in zip(cells, rows, strict=True):
        cell.is_divided, cell.says_something = row[-2:]
    return as_rows(standings, cells)


def gains_of(standings, most):
    """[(Standing, Row)] of gaps larger than chance, most students to full parity first."""
    if not standings:
        return []
    by_slice = {one.slice: one for one in standings}
    rows = _rows(_LARGEST, standings, students=SMALL_GROUP, most=most)
    cells = _as_cells(rows, groups_on_file()) if rows else []
    return [(by_slice[cell.slice_id], Row(cell)) for cell in cells]


def cells_named(keys):
    """{primary key: PublishedCell} of these."""
    rows = _NAMED.rows(connection, keys=keys) if keys else []
    return {cell.pk: cell for cell in _as_cells(rows, groups_on_file())} if rows else {}


def _rows(statement, standings, **values):
    slices = sorted({one.slice for one in standings})
    publications = sorted({one.publication.pk for one in standings})
    return statement.rows(connection, slices=slices, publications=publications, **values)


def _as_cells(rows, groups):
    """Rows of a statement as cells, each with its group of these `Groups`."""
    found = []
    for row in rows:
        cell = PublishedCell.from_db(connection.alias, _NAMES, row)
        cell.group = groups.by_key[cell.group_id]
        found.append(cell)
    return found


def as_rows(standings, cells):
    """{slice: [Row]}."""
    since = {one.slice: one.withdrawn_on for one in standings}
    found = defaultdict(list)
    for cell in cells:
        day = since[cell.slice_id] if cell.status == CellStatus.WITHDRAWN else None
        found[cell.slice_id].append(Row(cell, day))
    return found


def split(rows):
    """(the row that counts everyone or None, all others)"""
    total = next((row for row in rows if row.is_total), None)
    return total, [row for row in rows if not row.is_total]


class Shares:
    """A composition in one line, by one way of dividing its students.

    `shown`: its rows with a share, by name. `hidden`: how many groups are not shown to protect
    students.
    """

    def __init__(self, rows):
        rows = _divided_one_way(rows)
        self.shown = in_order([row for row in rows if row.is_shown])
        self.hidden = sum(row.is_protected for row in rows)


def _divided_one_way(rows):
    """Those of the first of `SHARES_BY` of which anything is shown."""
    for code in SHARES_BY:
        found = [row for row in rows if row.group.dimension.code == code]
        if any(row.is_shown for row in found):
            return found
    return []
