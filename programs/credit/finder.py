"""One state of the Credit Finder: what can be claimed where, what not, and why.

Templates print its attributes. Everything comes from the address and the day; nothing is kept.
"""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.contacts import contacts_of
from programs.credit import exams, rows, words
from programs.credit.asked import Asked
from programs.credit.claims import Taken, credit
from programs.credit.college_lines import CollegeLines
from programs.credit.counted_programs import programs_counting
from programs.credit.lines import ClaimLine, ExamLine, Refusal
from programs.credit.options import old_year_of


class CreditFinder(Asked):
    """What the page of the Credit Finder prints, for one address on one day."""

    def __init__(self, data, *, today, reader):
        super().__init__(data, today=today)
        self._reader = reader

    @property
    def has_answer(self):
        return bool(self.school and (self.courses or self.scores))

    @cached_property
    def _agreements(self):
        ids = [own.course.pk for own in self.courses]
        return list(rows.agreements_on(ids, self.school)) if ids else []

    @cached_property
    def _taken(self):
        """{course: [Taken]}: a course may have been named for several years."""
        taken = {}
        for own in self.courses:
            one = Taken(own.entry.year, is_planned=own.entry.is_planned)
            taken.setdefault(own.course.pk, []).append(one)
        return taken

    @cached_property
    def _credit(self):
        return credit(map(rows.offer_of, self._agreements), self._taken, self.today)

    @cached_property
    def _courses_by_id(self):
        sides = [
            side
            for agreement in self._agreements
            for side in (*agreement.sent, *agreement.received)
        ]
        return {side.course_id: side.course for side in sides}

    @cached_property
    def colleges(self):
        """What each college gives, most units first."""
        found = []
        receiving = {agreement.receiving_id: agreement.receiving for agreement in self._agreements}
        counting = programs_counting(self._credit[0], this_year=self.question.this_year)
        for one in self._credit[0]:
            college = CollegeLines(receiving[one.college], one)
            college.lines = [ClaimLine(claim, self._courses_by_id) for claim in one.claims]
            worth = exams.worth_at(one.college, self._worth)
            college.exam_lines = [self._exam_line(one) for one in worth if one.rule]
            college.programs, college.more_programs = counting.get(one.college, ([], 0))
            found.append(college)
        return found

    @cached_property
    def _worth(self):
        chosen = {key: self.exams[key] for key in self.scores}
        return exams.worth(rows.exam_rules(chosen), self.scores)

    @cached_property
    def exam_lines(self):
        """What each exam is worth everywhere, and at colleges with a rule of their own.

        Scores that are worth something come first.
        """
        return sorted(map(self._exam_line, self._worth), key=lambda line: line.rule is None)

    @property
    def oldest_exam_year(self):
        """The year of the oldest rule that gives units here, if it is old enough for a warning."""
        return old_year_of([line.record for line in self.exam_lines if line.rule], self.today)

    def _exam_line(self, worth):
        return ExamLine(worth, self.exams[worth.exam])

    @cached_property
    def refusals(self):
        return [Refusal(verdict, self._courses_by_id) for verdict in self._credit[1]]

    @cached_property
    def not_reported(self):
        """Courses that no agreement on file names."""
        named = {side.course_id for agreement in self._agreements for side in agreement.sent}
        unnamed = (own.course for own in self.courses if own.course.pk not in named)
        return list(dict.fromkeys(unnamed))

    @cached_property
    def confirmed(self):
        """The `Inventory` that makes the absence of an agreement a fact, or None."""
        return (
            rows.confirmed_agreements(self.school, self.question.this_year) if self.school else None
        )

    @cached_property
    def contacts(self):
        """Whom to ask at the school."""
        return contacts_of(self.school, reader=self._reader)

    @property
    def has_samples(self):
        return any(agreement.is_sample for agreement in self._agreements)

    @property
    def _exams_worth(self):
        return [line.worth for line in self.exam_lines if line.worth.rule is not None]

    @property
    def gives_nothing(self):
        return not self.colleges and not self._exams_worth

    @cached_property
    def finding(self):
        """The answer in one sentence."""
        if not self.colleges:
            if known := self._exams_worth:
                total = exams.units_of([worth for worth in known if worth.college is None])
                return _("Your exams count at every community college: %(units)s.") % {
                    "units": words.units(total)
                }
            return _("Nothing can be claimed on what is on file today.")
        first = self.colleges[0]
        said = first.finding
        others = len(self.colleges) - 1
        if not others:
            return said
        more = ngettext(
            "%(n)s more college counts some too.", "%(n)s more colleges count some too.", others
        )
        return f"{said} {more % {'n': others}}"
