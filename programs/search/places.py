"""From "near …" to a point: a ZIP code, a city, or a school, spelled right or nearly."""

import re
from dataclasses import dataclass

from django.db import connection

from partners.querysets import public_organization_sql
from programs.search.words import fold

LONGEST_PLACE = 100
SUGGESTED = 3
# Trigram similarity from which a name is offered, and from which it is taken at its word.
LIKE_ENOUGH, ALMOST_SURE = 0.3, 0.5

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:-\d{4})?(?!\d)")
_STATE = re.compile(r"( ca| california| calif)$")

# Everything that has a name and a point. A city outweighs a school of the same name.
_NAMED = f"""
    SELECT name, lower(unaccent(name)) AS folded, latitude, longitude, 0 AS turn
    FROM partners_place WHERE kind = 'city' AND latitude IS NOT NULL
    UNION ALL
    SELECT organization.name, lower(unaccent(other)), site.latitude, site.longitude,
           1 + (other <> organization.name)::int
    FROM partners_organization AS organization
    JOIN partners_site AS site ON site.organization_id = organization.id AND site.is_main
    CROSS JOIN LATERAL unnest(
        array[organization.name, organization.short_name, organization.slug]::text[]
        || organization.aliases::text[]
    ) AS other
    WHERE {public_organization_sql("organization")}
      AND site.latitude IS NOT NULL AND other <> ''
"""  # noqa: S608 - constants of this project
_EXACT = f"""
    SELECT name, latitude, longitude FROM ({_NAMED}) AS named
    WHERE regexp_replace(folded, '[^a-z0-9]+', ' ', 'g') = %s ORDER BY turn, name LIMIT 1
"""  # noqa: S608 - constants of this module
_ALIKE = f"""
    SELECT name, latitude, longitude, max(similarity(folded, %s)) AS likeness
    FROM ({_NAMED}) AS named
    GROUP BY name, latitude, longitude, turn
    HAVING max(similarity(folded, %s)) >= %s
    ORDER BY likeness DESC, turn, name LIMIT %s
"""  # noqa: S608 - constants of this module


@dataclass(frozen=True)
class Place:
    """What "near" was understood as.

    `point` is (latitude, longitude) in degrees, None when the place is not known; then `suggested`
    may hold names that are spelled alike. `guessed`: the name was not spelled exactly so.
    """

    typed: str
    name: str = ""
    point: tuple | None = None
    guessed: bool = False
    suggested: tuple = ()
    is_zip: bool = False


def find_place(text):
    """The place that was meant by `text`; None for no text. One query, two for a misspelling."""
    typed = " ".join((text or "")[:LONGEST_PLACE].split())
    if not typed:
        return None
    zip_code = _ZIP.search(typed)
    with connection.cursor() as cursor:
        if zip_code:
            return _zip_code(cursor, typed, zip_code[1])
        name = _STATE.sub("", fold(typed)) or fold(typed)
        cursor.execute(_EXACT, [name])
        if row := cursor.fetchone():
            return Place(typed, row[0], (row[1], row[2]))
        cursor.execute(_ALIKE, [name, name, LIKE_ENOUGH, SUGGESTED])
        rows = cursor.fetchall()
    if rows and rows[0][3] >= ALMOST_SURE:
        others = tuple(row[0] for row in rows[1:])
        return Place(typed, rows[0][0], (rows[0][1], rows[0][2]), guessed=True, suggested=others)
    return Place(typed, suggested=tuple(row[0] for row in rows))


def _zip_code(cursor, typed, digits):
    cursor.execute(
        "SELECT name, city, latitude, longitude FROM partners_place"
        " WHERE kind = 'zip' AND name = %s AND latitude IS NOT NULL",
        [digits],
    )
    row = cursor.fetchone()
    if row is None:
        return Place(typed, digits, is_zip=True)
    name = f"{row[0]} ({row[1]})" if row[1] else row[0]
    return Place(typed, name, (row[2], row[3]), is_zip=True)
