"""The table builder: metrics, places and cohorts from the closed list, by one dimension."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.models import ALL
from equity.pages.choices.as_shown import query_of
from equity.pages.choices.builder import key_words
from equity.pages.choices.column_order import GroupOrder
from equity.pages.choices.not_prepared import NotPrepared, no_place
from equity.pages.choices.permalink import choices_of
from equity.pages.choices.place_lists import place_lists
from equity.pages.published.cells import cells_of
from equity.pages.published.groups import label_in_a_sentence
from equity.pages.published.on_file import (
    dimensions_by_code,
    metrics_on_file,
    pathways_with_figures,
)
from equity.pages.published.places import place_named
from equity.pages.published.sources import Sourced
from equity.pages.published.standing import standings_at
from equity.pages.published.tables import TableOfSlice
from partners.enums import Segment
from programs.address_words import about_names, shorten
from programs.filters import TRACKING
from programs.models import Pathway

# A table of more slices than these is a download nobody reads; pages print the first rows.
MOST_SLICES = 200
ROWS_ON_PAGE = 300


class Table(Sourced):
    """The table of a permalink; raises `NotPrepared` where an address names what is not there."""

    def __init__(self, permalink, data):
        choices = choices_of(permalink)
        if choices is None:
            raise NotPrepared(_("That address of a table is not whole."))
        self.choices, self.data = choices, data
        self.metrics = self._metrics()
        self.places = self._places()
        self.pathway = self._pathway()
        self.dimension = dimensions_by_code().get(choices.by)
        if self.dimension is None:
            raise NotPrepared(_("There is no way to split called “%s”.") % shorten(choices.by))
        self.order = GroupOrder(self, lambda name: data.get(name, ""))

    def _metrics(self):
        found = {one.code: one for one in metrics_on_file().values()}
        for code in self.choices.metrics:
            if code not in found:
                raise NotPrepared(_("Nothing called “%s” is measured.") % shorten(code))
        return [found[code] for code in self.choices.metrics]

    def _places(self):
        found, known = [], place_lists().by_key
        for key in self.choices.places[: MOST_SLICES + 1]:
            place = known.get(key) or place_named(key)
            if place is None:
                raise no_place(key)
            found.append(place)
        return found

    def _pathway(self):
        slug = self.choices.pathway
        if not slug:
            return None
        found = next((one for one in pathways_with_figures() if one.slug == slug), None)
        found = found or Pathway.objects.published().filter(slug=slug).first()
        if found is None:
            raise NotPrepared(_("There is no pathway called “%s”.") % shorten(slug))
        return found

    @property
    def said(self):
        names = [name for name in self.data if name not in ("sort", "only")]
        return [
            *self.order.sentences,
            *about_names([name for name in names if not TRACKING.match(name)][:3]),
        ]

    @cached_property
    def standings(self):
        found = [
            one
            for one in standings_at(
                self.places,
                pathway=self.pathway and self.pathway.pk,
                metrics=[one.pk for one in self.metrics],
            )
            if one.key in self.choices.cohorts and self.choices.segment in ("", one.segment)
        ]
        if not found:
            raise NotPrepared(_("No table was prepared for these choices together."))
        order = {one: at for at, one in enumerate(self.choices.metrics)}
        places_at = {(one.field, one.pk): at for at, one in enumerate(self.places)}
        found.sort(
            key=lambda one: (order[one.metric.code], places_at[one.place], one.key, one.segment)
        )
        return found

    @cached_property
    def is_too_large(self):
        return len(self.standings) > MOST_SLICES

    @cached_property
    def tables(self):
        """A `TableOfSlice` of each slice that is split so."""
        if self.is_too_large:
            return []
        cells = cells_of(self.standings, [self.dimension.code])
        by_key = {(one.field, one.pk): one for one in self.places}
        found = [
            TableOfSlice(
                one, by_key[one.place], self.pathway, self.dimension, cells.get(one.slice, []),
                self.order.order, self.order.only,
            )
            for one in self.standings
        ]  # fmt: skip
        if self.dimension.code != ALL:
            found = [one for one in found if one.groups]
        if not found:
            raise NotPrepared(_("No table was prepared for these choices together."))
        return found

    @cached_property
    def rows(self):
        """(table, row) of the page: the first `ROWS_ON_PAGE`."""
        found = [(table, row) for table in self.tables for row in table.all_rows]
        self.row_count = len(found)
        return found[:ROWS_ON_PAGE]

    # What is the same in all rows takes no column if the title names it alone: of several that
    # were asked for, a row says which one it is about, though the others are not on file.

    @property
    def has_metrics(self):
        return len(self.metrics) > 1

    @property
    def has_places(self):
        return len(self.places) > 1

    @property
    def has_cohorts(self):
        segments = {one.standing.segment for one in self.tables}
        return len(self.choices.cohorts) > 1 or len(segments) > 1

    @property
    def has_rates(self):
        """Whether any of it has gaps."""
        return any(one.is_rate for one in self.tables)

    @property
    def rate_label(self):
        kinds = {one.is_composition for one in self.tables}
        if kinds == {True}:
            return _("Share")
        return _("Rate") if kinds == {False} else _("Rate or share")

    @cached_property
    def limits(self):
        """Sentences about what is not on the page."""
        if self.is_too_large:
            return [
                _("These choices are %(count)s tables; at most %(most)s fit into one.")
                % {"count": len(self.standings), "most": MOST_SLICES}
            ]
        found = []
        if len(self.rows) < self.row_count:
            found.append(
                _("The page shows the first %(shown)s of %(count)s rows; the downloads have all.")
                % {"shown": len(self.rows), "count": self.row_count}
            )
        asked = len(self.metrics) * len(self.places) * len(self.choices.cohorts)
        there = {(one.metric.pk, one.place, one.standing.key) for one in self.tables}
        if len(there) < asked:
            found.append(
                ngettext(
                    "For %(count)s of the combinations no table was prepared.",
                    "For %(count)s of the combinations no tables were prepared.",
                    asked - len(there),
                )
                % {"count": asked - len(there)}
            )
        return found

    @cached_property
    def title(self):
        """What is measured, by what: the name of the table."""
        words = ", ".join(one.local_name for one in self.metrics[:3])
        if len(self.metrics) > 3:
            words = _("%(names)s and %(count)s more") % {
                "names": words,
                "count": len(self.metrics) - 3,
            }
        if self.dimension.code == ALL:
            return words
        return _("%(metrics)s, by %(dimension)s") % {
            "metrics": words,
            "dimension": label_in_a_sentence(self.dimension),
        }

    @cached_property
    def subtitle(self):
        named = ", ".join(one.name for one in self.places[:3])
        if len(self.places) > 3:
            named = _("%(names)s and %(count)s more") % {
                "names": named,
                "count": len(self.places) - 3,
            }
        cohorts = ", ".join(key_words(key) for key in sorted(self.choices.cohorts))
        parts = [named]
        if self.pathway:
            parts.append(self.pathway.local_title)
        if self.choices.segment:
            parts.append(str(Segment(self.choices.segment).label))
        return " · ".join([*parts, cohorts])

    @cached_property
    def is_synthetic(self):
        return any(one.standing.is_synthetic for one in self.tables)

    @cached_property
    def sources(self):
        return [one.standing for one in self.tables]

    @property
    def place_names(self):
        return [one.name for one in self.places]

    @property
    def on_pathway(self):
        return self.pathway

    def url(self, **changed):
        """Its address in another order. The rows of each measure, place and cohort are put in order
        among themselves."""
        here = reverse("equity:table", args=[self.choices.permalink])
        return here + query_of(self.order.shown | changed)

    @property
    def file_query(self):
        return query_of(self.order.shown)
