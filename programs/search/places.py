"""From "near …" to a point: a ZIP code, a city, or a school, spelled right or nearly."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from programs.search.words import fold

LONGEST_PLACE = 100
SUGGESTED = 3
# Trigram similarity from which a name is offered, and from which it is taken at its word.
LIKE_ENOUGH, ALMOST_SURE = 0.3, 0.5

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:-\d{4})?(?!\d)")
_STATE = re.compile(r"( ca| california| calif)$")

# Everything that has a name and a point. A city outweighs a school of the same name. The names of
# organizations stand folded in their documents; {condition} picks some of them by an index.
_NAMED = """
    SELECT name, regexp_replace(lower(unaccent(name)), '[^a-z0-9]+', ' ', 'g') AS folded,
           latitude, longitude, 0 AS turn, '' AS slug, '' AS city, '' AS district
    FROM partners_place WHERE kind = 'city' AND latitude IS NOT NULL
    UNION ALL
    SELECT organization.name, other, site.latitude, site.longitude,
           1 + (other <> document.sort_name)::int, organization.slug, site.city, parent.name
    FROM programs_searchdocument AS document
    JOIN partners_organization AS organization ON organization.id = document.object_id
    JOIN partners_site AS site ON site.organization_id = organization.id AND site.is_main
    LEFT JOIN partners_organization AS parent ON parent.id = organization.parent_id
    CROSS JOIN LATERAL unnest(document.names) AS other
    WHERE document.kind = 'organization' AND document.is_public AND site.latitude IS NOT NULL
          AND {condition}
"""
_ONE = "name, latitude, longitude, slug, city, district"
# A name in addresses of several pieces is typed by nobody: it is a link to that very school.
_EXACT = f"""
    SELECT {_ONE}, min(turn) AS turn
    FROM ({_NAMED.format(condition="document.names @> ARRAY[%(name)s]")}) AS named
    WHERE folded = %(name)s GROUP BY {_ONE}
    ORDER BY slug = %(typed)s AND slug LIKE '%%-%%' DESC, min(turn), slug = %(typed)s DESC,
             name, slug
    LIMIT %(most)s
"""  # noqa: S608 - constants of this module
_ALIKE = f"""
    SELECT {_ONE}, max(similarity(folded, %(name)s)) AS likeness
    FROM ({_NAMED.format(condition="similarity(other, %(name)s) >= %(enough)s")}) AS named
    GROUP BY {_ONE}
    HAVING max(similarity(folded, %(name)s)) >= %(enough)s
    ORDER BY likeness DESC, min(turn), name, slug LIMIT %(most)s
"""  # noqa: S608 - constants of this module


class _Found(NamedTuple):
    """A city (without a slug) or an organization; `rank` is its turn, or how alike its name is."""

    name: str
    latitude: float
    longitude: float
    slug: str
    city: str
    district: str | None
    rank: float

    @property
    def point(self):
        return self.latitude, self.longitude

    @property
    def key(self):
        """What leads to this very one when it is typed."""
        if not self.slug or "-" in self.slug:
            return self.slug or self.name
        return f"{self.name}, {self.city}"  # a slug of one piece may be a city's name as well


@dataclass(frozen=True)
class Suggestion:
    """A place that may have been meant: its label tells same names apart, `key` leads there."""

    name: str
    label: str
    key: str


@dataclass(frozen=True)
class Place:
    """What "near" was understood as.

    `point` is (latitude, longitude) in degrees, None when the place is not known. `guessed`: the
    name was not spelled exactly so. `suggested` are the others that may have been meant: those
    spelled alike, or, of a name spelled right, those that share it.
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
        cursor.execute(_EXACT, {"name": name, "typed": typed, "most": SUGGESTED + 1})
        if found := [_Found(*row) for row in cursor.fetchall()]:
            first, *others = found
            others = [] if typed == first.slug else [o for o in others if o.rank == first.rank]
            return Place(typed, first.name, first.point, suggested=_suggestions(found, others))
        cursor.execute(_ALIKE, {"name": name, "enough": LIKE_ENOUGH, "most": SUGGESTED})
        found = [_Found(*row) for row in cursor.fetchall()]
    if found and found[0].rank >= ALMOST_SURE:
        first, *others = found
        return Place(
            typed, first.name, first.point, guessed=True, suggested=_suggestions(found, others)
        )
    return Place(typed, suggested=_suggestions(found, found))


def _suggestions(found, offered):
    """`offered` of the places `found`; equal names get their city, then their district as well."""

    names = Counter(one.name for one in found)
    in_cities = Counter((one.name, one.city) for one in found)

    def label(one):
        if names[one.name] == 1:
            return one.name
        if not one.slug:
            return _("%(name)s (city)") % {"name": one.name}
        more = [one.city, one.district] if in_cities[one.name, one.city] > 1 else [one.city]
        return f"{one.name} ({', '.join(word for word in more if word)})"

    return tuple(Suggestion(one.name, label(one), one.key) for one in offered)


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
