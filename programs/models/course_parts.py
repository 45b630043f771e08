"""Parts of a course: its numbers over time, where it is taught, what it asks for first."""

import pghistory
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.models import Sourced
from programs.enums import CourseNumbering, PrerequisiteKind
from programs.models.course import Course
from programs.models.course_circle import NO_CIRCLE


@pghistory.track()
class CourseAlias(Sourced):
    """Another number of a course: the state's, the one it shares with other colleges, an older one.

    Common numbers replace local ones term by term, so each says from when to when it holds.
    """

    course = models.ForeignKey(
        Course,
        models.CASCADE,
        related_name="aliases",
        verbose_name=_("course"),
        help_text=_("The course."),
    )
    scheme = models.CharField(
        max_length=7,
        choices=CourseNumbering,
        verbose_name=_("kind of number"),
        help_text=_("Who gives such numbers."),
    )
    number = models.CharField(
        max_length=20, verbose_name=_("number"), help_text=_("Such as ENGL C1000 or MATH 210.")
    )
    title = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("title there"),
        help_text=_("What the course is called under that number, if it differs."),
    )
    valid_from = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("valid from"),
        help_text=_("First day the number holds; empty if not on file."),
    )
    valid_to = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("valid to"),
        help_text=_("Last day the number holds; empty while it holds."),
    )

    class Meta:
        verbose_name = _("other number of a course")
        verbose_name_plural = _("other numbers of courses")
        constraints = [
            UniqueConstraint(
                fields=["course", "scheme", "number"],
                name="coursealias_once_per_course",
                violation_error_message=_("This course has that number already."),
            ),
            CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="coursealias_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "number"], name="coursealias_by_number")]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.number}"


@pghistory.track()
class CourseOffering(Sourced):
    """A course as it is taught at one school or college in one academic year."""

    course = models.ForeignKey(
        Course,
        models.CASCADE,
        related_name="offerings",
        verbose_name=_("course"),
        help_text=_("The course."),
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="course_offerings",
        verbose_name=_("taught at"),
        help_text=_("The school or college where it is taught."),
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2026-27."),
    )
    grade = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("grade"),
        help_text=_("The grade that usually takes it; empty if not on file or not in school."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        verbose_name = _("course offering")
        verbose_name_plural = _("course offerings")
        constraints = [
            UniqueConstraint(
                fields=["course", "organization", "academic_year"],
                name="courseoffering_once_a_year",
                violation_error_message=_("It is listed there in that year already."),
            ),
            academic_year.constraint("courseoffering_academic_year"),
            CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__range=(5, 12)),
                name="courseoffering_grade_5_to_12",
                violation_error_message=_("Choose a grade from 5 to 12."),
            ),
        ]

    def __str__(self):
        return f"{self.course} ({self.academic_year})"


@pghistory.track()
class Prerequisite(Sourced):
    """What a course asks for before (or with) it.

    Rows of one course with the same `alternative` number are alternatives: one of them is enough.
    """

    course = models.ForeignKey(
        Course,
        models.CASCADE,
        related_name="prerequisites",
        verbose_name=_("course"),
        help_text=_("The course that asks."),
    )
    required = models.ForeignKey(
        Course,
        models.PROTECT,
        related_name="leads_on_to",
        verbose_name=_("asks for"),
        help_text=_("The course that has to come first, or beside it."),
    )
    kind = models.CharField(
        max_length=12,
        choices=PrerequisiteKind,
        default=PrerequisiteKind.BEFORE,
        db_default=PrerequisiteKind.BEFORE,
        verbose_name=_("kind"),
        help_text=_("Before it, at the same time, or only advised."),
    )
    alternative = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("alternative"),
        help_text=_("Rows with the same number: one of them is enough. Empty: needed in any case."),
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            UniqueConstraint(
                fields=["course", "required"],
                name="prerequisite_once_per_course",
                violation_error_message=_("The course asks for that one already."),
            ),
            CheckConstraint(
                condition=~Q(course=F("required")),
                name="prerequisite_is_another_course",
                violation_error_message=_("A course cannot ask for itself."),
            ),
        ]
        triggers = [NO_CIRCLE]

    def __str__(self):
        return f"{self.course} ← {self.required}"
