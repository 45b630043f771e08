"""What there are figures on: places, pathways, measures, ways to split and segments, as lists.

Only what stands published, never a count of any cell. Each is read once and kept until an edit.
"""

from django.db import connection
from django.db.models import BooleanField, F, OuterRef, Q, Subquery, Value

from equity.models import Dimension, Metric, PublishedCell
from equity.pages.published.places import place_of
from equity.pages.published.standing import standing_slices
from equity.pages.published.standing_rows import PLACE_FIELDS
from equity.pages.published.standing_sql import (
    ANY_HAS_CELLS,
    HAS_CELLS,
    ON_PUBLIC_PATHWAY,
    STANDING,
)
from partners.enums import Segment
from partners.kept_values import value_until_edited
from partners.models import County, Organization, Region
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from pathways_portal.common.written_once import written_once
from programs.models import Pathway


@value_until_edited
def places():
    """All `Place`s with figures: regions, counties, then organizations by name."""
    found = [*_regions(), *_counties(), *_organizations()]
    return tuple(place_of(row) for row in found)


@value_until_edited
def organizations_by_name():
    """{primary key: (where its name stands among all, Place)} of organizations with figures."""
    found = sorted((one for one in places() if one.has_page), key=lambda one: one.name.casefold())
    return {one.pk: (at, one) for at, one in enumerate(found)}


_FIRST_WITH = {
    (field, of_metric, on_pathway): PlannedSql(
        f"first_{field}_with_figures" + "_of_a_metric" * of_metric + "_on_a_pathway" * on_pathway,
        f"""
        SELECT asked.place
        FROM unnest(%(places)s::bigint[]) WITH ORDINALITY AS asked (place, at)
        WHERE (
            SELECT TRUE {STANDING}
            WHERE slice.{field}_id = asked.place
              {"AND slice.metric_id = %(metric)s" if of_metric else ""}
              AND {"slice.pathway_id = %(pathway)s" if on_pathway else ON_PUBLIC_PATHWAY}
              AND {HAS_CELLS}
            LIMIT 1
        )
        ORDER BY asked.at LIMIT 1
        """,  # noqa: S608 - built from constants
    )
    for field in PLACE_FIELDS
    for of_metric in (False, True)
    for on_pathway in (False, True)
}


@value_until_edited
def first_place_with(metric, pathway):
    """The first of `places` with figures on a metric and a pathway (primary keys, None for any), or
    None.
    """
    several = places() if pathway is None else places_on(pathway)
    for field in PLACE_FIELDS:
        here = {one.pk: one for one in several if one.field == field}
        statement = _FIRST_WITH[field, metric is not None, pathway is not None]
        values = {"places": list(here), "metric": metric, "pathway": pathway}
        for (key,) in statement.rows(connection, **values) if here else ():
            return here[key]
    return None


def _one_of(rows):
    """Whether there is any row, as a value: PostgreSQL looks for one, and joins nothing for all."""
    return Subquery(rows.values_list(Value(True, output_field=BooleanField()))[:1])


def _with_figures(model, field, of=None):
    """Those that a slice with cells in its standing publication names in this column; `of`: what
    else the slice must be."""
    here = standing_slices().filter(of or Q(), **{field: OuterRef("pk")})
    here = here.annotate(publication=F("metric__publications__pk"))
    # A draft may have brought slices of its own.
    cells = PublishedCell.objects.filter(slice=OuterRef("pk"), publication=OuterRef("publication"))
    return model.objects.filter(_one_of(here.filter(_one_of(cells))))


@written_once
def _regions():
    return _with_figures(Region, "region").order_by("name", "pk")


@written_once
def _counties():
    return _with_figures(County, "county").order_by("name", "pk")


@written_once
def _organizations():
    open_ones = Organization.objects.open().values("pk")
    return (
        _with_figures(Organization, "organization")
        .filter(pk__in=open_ones)
        .only("pk", "slug", "name")
        .order_by("name", "pk")
    )


@written_once
def _pathways():
    # What only a closed school has on file is on no page.
    public = Q(organization=None) | Q(organization__in=Organization.objects.open().values("pk"))
    return _with_figures(Pathway, "pathway", public).filter(status=EditingStatus.PUBLISHED)


@value_until_edited
def pathways_with_figures():
    """Published pathways that a public place has figures on, by title."""
    return tuple(sorted(_pathways(), key=lambda one: one.local_title.casefold()))


@value_until_edited
def pathway_titles():
    """{primary key: (name in addresses, title)} of `pathways_with_figures`, in their order."""
    return {one.pk: (one.slug, one.local_title) for one in pathways_with_figures()}


@value_until_edited
def metrics_on_file():
    """{primary key: Metric} of all that can be measured."""
    return Metric.objects.in_bulk()


@value_until_edited
def dimensions_by_code():
    """{code: Dimension} of all on file."""
    return {one.code: one for one in Dimension.objects.all()}


_SEGMENTS = PlannedSql(
    "standing_segments",
    f"""
    SELECT asked.segment FROM unnest(%(segments)s::text[]) AS asked (segment)
    WHERE (SELECT TRUE {STANDING} WHERE slice.segment = asked.segment AND {HAS_CELLS} LIMIT 1)
    """,  # noqa: S608 - built from constants
)


@value_until_edited
def segments_on_file():
    """The segments that anything stands published of."""
    asked = [one.value for one in Segment]
    return tuple(Segment(found) for (found,) in _SEGMENTS.rows(connection, segments=asked))


_ON_PATHWAY = PlannedSql(
    "places_on_pathway",
    f"""
    SELECT one.region_id, one.county_id, one.organization_id
    FROM (
        SELECT slice.region_id, slice.county_id, slice.organization_id,
               array_agg(slice.id) AS slices, array_agg(publication.id) AS publications
        {STANDING}
        WHERE slice.pathway_id = %(pathway)s
        GROUP BY slice.region_id, slice.county_id, slice.organization_id
    ) AS one
    WHERE {ANY_HAS_CELLS}
    """,  # noqa: S608 - built from constants
)


@value_until_edited
def places_on(pathway):
    """The `Place`s that have figures on a pathway (a primary key), in their order."""
    rows = _ON_PATHWAY.rows(connection, pathway=pathway)
    keys = {(field, key) for row in rows for field, key in zip(PLACE_FIELDS, row, strict=True)}
    return tuple(one for one in places() if (one.field, one.pk) in keys)


def organizations_on(pathway):
    """Those of `places_on` that are organizations, by name."""
    return [one for one in places_on(pathway) if one.has_page]
