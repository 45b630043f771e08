"""Which documents hold each phrase that synonyms know, written down beside the lists of stems.

Why: "medical" and "assistant" stand in 18,000 of 100,000 documents, and to ask each of them whether
they stand in a row takes PostgreSQL a fifth of a second. The phrases are few and known beforehand.

A phrase that came after the lists has none; it is looked for in the documents that hold all of its
words (`programs.search.matching`).
"""

import numpy as np

from programs.models import Synonym
from programs.search import tsqueries
from programs.search.spelling import Term
from programs.search.words import fold

# Every document that holds a word, whatever its language; and whether one language skips the word.
_HOLDERS = """
    SELECT word, bool_or(stem IS NULL),
           string_agg(held.in_titles || held.in_headlines || held.elsewhere, '')
    FROM unnest(%s::text[]) AS said (word)
    CROSS JOIN unnest(ARRAY['portal_english', 'portal_spanish']) AS spoken (language)
    CROSS JOIN LATERAL (
        SELECT (tsvector_to_array(to_tsvector(language::regconfig, word)))[1]
    ) AS cut (stem)
    LEFT JOIN programs_searchstem AS held USING (stem)
    GROUP BY word
"""
# A vector is looked at several times, and each time would be taken out of its compressed form; what
# is put together with nothing has been, once. OFFSET 0 keeps the planner from undoing that.
_WRITE = """
    INSERT INTO programs_searchstem (stem, in_titles, in_headlines, elsewhere)
    SELECT %(key)s, {lists}
    FROM (
        SELECT document, {tier} AS tier
        FROM (
            SELECT id::int AS document, vector || ''::tsvector AS vector
            FROM programs_searchdocument WHERE is_public AND id = ANY(%(holders)s) OFFSET 0
        ) AS holder
        WHERE vector @@ ({anywhere})
    ) AS held
"""
_LISTS = ", ".join(
    f"coalesce(string_agg(int4send(document), '') FILTER (WHERE tier = {tier}), '')"
    for tier, _weights in tsqueries.WEIGHTS
)


def key(phrase):
    """What its list is called. No stem begins with a space, so no beginning finds it."""
    return f" {fold(phrase)}"


def write(cursor):
    """Write the lists of all phrases, once those of the stems are written."""
    phrases = _known()
    cursor.execute(_HOLDERS, [sorted({word for phrase in phrases for word in phrase.split()})])
    holders = {
        word: np.unique(np.frombuffer(packed or b"", ">i4"))
        for word, is_skipped, packed in cursor.fetchall()
        if not is_skipped
    }
    for phrase in phrases:
        needed = [holders[word] for word in phrase.split() if word in holders]
        if not needed:
            continue  # each of its words means nothing in one language or the other
        parameters = {"key": key(phrase), "holders": _in_all(needed).tolist()}
        queries = tsqueries.queries(Term(phrase, phrases=(phrase,)), parameters)
        cursor.execute(
            _WRITE.format(
                lists=_LISTS,
                tier=tsqueries.tier(queries),
                anywhere=queries[tsqueries.ANYWHERE],
            ),
            parameters,
        )


def _known():
    """Every phrase that `programs.search.spelling` may find in a question."""
    texts = {
        fold(text) for texts in Synonym.objects.values_list("phrase", "means") for text in texts
    }
    return sorted(text for text in texts if " " in text)


def _in_all(several):
    found, *rest = sorted(several, key=len)
    for documents in rest:
        found = np.intersect1d(found, documents, assume_unique=True)
    return found
