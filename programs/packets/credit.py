"""The college credit that students of a school can bring: agreements to count on now, and those
whose courses they may have taken already and can still claim."""

from dataclasses import dataclass, field
from datetime import date

from pathways_portal.common import academic_year
from programs.credit import rows
from programs.credit.claims import Verdict
from programs.credit.words import by_when
from programs.credit.years import claimed_of, planned_in, years_before
from programs.enums import ON_TRANSCRIPT
from programs.models import ArticulationAgreement


@dataclass(frozen=True)
class CreditLine:
    """An agreement with the years of which a student may count on it, one `Verdict` each.

    `taken`: the same of past years, of which the credit can still be claimed today.
    """

    agreement: ArticulationAgreement
    verdicts: list[Verdict]
    taken: list[Verdict] = field(default_factory=list)

    @property
    def is_on_transcript(self):
        """The college course itself is taken: nothing has to be claimed."""
        return self.agreement.mechanism in ON_TRANSCRIPT

    @property
    def windows(self):
        """[(academic year, by when to claim)], in the reader's language."""
        return [(verdict.year, by_when(verdict)) for verdict in self.verdicts]

    @property
    def windows_taken(self):
        """[(past academic years, by when to claim)]: years of which the same is said, together."""
        years = {}
        for verdict in self.taken:
            years.setdefault(by_when(verdict), []).append(verdict.year)
        return [(", ".join(several), words) for words, several in years.items()]


@dataclass(frozen=True)
class CreditHere:
    """The lines of a school by college, and the list by which they are all there are, or None.

    `past`: by college too, those on which nobody may count any more for a course still to be taken.
    """

    colleges: list
    confirmed: object
    is_short: bool = False
    past: list = field(default_factory=list)

    @property
    def lines(self):
        return [line for _college, lines in self.colleges for line in lines]

    @property
    def lines_past(self):
        return [line for _college, lines in self.past for line in lines]


def credit_of(school, *, years, today):
    """`CreditHere` of a school and its district: for courses still taken in one of `years`, and
    for those of the years before that can be claimed today. Colleges of its county come first.

    The rules of years and days are those of the Credit Finder, asked as if every course of an
    agreement were planned, or taken. Five queries.
    """
    before = years_before(years[0])
    agreements = list(rows.agreements_of(school, ended_since=_first_day(before[0])))
    colleges, past = {}, {}
    for agreement in agreements:
        offer = rows.offer_of(agreement)
        verdicts = planned_in(offer, years, today)
        taken = claimed_of(offer, before, today)
        if verdicts or taken:
            line = CreditLine(agreement, verdicts, taken)
            (colleges if verdicts else past).setdefault(agreement.receiving, []).append(line)
    return CreditHere(
        _own_county_first(school, colleges),
        rows.confirmed_agreements(school, years[0]),
        is_short=len(agreements) == rows.MOST_CHOICES,
        past=_own_county_first(school, past),
    )


def _first_day(year):
    return date(int(year[:4]), academic_year.FIRST_MONTH, 1)


def _own_county_first(school, colleges):
    def place(item):
        college, _lines = item
        return college.county_id != school.county_id, college.name

    return sorted(colleges.items(), key=place)
