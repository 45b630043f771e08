"""The overview: one place, pathway, measure and cohort, split by one dimension."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from equity.pages.choices.as_shown import AsBuilt, measure_shown, place_shown
from equity.pages.choices.column_order import GroupOrder
from equity.pages.choices.comparable import choices as choices_on_file
from equity.pages.choices.comparable import is_compared
from equity.pages.choices.not_prepared import nothing_of
from equity.pages.choices.opening import Opening
from equity.pages.choices.split_by import chosen_dimension, only_the_total, split_field
from equity.pages.published.addresses import about_table, table_url
from equity.pages.published.cells import cells_of, dimensions_of
from equity.pages.published.on_file import first_place_with
from equity.pages.published.sources import Sourced
from equity.pages.published.tables import GAPS, TableOfSlice
from equity.pages.side import offers_of

NAMES = ("cohort", "by", "sort", "only")
FIELDS = ("place", "pathway", "metric", "segment", "cohort")


class Overview(AsBuilt, Sourced):
    """One state of the page. Templates print its attributes; raises `NotPrepared`."""

    page_name = "equity:overview"
    releases = ()  # its only one stands beside the table

    def __init__(self, data):
        self.asked = Opening(data, NAMES)
        self.is_empty = self.asked.place is None
        if not self.is_empty:
            self._choose()

    @property
    def sources(self):
        return [self.standing]

    def _choose(self):
        asked = self.asked
        if asked.metric is None:
            raise nothing_of(asked.place.name)
        self.standing = asked.standing
        self.dimensions = dimensions_of(self.standing)
        self.dimension = only_the_total(asked, self.dimensions) or chosen_dimension(
            asked, self.dimensions
        )
        self.order = GroupOrder(self, asked.value)
        cells = cells_of([self.standing], [self.dimension.code]).get(self.standing.slice, [])
        self.table = TableOfSlice(
            self.standing,
            asked.place,
            asked.pathway,
            self.dimension,
            cells,
            self.order.order,
            self.order.only,
        )

    @property
    def title(self):
        return self.table.title

    @property
    def said(self):
        return [*self.order.sentences, *self.asked.sentences]

    @cached_property
    def fields(self):
        fields = self.asked.fields(*FIELDS)
        return (
            [*fields, split_field(self.dimensions, self.dimension)] if self.dimensions else fields
        )

    @cached_property
    def offers(self):
        return offers_of(self.asked.pathway)

    # --- Addresses -------------------------------------------------------------------------------

    @property
    def standings(self):
        return (self.standing,)

    @property
    def rows_shown(self):
        return self.order.shown

    @property
    def about(self):
        """What actions and goals about this table name: its address with what decides it."""
        asked = self.asked
        return about_table(
            asked.place,
            self.table.metric,
            pathway=asked.pathway,
            by=self.dimension.code,
            segment="" if self._is_usual_segment else asked.segment.value,
        )

    @property
    def _is_usual_segment(self):
        return self.asked.segment == self.asked.segments[0]

    @property
    def about_rows(self):
        """How the names of its gaps begin, by `gap_ends`: each names its segment, or none where its
        table comes unasked; never that of another table of the place."""
        if self._is_usual_segment:
            return f"{self.about}&segment={self.asked.segment.value}&", f"{self.about}&cohort="
        return f"{self.about}&", f"{self.about}#"

    @cached_property
    def state(self):
        return {
            **place_shown(self.asked),
            **measure_shown(self.asked),
            "cohort": self.standing.key,
            "by": self.dimension.code,
            **self.order.shown,
        }

    @property
    def only_url(self):
        return self.url(only=None if self.order.only else GAPS)

    @cached_property
    def elsewhere(self):
        """(words, address) of where groups of this measure may be seen, if not here."""
        region = first_place_with(self.table.metric.pk, None)
        if region and region.is_region and region != self.asked.place:
            return _("See the groups in the region"), table_url(region, self.table.metric)
        return _("See this measure at other places"), self.page_of("equity:compare")

    def page_of(self, name):
        """Another page about the same place, pathway and measure; a comparison is of no place."""
        place = None if name == "equity:compare" else self.asked.place.key
        query = self.asked.query(cohort=None, sort=None, only=None, place=place,
                                 metric=self.table.metric.code)  # fmt: skip
        return f"{reverse(name)}?{query}"

    @property
    def others(self):
        names = [
            ("equity:entering", _("Who enters, who completes")),
            ("equity:trend", _("Is it getting better?")),
            ("equity:compare", _("Compare places")),
            ("equity:gains", _("Where students could be gained")),
        ]
        there = {name: self._exists(name) for name, _words in names}
        found = [(words, self.page_of(name)) for name, words in names if there[name]]
        if not there["equity:compare"] and choices_on_file(None):
            # Not of this measure: another one is compared.
            found.append((_("Compare places"), reverse("equity:compare")))
        return [
            *found,
            (_("Pathways with figures"), reverse("equity:pathways")),
            (_("Institutions with figures"), reverse("equity:institutions")),
        ]

    def _exists(self, name):
        """Whether that page has something about the same place, pathway and measure."""
        pathway, metric = self.standing.pathway, self.table.metric.pk
        if name == "equity:compare":
            return is_compared(metric, pathway)
        if name == "equity:trend":
            return any(one.is_trend and one.metric == metric for one in self._here)
        return name != "equity:entering" or any(one.is_way for one in self._here)

    @cached_property
    def _here(self):
        return self.asked.on_file.newest(self.asked.place, self.standing.pathway)

    @property
    def has_other_tables(self):
        """Whether another cohort, or another way to split, may show more."""
        return len(self.asked.standings) > 1 or len(self.dimensions) > 1
