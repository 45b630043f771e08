"""Words typed into the list of courses: each in the number, a title or the organization's names."""

from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, Q, TextField, Value

from partners.models import Organization
from programs.articulation.words import Words, beginning

# As the list of agreements reads them: without accents, word by word.
_NAMES = SearchVector(
    "name",
    "short_name",
    Func(F("aliases"), Value(" "), function="array_to_string", output_field=TextField()),
    config="portal_english",
)


class CourseWords(Words):
    """As `Words`; `condition` is on courses with their `words` at hand. One query a word more."""

    def _condition(self):
        return reduce(and_, [self._has(word) for word in self.words])

    def _has(self, word):
        named = Organization.objects.annotate(names=_NAMES).filter(names=beginning(word))
        organizations = list(named.values_list("pk", flat=True))
        has = Q(words=beginning(word))
        return has | Q(organization__in=organizations) if organizations else has
