"""The inputs of the list of careers: the same for the page, its counts and the CSV.

As in the finder (`programs.filters`), a value that means nothing is left out with a sentence.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.careers.answer import BEST, GROWTH, NAME, OPENINGS, PAY, CareerQuestion, ask
from programs.careers.facets import FACETS
from programs.filters import LONGEST_WORDS, ListFilter, TextFilter, narrowed_by
from programs.models import Occupation

LONGEST_COUNTY = 60
SORTS = {
    BEST: pgettext_lazy("sort by", "best match"),
    OPENINGS: pgettext_lazy("sort by", "openings, most first"),
    PAY: pgettext_lazy("sort by", "pay, highest first"),
    GROWTH: pgettext_lazy("sort by", "growth, most first"),
    NAME: pgettext_lazy("sort by", "name"),
}


@narrowed_by(FACETS)
class CareerFilter(ListFilter):
    """Words, county, facets, order.

    careers = CareerFilter(request.GET)
    careers.answer       rows in order, counts (programs.careers.answer.CareerAnswer)
    careers.qs           the matching occupations as a queryset, unordered
    """

    sorts = SORTS

    q = TextFilter(label=_("Job, other name or SOC code"), longest=LONGEST_WORDS)
    exact = TextFilter(label=_("As it is spelled"), longest=1)
    county = TextFilter(label=_("Figures for"), longest=LONGEST_COUNTY)

    class Meta:
        model = Occupation
        fields: list[str] = []

    @cached_property
    def question(self):
        inputs = self.inputs
        return CareerQuestion(
            text=inputs["q"],
            exact=inputs["exact"] == "1",
            county=inputs["county"],
            chosen=self.chosen,
            sort=self.chosen_sort,
        )

    @cached_property
    def answer(self):
        return ask(self.question)
