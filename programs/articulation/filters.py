"""The inputs of the list of agreements: the same for the page, its counts and the CSV.

As in the finder (`programs.filters`), a value that means nothing is left out with a sentence.
"""

import django_filters
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.articulation.answer import ENDS, NAME, NEWEST, AgreementQuestion, ask
from programs.articulation.facets import FACETS
from programs.filters import LONGEST_WORDS, TRACKING, TextFilter, ValuesFilter
from programs.models import ArticulationAgreement

SORTS = {
    NAME: pgettext_lazy("sort by", "web name"),
    ENDS: pgettext_lazy("sort by", "last year, soonest first"),
    NEWEST: pgettext_lazy("sort by", "first year, newest first"),
}


class AgreementFilter(django_filters.FilterSet):
    """Words, facets, order.

    agreements = AgreementFilter(request.GET)
    agreements.answer    rows in order, counts (programs.articulation.answer.AgreementAnswer)
    agreements.qs        the matching agreements as a queryset, unordered
    """

    q = TextFilter(label=_("Course, number, school or college"), longest=LONGEST_WORDS)
    sort = TextFilter(label=_("Sort"), longest=10)

    class Meta:
        model = ArticulationAgreement
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
        return AgreementQuestion(
            text=inputs["q"],
            chosen={facet.name: inputs[facet.name] for facet in FACETS if inputs[facet.name]},
            sort=inputs["sort"] if inputs["sort"] in SORTS else None,
        )

    @cached_property
    def answer(self):
        return ask(self.question, today=timezone.localdate())

    def filter_queryset(self, queryset):
        """The agreements of the answer. For the order and the counts see `answer`."""
        return queryset.filter(pk__in=[row.pk for row in self.answer.rows])


for _facet in FACETS:
    AgreementFilter.base_filters[_facet.name] = ValuesFilter(label=_facet.label)
