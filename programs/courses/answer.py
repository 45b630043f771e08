"""A question about courses in, an answer out: see `programs.bounded_answer`."""

from collections import Counter

from django.db.models import Q
from django.db.models.functions import Collate, Upper

from partners.models import Organization
from programs.articulation.order import MOST_SORTED, guessed
from programs.bounded_answer import MOST_CHOICES, Asking
from programs.courses.facets import (
    AGREED,
    AGREEMENT,
    BY_NAME,
    CREDITS,
    HAS,
    LEVEL,
    LEVELS,
    ORGANIZATION,
    TAUGHT,
    TAUGHT_IN,
    has_agreement,
    taught_in,
)
from programs.courses.rows import public_course
from programs.courses.words import CourseWords
from programs.models import Course
from programs.models.course import course_words
from programs.search.answer import WORDS

MOST = 1_000
TITLE = "title"
_READ = ["pk", "organization_id", "organization__kind", "level", "credit"]
# Along its index; and in the same order, which no index has: what is found is sorted.
_BY_TITLE, _TITLES_SORTED = [Upper("title"), "pk"], [Upper(Collate("title", "C")), "pk"]


def ask(question, *, today):
    """Answer a question. At most three queries for each filter, one for each word, and ten more."""
    return _Asking(question, today).answer()


class _Asking(Asking):
    by_name, first_sort = BY_NAME, TITLE

    def __init__(self, question, today):
        super().__init__(question, today)
        self.words = CourseWords(question.text)
        names = question.chosen.get(ORGANIZATION, ())
        several = Organization.objects.open().filter(slug__in=names) if names else ()
        self.organizations = {one.slug: one for one in several}
        self.choices = {
            TAUGHT: TAUGHT_IN,
            ORGANIZATION: self.organizations,
            LEVEL: LEVELS,
            "credit": CREDITS,
            AGREEMENT: AGREED,
        }
        self.chosen, self.unknown = self.known(self.choices)

    def _found(self, without=None):
        found = Course.objects.filter(public_course())
        if self.words.condition is not None and without != WORDS:
            found = found.alias(words=course_words()).filter(self.words.condition)
        for name, keys in self.chosen.items():
            if name == ORGANIZATION:
                keys = [self.organizations[key].pk for key in keys]
            if name != without:
                found = found.filter(BY_NAME[name].narrow(keys))
        return found

    def _in_order(self, found):
        """See `programs.articulation.order`.

        Words are in the titles that give the order, and how two filters go together the database
        does not know. To ask every course for agreements would cost more than the order does.
        """
        is_plain = self.words.condition is None and len(self.chosen.keys() - {AGREEMENT}) < 2
        if is_plain or guessed(found) > MOST_SORTED:
            return found.order_by(*_BY_TITLE)
        return found.order_by(*_TITLES_SORTED)

    def narrowed(self):
        return self._found().order_by(*_BY_TITLE)

    def rows_of(self, without=None):
        found = self._found(without)
        found = found.order_by("pk") if without else self._in_order(found)
        rows = list(found.values_list(*_READ, named=True)[: MOST + 1])
        return rows[:MOST], len(rows) > MOST

    def facet(self, name, rows, is_more):
        if name == ORGANIZATION:
            return self._organizations_of(rows, is_more)
        return self.choices[name], None if is_more else self._count(name, rows), False

    def _count(self, name, rows):
        if name == TAUGHT:
            return Counter(taught_in(row.organization__kind, row.credit) for row in rows)
        if name == AGREEMENT:
            these = Course.objects.filter(has_agreement(), pk__in=[row.pk for row in rows])
            return Counter({HAS: these.count()}) if rows else Counter()
        return Counter(getattr(row, name) for row in rows)

    def _organizations_of(self, rows, is_more):
        """Those chosen, then those with the most courses in the rows that were read.

        A school is counted with what it describes alone; what it teaches of its district's is found
        by choosing it.
        """
        own = Counter(row.organization_id for row in rows)
        picked = [self.organizations[key] for key in self.chosen.get(ORGANIZATION, ())]
        most = [pk for pk, _n in own.most_common(MOST_CHOICES)]
        others = Organization.objects.filter(Q(pk__in=most)).by_name()
        listed = list(dict.fromkeys([*picked, *others]))
        choices = {one.slug: one.name for one in listed}
        counts = None if is_more or picked else Counter({one.slug: own[one.pk] for one in listed})
        return choices, counts, is_more or len(own) > MOST_CHOICES
