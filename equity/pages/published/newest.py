"""Of each measure of a place its newest complete cohort: whether it is divided, and shows groups.

What a page opens with, offers and links to comes from here: a table that exists, and of several one
that shows something. Never a count of any cell.
"""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from equity.enums import MetricKind, Stage
from equity.models import ALL
from equity.pages.published.cells import usual_dimension
from equity.pages.published.groups import groups_on_file
from equity.pages.published.standing import places
from equity.pages.published.standing_rows import PLACE_FIELDS
from partners.kept_values import value_until_edited
from pathways_portal.common import academic_year
from pathways_portal.common.prepared import PlannedSql

# Who completes, or who came furthest where completion is not on file.
FURTHEST = (Stage.COMPLETES, Stage.TRANSFERS, Stage.TRANSITION, Stage.MOMENTUM)


def _statement(name, field, where):
    """The newest complete cohort of each place, pathway, measure and segment, else the newest; the
    groups it has cells of, and those of which a rate or a range is shown.
    """
    return PlannedSql(
        f"newest_{name}_of_{field}",
        f"""
        WITH newest AS MATERIALIZED (
            SELECT DISTINCT ON (slice.{field}_id, slice.pathway_id, slice.metric_id, slice.segment)
                   slice.{field}_id AS place, slice.pathway_id, slice.metric_id, slice.segment,
                   slice.id AS slice, publication.id AS publication,
                   left(slice.cohort, 4)::int + slice.span + metric.follow_up_years <= %(year)s
                   AS is_complete, metric.stage, metric.kind
            FROM equity_slice AS slice
            JOIN equity_publication AS publication
              ON publication.metric_id = slice.metric_id AND publication.cohort = slice.cohort
             AND publication.state = 'standing'
            JOIN equity_metric AS metric ON metric.id = slice.metric_id
            WHERE {where} AND EXISTS (
                SELECT FROM equity_publishedcell AS cell
                WHERE cell.slice_id = slice.id AND cell.publication_id = publication.id
            )
            ORDER BY 1, 2, 3, 4, is_complete DESC, slice.cohort DESC, slice.span DESC, slice.id
        )
        SELECT newest.place, newest.pathway_id, newest.metric_id, newest.segment,
               newest.is_complete, newest.stage, newest.kind,
               coalesce(found.used, '{{}}'), coalesce(found.shown, '{{}}')
        FROM newest CROSS JOIN LATERAL (
            SELECT array_agg(cell.group_id) AS used,
                   array_agg(cell.group_id) FILTER (
                       WHERE cell.status = 'shown' OR cell.status = 'banded'
                         AND cell.rate_text <> '' AND (coalesce(cell.low, 0) > 0
                             OR coalesce(cell.high, cell.n) < cell.n)
                   ) AS shown
            FROM equity_publishedcell AS cell
            WHERE cell.slice_id = newest.slice AND cell.publication_id = newest.publication
        ) AS found
        """,  # noqa: S608 - built from constants
    )


_AT = {
    field: _statement("at_places", field, f"slice.{field}_id = ANY (%(places)s)")
    for field in PLACE_FIELDS
}
_HERE = {
    (field, is_one): _statement(
        "here_on_a_pathway" if is_one else "here_on_all",
        field,
        f"slice.{field}_id = %(place)s AND slice.pathway_id "
        + ("= %(pathway)s" if is_one else "IS NULL"),
    )
    for field in PLACE_FIELDS
    for is_one in (False, True)
}
_ON = {
    field: _statement(
        "on_a_pathway", field, f"slice.{field}_id IS NOT NULL AND slice.pathway_id = %(pathway)s"
    )
    for field in PLACE_FIELDS
}
_OF = {
    field: _statement(
        "of_a_metric", field, f"slice.{field}_id IS NOT NULL AND slice.metric_id = %(metric)s"
    )
    for field in PLACE_FIELDS
}


@dataclass(frozen=True)
class Newest:
    """The newest complete cohort of a measure, else the newest (primary keys).

    `is_divided`: whether it has groups; `tells`: whether any of the way it is divided that comes
    unasked is shown.
    """

    place: int
    pathway: int | None
    metric: int
    segment: str
    is_complete: bool
    stage: str
    kind: str
    is_divided: bool
    tells: bool

    @property
    def is_trend(self):
        """Whether the trend has something to show of it."""
        return self.is_complete and self.is_divided

    @property
    def is_way(self):
        """Whether it says who enters, or who completes, by group."""
        if self.stage == Stage.ENTERS:
            return self.is_divided and self.kind == MetricKind.RATE
        of_shares = self.kind in (MetricKind.RATE, MetricKind.COMPOSITION)
        return self.is_divided and of_shares and self.stage in FURTHEST


def _this_year():
    """What is complete depends on it, so it is a part of what is kept."""
    return int(academic_year.on(timezone.localdate())[:4])


def _asked(statement, year, **values):
    groups = groups_on_file()
    return [_newest(groups, *row) for row in statement.rows(connection, year=year, **values)]


def _newest(groups, place, pathway, metric, segment, is_complete, stage, kind, used, shown):
    named = [groups.by_key[key] for key in used]
    keys = {one.dimension_id for one in named if one.dimension.code != ALL}
    usual = usual_dimension([one for one in groups.dimensions if one.pk in keys])
    tells = bool(usual) and any(groups.by_key[key].dimension_id == usual.pk for key in shown)
    return Newest(place, pathway, metric, segment, is_complete, stage, kind, bool(keys), tells)


def newest_at(place):
    """Every `Newest` of a `Place`."""
    return _newest_at(place, _this_year())


def newest_on(place, pathway):
    """Every `Newest` of a `Place` on a pathway (a primary key, None for all together)."""
    return _newest_on(place, pathway, _this_year())


def telling_place(pathway, metric):
    """The first of `places` that shows groups on a pathway and a metric (primary keys, of which
    one may be None); None where no place does.
    """
    return _telling_place(pathway, metric, _this_year())


@value_until_edited
def _newest_at(place, year):
    return tuple(_asked(_AT[place.field], year, places=[place.pk]))


@value_until_edited
def _newest_on(place, pathway, year):
    if pathway is None:
        return tuple(_asked(_HERE[place.field, False], year, place=place.pk))
    return tuple(_asked(_HERE[place.field, True], year, place=place.pk, pathway=pathway))


@value_until_edited
def _newest_of(several, year):
    """{(field, primary key): every `Newest`} of some `Place`s. One query for each kind."""
    found = {}
    for field in PLACE_FIELDS:
        keys = [one.pk for one in several if one.field == field]
        for one in _asked(_AT[field], year, places=keys) if keys else ():
            found.setdefault((field, one.place), []).append(one)
    return found


def places_that(several, has):
    """Those of some `Place`s (a tuple) that have a `Newest` that `has` is true of."""
    found = _newest_of(several, _this_year())
    return [one for one in several if any(map(has, found.get((one.field, one.pk), ())))]


@value_until_edited
def _telling_place(pathway, metric, year):
    for field in PLACE_FIELDS:
        if pathway is not None:
            rows = _asked(_ON[field], year, pathway=pathway)
        else:
            rows = _asked(_OF[field], year, metric=metric)
        keys = {one.place for one in rows if one.tells and metric in (None, one.metric)}
        found = (one for one in places() if one.field == field and one.pk in keys)
        if first := next(found, None):
            return first
    return None
