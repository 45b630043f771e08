"""Which organizations a comparison lists, by name: a state has thousands, a page prints some."""

from typing import NamedTuple

from django.db import connection

from equity.models import PublishedCell
from equity.pages.published.places import Place
from equity.pages.published.rows import Row
from partners.querysets import public_organization_sql
from pathways_portal.common.prepared import PlannedSql
from pathways_portal.common.written_once import written_once


class Compared(NamedTuple):
    """An organization and its published cell (a primary key); whether that says anything, and its
    rate where one is shown."""

    pk: int
    slug: str
    name: str
    cell: int
    says_nothing: bool
    rate: object

    @property
    def place(self):
        return Place("organization", self.pk, self.slug, self.name, has_page=True)


def _listed(name, pathway):
    """What says nothing is no rate, and no range that leaves any rate out; it comes last."""
    return PlannedSql(
        name,
        f"""
        SELECT organization.id, organization.slug, organization.name, cell.id,
               NOT (cell.status = 'shown' OR cell.status = 'banded' AND cell.rate_text <> '' AND
                    (coalesce(cell.low, 0) > 0 OR coalesce(cell.high, cell.n) < cell.n)),
               CASE WHEN cell.status = 'shown' THEN cell.rate END
        FROM equity_slice AS slice
        JOIN equity_publishedcell AS cell
          ON cell.slice_id = slice.id AND cell.publication_id = %(publication)s
         AND cell.group_id = %(group)s
        JOIN partners_organization AS organization ON organization.id = slice.organization_id
        WHERE slice.metric_id = %(metric)s AND slice.cohort = %(cohort)s
          AND slice.span = %(span)s AND slice.segment = %(segment)s AND {pathway}
          AND {public_organization_sql("organization")}
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
    return sorted(
        map(Compared._make, rows), key=lambda one: (one.says_nothing, one.name.casefold())
    )


@written_once
def _cells(pks):
    return PublishedCell.objects.filter(pk__in=pks).select_related("group__dimension", "slice")


def rows_of(several, standing):
    """[(Place, Row)] of these `Compared`."""
    cells = {cell.pk: cell for cell in _cells([one.cell for one in several])} if several else {}
    return [
        (one.place, Row(cells[one.cell], cells[one.cell].slice.withdrawn_on)) for one in several
    ]
