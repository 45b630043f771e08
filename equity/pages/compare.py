"""Comparison: organizations as rows, for one group and measure, by name and never by rank."""

from functools import cached_property
from operator import attrgetter

from django.core.paginator import Paginator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.charts.dots import dot_plot
from equity.enums import MetricKind
from equity.measures.display import percent
from equity.models import ALL
from equity.pages.choices.as_shown import AsShown, measure_shown
from equity.pages.choices.column_order import ColumnOrder
from equity.pages.choices.compare_choice import CompareChoice
from equity.pages.choices.form_lists import Field
from equity.pages.choices.split_by import split_field
from equity.pages.published.compared import compared, rows_of
from equity.pages.published.downloads import line
from equity.pages.published.findings import so_far
from equity.pages.published.group_words import full_label_of, people_of
from equity.pages.published.orders import STUDENTS
from equity.pages.published.plotted import plotted
from equity.pages.published.sources import Sourced
from programs.address_words import page_of

NAMES = ("cohort", "by", "group", "sort", "page")
PLACES_ON_PAGE = 30


def _size(one, _at):
    """The students of a `Compared`, in the only column of numbers that orders them."""
    return one.students


class Comparison(AsShown, Sourced):
    """One state of the page; raises `NotPrepared`."""

    page_name = "equity:compare"

    def __init__(self, data):
        self.asked = CompareChoice(data, NAMES)
        self.is_empty = self.asked.is_empty
        if not self.is_empty:
            self.standing, self.group = self.asked.standing, self.asked.group
            # By name or by size: places are never put in the order of what their students reach.
            self.order = ColumnOrder(self, [STUDENTS], self.asked.value("sort"))

    @property
    def metric(self):
        return self.asked.metric

    @property
    def is_composition(self):
        return self.metric.kind == MetricKind.COMPOSITION

    @property
    def has_gaps(self):
        """Whether a place can have a gap: all students together have nobody else beside them."""
        return self.metric.kind == MetricKind.RATE and self.group.code != ALL

    @property
    def group_label(self):
        return full_label_of(self.group)

    @cached_property
    def _all(self):
        return compared(self.standing, self.group.pk)

    @property
    def _ordered(self):
        return self.order.sorted(self._all, _size, attrgetter("says_nothing"))

    @cached_property
    def _page(self):
        return page_of(Paginator(self._ordered, PLACES_ON_PAGE), self.asked.data.get("page"))

    @property
    def page(self):
        return self._page[0]

    @property
    def said(self):
        return [*self.order.sentences, *self.asked.sentences, *filter(None, [self._page[1]])]

    @cached_property
    def rows(self):
        """[(Place, Row)] of the page, in its order; those that show nothing last, by name."""
        return rows_of(self.page.object_list)

    @cached_property
    def shown(self):
        return [pair for pair in self.rows if not pair[1].says_nothing]

    @cached_property
    def plot(self):
        return dot_plot([row.dot() for _place, row in self.shown])

    @cached_property
    def lanes(self):
        return [
            (place, row, lane)
            for (place, row), lane in zip(self.shown, self.plot.lanes, strict=True)
        ]

    @property
    def has_ranges(self):
        return any(row.is_banded for _place, row in self.shown)

    @property
    def is_withdrawn(self):
        """Whether all figures of this page are taken back until they are corrected."""
        return all(row.is_withdrawn for _place, row in self.rows)

    @property
    def without_lane(self):
        return [pair for pair in self.rows if pair[1].says_nothing]

    @property
    def is_synthetic(self):
        return self.standing.is_synthetic

    @property
    def sources(self):
        return [self.standing]

    place_names = ()  # each row names its own

    @property
    def split_words(self):
        return f"{self.asked.dimension.local_label}: {self.group_label}"

    # --- Words -----------------------------------------------------------------------------------

    @cached_property
    def title(self):
        """From the lowest to the highest rate that is shown; no place is named by it."""
        return so_far(self._finding, self.standing.is_complete or not self._says_anything)

    @property
    def _says_anything(self):
        return any(not one.says_nothing for one in self._all)

    @property
    def _finding(self):
        """It counts the places whose rates these are: a range may reach beyond them."""
        rates = [one.rate for one in self._all if one.rate is not None]
        count = len(rates) or sum(not one.says_nothing for one in self._all)
        said = {
            "metric": self.metric.local_name,
            "people": people_of(self.group),
            "verb": self.metric.local_verb or self.metric.local_name,
            "count": count,
        }
        if not count:
            return _("%(metric)s: no place can be shown here") % said
        if not rates:
            return (
                ngettext(
                    "%(metric)s at %(count)s place: %(people)s",
                    "%(metric)s at %(count)s places: %(people)s",
                    count,
                )
                % said
            )
        low, high = percent(min(rates)), percent(max(rates))
        said["rates"] = low
        if low != high:
            said["rates"] = _("%(low)s to %(high)s") % {"low": low, "high": high}
        if self.is_composition:
            said["people"] = capfirst(said["people"])
            return (
                ngettext(
                    "%(people)s are %(rates)s of those who %(verb)s, at %(count)s place",
                    "%(people)s are %(rates)s of those who %(verb)s, at %(count)s places",
                    count,
                )
                % said
            )
        return (
            ngettext(
                "%(rates)s of %(people)s %(verb)s, at %(count)s place",
                "%(rates)s of %(people)s %(verb)s, at %(count)s places",
                count,
            )
            % said
        )

    @property
    def chart_title(self):
        if self.is_composition:
            return _("Each place’s share, by name")
        if not self.has_gaps:
            return _("Each place’s rate, by name")
        return _("Each place’s rate and its margin, by name")

    @property
    def chart_sentence(self):
        listed = "; ".join(f"{place.name}: {row.sentence}" for place, row in self.shown)
        if not listed:
            return _("No place of this page can be shown.")
        return _("%(metric)s, %(people)s, by place: %(places)s.") % {
            "metric": self.metric.local_name,
            "people": people_of(self.group),
            "places": listed,
        }

    def published(self):
        """What an interactive chart draws."""
        return plotted(
            f"{self.metric.local_name} · {self.group_label}",
            [(place.name, row) for place, row in self.shown],
            is_composition=self.is_composition,
            is_synthetic=self.is_synthetic,
        )

    # --- Addresses and files ---------------------------------------------------------------------

    @cached_property
    def state(self):
        """Without the page's number: another order begins at its first page."""
        asked = self.asked
        return {
            "pathway": asked.pathway and asked.pathway.slug,
            **measure_shown(asked),
            "cohort": self.standing.key,
            "by": asked.dimension.code,
            # All students are no choice of a share, and come by themselves where nobody else is.
            "group": self.group.code if self.group in asked.groups else None,
            **self.order.shown,
        }

    def lines(self, *, address):
        """Lines of a file of all places, those of every page in their order; `address` is where
        they stand."""
        rows = rows_of(self._ordered)
        return [line(row, self.standing, place, self.asked.pathway, address) for place, row in rows]

    @property
    def file_words(self):
        """What tells its files from those of other comparisons."""
        dimension = self.asked.dimension.code
        pathway = self.asked.pathway and self.asked.pathway.slug
        split = [dimension, self.group.code] if self.group.code != dimension else [dimension]
        parts = ["places", self.metric.code, self.standing.key, *split, self.standing.segment]
        return "-".join([*parts, pathway] if pathway else parts)

    # --- The form --------------------------------------------------------------------------------

    @cached_property
    def fields(self):
        fields = self.asked.fields("metric", "pathway", "segment", "cohort")
        groups = [(one.code, full_label_of(one), one == self.group) for one in self.asked.groups]
        return [
            *fields,
            split_field(self.asked.dimensions, self.asked.dimension),
            Field("group", _("Group"), groups),
        ]
