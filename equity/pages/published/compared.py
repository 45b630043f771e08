"""Which organizations a comparison lists, by name: a state has thousands, a page prints some."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from equity.pages.published.cells import cells_named
from equity.pages.published.on_file import organizations_by_name
from equity.pages.published.places import Place
from equity.pages.published.rows import Row
from equity.pages.published.standing_sql import says_something
from pathways_portal.common.prepared import PlannedSql


class Compared(NamedTuple):
    """An organization and its published cell (a primary key); whether that says anything, its rate
    and its students where they are shown, and the day the figures there were last taken back.
    """

    says_nothing: bool
    at: int  # where its name stands among all
    place: Place
    cell: int
    rate: object
    students: int | None
    withdrawn_on: date | None


def _listed(name, pathway):
    """The statement `name`, of what is on a pathway or on none."""
    return PlannedSql(
        name,
        f"""
        SELECT slice.organization_id, cell.id,
               NOT {says_something("cell")},
               CASE WHEN cell.status = 'shown' THEN cell.rate END, cell.n, slice.withdrawn_on
        FROM equity_slice AS slice
        JOIN equity_publishedcell AS cell
          ON cell.slice_id = slice.id AND cell.publication_id = %(publication)s
         AND cell.group_id = %(group)s
        WHERE slice.metric_id = %(metric)s AND slice.cohort = %(cohort)s
          AND slice.span = %(span)s AND slice.segment = %(segment)s AND {pathway}
          AND slice.organization_id IS NOT NULL
        """,  # noqa: S608 - built from constants
    )


_ON_ALL = _listed("compared_on_all_pathways", "slice.pathway_id IS NULL")
_ON_ONE = _listed("compared_on_a_pathway", "slice.pathway_id = %(pathway)s")


def compared(standing, group):
    """A `Compared` of each organization with the measure, pathway, segment and cohort of a
    `Standing`, by name, those that say nothing last. `group`: a primary key.
    """
    of = {
        "publication": standing.publication.pk,
        "group": group,
        "metric": standing.metric.pk,
        "cohort": standing.cohort,
        "span": standing.span,
        "segment": standing.segment,
    }
    if standing.pathway is None:
        rows = _ON_ALL.rows(connection, **of)
    else:
        rows = _ON_ONE.rows(connection, **of, pathway=standing.pathway)
    known = organizations_by_name()  # those that are closed or not public are not among them
    return sorted(
        Compared(says_nothing, *known[key], cell, rate, students, withdrawn_on)
        for key, cell, says_nothing, rate, students, withdrawn_on in rows
        if key in known
    )


def rows_of(several):
    """[(Place, Row)] of these `Compared`."""
    cells = cells_named([one.cell for one in several])
    return [(one.place, Row(cells[one.cell], one.withdrawn_on)) for one in several]
