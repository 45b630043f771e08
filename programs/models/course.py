"""Courses, as whoever owns them describes them."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from partners.querysets import StewardedQuerySet
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.models import Stewarded
from programs.enums import CourseLevel, CreditStatus
from programs.models.code import Code


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
