"""From terms to the documents that mention them, and where: in the title, above the text, in it.

Terms are looked up in the lists of `programs.search.stems` and `phrases`. What these cannot tell,
PostgreSQL's text search answers for single documents: those written since the lists, and those that
hold all words of a phrase without a list, perhaps not in a row.
"""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from django.db import connection

from programs.search import phrases, tsqueries
from programs.search.stems import GENERATION
from programs.search.tsqueries import ANYWHERE, EXACT_TITLE, IN_HEADLINES, IN_TITLE, NOWHERE
from programs.search.words import fold

# Stems of the typed words in both languages, and their lists. Every word of letters and digits has
# one stem in a language, or none if it says nothing there. An unfinished word has all the stems
# that start like its own. The words of a phrase are looked up only where the phrase has no list.
_LISTS = f"""
    SELECT written.as_of, found.* FROM (
        SELECT (SELECT as_of FROM programs_stemswritten WHERE generation = {GENERATION})
    ) AS written (as_of)
    LEFT JOIN (
        WITH spoken AS (
            SELECT DISTINCT number, unfinished,
                   (tsvector_to_array(to_tsvector(language::regconfig, word)))[1] AS stem
            FROM unnest(%(numbers)s::int[], %(words)s::text[], %(unfinished)s::bool[],
                        %(of)s::text[]) AS typed (number, word, unfinished, phrase),
                 unnest(ARRAY['portal_english', 'portal_spanish']) AS spoken (language)
            WHERE NOT EXISTS (SELECT FROM programs_searchstem WHERE stem = phrase)
        ), stemmed AS (
            SELECT *, bool_or(stem IS NULL) OVER (PARTITION BY number) AS may_be_missing
            FROM spoken
        )
        SELECT number, may_be_missing, elsewhere, in_headlines, in_titles
        FROM stemmed LEFT JOIN programs_searchstem AS held ON held.stem = stemmed.stem
        WHERE stemmed.stem IS NOT NULL AND NOT unfinished
        UNION ALL
        SELECT number, may_be_missing, elsewhere, in_headlines, in_titles
        FROM stemmed LEFT JOIN programs_searchstem AS held
             ON held.stem ~>=~ stemmed.stem AND held.stem ~<~ (stemmed.stem || chr(1114111))
        WHERE stemmed.stem IS NOT NULL AND unfinished
        UNION ALL
        SELECT number, false, elsewhere, in_headlines, in_titles
        FROM unnest(%(terms)s::int[], %(phrases)s::text[]) AS said (number, phrase)
        JOIN programs_searchstem AS held ON held.stem = phrase
    ) AS found ON true
"""  # noqa: S608 - a constant of programs.search.stems
_DOCUMENTS = """
    SELECT id, {tiers} FROM programs_searchdocument WHERE is_public AND {condition}
"""


@dataclass(frozen=True)
class Matches:
    """How well documents match: a tier for every program, and for every label in its order.

    `each` has a row for each term, programs first, then labels; `programs` and `labels` are the
    tiers of documents that mention every term, and those whose title is just what was typed.
    """

    each: np.ndarray
    programs: np.ndarray
    labels: np.ndarray


def matches(columns, reading):
    """How well the documents of `columns` match. One query, at times a second one."""
    places, terms = columns.places, reading.terms
    lists = _Lists(terms)
    each = np.full((len(terms), len(places)), NOWHERE, np.uint8)
    if lists.as_of is None:
        _ask(terms, places, each, None)
    else:
        for number in range(len(terms)):
            lists.fill(number, places, each[number])
        ids = set(columns.written_since(lists.as_of)) | lists.perhaps_phrases(places)
        if ids:
            each[:, places.of(np.array(sorted(ids)))] = NOWHERE
            _ask(terms, places, each, sorted(ids))
    # A term that says nothing stops nothing, and finds nothing alone.
    telling = np.array(lists.telling(), bool)
    tiers = each[telling].max(axis=0) if telling.any() else each[0].copy()
    programs, labels = tiers[: len(columns)], tiers[len(columns) :]
    titles = {fold(title) for title in reading.titles}
    programs[columns.names.rows(titles) & (programs < NOWHERE)] = EXACT_TITLE
    named = [at for title in titles for at in columns.labels.named.get(title, ())]
    labels[[at for at in named if labels[at] < NOWHERE]] = EXACT_TITLE
    return Matches(each, programs, labels)


