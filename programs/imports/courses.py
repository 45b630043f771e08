"""Lists of courses, and where they are taught: `manage.py import_courses`."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import Outcome
from programs import course_order
from programs.bulk_writes import new_ids
from programs.code_editions import code_ids
from programs.enums import CourseLevel, CreditStatus, Scheme
from programs.imports import cells, words
from programs.imports.base import Importer, ImportRow, in_chunks
from programs.imports.comparing import EMPTY, end, end_on_file
from programs.imports.course_prerequisites import Wanted, line_lost
from programs.imports.courses_on_file import LABELS, SCHEMES, differences, load
from programs.imports.lookups import Courses as CoursesOnFile
from programs.imports.lookups import Teachers, known
from programs.models import Course, CourseAlias, CourseOffering, Prerequisite
from programs.slugs import first_free, slug_base

FIRST_GRADE, LAST_GRADE = 5, 12
LONGEST_NUMBER = 20


class CourseRow(ImportRow):
    organization = forms.CharField()
    number = forms.CharField(max_length=LONGEST_NUMBER)
    title = forms.CharField(max_length=160)
    level = forms.CharField(required=False)
    credit = forms.CharField(required=False)
    units = forms.CharField(required=False)
    top = forms.CharField(required=False)
    common = forms.CharField(required=False)
    c_id = forms.CharField(required=False)
    control = forms.CharField(required=False)
    former = forms.CharField(required=False)
    prerequisites = forms.CharField(required=False)
    taught_at = forms.CharField(required=False)
    academic_year = forms.CharField(required=False)
    grade = forms.CharField(required=False)

    def clean_organization(self):
        return self.importer.teachers.named(self.cleaned_data["organization"])

    def clean_level(self):
        return words.choice(self.cleaned_data["level"], CourseLevel, words.LEVELS)

    def clean_credit(self):
        return words.choice(self.cleaned_data["credit"], CreditStatus, words.CREDITS)

    def clean_units(self):
        return cells.units(self.cleaned_data["units"], decimals=2)

    def clean_top(self):
        return known(self.importer.tops, cells.top_code(self.cleaned_data["top"]), "TOP")

    def clean_common(self):
        return self._numbers("common")

    def clean_c_id(self):
        return self._numbers("c_id")

    def clean_control(self):
        return self._numbers("control")

    def clean_former(self):
        return self._numbers("former")

    def clean_prerequisites(self):
        text = self.cleaned_data["prerequisites"]
        if re.search(r"\bor\b", text, re.IGNORECASE):
            raise cells.ask(_("Of several one is enough? Enter that by hand; here all are needed."))
        return [] if cells.is_empty(text) else cells.several(text)

    def _numbers(self, name):
        text = self.cleaned_data[name]
        found = [] if cells.is_empty(text) else cells.several(text)
        if any(len(one) > LONGEST_NUMBER for one in found):
            raise ValidationError(_("Put “;” between several numbers; one is too long."))
        return found

    def clean_taught_at(self):
        found = cells.several(self.cleaned_data["taught_at"])
        return list(dict.fromkeys(self.importer.teachers.named(one) for one in found))

    def clean_academic_year(self):
        return cells.year(self.cleaned_data["academic_year"])

    def clean_grade(self):
        return cells.whole(
            self.cleaned_data["grade"],
            least=FIRST_GRADE,
            most=LAST_GRADE,
            sentence=_("Write one grade from 5 to 12: the one that usually takes it."),
        )

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        if values["taught_at"] and not values["academic_year"]:
            self.add_error(
                "academic_year", _("Say in which academic year it is taught there, like 2026-27.")
            )
        elif values["academic_year"] and not values["taught_at"]:
            values["taught_at"] = [values["organization"]]
        return values


class Courses(Importer):
    name = "import_courses"
    reads = "a list of courses"
    form = CourseRow
    tables = (Course, CourseAlias, CourseOffering, Prerequisite)
    columns = (
        Column(
            "organization",
            ("Organization", "College", "District", "School", "Owner", "Institution"),
            fills_down=True,
        ),
        Column(
            "number", ("Course Number", "Number", "Course #", "Course No", "Course", "Course ID")
        ),
        Column("title", ("Course Title", "Title", "Course Name")),
        Column("level", ("Level", "CTE Level", "Course Level"), needed=False),
        Column("credit", ("Credit", "Credit Status", "CB04"), needed=False),
        Column("units", ("Units", "Unit"), needed=False),
        Column("top", ("TOP", "TOP Code", "CB03"), needed=False),
        Column("common", ("Common Course Number", "Common Number", "CCN"), needed=False),
        Column("c_id", ("C-ID", "C-ID Number"), needed=False),
        Column("control", ("Control Number", "State Control Number", "CB00"), needed=False),
        Column("former", ("Former Number", "Old Number", "Previous Number"), needed=False),
        Column(
            "prerequisites", ("Prerequisite", "Prerequisites", "Prereq", "Asks for"), needed=False
        ),
        Column("taught_at", ("Taught at", "Schools", "Taught at Schools", "Site"), needed=False),
        Column("academic_year", ("Year", "Academic Year", "School Year"), needed=False),
        Column("grade", ("Grade", "Grade Level"), needed=False),
    )
    told = (
        "organization",
        "number",
        "title",
        "level",
        "credit",
        "units",
        "top",
        "common",
        "c_id",
        "control",
        "former",
        "prerequisites",
        "taught_at",
        "academic_year",
        "grade",
    )

    def wait(self):
        course_order.wait_for_turn()

    def begin(self):
        self.teachers, self.courses = Teachers(), CoursesOnFile()
        self.tops = code_ids(Scheme.TOP)
        self.taken = set(Course.objects.values_list("slug", flat=True))
        self.new, self.more_lines = {}, []
        self.new_aliases, self.new_offerings = [], []

    def key(self, values):
        schools = tuple(sorted(school.pk for school in values["taught_at"]))
        return *_course_key(values), schools, values["academic_year"]

    def take(self, rows):
        accepted = [row for row in rows if row.outcome == Outcome.ACCEPTED]
        own = {_course_key(row.values): self._own(row.values) for row in accepted}
        self.numbers = iter(new_ids(Course, sum(not found for found in own.values())))
        for several in in_chunks(accepted):
            load(one for row in several for one in own[_course_key(row.values)])
            for row in several:
                self._take(row, own[_course_key(row.values)])
        wanted = Wanted(self)
        asked = wanted.judge(self.new)
        for row, course, first in self.more_lines:
            if course in wanted.dropped:
                end(row, Outcome.REVIEW, line_lost(first.line))
        self.make(Course, [course for course, _row in self.new.values()])
        for model, parts in (
            (CourseAlias, self.new_aliases),
            (CourseOffering, self.new_offerings),
        ):
            self.make(model, [one for one in parts if one.course not in wanted.dropped])
        wanted.make(asked, self.said())

    def _own(self, values):
        """What is on file under the number of a row, a list of its own."""
        return [*self.courses.own(values["organization"], values["number"])]

    def _take(self, row, found):
        values = row.values
        if _course_key(values) in self.new:
            self._take_again(row, *self.new[_course_key(values)])
            return
        if len(found) > 1:
            names = "; ".join(one.slug for one in found)
            end(row, Outcome.REVIEW, _("Several courses on file have this number: %s.") % names)
        elif found:
            end_on_file(row, differences(found[0], values, self.courses))
        else:
            course = self._course(values)
            self.new[_course_key(values)] = course, row
            self.courses.add(course)
            row.reason = _("New, as a draft.")
            self._add_offerings(course, values, set())

    def _take_again(self, row, course, first):
        """A course that a line above brought; this line may say where else it is taught."""
        given = [name for name in (*LABELS, "prerequisites") if row.values[name] not in EMPTY]
        if any(row.values[name] != first.values[name] for name in given):
            words = _("Line %s says something else of the same course. The first one was taken.")
            end(row, Outcome.REVIEW, words % first.line)
            return
        there = {
            (one.organization_id, one.academic_year)
            for one in self.new_offerings
            if one.course is course
        }
        self._add_offerings(course, row.values, there)
        self.more_lines.append((row, course, first))
        row.reason = _("Of the course in line %s, which is new.") % first.line

    def _course(self, values):
        organization = values["organization"]
        low, high = values["units"] or (None, None)
        slug = slug_base(
            title=f"{values['number']} {values['title']}", organization=organization, model=Course
        )
        course = Course(
            pk=next(self.numbers),  # its prerequisites are judged before it is written
            organization=organization,
            number=values["number"],
            title=values["title"],
            slug=first_free(slug, self.taken),
            level=values["level"],
            credit=values["credit"],
            units_min=low,
            units_max=high,
            code_id=self.tops.get(values["top"]),
            **self.draft(organization),
        )
        self.new_aliases += [
            CourseAlias(course=course, scheme=scheme, number=number, **self.said())
            for scheme, name in SCHEMES.items()
            for number in dict.fromkeys(values[name])
        ]
        return course

    def _add_offerings(self, course, values, there):
        self.new_offerings += [
            CourseOffering(
                course=course,
                organization=school,
                academic_year=values["academic_year"],
                grade=values["grade"],
                **self.said(),
            )
            for school in values["taught_at"]
            if (school.pk, values["academic_year"]) not in there
        ]


def _course_key(values):
    return values["organization"].pk, cells.letters(values["number"])
