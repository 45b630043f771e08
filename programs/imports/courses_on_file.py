"""What lines say of courses that are on file, beside what stands there."""

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.enums import CourseLevel, CourseNumbering, CreditStatus
from programs.imports.comparing import differing

SCHEMES = {
    CourseNumbering.COMMON: "common",
    CourseNumbering.C_ID: "c_id",
    CourseNumbering.CONTROL: "control",
    CourseNumbering.FORMER: "former",
}
# What a row may say of a course on file, and what it is called in a sentence.
LABELS = {
    "title": gettext_lazy("title"),
    "level": gettext_lazy("level"),
    "credit": gettext_lazy("credit"),
    "units": gettext_lazy("units"),
    "top": "TOP",
    "common": gettext_lazy("common number"),
    "c_id": "C-ID",
    "control": gettext_lazy("control number"),
    "former": gettext_lazy("former number"),
}
CHOICES = {"level": CourseLevel, "credit": CreditStatus}


def load(courses):
    """Read what stands on file of several courses at once, for `differences`."""
    new = {one.pk: one for one in courses}
    prefetch_related_objects(
        list(new.values()), "code", "aliases", "prerequisites__required", "offerings"
    )


def differences(course, values, courses):
    """What a row says that is not what stands on file; empty cells say nothing."""
    found = differing(LABELS, _values(course), values, choices=CHOICES)
    found += _differing_prerequisites(course, values, courses)
    return found + _differing_offerings(course, values)


def _values(course):
    numbers = sorted((one.number, one.scheme) for one in course.aliases.all())
    return {
        "title": course.title,
        "level": course.level,
        "credit": course.credit,
        "units": None if course.units_min is None else (course.units_min, course.units_max),
        "top": course.code and course.code.code,
        **{
            name: [number for number, kind in numbers if kind == scheme]
            for scheme, name in SCHEMES.items()
        },
    }


def _differing_prerequisites(course, values, courses):
    """What a line asks for that the course on file does not."""
    there = {row.required_id: row.required for row in course.prerequisites.all()}
    missing = []
    for text in values["prerequisites"]:
        try:
            is_there = courses.named(course.organization, text).pk in there
        except ValidationError:
            is_there = False
        if not is_there:
            missing.append(text)
    on_file = [one.number for one in there.values()]
    return [(_("prerequisites"), on_file, missing)] if missing else []


def _differing_offerings(course, values):
    """Where a line says that it is taught: what is public already gets nothing new unseen."""
    year = values["academic_year"]
    grades = {
        one.organization_id: one.grade
        for one in course.offerings.all()
        if one.academic_year == year
    }
    found = []
    for school in values["taught_at"]:
        what = _("taught at %(school)s in %(year)s") % {"school": school.name, "year": year}
        if school.pk not in grades:
            found.append((what, _("no"), _("yes")))
        elif values["grade"] and grades[school.pk] != values["grade"]:
            found.append((f"{what}, {_('grade')}", grades[school.pk], values["grade"]))
    return found
