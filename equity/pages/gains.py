"""Where students could be gained: gaps by how many more students would close them."""

from functools import cached_property

from django.utils.translation import gettext as _

from equity.pages.beside import Forms, goals_about, open_actions
from equity.pages.choices.as_shown import AsShown, place_shown
from equity.pages.choices.asked import Asked
from equity.pages.choices.column_order import ColumnOrder
from equity.pages.choices.not_prepared import nothing_of
from equity.pages.published.addresses import table_url
from equity.pages.published.cells import gains_of, headlines_of, split
from equity.pages.published.downloads import HEADER as TABLE_HEADER
from equity.pages.published.downloads import line
from equity.pages.published.findings import more_of
from equity.pages.published.orders import NEEDED, RATE, Order
from equity.pages.published.sources import Sourced
from equity.pages.published.standing import cohort_words, newest_of_each, standing_of
from equity.pages.side import offers_of
from pathways_portal.common.addresses import absolute

NAMES = ("sort",)
ROWS_SHOWN = 30
# Most students first comes unasked: it is what the page is about, and which gaps it has.
USUAL = Order(NEEDED)
MEASURE = "measure"
COLUMNS = (MEASURE, RATE, NEEDED)
# Whether the years of follow-up of the cohort have passed: no gap of another is in the title.
HEADER = [*TABLE_HEADER, "cohort_complete"]


