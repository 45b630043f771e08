"""What can be asked for: the slices that stand published, never a count of any of their cells.

A slice is on the list if the publication of its metric and cohort stands and holds cells of it.
Every choice of every form and every address comes from here: what is not listed is not answered.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from equity import cohorts
from equity.enums import MetricKind, PublicationState, Stage
from equity.models import Metric, Publication, PublishedCell, Slice
from equity.pages.published.places import place_of
from partners.kept_values import value_until_edited
from partners.models import County, Organization, Region
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from pathways_portal.common.written_once import written_once
from programs.models import Pathway

WINDOW = "-to-"
PLACE_FIELDS = ("region", "county", "organization")


def standing_slices():
    """Slices whose publication stands; each row has `publication`."""
    return Slice.objects.filter(
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
    )


def has_cells(publication):
    """That a slice has cells in the publication: a draft may have brought slices of its own."""
    return Exists(PublishedCell.objects.filter(slice=OuterRef("pk"), publication=publication))


# --- Places -------------------------------------------------------------------------------------


@value_until_edited
def places():
    """All `Place`s with figures: regions, counties, then organizations by name."""
    found = [*_regions(), *_counties(), *_organizations()]
    return tuple(place_of(row) for row in found)


@value_until_edited
def places_by_key():
    """{name in addresses: Place} of all `places`."""
    return {one.key: one for one in places()}


def _with_figures(model, field):
    here = Slice.objects.filter(
        **{field: OuterRef("pk")},
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
    )
    return model.objects.filter(Exists(here))


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
def metrics_on_file():
    """{primary key: Metric} of all that can be measured."""
    return Metric.objects.in_bulk()


@written_once
def organizations_on(pathway):
    """Open organizations that have figures on a pathway (primary key), by name."""
    here = Slice.objects.filter(
        organization=OuterRef("pk"),
        pathway=pathway,
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
    )
    return Organization.objects.open().filter(Exists(here)).order_by("name", "pk")


# --- What a place has ---------------------------------------------------------------------------

_OFFERED = {
    field: PlannedSql(
        f"offered_by_{field}",
        f"""
        SELECT slice.pathway_id, slice.metric_id, slice.segment,
               bool_or(release.is_synthetic), max(slice.cohort)
        FROM equity_slice AS slice
        JOIN equity_publication AS publication
          ON publication.metric_id = slice.metric_id AND publication.cohort = slice.cohort
         AND publication.state = 'standing'
        JOIN equity_release AS release ON release.id = publication.release_id
        WHERE slice.{field}_id = %(place)s
        GROUP BY slice.pathway_id, slice.metric_id, slice.segment
        """,  # noqa: S608 - built from constants
    )
    for field in PLACE_FIELDS
}


@dataclass(frozen=True)
class Offer:
    """That a place has figures on a metric, for a pathway (None for all) in a segment."""

    pathway: int | None
    metric: int
    segment: str
    is_synthetic: bool
    newest: str


@value_until_edited
def offers(place):
    """Every `Offer` of a place."""
    rows = _OFFERED[place.field].rows(connection, place=place.pk)
    return tuple(Offer(*row) for row in rows)


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
        if self.span == 1:
            return self.cohort
        return f"{self.cohort}{WINDOW}{self.last_year}"

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
    def is_rate(self):
        return self.metric.kind == MetricKind.RATE

    @cached_property
    def is_complete(self):
        return cohorts.is_complete(self.last_year, self.metric.follow_up_years)


def cohort_words(standing):
    """ "2022-23", "2020-21 to 2022-23", and whether its years of follow-up have passed."""
    words = cohorts.words(standing.cohort, standing.last_year)
    if standing.is_complete:
        return words
    return _("%(cohort)s, not complete") % {"cohort": words}


def standing_of(place, *, pathway, metric=None, segment=None):
    """`Standing`s of a place and pathway (a primary key, None for all), newest cohort first."""
    rows = standing_slices().filter(**{place.field: place.pk}, pathway=pathway)
    if metric is not None:
        rows = rows.filter(metric=metric)
    if segment is not None:
        rows = rows.filter(segment=segment)
    return with_publications(rows)


def with_publications(rows):
    """`Standing`s of a queryset of standing slices that hold cells."""
    rows = (
        rows.annotate(publication=F("metric__publications__pk"))
        .filter(has_cells(OuterRef("publication")))
        .order_by("-cohort", "-span", "pk")
        .values_list(
            "pk",
            "cohort",
            "span",
            "segment",
            "pathway",
            *PLACE_FIELDS,
            "publication",
            "withdrawn_on",
        )
    )
    found, publications = list(rows), standing_publications()
    return [Standing(*row[:5], _whose(row[5:8]), publications[row[8]], row[9]) for row in found]


@value_until_edited
def standing_publications():
    """{primary key: Publication} with its release and metric."""
    rows = Publication.objects.filter(state=PublicationState.STANDING)
    return rows.select_related("release", "metric").in_bulk()


def _whose(keys):
    return next((field, key) for field, key in zip(PLACE_FIELDS, keys, strict=True) if key)


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
