"""What an address asks of the Credit Finder, with the rows that it names, and what a form offers.

Templates print its attributes. Everything comes from the address; nothing is kept.
"""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.enums import OrganizationKind
from pathways_portal.common import academic_year
from programs import agreements
from programs.credit import rows
from programs.credit.question import SCORES, CreditQuestion, Entry
from programs.enums import ExamKind

# More schools than that are not read through: another word narrows them.
SCHOOLS_LISTED = 40
# Courses shown before any is chosen.
COUNTED_SHOWN = 30


@dataclass(frozen=True)
class OwnCourse:
    """A course that the reader took or plans, with the address without it."""

    course: object
    entry: Entry
    url_without: str


class Asked:
    """The school, courses and exams of an address, as far as they are on file."""

    def __init__(self, data, *, today):
        self.today = today
        self.question = CreditQuestion(data, this_year=academic_year.on(today))

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
    def kept(self):
        """[(parameter, value)] of all but the school: what a form passes on."""
        entries = self.question.entries
        if self.school:
            entries = [entry for entry in entries if entry.slug in self._by_name]
        return [
            *(entry.pair for entry in entries),
            *(("exam", f"{key}:{score}") for key, score in self.scores.items()),
        ]

    @property
    def kept_query(self):
        """The same, for those who choose another school."""
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
            name = school.parent__name or OrganizationKind(school.kind).label
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
        """Courses of the school; also those named already, for another year."""
        return self._choices[0]

    @property
    def has_more_choices(self):
        return self._choices[1]

    @cached_property
    def counted_here(self):
        """[(course, where it counts and as what)] of the school's courses that a college counts.

        Counted are agreements that cover this year or the coming one.
        """
        years = academic_year.current_and_coming(self.today)
        found = {}
        for agreement in rows.agreements_of(self.school):
            if any(agreements.offered_for(agreement, year) for year in years):
                numbers = ", ".join(side.course.number for side in agreement.received)
                for side in (side for side in agreement.sent if side.course.is_public):
                    # A dict, because two agreements may give the same course.
                    found.setdefault(side.course, {})[f"{agreement.receiving.label}: {numbers}"] = (
                        None
                    )
        several = sorted(found.items(), key=lambda one: (one[0].local_title, one[0].pk))
        return [(course, list(places)) for course, places in several[:COUNTED_SHOWN]]

    @cached_property
    def exams(self):
        """{key: a row that names it} of every exam on file."""
        return rows.exams()

    @property
    def score_choices(self):
        """[(kind of exam, its scores, the best first)] of the kinds on file."""
        kinds = dict.fromkeys(row.kind for row in self.exams.values())
        return [
            (
                ExamKind(kind).label,
                [str(one) for one in range(SCORES[kind][1], SCORES[kind][0] - 1, -1)],
            )
            for kind in kinds
        ]

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
