"""Of each measure of a place its newest complete cohort: whether it is divided, and shows groups.

What a page opens with, offers and links to comes from here: a table that exists, and of several one
that shows something. Never a count of any cell.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from equity.enums import CellStatus, MetricKind, Stage
from equity.models import ALL
from equity.pages.published.cells import usual_dimension
from equity.pages.published.groups import groups_on_file
from equity.pages.published.newest_sql import ON, newest_sql
from equity.pages.published.on_file import places, places_on
from equity.pages.published.places import steps
from equity.pages.published.standing_rows import PLACE_FIELDS
from equity.pages.published.standing_sql import says_something
from partners.kept_values import value_until_edited
from pathways_portal.common import academic_year
from pathways_portal.common.prepared import PlannedSql

# Who completes, or who came furthest where completion is not on file.
FURTHEST = (Stage.COMPLETES, Stage.TRANSFERS, Stage.TRANSITION, Stage.MOMENTUM)
OF_SHARES = (MetricKind.RATE, MetricKind.COMPOSITION)


def _statement(field, on, of_metric):
    """Of each `newest_sql` of some places the groups it has cells of, those of which a rate or a
    range is shown, and those without students.
    """
    where = f"slice.{field}_id = ANY (%(places)s) AND {ON[on]}"
    where += " AND slice.metric_id = %(metric)s" * of_metric
    return PlannedSql(
        f"newest_of_{field}_on_{on}" + "_of_a_metric" * of_metric,
        f"""
        SELECT one.place, one.pathway_id, one.metric_id, one.segment,
               newest.is_complete, one.stage, one.kind,
               coalesce(found.used, '{{}}'), coalesce(found.shown, '{{}}'),
               coalesce(found.empty, '{{}}')
        {newest_sql(field, where)}
        CROSS JOIN LATERAL (
            SELECT array_agg(cell.group_id) AS used,
                   array_agg(cell.group_id) FILTER (WHERE {says_something("cell")}) AS shown,
                   array_agg(cell.group_id) FILTER (WHERE cell.status = '{CellStatus.NONE}')
                       AS empty
            FROM equity_publishedcell AS cell
            WHERE cell.slice_id = newest.slice AND cell.publication_id = newest.publication
        ) AS found
        """,  # noqa: S608 - built from constants
    )


_NEWEST = {
    (field, on, of_metric): _statement(field, on, of_metric)
    for field in PLACE_FIELDS
    for on in ON
    for of_metric in (False, True)
}


@dataclass(frozen=True)
class Newest:
    """The newest complete cohort of a measure, else the newest (primary keys).

    `is_divided`: whether it has groups; `tells`: whether any of the way it is divided that comes
    unasked is shown. `ways`: ((dimension's code, how many of its groups are shown, how many have
    students)), in the order of lists, of the dimensions of which any is.
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
    ways: tuple = ()

    @property
    def is_trend(self):
        """Whether the trend has something to show of it."""
        return self.is_complete and self.is_divided

    @property
    def is_way(self):
        """Whether it says who enters, or who completes, by group."""
        if self.stage == Stage.ENTERS:
            return self.is_divided and self.kind == MetricKind.RATE
        return self.is_divided and self.kind in OF_SHARES and self.stage in FURTHEST


def this_year():
    """What is complete depends on it, so it is a part of what is kept."""
    return int(academic_year.on(timezone.localdate())[:4])


def _asked(field, on, year, *, places, pathway=None, metric=None):
    """Every `Newest` of places (primary keys) of a kind."""
    statement = _NEWEST[field, on, metric is not None]
    values = {"places": places, "pathway": pathway, "metric": metric, "year": year}
    rows = statement.rows(connection, **values)
    groups = groups_on_file() if rows else None
    return [_newest(groups, *row) for row in rows]


def _newest(groups, *row):
    *one, used, shown, empty = row
    there, seen = _by_dimension(groups, set(used) - set(empty)), _by_dimension(groups, shown)
    keys = {groups.by_key[key].dimension_id for key in used}
    dimensions = [way for way in groups.dimensions if way.pk in keys and way.code != ALL]
    usual = usual_dimension(dimensions)
    ways = tuple((way.code, seen[way.pk], there[way.pk]) for way in dimensions if seen[way.pk])
    return Newest(*one, bool(dimensions), bool(usual and seen[usual.pk]), ways)


def _by_dimension(groups, keys):
    """{dimension: how many of these groups are of it} (primary keys)."""
    return Counter(groups.by_key[key].dimension_id for key in keys)


def newest_on(place, pathway):
    """Every `Newest` of a `Place` on a pathway (a primary key, None for all together)."""
    return _newest_on(place, pathway, this_year())


@value_until_edited
def _newest_on(place, pathway, year):
    on = "all" if pathway is None else "one"
    return tuple(_asked(place.field, on, year, places=[place.pk], pathway=pathway))


def telling_place(pathway, metric):
    """The first of `places` that shows groups on a pathway and a metric (primary keys, of which
    one may be None); None where no place does.

    Without a pathway: on all together, and where no place does, on any.
    """
    return _telling_place(pathway, metric, this_year())


@value_until_edited
def _telling_place(pathway, metric, year):
    of = {"pathway": pathway, "metric": metric}
    if pathway is not None:
        return _first_telling(places_on(pathway), "one", year, **of)
    found = _first_telling(places(), "all", year, **of)
    return found or _first_telling(places(), "any", year, **of)


def _first_telling(several, on, year, **of):
    for step in steps(several):
        for field in dict.fromkeys(one.field for one in step):
            here = [one for one in step if one.field == field]
            rows = _asked(field, on, year, places=[one.pk for one in here], **of)
            telling = {row.place for row in rows if row.tells}
            if first := next((one for one in here if one.pk in telling), None):
                return first
    return None
