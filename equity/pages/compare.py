"""Comparison: organizations as rows, for one group and measure, by name and never by rank."""

from functools import cached_property

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from equity.charts.dots import dot_plot
from equity.enums import MetricKind
from equity.models import ALL
from equity.pages.choices.asked import Asked, Field, NotPrepared, nothing_of
from equity.pages.choices.split_by import chosen_dimension, split_field
from equity.pages.published.cells import cells_of, dimensions_of, split
from equity.pages.published.compared import compared, rows_of
from equity.pages.published.rows import in_order
from equity.pages.published.standing import cohort_words
from programs.address_words import page_of, shorten

NAMES = ("cohort", "by", "group", "page")
PLACES_ON_PAGE = 30


class Comparison:
    """One state of the page; raises `NotPrepared`."""

    def __init__(self, data):
        self.asked = Asked(data, NAMES)
        self.is_empty = self.asked.place is None
        if self.is_empty:
            return
        if self.asked.metric is None:
            raise nothing_of(self.asked.place.name)
        self.standing = self.asked.standing
        self.dimensions = dimensions_of(self.standing)
        self.dimension = chosen_dimension(self.asked, self.dimensions)
        self._here = cells_of([self.standing], [self.dimension.code]).get(self.standing.slice, [])
        self.group = self._group()

    def _group(self):
        """The row of the group that is compared; everyone where none is asked for."""
        code = self.asked.value("group") or ALL
        total, rows = split(self._here)
        self.groups = [*([total] if total else []), *in_order(rows)]
        found = next((row for row in self.groups if row.group.code == code), None)
        if found is None:
            raise NotPrepared(_("There is no group called “%s” here.") % shorten(code))
        return found

    @property
    def metric(self):
        return self.asked.metric

    @property
    def is_rate(self):
        return self.metric.kind == MetricKind.RATE

    @cached_property
    def _all(self):
        return compared(self.standing, self.group.cell.group_id)

    @cached_property
    def _page(self):
        return page_of(Paginator(self._all, PLACES_ON_PAGE), self.asked.data.get("page"))

    @property
    def page(self):
        return self._page[0]

    @property
    def said(self):
        return [*self.asked.sentences, *filter(None, [self._page[1]])]

    @cached_property
    def rows(self):
        """[(Place, Row)] of the page: organizations by name, those that show nothing last."""
        return rows_of(self.page.object_list, self.standing)

    @cached_property
    def shown(self):
        return [pair for pair in self.rows if not pair[1].says_nothing]

    @cached_property
    def plot(self):
        return dot_plot([row.dot() for _place, row in self.shown])

    @property
    def lanes(self):
        return [
            (place, row, lane)
            for (place, row), lane in zip(self.shown, self.plot.lanes, strict=True)
        ]

    @property
    def without_lane(self):
        return [pair for pair in self.rows if pair[1].says_nothing]

    @property
    def is_synthetic(self):
        return self.standing.is_synthetic

    @property
    def cohort(self):
        return cohort_words(self.standing)

    @property
    def title(self):
        count = sum(not one.says_nothing for one in self._all)
        return _("%(metric)s at %(count)s places: %(group)s") % {
            "metric": self.metric.local_name,
            "count": count,
            "group": self.group.full_label,
        }

    @property
    def fields(self):
        fields = self.asked.fields("place", "pathway", "metric", "segment", "cohort")
        group = [(row.group.code, row.label, row is self.group) for row in self.groups]
        by = split_field(self.dimensions, self.dimension)
        return [*fields, by, Field("group", _("Group"), group)]
