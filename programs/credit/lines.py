"""One claim, one refusal, one exam, as pages print them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.credit import conditions, words
from programs.credit.claims import Claim, Verdict
from programs.credit.exams import ExamWorth
from programs.enums import ON_TRANSCRIPT, EarlyCreditKind, Mechanism


def lines_of(text):
    """The lines of a text field that are not empty: one step or rule each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class _OfAgreement:
    """What a claim and a refusal have in common: the agreement and the courses sent."""

    def __init__(self, verdict, courses):
        self.verdict = verdict
        self.agreement = verdict.offer.terms
        self._courses = courses

    @property
    def sent(self):
        """[(course, `Taken`)] of the reader's courses that it was judged by."""
        return [(self._courses[course], taken) for course, taken in self.verdict.taken]


class ClaimLine(_OfAgreement):
    """A college course that can be claimed: what for, how, until when."""

    def __init__(self, claim: Claim, courses):
        super().__init__(claim.verdict, courses)
        self.claim = claim
        self.course = courses[claim.course]

    @property
    def units_words(self):
        return "" if self.claim.units is None else words.units(self.claim.units)

    @property
    def by_when(self):
        return words.by_when(self.verdict)

    @property
    def is_planned(self):
        return self.verdict.is_planned

    @property
    def time_left(self):
        return conditions.time_left(self.verdict)

    @property
    def is_on_transcript(self):
        """The college class itself was taken, or will be: nothing is claimed."""
        return self.agreement.mechanism in ON_TRANSCRIPT

    @property
    def is_claimed(self):
        return not self.is_on_transcript

    @property
    def way(self):
        """The kind of `EarlyCreditOption` that explains it."""
        is_prior = self.agreement.mechanism == Mechanism.PRIOR
        return EarlyCreditKind.PRIOR if is_prior else EarlyCreditKind.ARTICULATION

    @property
    def asks_for_day(self):
        return self.verdict.closes is None and not self.is_on_transcript

    @property
    def only_if(self):
        """What it depends on that the reader has not told."""
        planned = [(course, one.year) for course, one in self.sent if one.is_planned]
        said = conditions.only_if(self.agreement, planned=planned, courses=len(self.sent))
        return (
            f"{said}. {conditions.on_transcript(self.verdict)}" if self.is_on_transcript else said
        )

    @property
    def has_steps_to_do(self):
        """A college class that was begun leaves nothing to do but to order its transcript."""
        return self.is_planned or not self.is_on_transcript

    @property
    def how_title(self):
        return conditions.steps_of(self.verdict).title

    @property
    def how_begins(self):
        return conditions.steps_of(self.verdict).begins

    @property
    def steps(self):
        return lines_of(self.agreement.local_how_to_claim)

    @property
    def years_not_used(self):
        """A sentence on each other year in which the reader named one of its courses."""
        said = (
            words.year_not_used(one, self.verdict, self._courses) for one in self.verdict.unused
        )
        return list(dict.fromkeys(filter(None, said)))

    @property
    def others(self):
        """(agreement, sentence) of others that would give the same course."""
        return [
            (verdict.offer.terms, words.other_way(verdict, units))
            for verdict, units in self.claim.others
        ]


class Refusal(_OfAgreement):
    """An agreement that gives nothing, and why."""

    def __init__(self, verdict: Verdict, courses):
        super().__init__(verdict, courses)
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
