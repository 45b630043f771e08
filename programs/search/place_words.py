"""A place among the words of a question: "nursing 92243", "welding near El Centro".

People type where they are into the one box they see first. A ZIP code, or a city of the region at
the end or the beginning, is taken out of the words when other words are left; the page says so and
links to the words as they were typed.
"""

import re
from dataclasses import dataclass

from django.db import connection

from programs.search.words import fold

_ZIP = re.compile(r"(?<![\d.-])(\d{5})(?:-\d{4})?(?![\d.-]*\d)")
# Words that lead to a place, as `fold` leaves them.
_NEAR = ("near", "in", "around", "cerca de", "en")
LONGEST_NAME = 4  # words in the name of a city
_CITIES = """
    SELECT name, regexp_replace(lower(unaccent(name)), '[^a-z0-9]+', ' ', 'g')
    FROM partners_place WHERE kind = 'city' AND latitude IS NOT NULL
      AND regexp_replace(lower(unaccent(name)), '[^a-z0-9]+', ' ', 'g') = ANY(%s)
"""


@dataclass(frozen=True)
class Parted:
    """The words without the place, and the place as `find_place` understands it."""

    words: str
    place: str


def part(text):
    """Take a place out of the words; None if there is none or nothing else is left. One query."""
    if found := _ZIP.search(text):
        words = _without_lead(text[: found.start()]) + " " + text[found.end() :]
        return _parted(words, found[1])
    pieces = text.split()
    wanted = {}
    for size in range(1, min(LONGEST_NAME, len(pieces) - 1) + 1):
        wanted.setdefault(fold(" ".join(pieces[-size:])), (pieces[:-size], size))
        wanted.setdefault(fold(" ".join(pieces[:size])), (pieces[size:], size))
    if not wanted:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CITIES, [sorted(wanted)])
        cities = cursor.fetchall()
    if not cities:
        return None
    # "National City" ends in no other city; of "Imperial" and "Imperial Beach" the longer counts.
    name, folded = max(cities, key=lambda city: wanted[city[1]][1])
    return _parted(_without_lead(" ".join(wanted[folded][0])), name)


def _without_lead(words):
    """Words without the "near" that led to the place."""
    pieces = words.rstrip(" ,").split()
    for lead in _NEAR:
        size = len(lead.split())
        if fold(" ".join(pieces[-size:])) == lead:
            return " ".join(pieces[:-size])
    return " ".join(pieces)


def _parted(words, place):
    words = " ".join(words.split()).strip(" ,")
    return Parted(words, place) if fold(words) else None
