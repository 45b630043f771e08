"""The inputs of the list of opportunities: the same for the page, its counts and the CSV.

As in the finder (`programs.filters`), a value that means nothing is left out with a sentence.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.filters import ListFilter, TextFilter, narrowed_by
from wbl.answer import APPLY, NAME, STARTS, Question, ask
from wbl.facets import ALL, FACETS
from wbl.models import Opportunity

LONGEST_WORDS = 200
SORTS = {
    STARTS: pgettext_lazy("sort by", "first day, soonest first"),
    APPLY: pgettext_lazy("sort by", "last day to apply"),
    NAME: pgettext_lazy("sort by", "name"),
}


@narrowed_by(FACETS)
class OpportunityFilter(ListFilter):
    """Words, facets, whether closed ones too, order.

    offered = OpportunityFilter(request.GET)
    offered.answer       rows in order, counts (wbl.answer.Answer)
    offered.qs           the matching opportunities as a queryset, unordered
    """

    sorts = SORTS

    q = TextFilter(
        label=_("Words of the title, the employer or what one does"), longest=LONGEST_WORDS
    )
    show = TextFilter(label=_("Show"), longest=10)

    class Meta:
        model = Opportunity
        fields: list[str] = []

    @cached_property
    def answer(self):
        inputs = self.inputs
        return ask(
            Question(
                text=inputs["q"],
                chosen=self.chosen,
                shows_all=inputs["show"] == ALL,
                sort=self.chosen_sort,
            )
        )
