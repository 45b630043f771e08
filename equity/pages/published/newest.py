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
from equity.pages.published.standing import places, places_on
from equity.pages.published.standing_rows import PLACE_FIELDS
from equity.pages.published.standing_sql import (
    IS_COMPLETE,
    ON_PUBLIC_PATHWAY,
    STANDING,
    says_something,
)
from partners.kept_values import value_until_edited
from pathways_portal.common import academic_year
from pathways_portal.common.prepared import PlannedSql

# Who completes, or who came furthest where completion is not on file.
FURTHEST = (Stage.COMPLETES, Stage.TRANSFERS, Stage.TRANSITION, Stage.MOMENTUM)
_OF_SHARES = (MetricKind.RATE, MetricKind.COMPOSITION)

_ON = {
    "all": "slice.pathway_id IS NULL",
    "one": "slice.pathway_id = %(pathway)s",
    "any": f"slice.pathway_id IS NOT NULL AND {ON_PUBLIC_PATHWAY}",
}


def _newest_sql(field, where):
    """FROM the newest complete cohort, else the newest, of each place, pathway, measure and segment
    that has cells: `one` says whose, `newest` which.

    Cohorts are ranked first: then a cell is sought in few slices of the many that there are.
    """
    order = "has_passed DESC, cohort DESC, span DESC, slice"
    return f"""
        FROM (
            SELECT place, pathway_id, metric_id, segment, stage, kind,
                   array_agg(slice ORDER BY {order}) AS slices,
                   array_agg(publication ORDER BY {order}) AS publications,
                   array_agg(has_passed ORDER BY {order}) AS passed
            FROM (
                SELECT slice.{field}_id AS place, slice.pathway_id, slice.metric_id, slice.segment,
                       metric.stage, metric.kind, slice.id AS slice, publication.id AS publication,
                       slice.cohort, slice.span, {IS_COMPLETE} AS has_passed
                {STANDING}
                JOIN equity_metric AS metric ON metric.id = slice.metric_id
                WHERE {where}
            ) AS standing
            GROUP BY place, pathway_id, metric_id, segment, stage, kind
        ) AS one
        CROSS JOIN LATERAL (
            SELECT ranked.slice, ranked.publication, ranked.is_complete
            FROM unnest(one.slices, one.publications, one.passed) WITH ORDINALITY
                 AS ranked (slice, publication, is_complete, at)
            WHERE (
                SELECT TRUE FROM equity_publishedcell AS cell
                WHERE cell.slice_id = ranked.slice AND cell.publication_id = ranked.publication
                LIMIT 1
            )
            ORDER BY ranked.at LIMIT 1
        ) AS newest
    """  # noqa: S608 - built from constants


def _statement(field, on, of_metric):
    """Of each `_newest_sql` of some places the groups it has cells of, and those of which a rate or
    a range is shown.
    """
    where = f"slice.{field}_id = ANY (%(places)s) AND {_ON[on]}"
    where += " AND slice.metric_id = %(metric)s" * of_metric
    return PlannedSql(
        f"newest_of_{field}_on_{on}" + "_of_a_metric" * of_metric,
        f"""
        SELECT one.place, one.pathway_id, one.metric_id, one.segment,
               newest.is_complete, one.stage, one.kind,
               coalesce(found.used, '{{}}'), coalesce(found.shown, '{{}}')
        {_newest_sql(field, where)}
        CROSS JOIN LATERAL (
            SELECT array_agg(cell.group_id) AS used,
                   array_agg(cell.group_id) FILTER (WHERE {says_something("cell")}) AS shown
            FROM equity_publishedcell AS cell
            WHERE cell.slice_id = newest.slice AND cell.publication_id = newest.publication
        ) AS found
        """,  # noqa: S608 - built from constants
    )


_NEWEST = {
    (field, on, of_metric): _statement(field, on, of_metric)
    for field in PLACE_FIELDS
    for on in _ON
    for of_metric in (False, True)
}


def _listed(values):
    return ", ".join(f"'{one}'" for one in values)


# What a page may have something to show of: as `Newest` says it, and in SQL. All is divided.
_PAGES = {
    "is_trend": "newest.is_complete",
    "is_way": f"""(
        one.stage = '{Stage.ENTERS}' AND one.kind = '{MetricKind.RATE}'
        OR one.stage IN ({_listed(FURTHEST)}) AND one.kind IN ({_listed(_OF_SHARES)})
    )""",
}


def _any_that(field, where, page):
    """Whether any `_newest_sql` is one of a page; no other is looked at once there is one."""
    return f"""(
        SELECT TRUE {_newest_sql(field, where)}
        WHERE {_PAGES[page]} AND (
            SELECT TRUE FROM equity_publishedcell AS cell
            WHERE cell.slice_id = newest.slice AND cell.publication_id = newest.publication
              AND cell.group_id <> %(everyone)s
            LIMIT 1
        )
        LIMIT 1
    )"""  # noqa: S608 - built from constants


