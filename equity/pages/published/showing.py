"""Which places, and which of their pathways, have something to show on a page of a kind.

A page is named as `Newest` says whether it is one of it: "is_trend", "is_way". There are thousands
of places: of each no more is looked at than until one is found.
"""

from django.db import connection

from equity.enums import MetricKind, Stage
from equity.pages.published.groups import groups_on_file
from equity.pages.published.newest import FURTHEST, OF_SHARES, this_year
from equity.pages.published.newest_sql import ON, newest_sql
from equity.pages.published.places import steps
from equity.pages.published.standing_rows import PLACE_FIELDS
from partners.kept_values import value_until_edited
from pathways_portal.common.prepared import PlannedSql


def _listed(values):
    return ", ".join(f"'{one}'" for one in values)


# What a page may have something to show of: as `Newest` says it, and in SQL. All is divided.
_PAGES = {
    "is_trend": "newest.is_complete",
    "is_way": f"""(
        one.stage = '{Stage.ENTERS}' AND one.kind = '{MetricKind.RATE}'
        OR one.stage IN ({_listed(FURTHEST)}) AND one.kind IN ({_listed(OF_SHARES)})
    )""",
}


def _any_that(field, where, page):
    """Whether any `newest_sql` is one of a page; no other is looked at once there is one."""
    return f"""(
        SELECT TRUE {newest_sql(field, where)}
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
        WHERE {_any_that(field, f"slice.{field}_id = asked.place AND {ON[on]}", page)}
        """,  # noqa: S608 - built from constants
    )
    for field in PLACE_FIELDS
    for page in _PAGES
    for on in ON
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


def places_that(several, page, pathway=None):
    """Those of some `Place`s (a tuple) with something to show on a page ("is_trend", "is_way"): on
    a pathway (a primary key); without one on all together, or on any that is published.
    """
    found = _keys_that(several, page, pathway, this_year())
    return [one for one in several if (one.field, one.pk) in found]


def first_that(several, page, pathway=None):
    """The first of some `Place`s with something to show on a page, or None. Looks in few first."""
    found = (places_that(step, page, pathway) for step in steps(several))
    return next((one[0] for one in found if one), None)


@value_until_edited
def _keys_that(several, page, pathway, year):
    everyone, found = _everyone(), set()
    for field in PLACE_FIELDS:
        keys = [one.pk for one in several if one.field == field]
        for on in ("all", "any") if pathway is None else ("one",):
            if keys:
                rows = _PLACES_THAT[field, page, on].rows(
                    connection, places=keys, pathway=pathway, year=year, everyone=everyone
                )
                found.update((field, key) for (key,) in rows)
                keys = [key for key in keys if (field, key) not in found]
    return frozenset(found)


def _everyone():
    """The group that divides nobody (a primary key, 0 if not on file)."""
    return groups_on_file().everyone or 0


def pathways_that(place, pathways, page):
    """Those of some pathways (primary keys, a tuple) on which a `Place` has something to show."""
    return _pathways_that(place, pathways, page, this_year())


@value_until_edited
def _pathways_that(place, pathways, page, year):
    rows = _PATHWAYS_THAT[place.field, page].rows(
        connection, place=place.pk, pathways=list(pathways), year=year, everyone=_everyone()
    )
    return frozenset(key for (key,) in rows)
