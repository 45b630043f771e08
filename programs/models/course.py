"""Courses: who owns them, their numbers over time, where they are taught, what they ask for."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from partners.querysets import StewardedQuerySet
from pathways_portal.common import academic_year
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import CourseLevel, CourseNumbering, CreditStatus, PrerequisiteKind
from programs.models.code import Code
from programs.models.course_circle import NO_CIRCLE


def course_words(path=""):
    """A course's number and titles as words to search; `path` leads to the course: "course__".

    AUTO-099 is two words, as people type it.
    """
    number = Func(F(f"{path}number"), Value("-"), Value(" "), function="replace")
    names = [f"{path}title", f"{path}title_es"]
    return SearchVector(number, *names, config="portal_english")


@pghistory.track()
class Course(Stewarded):
    """A course that a college, or a district for its schools, owns and describes.

    Owned once, taught in several places: a district's course is offered at each of its schools
    (`CourseOffering`). Its number is the one it has now; others are `CourseAlias`es.
    """

    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="courses",
        verbose_name=_("organization"),
        help_text=_("The college or district that describes and approves the course."),
    )
    number = models.CharField(
        max_length=20,
        verbose_name=_("number"),
        help_text=_("As printed in the catalog, such as AUTO-099."),
    )
    title = models.CharField(
        max_length=160, verbose_name=_("title"), help_text=_("As printed in the catalog.")
    )
    title_es = models.CharField(
        max_length=180,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Title in Spanish."),
    )
    title_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish title reviewed on"),
        help_text=_("The day a person checked the Spanish title."),
    )
    slug = models.SlugField(
        max_length=200,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    level = models.CharField(
        max_length=12,
        choices=CourseLevel,
        null=True,
        blank=True,
        verbose_name=_("level"),
        help_text=_("Of a career technical course in high school; empty if not on file."),
    )
    credit = models.CharField(
        max_length=14,
        choices=CreditStatus,
        null=True,
        blank=True,
        verbose_name=_("credit"),
        help_text=_("What a college course counts for; empty if not on file."),
    )
    units_min = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("fewest units"),
        help_text=_("Fewest semester units; empty if not on file."),
    )
    units_max = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("most units"),
        help_text=_("Most semester units; empty if not on file."),
    )
    code = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="courses",
        null=True,
        blank=True,
        verbose_name=_("program code"),
        help_text=_("The TOP code it is filed under; empty if not on file."),
    )

    local_title = Local("title")
    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            *Stewarded.Meta.constraints,
            CheckConstraint(
                condition=Q(units_min__isnull=True, units_max__isnull=True)
                # Said outright: a comparison with NULL is unknown, and unknown passes a check.
                | Q(units_min__isnull=False, units_max__isnull=False)
                & Q(units_min__gte=0, units_max__gte=F("units_min")),
                name="course_units_are_a_range",
                violation_error_message=_("Give both units, the fewest first, or neither."),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "number"], name="course_by_number"),
            GinIndex(course_words(), name="course_by_words"),
            models.Index(Upper("title"), name="course_by_title"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return page_of("programs:course", self.slug)

    @property
    def is_public(self):
        """Whether it has a page: published, and who describes it is public."""
        return self.status == EditingStatus.PUBLISHED and self.organization.is_public

    @property
    def public_title(self):
        """Its title in the reader's language; "" while its record is not public.

        A public agreement may name such a course: then its number stands alone, without a link.
        """
        return self.local_title if self.is_public else ""


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
