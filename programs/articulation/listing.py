"""What the list of agreements prints: rows, facet lines, chips, sentences and links.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.address_words import about_choices, about_names, about_repeats, page_of, shorten
from programs.articulation.answer import MOST
from programs.articulation.download import MOST_LINES
from programs.articulation.facets import BY_NAME, FACETS, RECEIVING, SENDING
from programs.articulation.filters import SORTS
from programs.articulation.order import NAME
from programs.articulation.rows import agreement_rows
from programs.finder import Chip, WayOut
from programs.finder_facets import Group, Line
from programs.search.answer import WORDS
from programs.state_address import StateAddress

PER_PAGE = 25
# What an address can ask once only; facets take several values.
ASKED_ONCE = ("q", "sort", "page", "year")


class AgreementList(StateAddress):
    """One state of the list. Templates print its attributes."""

    def __init__(self, agreements):
        self.data = agreements.data
        self.answer = agreements.answer
        self.inputs = agreements.inputs
        self.unknown_names = agreements.unknown_names
        self.list_url = reverse("programs:agreements")

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        answer = self.answer
        pairs = [("q", self.inputs["q"])]
        pairs += [
            (facet.name, key) for facet in FACETS for key in answer.chosen.get(facet.name, ())
        ]
        pairs.append(("sort", "" if answer.sort == NAME else answer.sort))
        return [(name, value) for name, value in pairs if value]

    @cached_property
    def csv_url(self):
        return self.url(path=reverse("programs:agreements_csv"))

    # --- Results --------------------------------------------------------------------------------

    @property
    def total(self):
        return self.answer.total

    @property
    def is_more(self):
        """Whether there are more than are counted and listed."""
        return self.answer.is_more

    @cached_property
    def found(self):
        """ "48 agreements", for the heading and for screen readers."""
        if self.is_more:
            return _("More than %(count)s agreements") % {"count": f"{MOST:,}"}
        return ngettext("%(count)s agreement", "%(count)s agreements", self.total) % {
            "count": f"{self.total:,}"
        }

    @cached_property
    def _page(self):
        return page_of(Paginator(self.answer.rows, PER_PAGE), self.data.get("page"))

    @cached_property
    def page(self):
        """The page of rows; a number beyond the last one gives the last one."""
        page = self._page[0]
        ids = [row.pk for row in page.object_list]
        page.object_list = agreement_rows(ids, today=self.answer.today)
        return page

    @cached_property
    def has_samples(self):
        return any(row.agreement.is_sample for row in self.page.object_list)

    @property
    def most_lines(self):
        """How many rows the download holds at most."""
        return f"{MOST_LINES:,}"

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
        said += about_repeats(self.data, ASKED_ONCE)
        if inputs["sort"] and inputs["sort"] not in SORTS:
            said.append(
                _("The list cannot be sorted by “%(value)s”.") % {"value": shorten(inputs["sort"])}
            )
        if self._page[1]:
            said.append(self._page[1])
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
            Line(key, str(label), None if counts is None else counts[key], key in chosen)
            for key, label in self.answer.choices[facet.name].items()
            if key in chosen or counts is None or counts[key]
        ]
        if not lines:
            return None
        if facet.name in (SENDING, RECEIVING) and counts is not None:
            lines.sort(key=lambda line: (not line.is_chosen, -line.count))
        if facet.single:
            lines.insert(0, Line("", _("Any"), None, not chosen))
        return Group(facet, lines, is_short=facet.name in self.answer.short)

    @cached_property
    def chips(self):
        return [
            Chip(
                _("Counts a course of %(year)s") % {"year": key}
                if name == "year"
                else str(self.answer.choices[name][key]),
                self.url(without=[(name, key)]),
            )
            for name, keys in self.answer.chosen.items()
            for key in keys
        ]

    @cached_property
    def clear_url(self):
        """Without any filter; the words stay."""
        return self.url(without=[*(facet.name for facet in FACETS), "sort"])

    @cached_property
    def sorts(self):
        """[(value, label, is chosen)]. The order that comes by itself has no value."""
        return [
            ("" if value == NAME else value, label, value == self.answer.sort)
            for value, label in SORTS.items()
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
            "facet": BY_NAME[name].label,
            "values": ", ".join(labels),
        }
