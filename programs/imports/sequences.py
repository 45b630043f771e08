"""Lists of courses in order, a line a course: `manage.py import_sequences`."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.enums import Segment
from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import Outcome
from programs import course_order
from programs.enums import Pace, StepKind
from programs.imports import cells, words
from programs.imports.base import Importer, ImportRow
from programs.imports.comparing import end
from programs.imports.lookups import SHOWN, Courses, Teachers
from programs.imports.whole_sequences import Whole, gathered, says_its_sequence
from programs.models import ChoiceGroup, Program, Sequence, SequenceStep
from programs.models.sequence import LAST_PLACE

SCHOOL = (Segment.MIDDLE_SCHOOL, Segment.HIGH_SCHOOL)
FIRST_GRADE, LAST_GRADE = 5, 12


class SequenceRow(ImportRow):
    program = forms.CharField(required=False)
    organization = forms.CharField(required=False)
    control_number = forms.CharField(required=False)
    catalog_year = forms.CharField()
    pace = forms.CharField(required=False)
    place = forms.CharField()
    order = forms.CharField(required=False)
    course = forms.CharField()
    choice = forms.CharField(max_length=80, required=False)
    how_many = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    work_based = forms.CharField(required=False)

    def clean_organization(self):
        text = self.cleaned_data["organization"]
        return self.importer.teachers.named(text) if text else None

    def clean_control_number(self):
        return cells.control_number(self.cleaned_data["control_number"])

    def clean_catalog_year(self):
        year = cells.year(self.cleaned_data["catalog_year"])
        if not year:
            raise ValidationError(_("Write the academic year like 2026-27."))
        return year

    def clean_pace(self):
        pace = words.choice(self.cleaned_data["pace"], Pace, words.PACES)
        return pace or Pace.FULL_TIME.value

    def clean_order(self):
        sentence = _("Write a number from 1 to 99.")
        return cells.whole(self.cleaned_data["order"], least=1, most=99, sentence=sentence)

    def clean_choice(self):
        text = self.cleaned_data["choice"]
        return "" if cells.is_empty(text) else text

    def clean_how_many(self):
        sentence = _("Write how many courses of the choice are needed, such as 2.")
        return cells.whole(self.cleaned_data["how_many"], least=1, most=50, sentence=sentence)

    def clean_kind(self):
        kind = words.choice(self.cleaned_data["kind"], StepKind, words.STEP_KINDS)
        return kind or StepKind.LISTED.value

    def clean_work_based(self):
        return words.yes_no(self.cleaned_data["work_based"])

    def clean(self):
        values = super().clean()
        if {"organization", "program"} & set(self.errors):
            return values
        try:
            program = self.importer.program(self.cleaned_data)
        except ValidationError as error:
            values["program"] = None
            self.add_error("program" if self.data.get("program") else None, error)
            return values
        values["program"], values["organization"] = program, program.organization
        self._judge_place(values, program)
        self._judge_course(values, program)
        if values.get("how_many") and not values.get("choice"):
            self.add_error("choice", _("Name the choice of which so many courses are needed."))
        return values

    def _judge_place(self, values, program):
        if "place" not in values:
            return
        in_school = program.segment in SCHOOL
        sentence = _("Write the grade, 5 to 12.") if in_school else _("Write the term, 1 to 16.")
        try:
            values["place"] = cells.whole(
                values["place"],
                least=FIRST_GRADE if in_school else 1,
                most=LAST_GRADE if in_school else LAST_PLACE,
                sentence=sentence,
            )
            if values["place"] is None:
                raise ValidationError(sentence)
        except ValidationError as error:
            self.add_error("place", error)

    def _judge_course(self, values, program):
        if "course" not in values:
            return
        try:
            values["course"] = self.importer.courses.named(program.organization, values["course"])
        except ValidationError as error:
            self.add_error("course", error)


class Sequences(Importer):
    name = "import_sequences"
    reads = "sequences, the courses of programs in order,"
    form = SequenceRow
    tables = (Sequence, ChoiceGroup, SequenceStep)
    columns = (
        Column(
            "program",
            ("Program", "Program Title", "Program Name", "Program Slug", "Program web name"),
            needed=False,
            fills_down=True,
        ),
        Column(
            "organization",
            ("Organization", "College", "School", "College Name", "Institution"),
            needed=False,
            fills_down=True,
        ),
        Column(
            "control_number",
            ("Control Number", "Control #", "Program Control Number"),
            needed=False,
        ),
        Column(
            "catalog_year", ("Catalog Year", "Year", "Academic Year", "Catalog"), fills_down=True
        ),
        Column("pace", ("Pace", "Full or part time"), needed=False, fills_down=True),
        Column(
            "place",
            ("Term or Grade", "Term", "Grade", "Semester", "Place", "Grade Level"),
            fills_down=True,
        ),
        Column("order", ("Order", "No"), needed=False),
        Column("course", ("Course", "Course Number", "Course #", "Course No", "Number")),
        Column(
            "choice", ("Choice", "Choice Title", "Choice Group", "Elective Group"), needed=False
        ),
        Column("how_many", ("How many", "Choose", "Required of choice", "Pick"), needed=False),
        Column("kind", ("Kind", "Type"), needed=False),
        Column("work_based", ("Work-based", "WBL", "Work-based Learning"), needed=False),
    )
    told = (
        "organization",
        "program",
        "catalog_year",
        "pace",
        "place",
        "order",
        "course",
        "choice",
        "how_many",
        "kind",
        "work_based",
    )

    def wait(self):
        course_order.wait_for_turn()

    def begin(self):
        self.teachers, self.courses = Teachers(), Courses()
        self.by_slug, self.by_number, self.by_title = {}, {}, defaultdict(list)
        for program in Program.objects.select_related("organization").order_by("pk"):
            self.by_slug[program.slug] = program
            if program.control_number:
                self.by_number[program.organization_id, program.control_number] = program
            title = cells.letters(program.title)
            self.by_title[program.organization_id, title].append(program)

    def program(self, cleaned):
        """The program a row names; a ValidationError that asks or refuses otherwise."""
        text, organization = cleaned.get("program", ""), cleaned["organization"]
        number = cleaned.get("control_number", "")
        if text in self.by_slug and organization in (None, self.by_slug[text].organization):
            return self.by_slug[text]
        if not organization:
            raise ValidationError(
                _("Name the program by its web name, or by its school and its title or number.")
            )
        if number:
            return self._by_number(organization, number, text)
        found = self.by_title[organization.pk, cells.letters(text)] if text else []
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{one} ({one.slug})" for one in found[:SHOWN])
            raise cells.ask(
                _("Several programs are called so. Write the web name of one: %s.") % names
            )
        said = {"organization": organization.name}
        raise ValidationError(
            _("%(organization)s has no program on file that is called so. Import it first.") % said
        )

    def _by_number(self, organization, number, text):
        found = self.by_number.get((organization.pk, number))
        said = {"organization": organization.name, "number": number, "title": found and found.title}
        if not found:
            raise ValidationError(
                _("%(organization)s has no program %(number)s on file. Import it first.") % said
            )
        if text and cells.letters(text) not in cells.letters(found.title):
            raise cells.ask(_("Program %(number)s on file is “%(title)s”. Which is meant?") % said)
        return found

    def key(self, values):
        about = values["program"].pk, values["catalog_year"], values["pace"]
        return *about, values["course"].pk

    def take(self, rows):
        """Each sequence whole or not at all."""
        for several in gathered(rows):
            bad = next((row for row in several if row.outcome in _STOPS), None)
            good = [row for row in several if row.outcome == Outcome.ACCEPTED]
            if bad:
                leave(good, bad)
            elif good:
                Whole(self, good).take()


_STOPS = (Outcome.REVIEW, Outcome.REJECTED)


def leave(rows, bad):
    """Leave the rows of a sequence to a person, because of a bad one."""
    words = _("Line %s of the same sequence could not be taken, so none of it was.")
    if not says_its_sequence(bad):
        words = _("Line %s may be of the same sequence and could not be taken, so none of it was.")
    for row in rows:
        end(row, Outcome.REVIEW, words % bad.line)
