"""One state of the Credit Finder: what was asked, what can be claimed where, and what not and why.

Templates print its attributes. Everything comes from the address and the day; nothing is kept.
"""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.contacts import contacts_of
from pathways_portal.common import academic_year
from programs.credit import exams, rows, words
from programs.credit.claims import Taken, credit
from programs.credit.college_lines import CollegeLines
from programs.credit.counted_programs import programs_counting
from programs.credit.lines import ClaimLine, ExamLine, Refusal
from programs.credit.question import CreditQuestion, Entry

SCHOOLS_LISTED = 40


@dataclass(frozen=True)
class OwnCourse:
    """A course that the reader took or plans, with the address without it."""

    course: object
    entry: Entry
    url_without: str


class CreditFinder:
    """What the page of the Credit Finder prints, for one address on one day."""

    def __init__(self, data, *, today, reader=None):
        self.today = today
        self.question = CreditQuestion(data, this_year=academic_year.on(today))
        self._reader = reader

    # --- Addresses --------------------------------------------------------------------------------

    @cached_property
    def base_url(self):
        return reverse("programs:credit_finder")

    def _url(self, query):
        return f"{self.base_url}?{query}" if query else self.base_url

    @property
    def own_url(self):
        """The address of this state in full."""
        return self._url(self.question.query)

    @property
    def kept_query(self):
        """All but the school, for those who choose another one."""
        return self.question.query_without(("school", self.question.school))

    # --- Step 1: the school -----------------------------------------------------------------------

    @cached_property
    def school(self):
        return rows.school_of(self.question.school) if self.question.school else None

    @cached_property
    def schools(self):
        """[(district or kind, its schools)] to choose from, narrowed by words of the name."""
        found = [
            school
            for school in rows.schools()
            if all(
                word in school.name.casefold() for word in self.question.words.casefold().split()
            )
        ]
        groups = {}
        for school in found:
            name = school.parent.name if school.parent else school.get_kind_display()
            groups.setdefault(name, []).append(school)
        return sorted(groups.items(), key=lambda group: group[0].casefold())

    @property
    def is_searched(self):
        return bool(self.question.words)

    @property
    def matches(self):
        """The schools of the words, as [(district, schools)] that fit on a page."""
        total = sum(len(several) for _name, several in self.schools)
        return self.schools if self.is_searched and total <= SCHOOLS_LISTED else []

    @cached_property
    def segment(self):
        return rows.segment_of(self.school)

    # --- Step 2: courses and exams ----------------------------------------------------------------

    @cached_property
    def _by_name(self):
        slugs = [entry.slug for entry in self.question.entries]
        return rows.courses_by_name(slugs, self.school) if self.school else {}

    @cached_property
    def courses(self):
        """What the reader took or plans at the school, in the order of the address."""
        found = []
        for entry in self.question.entries:
            if entry.slug in self._by_name:
                url = self._url(self.question.query_without(entry.pair))
                found.append(OwnCourse(self._by_name[entry.slug], entry, url))
        return found

    @cached_property
    def _choices(self):
        return rows.choices_of(self.school, self.question.find)

    @property
    def asked_course(self):
        """The course that the form named without its year."""
        return self.question.added["add"]

    @property
    def asked_when(self):
        return self.question.added["when"]

    @property
    def asked_exam(self):
        return self.question.added["exam_add"]

    @property
    def choices(self):
        """Courses of the school that the reader has not named yet."""
        mine = {own.course.pk for own in self.courses}
        return [course for course in self._choices[0] if course.pk not in mine]

    @property
    def has_more_choices(self):
        return self._choices[1]

    @cached_property
    def exams(self):
        """{key: a row that names it} of every exam on file."""
        return rows.exams()

    @cached_property
    def scores(self):
        """{key: score} of exams that are on file."""
        return {key: score for key, score in self.question.scores.items() if key in self.exams}

    @cached_property
    def own_exams(self):
        """(exam, score, the address without it) of each exam taken."""
        return [
            (
                self.exams[key],
                score,
                self._url(self.question.query_without(("exam", f"{key}:{score}"))),
            )
            for key, score in self.scores.items()
        ]

    @cached_property
    def said(self):
        """A sentence for everything that was read otherwise, or left out."""
        said = list(self.question.said)
        if self.question.school and self.school is None:
            said.append(
                _("We know no school “%(school)s”. Choose one from the list.")
                % {"school": self.question.school}
            )
        elif not self.school and self.question.entries:
            said.append(_("Choose the school where you took these courses."))
        if self.school:
            for entry in self.question.entries:
                if entry.slug not in self._by_name:
                    said.append(
                        _(
                            "“%(course)s” is no course of %(school)s or its district that is on "
                            "file. Choose one from the list."
                        )
                        % {"course": entry.slug, "school": self.school.name}
                    )
        for key in self.question.scores:
            if key not in self.exams:
                said.append(
                    _("No exam “%(exam)s” is on file. Choose one from the list.") % {"exam": key}
                )
        return said

    # --- The answer -------------------------------------------------------------------------------

    @property
    def has_answer(self):
        return bool(self.school and (self.courses or self.scores))

    @cached_property
    def _agreements(self):
        ids = [own.course.pk for own in self.courses]
        return list(rows.agreements_on(ids, self.school)) if ids else []

    @cached_property
    def _taken(self):
        return {
            own.course.pk: Taken(own.entry.year, is_planned=own.entry.is_planned)
            for own in self.courses
        }

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
            college.lines = [
                ClaimLine(claim, self._courses_by_id, self._taken) for claim in one.claims
            ]
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
        """What each exam is worth everywhere, and at colleges with a rule of their own."""
        return [self._exam_line(one) for one in self._worth]

    def _exam_line(self, worth):
        return ExamLine(worth, self.exams[worth.exam])

    @cached_property
    def refusals(self):
        return [Refusal(verdict, self._courses_by_id, self._taken) for verdict in self._credit[1]]

    @cached_property
    def not_reported(self):
        """Courses that no agreement on file names."""
        named = {side.course_id for agreement in self._agreements for side in agreement.sent}
        return [own.course for own in self.courses if own.course.pk not in named]

    @cached_property
    def confirmed(self):
        """The `Inventory` that makes the absence of an agreement a fact, or None."""
        return rows.confirmed_agreements(self.school) if self.school else None

    @cached_property
    def contacts(self):
        """Whom to ask at the school."""
        return contacts_of(self.school, reader=self._reader)

    @property
    def has_samples(self):
        return any(agreement.is_sample for agreement in self._agreements)

    @cached_property
    def finding(self):
        """The answer in one sentence."""
        if not self.colleges:
            known = [line for line in self.exam_lines if line.worth.rule is not None]
            if known:
                total = exams.units_of([line.worth for line in known if line.worth.college is None])
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
