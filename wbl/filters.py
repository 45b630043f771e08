"""The inputs of the list of opportunities: the same for the page, its counts and the CSV.

As in the finder (`programs.filters`), a value that means nothing is left out with a sentence.
"""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.filters import TRACKING, TextFilter, ValuesFilter
from wbl.answer import APPLY, NAME, STARTS, Question, ask
from wbl.facets import ALL, FACETS
from wbl.models import Opportunity

LONGEST_WORDS = 200
SORTS = {
    STARTS: pgettext_lazy("sort by", "first day, soonest first"),
    APPLY: pgettext_lazy("sort by", "last day to apply"),
    NAME: pgettext_lazy("sort by", "name"),
}


class OpportunityFilter(django_filters.FilterSet):
    """Words, facets, whether closed ones too, order.

    offered = OpportunityFilter(request.GET)
    offered.answer       rows in order, counts (wbl.answer.Answer)
    offered.qs           the matching opportunities as a queryset, unordered
    """

    q = TextFilter(
        label=_("Words of the title, the employer or what one does"), longest=LONGEST_WORDS
    )
    show = TextFilter(label=_("Show"), longest=10)
    sort = TextFilter(label=_("Sort"), longest=10)

    class Meta:
        model = Opportunity
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
    def answer(self):
        inputs = self.inputs
        return ask(
            Question(
                text=inputs["q"],
                chosen={facet.name: inputs[facet.name] for facet in FACETS if inputs[facet.name]},
                shows_all=inputs["show"] == ALL,
                sort=inputs["sort"] if inputs["sort"] in SORTS else None,
            )
        )

    def filter_queryset(self, queryset):
        """The opportunities of the answer. For the order and the counts see `answer`."""
        return queryset.filter(pk__in=self.answer.ids)


for _facet in FACETS:
    OpportunityFilter.base_filters[_facet.name] = ValuesFilter(label=_facet.label)