class Gains(AsShown, Sourced):
    """The newest complete cohort of every measure of a place and pathway; raises `NotPrepared`.

    Measures of which no cohort is complete stand apart, and neither the title nor the order of the
    others says anything of them: later students may still close their gaps. Every order has the
    same gaps: those of most students, all of which are shown.
    """

    page_name = "equity:gains"
    split_words = ""

    def __init__(self, data):
        self.asked = Asked(data, NAMES)
        self.is_empty = self.asked.place is None
        if not self.is_empty:
            self.standings = self._chosen()
            self.order = ColumnOrder(self, COLUMNS, self.asked.value("sort"), USUAL)

    @property
    def said(self):
        return [*self.order.sentences, *self.asked.sentences]

    @cached_property
    def state(self):
        metric = self.asked.metric.code if self.asked.value("metric") else None
        return {**place_shown(self.asked), "metric": metric, **self.order.shown}

    @property
    def whole_address(self):
        """Where the same is found again, for a list of sources."""
        return absolute(self.url())

    @property
    def place(self):
        return self.asked.place

    def _chosen(self):
        pathway = self.asked.pathway
        found = newest_of_each(standing_of(self.place, pathway=pathway and pathway.pk))
        wanted = self.asked.metric if self.asked.value("metric") else None
        if self.asked.value("metric"):  # not where the place lacks it: that has given way by now
            found = [one for one in found if one.metric == wanted]
        if not found:
            raise nothing_of(self.place.name)
        return [one for one in found if one.is_rate]

    @cached_property
    def rows(self):
        """Gaps of complete cohorts, as `_largest` gives them."""
        return self._largest([one for one in self.standings if one.is_complete])

    @cached_property
    def incomplete_rows(self):
        """Those of measures of which no cohort is complete yet."""
        return self._largest([one for one in self.standings if not one.is_complete])

    @property
    def tables(self):
        """[(caption, rows, whether their cohorts are complete)], without empty ones."""
        words = _("Gaps larger than chance, most students first")
        if self.order.order != USUAL:
            words = _("Gaps larger than chance")
        found = [
            (words, self.rows, True),
            (
                _("Not complete yet: gaps that later students may still close"),
                self.incomplete_rows,
                False,
            ),
        ]
        return [(caption, self._ordered(rows), is_so) for caption, rows, is_so in found if rows]

    def _ordered(self, rows):
        """The same rows in the order that is asked for. All of them show their numbers."""
        if self.order.order == USUAL:
            return rows
        by_name = sorted(rows, key=lambda one: one[0].people.casefold())
        measures = sorted({one[1].metric.local_name.casefold() for one in rows})
        number_of = (
            lambda one: measures.index(one[1].metric.local_name.casefold()),
            lambda one: one[0].cell.rate,
            lambda one: one[0].needed,
        )
        return self.order.sorted(
            by_name, lambda one, at: number_of[at](one), is_last=lambda one: False
        )

    # --- As a file -------------------------------------------------------------------------------

    def lines(self, *, address):
        """Lines under HEADER: the rows of the page in its order, the complete cohorts first.
        `address` is where they stand."""
        for _caption, rows, is_complete in self.tables:
            for row, standing, *_rest in rows:
                found = line(row, standing, self.place, self.asked.pathway, address)
                yield [*found, "yes" if is_complete else "no"]

    @property
    def file_words(self):
        """What tells its files from those of other places, pathways and measures."""
        asked = self.asked
        metric = asked.metric.code if asked.value("metric") else ""
        pathway = asked.pathway and asked.pathway.slug
        return "-".join(filter(None, ["gains", self.place.key, metric, pathway]))

    # --- Rows ------------------------------------------------------------------------------------

    def _largest(self, standings):
        """[(Row, Standing, cohort in words, its table, width of its bar, its `Forms.about`)]"""
        found = gains_of(standings, ROWS_SHOWN)
        most = max((row.needed for _one, row in found), default=1)
        return [
            (
                row,
                one,
                cohort_words(one),
                self._table(row, one),
                f"{100 * row.needed / most:.1f}%",
                Forms(one, self.place, self.asked.pathway).about(row),
            )
            for one, row in found
        ]

    def _table(self, row, standing):
        by = row.group.dimension.code
        return table_url(self.place, standing.metric, pathway=self.asked.pathway, by=by)

    @cached_property
    def is_synthetic(self):
        return any(one.is_synthetic for one in self.sources)

    @property
    def sources(self):
        return [one for _row, one, *_rest in [*self.rows, *self.incomplete_rows]]

    @cached_property
    def is_withdrawn(self):
        """Whether all figures are taken back until they are corrected."""
        if self.tables or not self.standings:
            return False
        totals = [split(rows)[0] for rows in headlines_of(self.standings).values()]
        return bool(totals) and all(one and one.is_withdrawn for one in totals)

    @property
    def compares_nobody(self):
        """Whether no figure here is a rate of ours: there a gap is not known, which is not none."""
        return not self.standings

    @cached_property
    def title(self):
        if self.is_withdrawn:
            return _("%(name)s: these figures are being corrected") % {"name": self.place.name}
        if self.compares_nobody:
            return _("No gap is worked out of these figures: %(place)s") % {
                "place": self.place.name
            }
        if not self.rows and self.incomplete_rows:
            words = _("No gap larger than chance is shown in complete cohorts: %(place)s")
            return words % {"place": self.place.name}
        if not self.rows:
            return _("No gap larger than chance is shown: %(place)s") % {"place": self.place.name}
        row, standing, *_rest = self.rows[0]
        said = {
            "more": more_of(row),
            "verb": standing.metric.local_verb or standing.metric.local_name,
        }
        return _("The largest gap would close if %(more)s were among those who %(verb)s") % said

    @cached_property
    def actions(self):
        """Open actions about any table of the place and pathway, overdue first."""
        return open_actions(self.place, self.asked.pathway)

    @cached_property
    def goals(self):
        """Goals at work that a table of the place and pathway was adopted as."""
        return goals_about(self.place, self.asked.pathway)

    @cached_property
    def offers(self):
        return offers_of(self.asked.pathway)

    @cached_property
    def fields(self):
        fields = self.asked.fields("place", "pathway")
        metric = self.asked.options("metric")
        chosen = self.asked.value("metric")
        metric.options[:] = [("", _("All measures"), not chosen)] + [
            (code, words, code == chosen) for code, words, _is in metric.options
        ]
        return [*fields, metric]
