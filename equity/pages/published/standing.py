"""What can be asked for: the slices that stand published, never a count of any of their cells.

A slice is on the list if the publication of its metric and cohort stands and holds cells of it.
Every choice of every form and every address comes from here and from `on_file`: what is not listed
is not answered.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from equity import cohorts
from equity.enums import MetricKind, PublicationState, Stage
from equity.models import Publication, Slice
from equity.pages.published.standing_rows import PLACE_FIELDS, standing_rows
from equity.pages.published.standing_sql import ANY_HAS_CELLS, STANDING
from partners.kept_values import value_until_edited
from pathways_portal.common.prepared import PlannedSql

WINDOW = "-to-"


# --- Slices -------------------------------------------------------------------------------------


def standing_slices():
    """Slices whose publication stands; each row has `publication`."""
    return Slice.objects.filter(
        metric__publications__state=PublicationState.STANDING,
        metric__publications__cohort=F("cohort"),
    )


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
