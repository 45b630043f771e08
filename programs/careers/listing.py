"""What the list of careers prints: cards, facet lines, chips, sentences and links.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.common.sources import one_of_each
from programs.address_words import (
    about_choices,
    about_names,
    about_repeats,
    page_of,
    shorten,
)
from programs.careers.answer import BEST, usual_sort
from programs.careers.cards import cards
from programs.careers.facets import FACETS, LIVING
from programs.careers.filters import SORTS
from programs.finder import Chip, WayOut
from programs.finder_facets import Group, Line
from programs.search.answer import WORDS
from programs.state_address import StateAddress

PER_PAGE = 25
# What an address can ask once only; facets take several values.
ASKED_ONCE = ("q", "exact", "county", "sort", "page")


class CareerList(StateAddress):
    """One state of the list. Templates print its attributes."""

    def __init__(self, careers):
        self.data = careers.data
        self.answer = careers.answer
        self.inputs = careers.inputs
        self.unknown_names = careers.unknown_names
        self.list_url = reverse("programs:careers")
        self.here = self.answer.here

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        answer = self.answer
        pairs = [("q", self.inputs["q"]), ("exact", "1" if answer.question.exact else "")]
        # The county that comes by itself has no value.
        pairs.append(("county", "" if self.is_usual_county or not self.here else self.here.key))
        pairs += [
            (facet.name, key) for facet in FACETS for key in answer.chosen.get(facet.name, ())
        ]
        pairs.append(("sort", answer.question.sort or ""))
        return [(name, value) for name, value in pairs if value]

    @cached_property
    def csv_url(self):
        return self.url(path=reverse("programs:careers_csv"))

    @cached_property
    def is_usual_county(self):
        """Whether these are the figures that come when no county is asked for."""
        return self.here in self.answer.counties[:1]

    @cached_property
    def other_counties(self):
        """Chips that lead to the same state with another county's figures."""
        first = self.answer.counties[:1]
        return [
            Chip(
                one.area.local_name,
                self.url(without=["county"], add=[] if one in first else [("county", one.key)]),
            )
            for one in self.answer.counties
            if one != self.here
        ]

    # --- Results --------------------------------------------------------------------------------

    @property
    def total(self):
        return self.answer.total

    @cached_property
    def found(self):
        """ "848 occupations", for the heading and for screen readers."""
        return ngettext("%(count)s occupation", "%(count)s occupations", self.total) % {
            "count": f"{self.total:,}"
        }

    @cached_property
    def _page(self):
        return page_of(Paginator(self.answer.rows, PER_PAGE), self.data.get("page"))

    @cached_property
    def page(self):
        """The page of cards; a number beyond the last one gives the last one."""
        page = self._page[0]
        page.object_list = cards(list(page.object_list), self.here)
        return page

    @cached_property
    def sources(self):
        """Source rows of the figures that the cards on this page show, each once."""
        figures = (
            figure
            for card in self.page.object_list
            for figure in (card.survey, card.projection, card.state)
        )
        return one_of_each(filter(None, figures))

    # --- Words ----------------------------------------------------------------------------------

    @property
    def respelled(self):
        """The words that were searched, when they were not the ones typed."""
        return self.answer.reading.shown if self.answer.reading.corrected else ""

    @cached_property
    def exact_url(self):
        return self.url(add=[("exact", "1")])

    @cached_property
    def finder_url(self):
        """The same words in the finder, which looks for programs."""
        return f"{reverse('programs:list')}?{urlencode({'q': self.inputs['q']})}"

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        answer, inputs, said = self.answer, self.inputs, []
        if answer.reading.left_out:
            said.append(
                ngettext(
                    "Only the first words were searched; %(count)s word was left out.",
                    "Only the first words were searched; %(count)s words were left out.",
                    answer.reading.left_out,
                )
                % {"count": answer.reading.left_out}
            )
        if inputs["q"] and not answer.has_words:
            said.append(
                _("“%(words)s” has no word to search for, so everything is shown.")
                % {"words": shorten(inputs["q"])}
            )
        if inputs["county"] and not (self.here and self.here.key == inputs["county"]):
            said.append(
                _("No figures are on file for a county called “%(county)s”.")
                % {"county": shorten(inputs["county"])}
            )
        said += about_choices((facet.label, key) for facet, key in answer.unknown[:3])
        said += about_names(self.unknown_names[:3])
        said += about_repeats(self.data, ASKED_ONCE)
        if inputs["sort"] and inputs["sort"] not in SORTS:
            said.append(
                _("The list cannot be sorted by “%(value)s”.") % {"value": shorten(inputs["sort"])}
            )
        elif inputs["sort"] == BEST and not answer.has_words:
            said.append(_("Sorting by best match needs words."))
        if self._page[1]:
            said.append(self._page[1])
        return said + self._unknowable

    @cached_property
    def _unknowable(self):
        """Filters that nothing can pass here, because a rule or a benchmark is not on file."""
        if self.here is None:
            return []
        said, chosen, county = [], self.answer.chosen, self.here.area.local_name
        if "flag" in chosen and self.here.rule is None:
            said.append(
                _("%(county)s has no rule on file, so no occupation is flagged there.")
                % {"county": county}
            )
        if LIVING in chosen.get("pay", ()) and self.here.benchmark is None:
            said.append(
                _("%(county)s has no living wage on file, so nothing can be measured against it.")
                % {"county": county}
            )
        return said

    # --- Filters --------------------------------------------------------------------------------

    @cached_property
    def groups(self):
        return [group for facet in FACETS if (group := self._group(facet))]

    def _group(self, facet):
        """The facet as check boxes or, for a single choice, radio buttons; None if it is empty."""
        counts = self.answer.counts[facet.name]
        chosen = self.answer.chosen.get(facet.name, ())
        lines = [
            Line(key, str(label), counts[key], key in chosen)
            for key, label in self.answer.choices[facet.name].items()
            if key in chosen or self._is_offered(facet, key, counts[key])
        ]
        if not any(line.count or line.is_chosen for line in lines):
            return None
        if facet.single:
            everything = Line("", _("Any"), self._without(facet), not chosen)
            lines = [everything, *lines]
        return Group(facet, lines)

    def _is_offered(self, facet, key, count):
        """Not what nothing can be measured by here, nor, of a long facet, what finds nothing."""
        if facet.name == "flag":
            return bool(self.here and self.here.rule)
        if key == LIVING:
            return bool(self.here and self.here.benchmark)
        return count > 0 or facet.name != "sector"

    def _without(self, facet):
        """How many there are whatever this facet says."""
        return self.total + self.answer.kept_out.get(facet.name, 0)

    @cached_property
    def chips(self):
        return [
            Chip(str(self.answer.choices[name][key]), self.url(without=[(name, key)]))
            for name, keys in self.answer.chosen.items()
            for key in keys
        ]

    @cached_property
    def clear_url(self):
        """Without any filter; the words and the county stay."""
        return self.url(without=[*(facet.name for facet in FACETS), "sort"])

    @cached_property
    def sorts(self):
        """[(value, label, is chosen)]. The order that comes by itself has no value."""
        usual = usual_sort(has_words=self.answer.has_words)
        return [
            ("" if value == usual else value, label, value == self.answer.sort)
            for value, label in SORTS.items()
            if value != BEST or self.answer.has_words
        ]

    # --- Nothing found --------------------------------------------------------------------------

    @cached_property
    def ways_out(self):
        """Each filter that could be dropped, with what that would find, the most first."""
        ways = [
            WayOut(
                self._what(name),
                self.url(without=["q", "exact"] if name == WORDS else [name]),
                count,
            )
            for name, count in self.answer.kept_out.items()
            if count
        ]
        return sorted(ways, key=lambda way: -way.count)

    def _what(self, name):
        if name == WORDS:
            return _("the words “%(words)s”") % {"words": shorten(self.inputs["q"])}
        facet = next(facet for facet in FACETS if facet.name == name)
        labels = [str(self.answer.choices[name][key]) for key in self.answer.chosen[name]]
        return _("%(facet)s: %(values)s") % {"facet": facet.label, "values": ", ".join(labels)}
