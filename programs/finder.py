"""What the finder page prints: facet lines, chips, sentences and links, worked out from the answer.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pathways_portal.common.addresses import absolute
from programs import finder_words
from programs.address_words import (
    about_choices,
    about_names,
    about_repeats,
    about_sort,
    about_words,
    page_of,
)
from programs.cards import cards
from programs.enums import DocumentKind
from programs.filters import SORTS
from programs.finder_facets import Line, facet_group, key_and_label
from programs.labels import label_title, label_url
from programs.list_state import Chip, ListState
from programs.search.answer import BEST, DISTANCE, PAGE_SIZE, RADII, WITHIN, usual_sort
from programs.search.facets import BY_NAME, FACETS


@dataclass(frozen=True)
class Also:
    """Something else than a program that the words name."""

    title: str
    kind: str
    url: str


class FinderPage(ListState):
    """One state of the finder. Its facets have thousands of values, so it counts its own way."""

    heading = gettext_lazy("Find a program")
    list_name = "programs:list"
    csv_name = "programs:csv"
    template = "programs/_finder.html"
    facets = FACETS
    also_cleared = ("near", WITHIN)

    def __init__(self, finder, *, page=1):
        super().__init__(finder)
        self.finder = finder
        self.asked_page = page

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        pairs = [("q", self.inputs["q"]), ("exact", "1" if self.answer.question.exact else "")]
        pairs += [
            (facet.name, key)
            for facet in FACETS
            for key in self.finder.chosen.get(facet.name, ())
            if (facet, key) not in self.answer.unknown
        ]
        pairs.append(("near", self.inputs["near"]))
        pairs.append((WITHIN, str(self.answer.question.within or "")))
        pairs.append(("sort", self.answer.question.sort or ""))
        return [(name, value) for name, value in pairs if value]

    @property
    def whole_url(self):
        """The same with the portal's own address, for paper."""
        return absolute(self.own_url)

    @property
    def alert_url(self):
        """A form to be told of new programs that match; the order does not matter there."""
        return self.url(without=["sort"], path=reverse("programs:alert_new"))

    @cached_property
    def state(self):
        """What was asked and found, in words, for paper."""
        return finder_words.state(self)

    # --- Results --------------------------------------------------------------------------------

    @cached_property
    def found(self):
        """ "11 programs", for the heading and for screen readers."""
        return ngettext("%(count)s program", "%(count)s programs", self.total) % {
            "count": f"{self.total:,}"
        }

    @cached_property
    def found_samples(self):
        """ "2 of them sample data"; empty where all is real."""
        samples = self.answer.samples
        if not samples:
            return ""
        return ngettext(
            "%(count)s of them sample data", "%(count)s of them sample data", samples
        ) % {"count": f"{samples:,}"}

    @cached_property
    def page_and_sentence(self):
        return page_of(Paginator(range(self.total), PAGE_SIZE), self.asked_page)

    @cached_property
    def page(self):
        """The page of cards; where there is no such page, the one nearest to it."""
        page = self.page_and_sentence[0]
        page.object_list = cards(self.answer, page.number)
        return page

    @property
    def figure_sources(self):
        """Where the figures on the cards of this page come from, as (name, day or None)."""
        return [source for card in self.page.object_list for source in card.sources]

    # --- Words ----------------------------------------------------------------------------------

    @property
    def respelled(self):
        """The words that were searched, when they were not the ones typed."""
        return self.answer.reading.shown if self.answer.reading.corrected else ""

    @cached_property
    def exact_url(self):
        """The words as they were typed: no respelling, no place among them."""
        if self.finder.place_among_words is None:
            return self.url(add=[("exact", "1")])
        typed = [("q", self.finder.sent["q"]), ("exact", "1")]
        return self.url(without=["q", "near"], add=typed)

    @property
    def place_in_words(self):
        """The place that stood among the words; empty if none did."""
        return self.finder.place_among_words.place if self.finder.place_among_words else ""

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        answer, said = self.answer, []
        if answer.without_words:
            said.append(
                _("No program matches every word. Left out: %(words)s.")
                % {"words": ", ".join(f"“{word}”" for word in answer.without_words)}
            )
        said += about_words(
            self.inputs["q"], left_out=answer.reading.left_out, has_words=self._has_words
        )
        said += about_choices((facet.label, key) for facet, key in answer.unknown[:3])
        said += about_names(self.finder.unknown_names[:3])
        said += finder_words.about_place(self.finder, answer)
        said += about_repeats(self.finder.data)
        said += about_sort(self.inputs["sort"], SORTS)
        if self.inputs["sort"] == DISTANCE and answer.sort != DISTANCE:
            said.append(_("Sorting by distance needs a place: a ZIP code, a city or a school."))
        said += filter(None, self.page_and_sentence[1:])
        return said

    @cached_property
    def not_used(self):
        """Sentences about what narrows nothing here: the search is wider than it was asked."""
        unknown = about_choices((facet.label, key) for facet, key in self.answer.unknown[:3])
        said = [*unknown, *about_names(self.finder.unknown_names[:3])]
        return said + [*finder_words.place_not_used(self.finder, self.answer)]

    @property
    def url_of_used(self):
        """This search without what narrows nothing."""
        place = self.answer.place
        return self.url(without=[] if place and place.point else ["near", WITHIN])

    @cached_property
    def places_meant(self):
        """Places that share the name typed, or are spelled like it, as (label, address)."""
        place = self.answer.place
        return [
            (one.label, self.url(without=["near"], add=[("near", one.key)]))
            for one in (place.suggested if place else ())
        ]

    @cached_property
    def also(self):
        return [
            Also(label_title(label), DocumentKind(label.kind).label, label_url(label))
            for label in self.answer.also
        ]

    # --- Filters --------------------------------------------------------------------------------

    def group(self, facet):
        return facet_group(self.answer, facet)

    @cached_property
    def radii(self):
        """Distances as radio buttons: (value, label, count, is chosen)."""
        counts = self.answer.radius_counts
        if not counts:
            return []
        lines = [
            Line(str(miles), _("%(miles)s miles") % {"miles": miles}, counts[miles], False)
            for miles in RADII
        ]
        lines.append(Line("", _("Any distance"), counts[None], False))
        within = str(self.answer.question.within or "")
        return [Line(line.key, line.label, line.count, line.key == within) for line in lines]

    @cached_property
    def chips(self):
        chips = []
        for facet in FACETS:
            for value in self.answer.chosen.get(facet.name, ()):
                key, label = key_and_label(self.answer, facet, value)
                if key:
                    chips.append(Chip(label, self.url(without=[(facet.name, key)])))
        if where := finder_words.near(self.answer):
            within = self.answer.question.within
            chips.append(Chip(where, self.url(without=[WITHIN] if within else ["near", WITHIN])))
        return chips

    @property
    def usual_sort(self):
        return usual_sort(has_words=self._has_words, has_point=self._has_point)

    @property
    def sort_labels(self):
        """Without words, "best match" is the order by awards; without a place none is nearest."""
        labels = dict(SORTS)
        if not self._has_words:
            labels[BEST] = _("most awards in its code first")
        if not self._has_point:
            del labels[DISTANCE]
        return labels

    @property
    def _has_words(self):
        return bool(self.answer.reading.terms)

    @property
    def _has_point(self):
        return bool(self.answer.radius_counts)

    # --- Nothing found --------------------------------------------------------------------------

    @property
    def kept_out(self):
        return self.answer.if_dropped

    def label_of(self, name, key):
        return key_and_label(self.answer, BY_NAME[name], key)[1]

    def what(self, name):
        if name == WITHIN:
            return _("the distance of %(miles)s miles") % {"miles": self.answer.question.within}
        return super().what(name)
