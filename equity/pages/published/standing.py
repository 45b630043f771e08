"""What can be asked for: the slices that stand published, never a count of any of their cells.

A slice is on the list if the publication of its metric and cohort stands and holds cells of it.
Every choice of every form and every address comes from here: what is not listed is not answered.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection
from django.db.models import BooleanField, F, OuterRef, Subquery, Value
from django.utils.translation import gettext as _

from equity import cohorts
from equity.enums import MetricKind, PublicationState, Stage
from equity.models import Dimension, Metric, Publication, PublishedCell, Slice
from equity.pages.published.places import place_of
from equity.pages.published.standing_rows import PLACE_FIELDS, standing_rows
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

WINDOW = "-to-"


def standing_slices():
    """Slices whose publication stands; each row has `publication`."""
    return Slice.objects.filter(
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
    )


# --- Places -------------------------------------------------------------------------------------


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


def _with_figures(model, field):
    """Those that a slice with cells in its standing publication names in this column."""
    here = standing_slices().filter(**{field: OuterRef("pk")})
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
    return _with_figures(Pathway, "pathway").filter(status=EditingStatus.PUBLISHED)


@value_until_edited
def pathways_with_figures():
    """Published pathways that somebody has figures on, by title."""
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


# --- What is made up ----------------------------------------------------------------------------


def made_up_slices():
    """Slices of which some cohort stands published with made-up figures."""
    return Slice.objects.filter(
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
        metric__publications__release__is_synthetic=True,
    )


@value_until_edited
def made_up_keys():
    """{"organization", "pathway": primary keys of those that have made-up figures}; both empty
    where nothing that stands is made up."""
    slices = made_up_slices()
    return {
        field: set(slices.exclude(**{field: None}).values_list(f"{field}_id", flat=True).distinct())
        for field in ("organization", "pathway")
    }


@value_until_edited
def is_anything_made_up():
    """Whether any figure that stands published is made up."""
    made_up = Publication.objects.filter(
        state=PublicationState.STANDING, release__is_synthetic=True
    )
    return made_up.exists()


# --- What a place has ---------------------------------------------------------------------------

_OFFERED = {
    field: PlannedSql(
        f"offered_by_{field}",
        f"""
        SELECT one.pathway_id, one.metric_id, one.segment, one.is_synthetic
        FROM (
            SELECT slice.pathway_id, slice.metric_id, slice.segment,
                   bool_or(release.is_synthetic) AS is_synthetic,
                   array_agg(slice.id) AS slices, array_agg(publication.id) AS publications
            {STANDING}
            JOIN equity_release AS release ON release.id = publication.release_id
            WHERE slice.{field}_id = %(place)s
            GROUP BY slice.pathway_id, slice.metric_id, slice.segment
        ) AS one
        WHERE {ANY_HAS_CELLS}
        """,  # noqa: S608 - built from constants
    )
    for field in PLACE_FIELDS
}


@dataclass(frozen=True)
class Offer:
    """That a place has figures on a metric in a segment."""

    metric: int
    segment: str
    is_synthetic: bool


@value_until_edited
def offers(place):
    """{pathway, None for all together: every `Offer` of a place on it}"""
    found = {}
    for pathway, *offered in _OFFERED[place.field].rows(connection, place=place.pk):
        found.setdefault(pathway, []).append(Offer(*offered))
    return found


def key_of(cohort, span):
    """A cohort of so many years in addresses: 2022-23, or 2020-21-to-2022-23."""
    return cohort if span == 1 else f"{cohort}{WINDOW}{cohorts.last_year(cohort, span)}"


@dataclass(frozen=True)
class Standing:
    """A slice that can be asked for, with what it was published with.

    `place`: the column of `Slice` that holds whose it is, and the row there. `withdrawn_on`: the
    day its figures were last taken back.
    """

    slice: int
    cohort: str
    span: int
    segment: str
    pathway: int | None
    place: tuple
    publication: Publication
    withdrawn_on: date | None = None

    @property
    def key(self):
        """The cohort in addresses: 2022-23, or 2020-21-to-2022-23."""
        return key_of(self.cohort, self.span)

    @property
    def last_year(self):
        return cohorts.last_year(self.cohort, self.span)

    @property
    def metric(self):
        return self.publication.metric

    @property
    def release(self):
        return self.publication.release

    @property
    def is_synthetic(self):
        return self.release.is_synthetic

    @property
    def is_sum(self):
        """Whether its students are added up over organizations (method, section 4)."""
        return self.place[0] == "region" and self.publication.region_is_sum

    @property
    def is_rate(self):
        return self.metric.kind == MetricKind.RATE

    @cached_property
    def is_complete(self):
        return cohorts.is_complete(self.last_year, self.metric.follow_up_years)


def releases_of(standings):
    """The releases that these came with, each once, in their order."""
    return list({one.release.pk: one.release for one in standings}.values())


def cohort_words(standing):
    """ "2022-23", "2020-21 to 2022-23", and whether its years of follow-up have passed."""
    words = cohorts.words(standing.cohort, standing.last_year)
    if standing.is_complete:
        return words
    return _("%(cohort)s, not complete") % {"cohort": words}


def standing_of(place, *, pathway, metric=None, segment=None):
    """`Standing`s of a place and pathway (a primary key, None for all), newest cohort first."""
    found = standings_at([place], pathway=pathway, metrics=None if metric is None else [metric])
    return [one for one in found if segment is None or one.segment == segment]


def standings_at(several, *, pathway, metrics=None):
    """`Standing`s of places; those of a region, a county and organizations each newest first.

    `metrics`: primary keys, None for every one. One query for each kind of place.
    """
    found, publications = [], standing_publications()
    for field in PLACE_FIELDS:
        keys = [one.pk for one in several if one.field == field]
        rows = standing_rows(field, keys, pathway=pathway, metrics=metrics) if keys else []
        found += [Standing(*row[:5], (field, row[5]), publications[row[6]], row[7]) for row in rows]
    return found


@value_until_edited
def standing_publications():
    """{primary key: Publication} with its release and metric."""
    rows = Publication.objects.filter(state=PublicationState.STANDING)
    return rows.select_related("release", "metric").in_bulk()


def newest_complete(standings):
    """The first that is complete, else the first, else None; they come newest first."""
    return next((one for one in standings if one.is_complete), next(iter(standings), None))


def newest_of_each(standings):
    """The newest complete `Standing` of each metric and segment, in the order of the way."""
    found = {}
    for one in standings:
        found.setdefault((one.metric.pk, one.segment), []).append(one)
    stages = list(Stage)
    newest = [newest_complete(rows) for rows in found.values()]
    return sorted(
        newest, key=lambda one: (stages.index(one.metric.stage), one.metric.order, one.segment)
    )
