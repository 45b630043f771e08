"""What the list of careers prints: cards, facet lines, chips, sentences and links.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pathways_portal.common.sources import one_of_each
from programs.address_words import (
    about_choices,
    about_names,
    about_repeats,
    about_sort,
    about_words,
    shorten,
)
from programs.careers.answer import BEST, usual_sort
from programs.careers.cards import cards
from programs.careers.facets import FACETS, LIVING
from programs.careers.filters import SORTS
from programs.list_state import Chip, ListState

# What an address can ask once only; facets take several values.
ASKED_ONCE = ("q", "exact", "county", "sort", "page")


class CareerList(ListState):
    """One state of the list of careers. Its figures are those of one county, `here`."""

    heading = gettext_lazy("Careers")
    list_name = "programs:careers"
    csv_name = "programs:careers_csv"
    template = "programs/_career_list.html"
    facets = FACETS

    def __init__(self, careers):
        super().__init__(careers)
        self.here = self.answer.here

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        answer = self.answer
        pairs = [("q", self.inputs["q"]), ("exact", "1" if answer.question.exact else "")]
        # The county that comes by itself has no value.
        pairs.append(("county", "" if self.is_usual_county or not self.here else self.here.key))
        pairs += self.chosen_pairs
        pairs.append(("sort", answer.question.sort or ""))
        return [(name, value) for name, value in pairs if value]

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

    @cached_property
    def found(self):
        """ "848 occupations", for the heading and for screen readers."""
        return ngettext("%(count)s occupation", "%(count)s occupations", self.total) % {
            "count": f"{self.total:,}"
        }

    def cards_of(self, rows):
        return cards(rows, self.here)

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
        said += about_words(
            inputs["q"], left_out=answer.reading.left_out, has_words=answer.has_words
        )
        if inputs["county"] and not (self.here and self.here.key == inputs["county"]):
            said.append(
                _("No figures are on file for a county called “%(county)s”.")
                % {"county": shorten(inputs["county"])}
            )
        said += about_choices((facet.label, key) for facet, key in answer.unknown[:3])
        said += about_names(self.unknown_names[:3])
        said += about_repeats(self.data, ASKED_ONCE)
        said += about_sort(inputs["sort"], SORTS)
        if inputs["sort"] == BEST and not answer.has_words:
            said.append(_("Sorting by best match needs words."))
        said += filter(None, self.page_and_sentence[1:])
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

    def is_offered(self, facet, key, count):
        """Not what nothing can be measured by here, nor, of a long facet, what finds nothing."""
        if facet.name == "flag":
            return bool(self.here and self.here.rule)
        if key == LIVING:
            return bool(self.here and self.here.benchmark)
        return count > 0 or facet.name != "sector"

    @property
    def usual_sort(self):
        return usual_sort(has_words=self.answer.has_words)

    @property
    def sort_labels(self):
        """The best match is one of words only."""
        has_words = self.answer.has_words
        return {key: label for key, label in SORTS.items() if key != BEST or has_words}
