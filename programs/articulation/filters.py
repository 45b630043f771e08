"""The inputs of the list of agreements: the same for the page, its counts and the CSV.

As in the finder (`programs.filters`), a value that means nothing is left out with a sentence.
"""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.articulation.answer import ask
from programs.articulation.facets import FACETS
from programs.articulation.order import ENDS, NAME, NEWEST
from programs.bounded_answer import BoundedQuestion
from programs.filters import LONGEST_WORDS, ListFilter, TextFilter, narrowed_by
from programs.models import ArticulationAgreement

SORTS = {
    NAME: pgettext_lazy("sort by", "name"),
    ENDS: pgettext_lazy("sort by", "last year, soonest first"),
    NEWEST: pgettext_lazy("sort by", "first year, newest first"),
}


@narrowed_by(FACETS)
class AgreementFilter(ListFilter):
    """Words, facets, order.

    agreements = AgreementFilter(request.GET)
    agreements.answer    rows in order, counts (programs.bounded_answer.BoundedAnswer)
    agreements.qs        the matching agreements as a queryset, unordered
    """

    sorts = SORTS

    q = TextFilter(label=_("Course, number, school or college"), longest=LONGEST_WORDS)

    class Meta:
        model = ArticulationAgreement
        fields: list[str] = []

    @cached_property
    def question(self):
        inputs = self.inputs
        return BoundedQuestion(
            text=inputs["q"],
            chosen=self.chosen,
            sort=self.chosen_sort,
        )

    @cached_property
    def answer(self):
        return ask(self.question, today=timezone.localdate())
