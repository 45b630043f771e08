"""One claim, one refusal, one exam, as pages print them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.credit import words
from programs.credit.claims import Claim, Standing, Verdict
from programs.credit.exams import ExamWorth
from programs.enums import ON_TRANSCRIPT, EarlyCreditKind, Mechanism


def lines_of(text):
    """The lines of a text field that are not empty: one step or rule each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class _OfAgreement:
    """What a claim and a refusal have in common: the agreement and the courses sent."""

    def __init__(self, verdict, courses, taken):
        self.verdict = verdict
        self.agreement = verdict.offer.terms
        self._courses, self._taken = courses, taken

    @property
    def sent(self):
        """[(course, its year or None where it was not taken)]"""
        mine = [side.course for side in self.agreement.sent if side.course_id in self._taken]
        return [(course, self._taken[course.pk]) for course in mine]


class ClaimLine(_OfAgreement):
    """A college course that can be claimed: what for, how, until when."""

    def __init__(self, claim: Claim, courses, taken):
        super().__init__(claim.verdict, courses, taken)
        self.claim = claim
        self.course = courses[claim.course]

    @property
    def units_words(self):
        return "" if self.claim.units is None else words.units(self.claim.units)

    @property
    def by_when(self):
        return words.by_when(self.verdict)

    @property
    def is_open(self):
        """Whether nothing is waited for: neither a day nor that the course is passed."""
        return not self.verdict.is_to_pass and self.verdict.standing in (
            Standing.OPEN,
            Standing.ON_TRANSCRIPT,
        )

    @property
    def is_planned(self):
        return self.verdict.standing == Standing.PLANNED

    @property
    def is_on_transcript(self):
        """The college class itself was taken, or will be: nothing is claimed."""
        return self.agreement.mechanism in ON_TRANSCRIPT

    @property
    def way(self):
        """The kind of `EarlyCreditOption` that explains it."""
        is_prior = self.agreement.mechanism == Mechanism.PRIOR
        return EarlyCreditKind.PRIOR if is_prior else EarlyCreditKind.ARTICULATION

    @property
    def asks_for_day(self):
        return self.verdict.closes is None and not self.is_on_transcript

    @property
    def if_taken(self):
        """What is still to be taken for it."""
        planned = [(course, one.year) for course, one in self.sent if one.is_planned]
        return words.if_taken(planned) if planned else ""

    @property
    def steps(self):
        return lines_of(self.agreement.local_how_to_claim)

    @property
    def others(self):
        """(agreement, sentence) of others that would give the same course."""
        return [
            (verdict.offer.terms, words.other_way(verdict, units))
            for verdict, units in self.claim.others
        ]


class Refusal(_OfAgreement):
    """An agreement that gives nothing, and why."""

    def __init__(self, verdict: Verdict, courses, taken):
        super().__init__(verdict, courses, taken)
        self.why = words.why_refused(verdict, courses)

    @property
    def received(self):
        return [side.course for side in self.agreement.received]


@dataclass(frozen=True)
class ExamLine:
    """An exam at one college with rules of its own, or at all of the state."""

    worth: ExamWorth
    exam: object  # a row that names it

    @property
    def name(self):
        return f"{self.exam.get_kind_display()}: {self.exam.local_exam}"

    @property
    def rule(self):
        return self.worth.rule

    @property
    def record(self):
        """The row of the table it is read from; None where the score is too low."""
        return self.rule and self.rule.row

    @property
    def college_name(self):
        """Empty for a rule of the whole state."""
        return self.worth.row.organization.name if self.worth.college else ""

    @property
    def units_words(self):
        if self.rule is None or self.rule.units is None:
            return ""
        return _("at least %(units)s") % {"units": words.units(self.rule.units)}

    @property
    def areas(self):
        return [area.strip() for area in self.record.areas.split(";") if area.strip()]

    @property
    def why_not(self):
        return "" if self.rule else words.too_low(self.worth)
