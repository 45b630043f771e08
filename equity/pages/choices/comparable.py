"""What a comparison of organizations can be asked for, and how many places each choice has.

Of organizations only: a region's or a county's figures have no others of their kind beside them.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from equity.enums import CellStatus
from equity.models import Group, PublishedCell
from equity.pages.published.on_file import pathways_with_figures
from equity.pages.published.standing import Standing, standing_publications
from equity.pages.published.standing_sql import ANY_HAS_CELLS, ON_PUBLIC_PATHWAY, STANDING
from partners.kept_values import value_until_edited
from partners.querysets import public_organization_sql
from pathways_portal.common.prepared import PlannedSql

# The groups that these many places are divided into are all there are.
SLICES_ASKED = 50

_OF_ORGANIZATIONS = f"""
    {STANDING}
    JOIN partners_organization AS organization ON organization.id = slice.organization_id
    WHERE {public_organization_sql("organization")}
"""
_STANDING = f"""
    {_OF_ORGANIZATIONS}
      AND EXISTS (
          SELECT FROM equity_publishedcell AS cell
          WHERE cell.slice_id = slice.id AND cell.publication_id = publication.id
      )
"""

# Of each metric, whether any one organization has it: all slices need not be gone through.
_METRICS = PlannedSql(
    "metrics_compared",
    f"""
    SELECT metric.id FROM equity_metric AS metric
    WHERE (SELECT TRUE {_STANDING} AND slice.metric_id = metric.id AND {ON_PUBLIC_PATHWAY} LIMIT 1)
    """,  # noqa: S608 - built from constants
)


# The same of each pathway.
_PATHWAYS = PlannedSql(
    "pathways_compared",
    f"""
    SELECT asked.pathway FROM unnest(%(pathways)s::bigint[]) AS asked (pathway)
    WHERE (SELECT TRUE {_STANDING} AND slice.pathway_id = asked.pathway LIMIT 1)
    """,  # noqa: S608 - built from constants
)


def _any_on(name, pathway):
    return PlannedSql(
        name,
        f"SELECT TRUE {_STANDING} AND slice.metric_id = %(metric)s AND {pathway} LIMIT 1",
    )


_ANY_ON_ALL = _any_on("any_compared_on_all_pathways", "slice.pathway_id IS NULL")
_ANY_ON_ONE = _any_on("any_compared_on_a_pathway", "slice.pathway_id = %(pathway)s")


def _choices_of(name, metric):
    """Organizations are counted once each, and a cell is sought in their slices until there is one:
    of ten million cells, to ask whether each slice has any takes seconds.
    """
    return PlannedSql(
        name,
        f"""
        SELECT one.pathway_id, one.metric_id, one.segment, count(*)
        FROM (
            SELECT slice.pathway_id, slice.metric_id, slice.segment,
                   array_agg(slice.id) AS slices, array_agg(publication.id) AS publications
            {_OF_ORGANIZATIONS} AND {metric}
            GROUP BY slice.pathway_id, slice.metric_id, slice.segment, organization.id
        ) AS one
        WHERE {ANY_HAS_CELLS}
        GROUP BY one.pathway_id, one.metric_id, one.segment
        """,  # noqa: S608 - built from constants
    )


_CHOICES = _choices_of("comparable", "TRUE")
_OF_METRIC = _choices_of("comparable_of_metric", "slice.metric_id = %(metric)s")


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
def metrics():
    """The metrics (primary keys) that any organization has figures on."""
    return frozenset(key for (key,) in _METRICS.rows(connection))


@value_until_edited
def pathways():
    """The published pathways (primary keys) that any organization has figures on."""
    asked = [one.pk for one in pathways_with_figures()]
    found = _PATHWAYS.rows(connection, pathways=asked) if asked else ()
    return frozenset(key for (key,) in found)


@value_until_edited
def is_compared(metric, pathway):
    """Whether any organization has figures on a metric and a pathway (primary keys, None for all
    pathways together).
    """
    if pathway is None:
        return bool(_ANY_ON_ALL.rows(connection, metric=metric))
    return bool(_ANY_ON_ONE.rows(connection, metric=metric, pathway=pathway))


@value_until_edited
def choices(metric):
    """Every `Choice` of a metric (a primary key, None for all of them), those that most
    organizations have first.
    """
    rows = (
        _CHOICES.rows(connection) if metric is None else _OF_METRIC.rows(connection, metric=metric)
    )
    public = {None, *(one.pk for one in pathways_with_figures())}
    found = [one for one in (Choice(*row) for row in rows) if one.pathway in public]
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
