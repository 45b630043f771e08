"""The finder's inputs: the same for the page, its facets, the CSV and whoever asks from Python.

Inputs come from addresses that people edit, shorten and share, so a value that means nothing is
left out with a sentence, never an error page.
"""

import copy
import re

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.models import Program
from programs.search import place_words
from programs.search.answer import (
    BEST,
    DISTANCE,
    NAME,
    OPENINGS,
    PAY,
    RADII,
    WITHIN,
    Question,
    ask,
)
from programs.search.facets import FACETS
from programs.search.places import LONGEST_PLACE

# Longer text is cut: the limit of the address comes first (see GuardInput), and no one means it.
LONGEST_WORDS = 2_000
MOST_VALUES = 100
TRACKING = re.compile(r"utm_|(fbclid|gclid|msclkid)$")
SORTS = {
    BEST: pgettext_lazy("sort by", "best match"),
    NAME: pgettext_lazy("sort by", "name"),
    DISTANCE: pgettext_lazy("sort by", "distance"),
    PAY: pgettext_lazy("sort by", "pay, highest first"),
    OPENINGS: pgettext_lazy("sort by", "openings, most first"),
}


class Shared:
    """For fields and filters that nobody changes: the copies that each request makes are shallow.

    Copied deeply, as a form does with every one, they took a tenth of the time of a page.
    """

    def __deepcopy__(self, memo):
        return copy.copy(self)


class SeveralValues(Shared, forms.Field):
    """All values of a repeated parameter, as they were sent, each once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        values = [text.strip() for text in value or () if text.strip()]
        return tuple(dict.fromkeys(values))[:MOST_VALUES]


class ShortText(Shared, forms.CharField):
    """Text that is cut instead of refused, without control characters."""

    def clean(self, value):
        text = "".join(letter for letter in (value or "") if letter.isprintable() or letter == " ")
        return " ".join(text[: self.max_length].split())


class TextFilter(Shared, django_filters.Filter):
    field_class = ShortText

    def __init__(self, *args, longest, **kwargs):
        super().__init__(*args, max_length=longest, **kwargs)


class ValuesFilter(Shared, django_filters.Filter):
    field_class = SeveralValues


class ListFilter(django_filters.FilterSet):
    """The inputs of a list whose every state is an address: words, facets, order and more.

    A subclass gives `sorts`, the orders by their names in addresses; `narrowed_by` its facets, each
    with a `name` and a `label`; and `answer`, which has the rows found.
    """

    facets: tuple = ()
    sorts: dict = {}

    sort = TextFilter(label=_("Sort"), longest=10)

    @cached_property
    def sent(self):
        """What was sent, cleaned; everything has a value, empty ones too."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def inputs(self):
        """What was sent, as it is understood."""
        return self.sent

    @cached_property
    def chosen(self):
        """{facet's name: values as sent}"""
        return {one.name: self.inputs[one.name] for one in self.facets if self.inputs[one.name]}

    @property
    def chosen_sort(self):
        return self.inputs["sort"] if self.inputs["sort"] in self.sorts else None

    @cached_property
    def unknown_names(self):
        """Parameters that no filter has, in order; what links are tracked by is no mistake."""
        return [
            name
            for name in self.data
            if name not in self.filters and name != "page" and not TRACKING.match(name)
        ]

    def filter_queryset(self, queryset):
        """The rows of the answer. For the order and the counts see `answer`."""
        return queryset.filter(pk__in=self.answer.ids)


def narrowed_by(facets):
    """Gives a `ListFilter` an input for each of these facets."""

    def give(filterset):
        filterset.facets = facets
        filterset.base_filters |= {one.name: ValuesFilter(label=one.label) for one in facets}
        return filterset

    return give


@narrowed_by(FACETS)
class ProgramFilter(ListFilter):
    """Words, facets, place, order.

    finder = ProgramFilter(request.GET)
    finder.answer        totals, order, counts (programs.search.answer.Answer)
    finder.qs            the matching programs as a queryset, unordered
    finder.chosen        {facet name: values as sent}
    """

    sorts = SORTS

    q = TextFilter(label=_("What do you want to learn or do?"), longest=LONGEST_WORDS)
    exact = TextFilter(label=_("As it is spelled"), longest=1)
    near = TextFilter(label=_("Near (ZIP code, city or school)"), longest=LONGEST_PLACE)
    within = TextFilter(label=_("Distance"), longest=10)

    class Meta:
        model = Program
        fields: list[str] = []

    @cached_property
    def inputs(self):
        """What was sent, with a place that stood among the words where places belong."""
        if self.place_among_words is None:
            return self.sent
        return self.sent | {"q": self.place_among_words.words, "near": self.place_among_words.place}

    @cached_property
    def place_among_words(self):
        """The words and the place in them; None where a place was named, or words mean words."""
        sent = self.sent
        if not sent["q"] or sent["near"] or sent["exact"] == "1":
            return None
        return place_words.part(sent["q"])

    @cached_property
    def radius(self):
        """Miles, one of RADII, or None."""
        text = self.inputs[WITHIN]
        return int(text) if text in {str(radius) for radius in RADII} else None

    @cached_property
    def question(self):
        return Question(
            text=self.inputs["q"],
            exact=self.inputs["exact"] == "1",
            chosen=self.chosen,
            near=self.inputs["near"],
            within=self.radius,
            sort=self.chosen_sort,
        )

    @cached_property
    def answer(self):
        return ask(self.question)

    def filter_queryset(self, queryset):
        """The programs of the answer. For the order and the counts see `answer`."""
        return queryset.open_to_students().filter(pk__in=self.answer.program_ids)
