"""Words typed into the list of courses: each in the number, a title or the organization's names."""

from functools import reduce
from operator import and_

from django.db.models import Q

from partners.models import Organization
from programs.articulation.words import Words, beginning


class CourseWords(Words):
    """As `Words`; `condition` is on courses with their `words` at hand. One query a word more."""

    def _condition(self):
        return reduce(and_, [self._has(word) for word in self.words])

    def _has(self, word):
        starts = rf"\m{word}"
        named = Organization.objects.filter(
            Q(name__iregex=starts) | Q(short_name__iregex=starts) | Q(aliases__icontains=word)
        )
        organizations = list(named.values_list("pk", flat=True))
        has = Q(words=beginning(word))
        return has | Q(organization__in=organizations) if organizations else has
