"""What a list prints of which only the first rows are read, and counted where they are few.

See `programs.list_state`. Every link is the address of a state of the page.
"""

from functools import cached_property

from django.utils.translation import gettext as _

from programs.address_words import (
    about_choices,
    about_names,
    about_repeats,
    about_sort,
    about_words,
)
from programs.finder_facets import Group, Line
from programs.list_state import ListState


class BoundedList(ListState):
    """One state of a list with a `programs.bounded_answer.BoundedAnswer`.

    A subclass gives `by_count` too, facets whose choices stand in the order of their counts; its
    `cards_of` is given primary keys.
    """

    by_count: tuple = ()

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        sort = "" if self.answer.sort == self.usual_sort else self.answer.sort
        pairs = [("q", self.inputs["q"]), *self.chosen_pairs, ("sort", sort)]
        return [(name, value) for name, value in pairs if value]

    @property
    def is_more(self):
        """Whether there are more than are counted and listed."""
        return self.answer.is_more

    @cached_property
    def page(self):
        """The page of rows; a number beyond the last one gives the last one."""
        page = self.page_and_sentence[0]
        page.object_list = self.cards_of([row.pk for row in page.object_list])
        return page

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        words, inputs = self.answer.words, self.inputs
        return [
            *about_words(
                inputs["q"], left_out=words.left_out, has_words=words.condition is not None
            ),
            *about_choices((facet.label, key) for facet, key in self.answer.unknown[:3]),
            *about_names(self.unknown_names[:3]),
            *about_repeats(self.data, self._asked_once),
            *about_sort(inputs["sort"], self.sort_labels),
            *filter(None, self.page_and_sentence[1:]),
        ]

    @property
    def _asked_once(self):
        """What an address can ask once only; other facets take several values."""
        single = [facet.name for facet in self.facets if facet.single]
        return ("q", "sort", "page", *single)

    def group(self, facet):
        """As in other lists, but nothing is counted where there are more rows than are read."""
        counts = self.answer.counts[facet.name]
        chosen = self.answer.chosen.get(facet.name, ())
        lines = [
            Line(key, str(label), None if counts is None else counts[key], key in chosen)
            for key, label in self.answer.choices[facet.name].items()
            if key in chosen or counts is None or counts[key]
        ]
        if not lines:
            return None
        if facet.name in self.by_count and counts is not None:
            lines.sort(key=lambda line: (not line.is_chosen, -line.count))
        if facet.single:
            lines.insert(0, Line("", _("Any"), None, not chosen))
        return Group(facet, lines, is_short=facet.name in self.answer.short)
