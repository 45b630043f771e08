"""The inputs of the list of careers: the same for the page, its counts and the CSV.

As in the finder (`programs.filters`), a value that means nothing is left out with a sentence.
"""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.careers.answer import BEST, GROWTH, NAME, OPENINGS, PAY, CareerQuestion, ask
from programs.careers.facets import FACETS
from programs.filters import LONGEST_WORDS, TRACKING, TextFilter, ValuesFilter
from programs.models import Occupation

LONGEST_COUNTY = 60
SORTS = {
    BEST: pgettext_lazy("sort by", "best match"),
    OPENINGS: pgettext_lazy("sort by", "openings, most first"),
    PAY: pgettext_lazy("sort by", "pay, highest first"),
    GROWTH: pgettext_lazy("sort by", "growth, most first"),
    NAME: pgettext_lazy("sort by", "name"),
}


class CareerFilter(django_filters.FilterSet):
    """Words, county, facets, order.

    careers = CareerFilter(request.GET)
    careers.answer       rows in order, counts (programs.careers.answer.CareerAnswer)
    careers.qs           the matching occupations as a queryset, unordered
    """

    q = TextFilter(label=_("Job, other name or SOC code"), longest=LONGEST_WORDS)
    exact = TextFilter(label=_("As it is spelled"), longest=1)
    county = TextFilter(label=_("Figures for"), longest=LONGEST_COUNTY)
    sort = TextFilter(label=_("Sort"), longest=10)

    class Meta:
        model = Occupation
        fields: list[str] = []

    @cached_property
    def inputs(self):
        """What was sent, cleaned; everything has a value, empty ones too."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def unknown_names(self):
        """Parameters that no filter has, in order; what links are tracked by is no mistake."""
        return [
            name
            for name in self.data
            if name not in self.filters and name != "page" and not TRACKING.match(name)
        ]

    @cached_property
    def question(self):
        inputs = self.inputs
        return CareerQuestion(
            text=inputs["q"],
            exact=inputs["exact"] == "1",
            county=inputs["county"],
            chosen={facet.name: inputs[facet.name] for facet in FACETS if inputs[facet.name]},
            sort=inputs["sort"] if inputs["sort"] in SORTS else None,
        )

    @cached_property
    def answer(self):
        return ask(self.question)

    def filter_queryset(self, queryset):
        """The occupations of the answer. For the order and the counts see `answer`."""
        return queryset.filter(pk__in=self.answer.ids)


for _facet in FACETS:
    CareerFilter.base_filters[_facet.name] = ValuesFilter(label=_facet.label)