def things(columns, reading, kind):
    """{primary key: tier} of the things of one kind, other than programs, that match."""
    tiers = matches(columns, reading).labels
    return {
        label.object_id: tier
        for label, tier in zip(columns.labels.in_order, tiers.tolist(), strict=True)
        if label.kind == kind and tier < NOWHERE
    }


class _Lists:
    """The lists of some terms, by number: those of the terms, of their words and phrases; then
    those of each word of a phrase that has no list of its own."""

    def __init__(self, terms):
        words = [
            (number, word, unfinished, "")
            for number, term in enumerate(terms)
            for several, unfinished in ((term.words, False), (term.beginnings, True))
            for word in several
        ]
        # For each term, for each of its phrases: the numbers of its words.
        self.phrases, said, count = [], [], len(terms)
        for number, term in enumerate(terms):
            numbers = []
            for phrase in term.phrases:
                said.append((number, phrases.key(phrase)))
                for own, word in enumerate(fold(phrase).split(), start=count):
                    words.append((own, word, False, phrases.key(phrase)))
                numbers.append(range(count, own + 1))
                count = own + 1
            self.phrases.append(numbers)
        self.found = [[] for _number in range(count)]
        self.may_be_missing = set()
        self.as_of = None
        if not words:
            return
        parameters = dict(
            zip(
                ("numbers", "words", "unfinished", "of"),
                map(list, zip(*words, strict=True)),
                strict=True,
            )
        )
        parameters |= {
            "terms": [number for number, _key in said],
            "phrases": [key for _number, key in said],
        }
        with connection.cursor() as cursor:
            cursor.execute(_LISTS, parameters)
            for as_of, number, may_be_missing, *lists in cursor.fetchall():
                self.as_of = as_of
                if number is not None:
                    self.found[number].append(lists)
                if may_be_missing:
                    self.may_be_missing.add(number)

    def fill(self, number, places, tiers):
        """Set the tiers of the documents in the lists of a number, the best tier last."""
        for at, tier in enumerate((ANYWHERE, IN_HEADLINES, IN_TITLE)):
            packed = b"".join(lists[at] for lists in self.found[number] if lists[at])
            if packed:
                tiers[places.of(np.frombuffer(packed, ">i4").astype(np.int64))] = tier

    def perhaps_phrases(self, places):
        """Documents that hold every word of a phrase, but for words that one language skips."""
        ids = set()
        for numbers in chain.from_iterable(self.phrases):
            held = np.ones(len(places), bool)
            for number in numbers:
                if self.found[number] and number not in self.may_be_missing:
                    tiers = np.full(len(places), NOWHERE, np.uint8)
                    self.fill(number, places, tiers)
                    held &= tiers < NOWHERE
            if any(self.found[number] for number in numbers):
                ids.update(places.ids[held].tolist())
        return ids

    def telling(self):
        """For each term whether any of its words says anything."""
        return [
            bool(found) or any(self.found[word] for word in chain.from_iterable(numbers))
            for found, numbers in zip(self.found, self.phrases, strict=False)
        ]


def _ask(terms, places, tiers, ids):
    """Set the tiers of these documents, or of all, as PostgreSQL's text search has them."""
    parameters = {}
    queries = [tsqueries.queries(term, parameters) for term in terms]
    if ids is None:
        condition = " OR ".join(f"vector @@ ({query[ANYWHERE]})" for query in queries)
    else:
        condition, parameters["ids"] = "id = ANY(%(ids)s)", ids
    statement = _DOCUMENTS.format(
        tiers=", ".join(map(tsqueries.tier, queries)), condition=f"({condition})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = np.array(cursor.fetchall(), np.int64).reshape(-1, 1 + len(terms))
    known = places.knows(rows[:, 0])
    tiers[:, places.of(rows[known, 0])] = rows[known, 1:].T
