"""What a comparison of organizations can be asked for, and how many places each choice has.

Of organizations only: a region's or a county's figures have no others of their kind beside them.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from equity.enums import CellStatus
from equity.models import Group, PublishedCell
from equity.pages.published.standing import Standing, standing_publications
from partners.kept_values import value_until_edited
from partners.querysets import public_organization_sql
from pathways_portal.common.prepared import PlannedSql

# The groups that these many places are divided into are all there are.
SLICES_ASKED = 50

_STANDING = f"""
    FROM equity_slice AS slice
    JOIN equity_publication AS publication
      ON publication.metric_id = slice.metric_id AND publication.cohort = slice.cohort
     AND publication.state = 'standing'
    JOIN partners_organization AS organization ON organization.id = slice.organization_id
    WHERE {public_organization_sql("organization")}
      AND EXISTS (
          SELECT FROM equity_publishedcell AS cell
          WHERE cell.slice_id = slice.id AND cell.publication_id = publication.id
      )
"""

_CHOICES = PlannedSql(
    "comparable",
    f"""
    SELECT slice.pathway_id, slice.metric_id, slice.segment, count(DISTINCT organization.id)
    {_STANDING}
    GROUP BY slice.pathway_id, slice.metric_id, slice.segment
    """,
)


def _cohorts_of(name, pathway):
    return PlannedSql(
        name,
        f"""
        SELECT slice.cohort, slice.span, publication.id, count(*),
               (array_agg(slice.id ORDER BY slice.id))[1:{SLICES_ASKED}],
               min(organization.id)
        {_STANDING}
          AND slice.metric_id = %(metric)s AND slice.segment = %(segment)s AND {pathway}
        GROUP BY slice.cohort, slice.span, publication.id
        ORDER BY slice.cohort DESC, slice.span DESC
        """,
    )


_ON_ALL = _cohorts_of("cohorts_compared_on_all_pathways", "slice.pathway_id IS NULL")
_ON_ONE = _cohorts_of("cohorts_compared_on_a_pathway", "slice.pathway_id = %(pathway)s")


@dataclass(frozen=True)
class Choice:
    """A measure of a pathway (None for all) in a segment, and how many organizations have it."""

    pathway: int | None
    metric: int
    segment: str
    places: int


@value_until_edited
def choices():
    """Every `Choice`, those that most organizations have first."""
    found = [Choice(*row) for row in _CHOICES.rows(connection)]
    return tuple(sorted(found, key=lambda one: (-one.places, one.metric, one.pathway or 0)))


@dataclass(frozen=True)
class Cohort:
    """A cohort of a choice: a `Standing` of one of its places, how many there are, some slices."""

    standing: Standing
    places: int
    slices: tuple


@value_until_edited
def cohorts(metric, pathway, segment):
    """Every `Cohort` of a choice (primary keys), the newest first."""
    of = {"metric": metric, "segment": segment}
    if pathway is None:
        rows = _ON_ALL.rows(connection, **of)
    else:
        rows = _ON_ONE.rows(connection, **of, pathway=pathway)
    publications = standing_publications()
    return tuple(
        Cohort(
            Standing(
                slices[0], cohort, span, segment, pathway, ("organization", organization),
                publications[publication],
            ),
            places,
            tuple(slices),
        )
        for cohort, span, publication, places, slices, organization in rows
    )  # fmt: skip


@value_until_edited
def groups(slices, publication):
    """[(Group, in how many of the slices it has a rate)] in the order of lists."""
    found = (
        PublishedCell.objects.filter(slice__in=slices, publication=publication)
        .values("group")
        .annotate(shown=Count("pk", filter=Q(status=CellStatus.SHOWN)))
        .values_list("group", "shown")
    )
    shown = dict(found)
    rows = Group.objects.filter(pk__in=shown).select_related("dimension")
    order = sorted(rows, key=lambda one: (one.dimension.order, one.dimension.label, one.order))
    return tuple((one, shown[one.pk]) for one in order)
