"""A college in the answer of the Credit Finder: its claims, its exams, its programs."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from programs.credit import exams, words
from programs.credit.claims import CollegeCredit, Standing
from programs.credit.lines import ClaimLine, ExamLine


@dataclass
class CollegeLines:
    """A college, its claims as they are printed, the programs that count them."""

    college: object
    credit: CollegeCredit
    lines: list[ClaimLine] = field(default_factory=list)
    exam_lines: list[ExamLine] = field(default_factory=list)
    programs: list = field(default_factory=list)
    more_programs: int = 0

    @property
    def _total(self):
        return self.credit.units + exams.units_of([line.worth for line in self.exam_lines])

    @property
    def units_words(self):
        """All units of its courses and exams."""
        return words.total(self._total, unknown=self.credit.unknown)

    @property
    def finding(self):
        """What it counts, in a sentence."""
        names = {"college": self.college.name, "units": self.units_words}
        if not self._total:
            return _("%(college)s counts some of it; units not on file.") % names
        planned = self.credit.units - self.credit.earned_units
        if not planned:
            return _("%(college)s counts %(units)s.") % names
        if planned == self.credit.units and not self.exam_lines:
            return _("%(college)s counts %(units)s if you take what you plan.") % names
        names["planned"] = words.units(planned)
        return _("%(college)s counts %(units)s, %(planned)s of them by courses you plan.") % names

    @property
    def parts_words(self):
        """The units by how they can be had, where there is more than one way."""
        sums = Counter()
        for line in self.lines:
            verdict = line.claim.verdict
            waits = verdict.is_to_pass and verdict.standing in (
                Standing.OPEN,
                Standing.ON_TRANSCRIPT,
            )
            sums["to pass" if waits else verdict.standing] += line.claim.units or 0
        parts = [
            (sums[Standing.ON_TRANSCRIPT], _("%(units)s on a transcript")),
            (sums[Standing.OPEN], _("%(units)s to claim now")),
            (sums["to pass"], _("%(units)s after you have passed")),
            (sums[Standing.LATER], _("%(units)s later")),
            (sums[Standing.PLANNED], _("%(units)s by courses you plan")),
            (exams.units_of([line.worth for line in self.exam_lines]), _("%(units)s by exams")),
        ]
        said = [phrase % {"units": words.units(total)} for total, phrase in parts if total]
        return _(" · ").join(said) if len(said) > 1 or sums[Standing.PLANNED] else ""

    @property
    def has_sample(self):
        return any(line.agreement.is_sample for line in self.lines)
