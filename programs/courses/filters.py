"""The inputs of the list of courses: the same for the page and its counts."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.bounded_answer import BoundedQuestion
from programs.courses.answer import TITLE, ask
from programs.courses.facets import FACETS
from programs.filters import LONGEST_WORDS, ListFilter, TextFilter, narrowed_by
from programs.models import Course

SORTS = {TITLE: pgettext_lazy("sort by", "name")}


@narrowed_by(FACETS)
class CourseFilter(ListFilter):
    """Words and facets; `answer` has the rows found, in order, and counts."""

    sorts = SORTS

    q = TextFilter(label=_("Course, number, school or college"), longest=LONGEST_WORDS)

    class Meta:
        model = Course
        fields: list[str] = []

    @cached_property
    def answer(self):
        question = BoundedQuestion(text=self.inputs["q"], chosen=self.chosen, sort=self.chosen_sort)
        return ask(question, today=timezone.localdate())
