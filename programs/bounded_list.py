"""What a list prints of which only the first rows are read: facet lines, chips, sentences, links.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from functools import cached_property

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.address_words import about_choices, about_names, about_repeats, page_of, shorten
from programs.finder_facets import Group, Line
from programs.list_state import Chip, WayOut
from programs.search.answer import WORDS
from programs.state_address import StateAddress

PER_PAGE = 25


class BoundedList(StateAddress):
    """One state of a list with a `programs.bounded_answer.BoundedAnswer`. Templates print it.

    A subclass gives `list_url`; `facets`; `known_sorts`, the orders by their names in addresses,
    and `first_sort`, which comes by itself; `by_count`, facets whose choices stand in the order of
    their counts; and `rows(ids)`, what a page prints.
    """

    facets: tuple = ()
    known_sorts: dict = {}
    first_sort = ""
    by_count: tuple = ()
    csv_url = ""

    def __init__(self, listed):
        self.data = listed.data
        self.answer = listed.answer
        self.inputs = listed.inputs
        self.unknown_names = listed.unknown_names

    @cached_property
    def _by_name(self):
        return {facet.name: facet for facet in self.facets}

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        answer = self.answer
        pairs = [("q", self.inputs["q"])]
        pairs += [
            (facet.name, key) for facet in self.facets for key in answer.chosen.get(facet.name, ())
        ]
        pairs.append(("sort", "" if answer.sort == self.first_sort else answer.sort))
        return [(name, value) for name, value in pairs if value]

    @cached_property
    def clear_url(self):
        """Without any filter; the words stay."""
        return self.url(without=[*(facet.name for facet in self.facets), "sort"])

    # --- Results --------------------------------------------------------------------------------

    @property
    def total(self):
        return self.answer.total

    @property
    def is_more(self):
        """Whether there are more than are counted and listed."""
        return self.answer.is_more

    @cached_property
    def _page(self):
        return page_of(Paginator(self.answer.rows, PER_PAGE), self.data.get("page"))

    @cached_property
    def page(self):
        """The page of rows; a number beyond the last one gives the last one."""
        page = self._page[0]
        page.object_list = self.rows([row.pk for row in page.object_list])
        return page

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        answer, inputs, said = self.answer, self.inputs, []
        if answer.words.left_out:
            said.append(
                ngettext(
                    "Only the first words were searched; %(count)s word was left out.",
                    "Only the first words were searched; %(count)s words were left out.",
                    answer.words.left_out,
                )
                % {"count": answer.words.left_out}
            )
        if inputs["q"] and answer.words.condition is None:
            said.append(
                _("“%(words)s” has no word to search for, so everything is shown.")
                % {"words": shorten(inputs["q"])}
            )
        said += about_choices((facet.label, key) for facet, key in answer.unknown[:3])
        said += about_names(self.unknown_names[:3])
        said += about_repeats(self.data, self._asked_once)
        if inputs["sort"] and inputs["sort"] not in self.known_sorts:
            said.append(
                _("The list cannot be sorted by “%(value)s”.") % {"value": shorten(inputs["sort"])}
            )
        if self._page[1]:
            said.append(self._page[1])
        return said

    @property
    def _asked_once(self):
        """What an address can ask once only; other facets take several values."""
        single = [facet.name for facet in self.facets if facet.single]
        return ("q", "sort", "page", *single)

    # --- Filters --------------------------------------------------------------------------------

    @cached_property
    def groups(self):
        return [group for facet in self.facets if (group := self._group(facet))]

    def _group(self, facet):
        """The facet as check boxes or, for a single choice, radio buttons; None if it is empty."""
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

    @cached_property
    def chips(self):
        return [
            Chip(self.chip_words(name, key), self.url(without=[(name, key)]))
            for name, keys in self.answer.chosen.items()
            for key in keys
        ]

    def chip_words(self, name, key):
        return str(self.answer.choices[name][key])

    @cached_property
    def sorts(self):
        """[(value, label, is chosen)]. The order that comes by itself has no value."""
        return [
            ("" if value == self.first_sort else value, label, value == self.answer.sort)
            for value, label in self.known_sorts.items()
        ]

    # --- Nothing found --------------------------------------------------------------------------

    @cached_property
    def ways_out(self):
        """Each filter that could be dropped, with what that would find, the most first."""
        ways = [
            WayOut(self._what(name), self.url(without=["q" if name == WORDS else name]), count)
            for name, count in self.answer.kept_out.items()
            if count
        ]
        return sorted(ways, key=lambda way: -way.count)

    def _what(self, name):
        if name == WORDS:
            return _("the words “%(words)s”") % {"words": shorten(self.inputs["q"])}
        labels = [str(self.answer.choices[name][key]) for key in self.answer.chosen[name]]
        return _("%(facet)s: %(values)s") % {
            "facet": self._by_name[name].label,
            "values": ", ".join(labels),
        }
