"""From terms to the documents that mention them: PostgreSQL's text search over both languages."""

from dataclasses import dataclass

import numpy as np
from django.db import connection

from programs.search.words import fold

# Tiers, the best first. Two bits of the packed number that a hit comes back as.
EXACT_TITLE, IN_TITLE, IN_HEADLINES, ANYWHERE = range(4)
_BITS = 2

_HITS = """
    SELECT kind, string_agg(int8send((id << 2) + CASE
        WHEN sort_name = ANY(%(titles)s) THEN 0
        WHEN vector @@ ({title}) THEN 1
        WHEN vector @@ ({headlines}) THEN 2
        ELSE 3 END), '')
    FROM programs_searchdocument
    WHERE is_public AND vector @@ ({anywhere})
    GROUP BY kind
"""
_HITS_OF_TERM = """
    SELECT {number}, string_agg(int8send((id << 2) + CASE WHEN vector @@ ({title}) THEN 1
        ELSE 3 END), '')
    FROM programs_searchdocument
    WHERE is_public AND kind = 'program' AND vector @@ ({anywhere})
"""


@dataclass(frozen=True)
class Hits:
    """Documents of one kind that match: ids and, for each, its tier."""

    ids: np.ndarray
    tiers: np.ndarray

    @classmethod
    def unpacked(cls, packed):
        numbers = np.frombuffer(packed or b"", ">i8").astype(np.int64)
        return cls(numbers >> _BITS, numbers & 3)


def hits(reading):
    """{kind: Hits} of the documents that mention every term. One query."""
    parameters = {"titles": [fold(title) for title in reading.titles]}
    statement = _HITS.format(
        title=_all_of(reading.terms, "A", parameters),
        headlines=_all_of(reading.terms, "AB", parameters),
        anywhere=_all_of(reading.terms, "", parameters),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {kind: Hits.unpacked(packed) for kind, packed in cursor.fetchall()}


def hits_of_each(terms):
    """[Hits] of the programs that mention each term, whatever else they mention. One query."""
    parameters = {}
    statement = " UNION ALL ".join(
        _HITS_OF_TERM.format(
            number=number,
            title=_all_of([term], "A", parameters),
            anywhere=_all_of([term], "", parameters),
        )
        for number, term in enumerate(terms)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = dict(cursor.fetchall())
    return [Hits.unpacked(found.get(number)) for number in range(len(terms))]


def _all_of(terms, weights, parameters):
    """SQL of a tsquery that wants every term; its texts go to `parameters`."""
    parts = []
    for term in terms:
        name = f"text{len(parameters)}"
        parameters[name] = _alternatives(term, weights)
        # A term may be said in English and the next one in Spanish.
        parts.append(
            f"(to_tsquery('portal_english', %({name})s)"
            f" || to_tsquery('portal_spanish', %({name})s))"
        )
    return " && ".join(parts)


def _alternatives(term, weights):
    """The term as to_tsquery reads it. Words are letters and digits only: nothing to escape."""
    mark = f":{weights}" if weights else ""
    parts = [word + mark for word in term.words]
    for phrase in term.phrases:
        parts.append("(" + " <-> ".join(word + mark for word in fold(phrase).split()) + ")")
    parts += [f"{beginning}:*{weights}" for beginning in term.beginnings]
    return " | ".join(parts)
