"""The college credit that students of a school can bring: agreements to count on now."""

from dataclasses import dataclass

from programs.credit import rows
from programs.credit.claims import Standing, Taken, Verdict, judge
from programs.credit.words import by_when
from programs.enums import ON_TRANSCRIPT
from programs.models import ArticulationAgreement


@dataclass(frozen=True)
class CreditLine:
    """An agreement with the years of which a student may count on it, one `Verdict` each."""

    agreement: ArticulationAgreement
    verdicts: list[Verdict]

    @property
    def is_on_transcript(self):
        """The college course itself is taken: nothing has to be claimed."""
        return self.agreement.mechanism in ON_TRANSCRIPT

    @property
    def windows(self):
        """[(academic year, by when to claim)], in the reader's language."""
        return [(verdict.year, by_when(verdict)) for verdict in self.verdicts]


@dataclass(frozen=True)
class CreditHere:
    """The lines of a school by college, and the list by which they are all there are, or None."""

    colleges: list
    confirmed: object
    is_short: bool = False

    @property
    def lines(self):
        return [line for _college, lines in self.colleges for line in lines]


def credit_of(school, *, years, today):
    """`CreditHere` of a school and its district, for courses still taken in one of `years`.

    The rules of years and days are those of the Credit Finder, asked as if every course of an
    agreement were planned. Five queries.
    """
    agreements = list(rows.agreements_of(school))
    colleges = {}
    for agreement in agreements:
        verdicts = _verdicts(agreement, years, today)
        if verdicts:
            line = CreditLine(agreement, verdicts)
            colleges.setdefault(agreement.receiving, []).append(line)
    return CreditHere(
        list(colleges.items()),
        rows.confirmed_agreements(school, years[0]),
        is_short=len(agreements) == rows.MOST_CHOICES,
    )


def _verdicts(agreement, years, today):
    offer = rows.offer_of(agreement)
    judged = [
        judge(offer, {course: Taken(year, is_planned=True) for course in offer.sending}, today)
        for year in years
    ]
    return [one for one in judged if one and one.standing == Standing.PLANNED]
