"""What the list of opportunities prints: cards, facet lines, chips, sentences and links.

Every link is the address of a state of the page. Only `page` asks the database.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.address_words import about_choices, about_names, about_repeats, about_sort, shorten
from programs.finder_facets import Group, Line
from programs.list_state import Chip, ListState
from wbl.answer import STARTS, WORDS
from wbl.facets import ALL, BY_NAME, FACETS, OPEN, SHOW, Facet
from wbl.filters import SORTS
from wbl.models import Opportunity

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


class OpportunityList(ListState):
    """One state of the list of opportunities."""

    heading = gettext_lazy("Opportunities to learn at work")
    list_name = "wbl:opportunities"
    csv_name = "wbl:opportunities_csv"
    template = "wbl/_opportunity_list.html"
    facets = FACETS
    sort_labels = SORTS
    usual_sort = STARTS
    also_cleared = (SHOW,)

    # --- Addresses ------------------------------------------------------------------------------

    @cached_property
    def _parameters(self):
        """The state as ordered (name, value) pairs, without the page and without nonsense."""
        answer = self.answer
        pairs = [("q", self.inputs["q"]), *self.chosen_pairs]
        pairs.append((SHOW, ALL if answer.question.shows_all else ""))
        pairs.append(("sort", answer.question.sort or ""))
        return [(name, value) for name, value in pairs if value]

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

    def cards_of(self, rows):
        offers = Opportunity.objects.select_related("employer", "kind", "county", "site").in_bulk(
            [row.pk for row in rows]
        )
        sectors = {sector.slug: sector for sector in self.answer.known.sectors}
        return [
            Card(offers[row.pk], [sectors[slug] for slug in row.sectors], row.is_open)
            for row in rows
        ]

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
        said += about_sort(inputs["sort"], SORTS)
        said += self._not_on_file
        said += filter(None, self.page_and_sentence[1:])
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
        return [self._show_group, *super().groups]

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

    def is_offered(self, facet, key, count):
        """Of a long facet only what finds something."""
        return bool(count) or not facet.long

    @cached_property
    def chips(self):
        chips = super().chips
        if self.answer.question.shows_all:
            chips.append(Chip(_("Also filled and past"), self.url(without=[SHOW])))
        return chips

    # --- Nothing found --------------------------------------------------------------------------

    def url_without(self, name):
        return self.url(add=[(SHOW, ALL)]) if name == SHOW else super().url_without(name)

    def what(self, name):
        if name == SHOW:
            return _("With those that are filled or past")
        if name == WORDS:
            return _("Without the words “%(words)s”") % {"words": shorten(self.inputs["q"])}
        labels = [self.label_of(name, key) for key in self.answer.chosen[name]]
        return _("Without %(facet)s: %(values)s") % {
            "facet": BY_NAME[name].label,
            "values": ", ".join(labels),
        }
