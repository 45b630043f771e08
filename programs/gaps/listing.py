"""What the list of labor gaps prints: findings, rows, chart, links of its states."""

from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.address_words import page_of
from programs.enums import GapLevel
from programs.gaps.filters import LIVING, OCCUPATION, PATHWAY, GapQuestion
from programs.gaps.labor import by_gap, gaps, gaps_of_pathways
from programs.gaps.ledger import place_of
from programs.gaps.limits import Omissions
from programs.gaps.narrow import Row, has_benchmark, rows_of_occupations, rows_of_pathways
from programs.gaps.pay import pay_of, pay_sources
from programs.gaps.rows import printed
from programs.gaps.sources import award_sources, opening_sources

PER_PAGE = 25
FINDINGS = 3
TEN = 10


class GapList:
    """One state of the list. Templates print its attributes; the CSV has the same rows."""

    def __init__(self, data):
        self.question = GapQuestion(data)
        self.asked_page = data.get("page")
        self.by_pathway = self.question.by == PATHWAY

    # --- Rows -----------------------------------------------------------------------------------

    @cached_property
    def _all(self):
        county = self.question.county
        return list(gaps_of_pathways(county=county).values()) if self.by_pathway else gaps(county)

    @cached_property
    def place(self):
        return self._all[0].place if self._all else place_of(self.question.county)

    @cached_property
    def _pay(self):
        return pay_of(self.place)

    @cached_property
    def rows(self):
        """All rows of the state, in its order."""
        if self.by_pathway:
            return rows_of_pathways(self._all, self.question)
        return rows_of_occupations(self._all, self.question, self._pay)

    @cached_property
    def _page(self):
        return page_of(Paginator(self.rows, PER_PAGE), self.asked_page)

    @property
    def page(self):
        return self._page[0]

    @property
    def page_chart(self):
        """The rows of the page as `{% gap_bars %}` draws them."""
        return [chart_row(row.gap) for row in self.page]

    # --- Words ----------------------------------------------------------------------------------

    @cached_property
    def said(self):
        """What was left out or not known, a sentence each."""
        said = [*self.question.sentences]
        if self._page[1]:
            said.append(self._page[1])
        if self.question.chosen.get("pay") == LIVING and not has_benchmark(self._pay):
            said.append(
                _("No living wage is on file for %(place)s, so pay was left out.")
                % {"place": self.place.name}
            )
        if (
            not self.by_pathway
            and self.question.level == GapLevel.MIDDLE
            and self._all
            and all(gap.is_middle is None for gap in self._all)
        ):
            said.append(_("No rule on file says what middle skill means. Choose all levels."))
        return said

    @cached_property
    def _short(self):
        rows = [row.gap for row in self.rows if row.gap.gap is not None and row.gap.gap > 0]
        return sorted(rows, key=by_gap)

    @cached_property
    def headline(self):
        """The largest gap of the state in words."""
        if not self.rows:
            return _("Labor gaps")
        if not self._short:
            return _("Nothing here has more openings than awards")
        first = self._short[0]
        return _("%(title)s: %(gap)s a year") % {"title": first.title, "gap": first.gap_words}

    @property
    def chart_title(self):
        if self.by_pathway:
            return _("Awards against openings, by pathway")
        return _("Awards against openings, by occupation")

    @cached_property
    def openings_title(self):
        if any(row.gap.is_estimate for row in self.rows):
            return _("Openings a year (estimate)")
        return _("Openings a year")

    @property
    def table_title(self):
        if self.by_pathway:
            return _("Openings, awards and the gap of each pathway")
        return _("Openings, awards and the gap of each occupation")

    @property
    def findings(self):
        return self._short[:FINDINGS]

    @cached_property
    def ten(self):
        """Rows of the ten largest gaps of the state, for a page that is printed."""
        return [Row(gap) for gap in self._short[:TEN]]

    @cached_property
    def ten_sources(self):
        shown = [row.gap for row in self.ten]
        return [*opening_sources(shown), *award_sources(shown)]

    @cached_property
    def page_sources(self):
        """A row of each source of what the page shows."""
        shown = [row.gap for row in self.page]
        sources = [*opening_sources(shown), *award_sources(shown)]
        return sources if self.by_pathway else [*sources, *pay_sources(self.place)]

    @property
    def ten_chart(self):
        return [chart_row(row.gap) for row in self.ten]

    @cached_property
    def state(self):
        """What the list is narrowed to, in words: "San Diego County · Middle skill"."""
        question = self.question
        parts = [self.place.name]
        if not self.by_pathway:
            parts.append(
                _("all levels") if question.level == GapLevel.ALL else question.level.label
            )
        if question.sector:
            parts.append(question.sector.local_name)
        for name in ("education", "pay"):
            value = question.chosen.get(name)
            if value and not (value == LIVING and not has_benchmark(self._pay)):
                parts.append(question.words(name))
        return " · ".join(str(part) for part in parts)

    @cached_property
    def counts(self):
        """How many rows have more openings, more awards, or no gap on file, in one sentence."""
        total = len(self.rows)
        known = [row.gap.gap for row in self.rows if row.gap.gap is not None]
        parts = {
            "n": printed(total),
            "short": printed(sum(gap > 0 for gap in known)),
            "over": printed(sum(gap < 0 for gap in known)),
            "none": printed(total - len(known)),
        }
        if self.by_pathway:
            return (
                ngettext(
                    "Of %(n)s pathway, %(short)s has more openings than awards, %(over)s more "
                    "awards than openings; for %(none)s no gap can be worked out.",
                    "Of %(n)s pathways, %(short)s have more openings than awards, %(over)s more "
                    "awards than openings; for %(none)s no gap can be worked out.",
                    total,
                )
                % parts
            )
        return (
            ngettext(
                "Of %(n)s occupation that colleges here train for, %(short)s has more openings "
                "than awards, %(over)s more awards than openings; for %(none)s no gap can be "
                "worked out.",
                "Of %(n)s occupations that colleges here train for, %(short)s have more openings "
                "than awards, %(over)s more awards than openings; for %(none)s no gap can be "
                "worked out.",
                total,
            )
            % parts
        )

    @cached_property
    def basis(self):
        """Of which years the numbers are, as the first row that has all of them says."""
        return next((row.gap.basis for row in self.rows if row.gap.gap is not None), "")

    # --- Addresses ------------------------------------------------------------------------------

    def _url(self, name="programs:labor_gaps", **changed):
        query = self.question.query(**changed)
        return f"{reverse(name)}?{query}" if query else reverse(name)

    @property
    def csv_url(self):
        return self._url("programs:labor_gaps_csv")

    @property
    def clear_url(self):
        return f"{reverse('programs:labor_gaps')}{'?by=pathway' if self.by_pathway else ''}"

    @property
    def tabs(self):
        """(words, address, is chosen) of the two ways to list gaps."""
        return [
            (_("By occupation"), self._url(by=OCCUPATION), not self.by_pathway),
            (_("By pathway"), self._url(by=PATHWAY), self.by_pathway),
        ]

    @property
    def levels(self):
        """(words, address, is chosen) of the levels."""
        return [
            (level.label, self._url(level=level.value), level == self.question.level)
            for level in GapLevel
        ]

    @property
    def top_url(self):
        return self._url("programs:top_gaps", sort=None)

    @property
    def list_url(self):
        return self._url()

    @property
    def ways_out(self):
        """For an empty list: (words, address) of wider ones."""
        ways = [
            (_("Without the filter on pay"), {"pay": None}),
            (_("Any education"), {"education": None}),
            (_("All levels"), {"level": GapLevel.ALL.value}),
            (_("All sectors"), {"sector": None}),
            (_("The whole region"), {"county": None}),
        ]
        return [
            (words, self._url(**change))
            for words, change in ways
            if all(
                self.question.chosen.get(name) not in (None, value)
                for name, value in change.items()
            )
        ]

    @cached_property
    def limits(self):
        return Omissions(self.place)


def chart_row(gap):
    """A gap as `{% gap_bars %}` draws it."""
    return {
        "label": gap.title,
        "url": gap.get_absolute_url(),
        "left": gap.awards,
        "left_words": gap.awards_shown,
        "right": gap.openings,
        "words": gap.short_words,
        # A pathway without occupations has nothing that could be on file.
        "missing": "" if gap.occupations else "–",
    }
