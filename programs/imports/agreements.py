"""Lists of articulation agreements, a line an agreement: `manage.py import_agreements`."""

import re
from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import Outcome
from programs.enums import AgreementState, Grade, Mechanism
from programs.imports import cells, words
from programs.imports.base import Importer, ImportRow
from programs.imports.comparing import differing, end_on_file
from programs.imports.lookups import Counted, Courses, Teachers
from programs.models import ArticulationAgreement, ReceivingCourse, SendingCourse
from programs.slugs import first_free, slug_base

_WITH_UNITS = re.compile(r"(.*\S)\s*\(\s*([^()]+?)\s*\)")
_WINDOW = re.compile(r"(?:(.+?)\s*(?:\bto\b|\bthrough\b|–|—))?\s*(?:by\s+)?(.+)", re.IGNORECASE)
# What a row may say of an agreement on file, and what it is called in a sentence.
LABELS = {
    "grade": gettext_lazy("grade"),
    "exam": gettext_lazy("exam"),
    "years_from": gettext_lazy("first year"),
    "years_through": gettext_lazy("last year"),
    "claim_opens": gettext_lazy("claims open"),
    "claim_closes": gettext_lazy("claims close"),
    "next_review": gettext_lazy("next review"),
}
FIELDS = {"grade": "minimum_grade"}


class AgreementRow(ImportRow):
    sending = forms.CharField()
    sending_courses = forms.CharField()
    receiving = forms.CharField()
    receiving_courses = forms.CharField()
    mechanism = forms.CharField()
    grade = forms.CharField(required=False)
    exam = forms.CharField(max_length=160, required=False)
    years_from = forms.CharField()
    years_through = forms.CharField(required=False)
    claim_window = forms.CharField(required=False)
    claim_opens = forms.CharField(required=False)
    claim_closes = forms.CharField(required=False)
    next_review = forms.CharField(required=False)

    def clean_sending(self):
        return self.importer.teachers.named(self.cleaned_data["sending"])

    def clean_receiving(self):
        return self.importer.teachers.named(self.cleaned_data["receiving"])

    def clean_mechanism(self):
        found = words.choice(self.cleaned_data["mechanism"], Mechanism, words.MECHANISMS)
        if not found:
            raise ValidationError(_("Say how the credit is earned, such as “Credit by exam”."))
        return found

    def clean_grade(self):
        return words.choice(self.cleaned_data["grade"], Grade, words.GRADES)

    def clean_exam(self):
        text = self.cleaned_data["exam"]
        return "" if cells.is_empty(text) else text

    def clean_years_from(self):
        year = cells.year(self.cleaned_data["years_from"])
        if not year:
            raise ValidationError(_("Write the academic year like 2026-27."))
        return year

    def clean_years_through(self):
        return cells.year(self.cleaned_data["years_through"])

    def clean_claim_window(self):
        """(first day, last day) of "03-01 to 06-30"; a single day is the last."""
        text = self.cleaned_data["claim_window"]
        if cells.is_empty(text):
            return "", ""
        first, last = _WINDOW.fullmatch(text).groups()
        return cells.day_of_year(first or ""), cells.day_of_year(last)

    def clean_claim_opens(self):
        return cells.day_of_year(self.cleaned_data["claim_opens"])

    def clean_claim_closes(self):
        return cells.day_of_year(self.cleaned_data["claim_closes"])

    def clean_next_review(self):
        return cells.day(self.cleaned_data["next_review"])

    def clean(self):
        values = super().clean()
        sending, receiving = values.get("sending"), values.get("receiving")
        if sending and sending == receiving:
            self.add_error("receiving", _("An agreement joins two organizations."))
        if sending and values.get("sending_courses"):
            self._find("sending_courses", sending, self._sent)
        if receiving and values.get("receiving_courses"):
            self._find("receiving_courses", receiving, self._received)
        through = values.get("years_through")
        if through and through < values.get("years_from", through):
            self.add_error("years_through", _("The last year must not be before the first."))
        opens, closes = values.get("claim_window") or ("", "")
        values["claim_opens"] = values.get("claim_opens") or opens
        values["claim_closes"] = values.get("claim_closes") or closes
        return values

    def _find(self, name, organization, one_of):
        try:
            found = [one_of(organization, part) for part in cells.several(self.cleaned_data[name])]
        except ValidationError as error:
            self.add_error(name, error)
            return
        courses = [one.course for one in found]
        if len(set(courses)) < len(courses):
            self.add_error(name, _("A course stands here twice."))
            return
        self.cleaned_data[name] = found

    def _sent(self, organization, text):
        return Counted(self.importer.courses.named(organization, text))

    def _received(self, organization, text):
        """A college course, with its units in brackets behind its number."""
        number, inside = text, None
        if found := _WITH_UNITS.fullmatch(text):
            number, inside = found.groups()
        course = self.importer.courses.named(organization, number)
        units = cells.units(inside, decimals=2) if inside else None
        if units and units[0] != units[1]:
            raise ValidationError(_("Write one number of units for each course: AHP 100 (3)."))
        return Counted(course, units and units[0])