_PLACES_THAT = {
    (field, page, on): PlannedSql(
        f"places_of_{field}_on_{on}_that_{page}",
        f"""
        SELECT asked.place FROM unnest(%(places)s::bigint[]) AS asked (place)
        WHERE {_any_that(field, f"slice.{field}_id = asked.place AND {_ON[on]}", page)}
        """,  # noqa: S608 - built from constants
    )
    for field in PLACE_FIELDS
    for page in _PAGES
    for on in ("all", "any")
}
_HERE = "slice.{field}_id = %(place)s AND slice.pathway_id = asked.pathway"
_PATHWAYS_THAT = {
    (field, page): PlannedSql(
        f"pathways_of_{field}_that_{page}",
        f"""
        SELECT asked.pathway FROM unnest(%(pathways)s::bigint[]) AS asked (pathway)
        WHERE {_any_that(field, _HERE.format(field=field), page)}
        """,  # noqa: S608 - built from constants
    )
    for field in PLACE_FIELDS
    for page in _PAGES
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
        return self.is_divided and self.kind in _OF_SHARES and self.stage in FURTHEST


def _this_year():
    """What is complete depends on it, so it is a part of what is kept."""
    return int(academic_year.on(timezone.localdate())[:4])


def _asked(field, on, year, *, places, pathway=None, metric=None):
    """Every `Newest` of places (primary keys) of a kind."""
    statement = _NEWEST[field, on, metric is not None]
    values = {"places": places, "pathway": pathway, "metric": metric, "year": year}
    rows = statement.rows(connection, **values)
    groups = groups_on_file() if rows else None
    return [_newest(groups, *row) for row in rows]


def _newest(groups, place, pathway, metric, segment, is_complete, stage, kind, used, shown):
    named = [groups.by_key[key] for key in used]
    keys = {one.dimension_id for one in named if one.dimension.code != ALL}
    usual = usual_dimension([one for one in groups.dimensions if one.pk in keys])
    tells = bool(usual) and any(groups.by_key[key].dimension_id == usual.pk for key in shown)
    return Newest(place, pathway, metric, segment, is_complete, stage, kind, bool(keys), tells)


def newest_on(place, pathway):
    """Every `Newest` of a `Place` on a pathway (a primary key, None for all together)."""
    return _newest_on(place, pathway, _this_year())


@value_until_edited
def _newest_on(place, pathway, year):
    on = "all" if pathway is None else "one"
    return tuple(_asked(place.field, on, year, places=[place.pk], pathway=pathway))


# --- Which have something to show on a page: is_trend, is_way ------------------------------------


def places_that(several, page):
    """Those of some `Place`s (a tuple) with something to show on a page ("is_trend", "is_way"): on
    all pathways together, or on any that is published.
    """
    found = _keys_that(several, page, _this_year())
    return [one for one in several if (one.field, one.pk) in found]


def first_that(several, page):
    """The first of some `Place`s with something to show on a page, or None. Looks in few first."""
    steps = (places_that(step, page) for step in _steps(several))
    return next((found[0] for found in steps if found), None)


@value_until_edited
def _keys_that(several, page, year):
    everyone, found = _everyone(), set()
    for field in PLACE_FIELDS:
        keys = [one.pk for one in several if one.field == field]
        for on in ("all", "any"):
            if keys:
                rows = _PLACES_THAT[field, page, on].rows(
                    connection, places=keys, year=year, everyone=everyone
                )
                found.update((field, key) for (key,) in rows)
                keys = [key for key in keys if (field, key) not in found]
    return frozenset(found)


def _everyone():
    """The group that divides nobody (a primary key, 0 if not on file)."""
    return groups_on_file().everyone or 0


def pathways_that(place, pathways, page):
    """Those of some pathways (primary keys, a tuple) on which a `Place` has something to show."""
    return _pathways_that(place, pathways, page, _this_year())


@value_until_edited
def _pathways_that(place, pathways, page, year):
    rows = _PATHWAYS_THAT[place.field, page].rows(
        connection, place=place.pk, pathways=list(pathways), year=year, everyone=_everyone()
    )
    return frozenset(key for (key,) in rows)


# --- Which place shows groups --------------------------------------------------------------------


def telling_place(pathway, metric):
    """The first of `places` that shows groups on a pathway and a metric (primary keys, of which
    one may be None); None where no place does.

    Without a pathway: on all together, and where no place does, on any.
    """
    return _telling_place(pathway, metric, _this_year())


@value_until_edited
def _telling_place(pathway, metric, year):
    of = {"pathway": pathway, "metric": metric}
    if pathway is not None:
        return _first_telling(places_on(pathway), "one", year, **of)
    found = _first_telling(places(), "all", year, **of)
    return found or _first_telling(places(), "any", year, **of)


def _first_telling(several, on, year, **of):
    for step in _steps(several):
        for field in dict.fromkeys(one.field for one in step):
            here = [one for one in step if one.field == field]
            rows = _asked(field, on, year, places=[one.pk for one in here], **of)
            telling = {row.place for row in rows if row.tells}
            if first := next((one for one in here if one.pk in telling), None):
                return first
    return None


def _steps(several):
    """Some `Place`s in their order, one at first and twice as many each time: mostly one of the
    first is what is looked for, and where none is, a state takes a dozen steps.
    """
    at, size = 0, 1
    while at < len(several):
        yield tuple(several[at : at + size])
        at, size = at + size, 2 * size
