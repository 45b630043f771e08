"""What the list of opportunities prints: cards, facet lines, chips, sentences and links.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.address_words import about_choices, about_names, about_repeats, page_of, shorten
from programs.finder import Chip, WayOut
from programs.finder_facets import Group, Line
from programs.state_address import StateAddress
from wbl.answer import STARTS, WORDS
from wbl.facets import ALL, BY_NAME, FACETS, OPEN, SHOW, Facet
from wbl.filters import SORTS
from wbl.models import Opportunity

PER_PAGE = 25
ASKED_ONCE = ("q", "show", "sort", "page")
SHOW_FACET = Facet(SHOW, gettext_lazy("Still open"), None, None, single=True)


@dataclass(frozen=True)
class Card:
    """An opportunity in the list, with its sectors and whether one can still apply."""

    opportunity: Opportunity
    sectors: list
    is_open: bool

    @property
    def is_past(self):
        """Said to be open, yet its last day to apply or its end is past."""
        return not self.is_open and self.opportunity.state == OPEN


class OpportunityList(StateAddress):
    """One state of the list. Templates print its attributes."""

    def __init__(self, offered):
        self.data = offered.data
        self.answer = offered.answer
        self.inputs = offered.inputs
        self.unknown_names = offered.unknown_names
        self.list_url = reverse("wbl:opportunities")

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        answer = self.answer
        pairs = [("q", self.inputs["q"])]
        pairs += [
            (facet.name, key) for facet in FACETS for key in answer.chosen.get(facet.name, ())
        ]
        pairs.append((SHOW, ALL if answer.question.shows_all else ""))
        pairs.append(("sort", answer.question.sort or ""))
        return [(name, value) for name, value in pairs if value]

    @cached_property
    def csv_url(self):
        return self.url(path=reverse("wbl:opportunities_csv"))

    @cached_property
    def clear_url(self):
        """Without any filter; the words stay."""
        return self.url(without=[*(facet.name for facet in FACETS), SHOW, "sort"])

    # --- Results --------------------------------------------------------------------------------

    @property
    def total(self):
        return len(self.answer.rows)

    @cached_property
    def found(self):
        """ "23 opportunities", for the heading and for screen readers."""
        return ngettext("%(count)s opportunity", "%(count)s opportunities", self.total) % {
            "count": f"{self.total:,}"
        }

    @cached_property
    def _page(self):
        return page_of(Paginator(self.answer.rows, PER_PAGE), self.data.get("page"))

    @cached_property
    def page(self):
        """The page of cards; a number beyond the last one gives the last one."""
        page = self._page[0]
        rows = list(page.object_list)
        offers = Opportunity.objects.select_related("employer", "kind", "county", "site").in_bulk(
            [row.pk for row in rows]
        )
        sectors = {sector.slug: sector for sector in self.answer.known.sectors}
        page.object_list = [
            Card(offers[row.pk], [sectors[slug] for slug in row.sectors], row.is_open)
            for row in rows
        ]
        return page

    @cached_property
    def has_samples(self):
        return any(card.opportunity.is_sample for card in self.page.object_list)

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def sentences(self):
        """What was left out or understood differently, a sentence each."""
        inputs, said = self.inputs, []
        said += about_choices(self.answer.unknown[:3])
        if inputs[SHOW] not in ("", ALL):
            said += about_choices([(SHOW_FACET.label, inputs[SHOW])])
        said += about_names(self.unknown_names[:3])
        said += about_repeats(self.data, ASKED_ONCE)
        if inputs["sort"] and inputs["sort"] not in SORTS:
            said.append(
                _("The list cannot be sorted by “%(value)s”.") % {"value": shorten(inputs["sort"])}
            )
        said += self._not_on_file
        if self._page[1]:
            said.append(self._page[1])
        return said

    @cached_property
    def _not_on_file(self):
        """A filter passes only what is on file; say so where one is chosen."""
        chosen = self.answer.chosen
        if "age" in chosen or "grade" in chosen:
            return [
                _(
                    "Opportunities whose least age or grades are not on file are left out; ask "
                    "the employer."
                )
            ]
        return []

    # --- Filters --------------------------------------------------------------------------------

    @cached_property
    def groups(self):
        found = [self._show_group, *(self._group(facet) for facet in FACETS)]
        return [group for group in found if group]

    @property
    def _show_group(self):
        counts, shows_all = self.answer.counts[SHOW], self.answer.question.shows_all
        return Group(
            SHOW_FACET,
            [
                Line("", _("Open to apply"), counts[OPEN], not shows_all),
                Line(ALL, _("All, also filled and past"), counts[ALL], shows_all),
            ],
        )

    def _group(self, facet):
        """The facet as check boxes or, for a single choice, radio buttons; None if it is empty."""
        counts = self.answer.counts[facet.name]
        chosen = self.answer.chosen.get(facet.name, ())
        lines = [
            Line(key, str(label), counts[key], key in chosen)
            for key, label in self.answer.choices[facet.name].items()
            if key in chosen or counts[key] or not facet.long
        ]
        if not any(line.count or line.is_chosen for line in lines):
            return None
        if facet.single:
            without = self.total + self.answer.kept_out[facet.name]
            lines = [Line("", _("Any"), without, not chosen), *lines]
        return Group(facet, lines)

    @cached_property
    def chips(self):
        chips = [
            Chip(str(self.answer.choices[name][key]), self.url(without=[(name, key)]))
            for name, keys in self.answer.chosen.items()
            for key in keys
        ]
        if self.answer.question.shows_all:
            chips.append(Chip(_("Also filled and past"), self.url(without=[SHOW])))
        return chips

    @cached_property
    def sorts(self):
        """[(value, label, is chosen)]. The order that comes by itself has no value."""
        return [
            ("" if value == STARTS else value, label, value == self.answer.sort)
            for value, label in SORTS.items()
        ]

    # --- Nothing found --------------------------------------------------------------------------

    @cached_property
    def ways_out(self):
        """Each filter that could be dropped, with what that would find, the most first."""
        ways = [
            WayOut(self._what(name), self._url_without(name), count)
            for name, count in self.answer.kept_out.items()
        ]
        return sorted(ways, key=lambda way: -way.count)

    def _url_without(self, name):
        return self.url(add=[(SHOW, ALL)]) if name == SHOW else self.url(without=[name])

    def _what(self, name):
        if name == WORDS:
            return _("Without the words “%(words)s”") % {"words": shorten(self.inputs["q"])}
        if name == SHOW:
            return _("With those that are filled or past")
        labels = [str(self.answer.choices[name][key]) for key in self.answer.chosen[name]]
        return _("Without %(facet)s: %(values)s") % {
            "facet": BY_NAME[name].label,
            "values": ", ".join(labels),
        }