class Agreements(Importer):
    name = "import_agreements"
    reads = "a list of articulation agreements"
    form = AgreementRow
    tables = (ArticulationAgreement, SendingCourse, ReceivingCourse)
    columns = (
        Column(
            "sending",
            ("Sending Organization", "High School", "Sending School", "School", "District", "From"),
            fills_down=True,
        ),
        Column(
            "sending_courses",
            ("Sending Courses", "Sending Course", "High School Course", "School Course"),
        ),
        Column(
            "receiving",
            ("Receiving College", "College", "Receiving Organization", "To"),
            fills_down=True,
        ),
        Column(
            "receiving_courses",
            ("Receiving Courses", "Receiving Course", "College Course", "College Courses"),
        ),
        Column("mechanism", ("Mechanism", "Type", "Method", "How credit is earned")),
        Column("grade", ("Grade", "Minimum Grade", "Least Grade"), needed=False),
        Column("exam", ("Exam", "Examination"), needed=False),
        Column("years_from", ("Years from", "First Year", "From Year", "Effective", "Start Year")),
        Column(
            "years_through",
            ("Years through", "Last Year", "Through", "Through Year", "Expires", "End Year"),
            needed=False,
        ),
        Column("claim_window", ("Claim window", "Claim by", "Claim deadline"), needed=False),
        Column("claim_opens", ("Claim opens", "Claims open"), needed=False),
        Column("claim_closes", ("Claim closes", "Claims close"), needed=False),
        Column("next_review", ("Review date", "Next Review", "Review"), needed=False),
    )
    told = (
        "sending",
        "sending_courses",
        "receiving",
        "receiving_courses",
        "mechanism",
        "grade",
        "exam",
        "years_from",
        "years_through",
        "claim_opens",
        "claim_closes",
        "next_review",
    )

    def begin(self):
        self.teachers, self.courses = Teachers(), Courses()
        self.taken = set(ArticulationAgreement.objects.values_list("slug", flat=True))
        sent, received = defaultdict(set), defaultdict(set)
        for model, sides in ((SendingCourse, sent), (ReceivingCourse, received)):
            for agreement, course in model.objects.values_list("agreement", "course"):
                sides[agreement].add(course)
        self.on_file = defaultdict(list)
        for row in ArticulationAgreement.objects.order_by("years_from", "pk"):
            sides = frozenset(sent[row.pk]), frozenset(received[row.pk])
            self.on_file[row.sending_id, row.receiving_id, row.mechanism, *sides].append(row)

    def key(self, values):
        return *_joined(values), values["years_from"]

    def take(self, rows):
        new = []
        for row in rows:
            if row.outcome != Outcome.ACCEPTED:
                continue
            there = self._of_these_years(row.values)
            if there:
                end_on_file(row, self._differences(there, row.values))
            else:
                row.reason = _("New, as a draft.")
                new.append(row.values)
        self._write(new)

    # On file

    def _of_these_years(self, values):
        """The agreement on file about the same, in years that a row speaks of; a later is new."""
        found = self.on_file[_joined(values)]
        first, last = values["years_from"], values["years_through"] or "9999-00"
        same = [one for one in found if one.years_from == first]
        same += [
            one
            for one in found
            if one.years_from <= last and first <= (one.years_through or "9999-00")
        ]
        return same[0] if same else None

    def _differences(self, agreement, values):
        """What a row says that is not what stands on file; empty cells say nothing."""
        there = {name: getattr(agreement, FIELDS.get(name, name)) for name in LABELS}
        found = differing(LABELS, there, values, choices={"grade": Grade})
        units = dict(agreement.receiving_courses.values_list("course", "units"))
        for one in values["receiving_courses"]:
            if one.units is not None and units[one.course.pk] != one.units:
                what = _("units of %s") % one.course.number
                found.append((what, units[one.course.pk], one.units))
        return found

    # New

    def _write(self, new):
        agreements = [self._agreement(values) for values in new]
        self.make(ArticulationAgreement, agreements)
        pairs = list(zip(agreements, new, strict=True))
        said = self.said()
        sent = [
            SendingCourse(agreement=agreement, course=one.course, **said)
            for agreement, values in pairs
            for one in values["sending_courses"]
        ]
        received = [
            ReceivingCourse(agreement=agreement, course=one.course, units=one.units, **said)
            for agreement, values in pairs
            for one in values["receiving_courses"]
        ]
        self.make(SendingCourse, sent)
        self.make(ReceivingCourse, received)

    def _agreement(self, values):
        sending, receiving = values["sending"], values["receiving"]
        course = values["sending_courses"][0].course
        title = f"{course.title} {sending.label}"
        slug = slug_base(title=title, organization=receiving, model=ArticulationAgreement)
        return ArticulationAgreement(
            slug=first_free(slug, self.taken),
            sending=sending,
            receiving=receiving,
            mechanism=values["mechanism"],
            state=AgreementState.DRAFT,
            minimum_grade=values["grade"],
            exam=values["exam"],
            years_from=values["years_from"],
            years_through=values["years_through"],
            claim_opens=values["claim_opens"],
            claim_closes=values["claim_closes"],
            next_review=values["next_review"],
            **self.draft(receiving),
        )


def _joined(values):
    """What an agreement joins, and how."""
    sides = (
        frozenset(one.course.pk for one in values[name])
        for name in ("sending_courses", "receiving_courses")
    )
    return values["sending"].pk, values["receiving"].pk, values["mechanism"], *sides
