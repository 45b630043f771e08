"""What every list prints whose states are addresses: chips, facet lines, orders, ways out.

A list of its own says what it is a list of (`programs.careers.listing`); its templates extend
`programs/listed_page.html` and `programs/_listed.html`.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.address_words import page_of, shorten
from programs.finder_facets import Group, Line
from programs.search.answer import WORDS
from programs.state_address import StateAddress


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


@dataclass(frozen=True)
class WayOut:
    """What an empty page offers: drop this, and so many rows are found."""

    label: str
    url: str
    count: int


class ListState(StateAddress):
    """One state of a list, from its `programs.filters.ListFilter`. Templates print its attributes.

    A list of its own names its heading and addresses and gives `found`, `sentences` and `cards_of`.
    Its answer has `rows`, `chosen`, `choices`, `counts`, `kept_out` and `sort`. Only `page` asks
    the database.
    """

    heading = ""
    list_name = ""
    csv_name = ""
    template = ""  # prints filters and results
    per_page = 25
    facets: tuple = ()
    sort_labels: dict = {}
    usual_sort = ""
    # Filters beside the facets that "Clear all" drops.
    also_cleared: tuple = ()

    def __init__(self, asked):
        self.asked = asked
        self.data = asked.data
        self.answer = asked.answer
        self.inputs = asked.inputs
        self.unknown_names = asked.unknown_names
        self.list_url = reverse(self.list_name)

    @property
    def words_field(self):
        """The search field, with its label and how much it takes."""
        return self.asked.form.fields["q"]

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def csv_url(self):
        """The same rows as a spreadsheet; empty where the list has none."""
        return self.url(path=reverse(self.csv_name)) if self.csv_name else ""

    @cached_property
    def clear_url(self):
        """Without any filter; the words stay."""
        return self.url(
            without=[*(facet.name for facet in self.facets), *self.also_cleared, "sort"]
        )

    @property
    def chosen_pairs(self):
        """What of the facets is chosen, as parameters in the order of the page."""
        chosen = self.answer.chosen
        return [(facet.name, key) for facet in self.facets for key in chosen.get(facet.name, ())]

    # --- Results --------------------------------------------------------------------------------

    @property
    def total(self):
        return self.answer.total

    @cached_property
    def page_and_sentence(self):
        """(the page nearest to the one asked for, a sentence if it is another one)."""
        return page_of(Paginator(self.answer.rows, self.per_page), self.data.get("page"))

    @cached_property
    def page(self):
        """The page of cards; where there is no such page, the one nearest to it."""
        page = self.page_and_sentence[0]
        page.object_list = self.cards_of(list(page.object_list))
        return page

    # --- Filters --------------------------------------------------------------------------------

    @cached_property
    def groups(self):
        return [group for facet in self.facets if (group := self.group(facet))]

    def group(self, facet):
        """The facet as check boxes or, for a single choice, radio buttons; None if it is empty."""
        counts = self.answer.counts[facet.name]
        chosen = self.answer.chosen.get(facet.name, ())
        lines = [
            Line(key, str(label), counts[key], key in chosen)
            for key, label in self.answer.choices[facet.name].items()
            if key in chosen or self.is_offered(facet, key, counts[key])
        ]
        if not any(line.count or line.is_chosen for line in lines):
            return None
        if facet.single:  # how many there are whatever this facet says
            anything = self.total + self.kept_out.get(facet.name, 0)
            lines = [Line("", _("Any"), anything, not chosen), *lines]
        return Group(facet, lines)

    def label_of(self, name, key):
        """A choice of a facet in words."""
        return str(self.answer.choices[name][key])

    def chip_words(self, name, key):
        return self.label_of(name, key)

    @cached_property
    def chips(self):
        return [
            Chip(self.chip_words(name, key), self.url(without=[(name, key)]))
            for name, keys in self.answer.chosen.items()
            for key in keys
        ]

    @cached_property
    def sorts(self):
        """[(value, label, is chosen)]. The order that comes by itself has no value."""
        usual = self.usual_sort
        return [
            ("" if value == usual else value, label, value == self.answer.sort)
            for value, label in self.sort_labels.items()
        ]

    # --- Nothing found --------------------------------------------------------------------------

    @property
    def kept_out(self):
        """{name of a filter: how many more there would be without it}"""
        return self.answer.kept_out

    @cached_property
    def ways_out(self):
        """Each filter that could be dropped, with what that would find, the most first."""
        ways = [
            WayOut(self.what(name), self.url_without(name), count)
            for name, count in self.kept_out.items()
            if count
        ]
        return sorted(ways, key=lambda way: -way.count)

    def url_without(self, name):
        return self.url(without=["q", "exact"] if name == WORDS else [name])

    def what(self, name):
        """A filter and what of it is chosen, in words."""
        if name == WORDS:
            return _("the words “%(words)s”") % {"words": shorten(self.inputs["q"])}
        facet = next(facet for facet in self.facets if facet.name == name)
        labels = [self.label_of(name, key) for key in self.answer.chosen[name]]
        return _("%(facet)s: %(values)s") % {"facet": facet.label, "values": ", ".join(labels)}
