"""Which labor gaps a state of the list shows, and in which order. No database."""

from dataclasses import dataclass

from programs.gaps.filters import BANDS, LIVING, NAME, RATIO
from programs.gaps.labor import OccupationGap, PathwayGap, by_gap
from programs.gaps.pay import Pay
from programs.search.words import fold

# So many names of others stand in a row; the rest unfold.
NAMES = 3
# On the sheet of ten, which must fit a page, names take at most so many letters.
LETTERS = 110


@dataclass(frozen=True)
class Row:
    """A gap as a line of the table; a pathway has no pay."""

    gap: OccupationGap | PathwayGap
    pay: Pay | None = None

    @property
    def first_others(self):
        """Those it shares awards with: as many as stand in the line."""
        others = self.gap.shared_with
        return others if len(others) <= NAMES else others[: NAMES - 1]

    @property
    def more_others(self):
        return self.gap.shared_with[len(self.first_others) :]

    @property
    def others_on_sheet(self):
        """As many titles of others as fit on the sheet; one at least."""
        shown = []
        for other in self.gap.shared_with:
            shown.append(other.local_title)
            if len("; ".join(shown)) > LETTERS:
                return shown[:-1] or shown
        return shown

    @property
    def more_on_sheet(self):
        """How many others are left."""
        return len(self.gap.shared_with) - len(self.others_on_sheet)


def rows_of_pathways(gaps, question):
    """The rows of a `GapQuestion` by pathway."""
    sector = question.sector
    rows = [Row(gap) for gap in gaps if sector is None or gap.pathway.sector_id == sector.pk]
    return _ordered(rows, question)


def rows_of_occupations(gaps, question, pay):
    """The rows of a `GapQuestion` by occupation; `pay`: {occupation: Pay}."""
    rows = []
    for gap in gaps:
        own = next((pay[one.pk] for one in gap.supplied if one.pk in pay), None)
        if _fits(gap, question) and _pays(own, question, pay):
            rows.append(Row(gap, own))
    return _ordered(rows, question)


def has_benchmark(pay):
    """Whether a living wage is on file that any of these could be compared with."""
    return any(one.is_living is not None for one in pay.values())


def _fits(gap, question):
    education, sector = question.chosen.get("education"), question.sector
    return (
        gap.fits(question.level)
        and (sector is None or any(code.sector_id == sector.pk for code in gap.codes))
        and (not education or any(str(one.entry_education) == education for one in gap.supplied))
    )


def _pays(own, question, pay):
    wanted = question.chosen.get("pay")
    if not wanted or (wanted == LIVING and not has_benchmark(pay)):
        return True
    if own is None:
        return False
    if wanted == LIVING:
        return own.is_living is True
    lowest, below, _words = BANDS[wanted]
    return own.is_within(lowest, below)


def _ordered(rows, question):
    """Gaps come largest first; that order also decides between equals."""
    order = question.chosen["sort"]
    if order == NAME:
        return sorted(rows, key=lambda row: (fold(row.gap.title), row.gap.key))
    if order == RATIO:
        return sorted(
            rows, key=lambda row: (row.gap.ratio is None, row.gap.ratio or 0, by_gap(row.gap))
        )
    return rows
