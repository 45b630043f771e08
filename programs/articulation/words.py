"""Words typed into the list of agreements: which agreements have each of them.

A word is looked for at the beginning of the words of the courses' numbers and titles, and of the
names of the two organizations. Each word must be found, wherever: "welding grossmont" finds the
welding courses of a district and what a college of that name receives.
"""

from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from partners.models import Organization
from programs.models import ArticulationAgreement, ReceivingCourse, SendingCourse
from programs.models.course import course_words
from programs.search.document import these
from programs.search.words import fold

MOST_WORDS = 8
# A word found in more agreements than this is asked of each agreement on the way, not looked up
# beforehand: the page's rows are then among the first that are read.
MOST_LOOKED_UP = 20_000


class Words:
    """What was typed, understood.

    `condition`: on agreements; None where no word narrows. `left_out`: how many words were more
    than are searched. One query for the words, two for each of them.
    """

    def __init__(self, text):
        typed = list(dict.fromkeys(fold(text).split()))
        self.left_out = max(0, len(typed) - MOST_WORDS)
        self.words = _meaningful(typed[:MOST_WORDS])
        self.condition = self._condition() if self.words else None

    def _condition(self):
        found, wide = None, []
        for word in self.words:
            here = _Word(word)
            if here.ids is None:
                wide.append(here.condition)
            else:
                found = here.ids if found is None else found & here.ids
        narrow = [] if found is None else [Q(pk__in=these(found))]
        return reduce(and_, [*narrow, *wide])


class _Word:
    """`ids`: the agreements that have the word; None where they are too many to list."""

    def __init__(self, word):
        self.query = SearchQuery(f"{word}:*", search_type="raw", config="portal_english")
        beginning = rf"\m{word}"
        named = Organization.objects.filter(
            Q(name__iregex=beginning) | Q(short_name__iregex=beginning) | Q(aliases__icontains=word)
        )
        self.organizations = list(named.values_list("pk", flat=True))
        self.ids = self._look_up()

    def _look_up(self):
        rows = [
            self._courses(SendingCourse).values_list("agreement", flat=True),
            self._courses(ReceivingCourse).values_list("agreement", flat=True),
        ]
        for side in ("sending__in", "receiving__in"):
            if self.organizations:
                of = ArticulationAgreement.objects.filter(**{side: self.organizations})
                rows.append(of.values_list("pk", flat=True))
        several = rows[0].union(*rows[1:], all=True)[: MOST_LOOKED_UP + 1]
        found = list(several)
        return None if len(found) > MOST_LOOKED_UP else set(found)

    def _courses(self, side):
        return side.objects.alias(words=course_words("course__")).filter(words=self.query)

    @property
    def condition(self):
        """Asked of one agreement."""
        mine = {"agreement": OuterRef("pk")}
        return (
            Q(sending__in=self.organizations)
            | Q(receiving__in=self.organizations)
            | Exists(self._courses(SendingCourse).filter(**mine))
            | Exists(self._courses(ReceivingCourse).filter(**mine))
        )


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
