"""Words typed into the list of agreements, as a question to their table.

A word is looked for at the beginning of the words of the courses' numbers and titles, and of the
names of the two organizations. Each word must be found, wherever: "welding grossmont" finds the
welding courses of a district and what a college of that name receives.
"""

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from programs.search.words import fold

MOST_WORDS = 8


class Words:
    """What was typed, understood.

    `condition`: on `AgreementFinding`s; None where no word narrows. `left_out`: how many words were
    more than are searched. One query at most.
    """

    def __init__(self, text):
        typed = list(dict.fromkeys(fold(text).split()))
        self.left_out = max(0, len(typed) - MOST_WORDS)
        self.words = _meaningful(typed[:MOST_WORDS])
        self.condition = self._condition() if self.words else None

    def _condition(self):
        return Q(words=beginning(*self.words))


def beginning(*words):
    """Finds texts that have words which begin so, all of them."""
    beginnings = " & ".join(f"{word}:*" for word in words)
    return SearchQuery(beginnings, search_type="raw", config="portal_english")


def _meaningful(words):
    """The words that are not left out of every index, as "of" is. One query."""
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) WITH ORDINALITY AS typed (word, place)"
            " WHERE numnode(to_tsquery('portal_english', word || ':*')) > 0 ORDER BY place",
            [words],
        )
        return [word for (word,) in cursor.fetchall()]
