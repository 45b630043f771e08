"""When and how a program is offered."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.models import Sourced
from programs.enums import (
    Format,
    Schedule,
    TeachingLanguage,
)
from programs.models.program import Program
from programs.models.sample_offering import PROGRAM_IS_REAL


@pghistory.track()
class Offering(Sourced):
    """A program at a site or online in one academic year: how, when, which language, what cost."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="offerings",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    site = models.ForeignKey(
        "partners.Site",
        models.PROTECT,
        related_name="offerings",
        null=True,
        blank=True,
        verbose_name=_("site"),
        help_text=_("Where; empty means online or not on file."),
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2026-27."),
    )
    format = models.CharField(
        max_length=9,
        choices=Format,
        null=True,
        blank=True,
        verbose_name=_("format"),
        help_text=_("Empty if not on file."),
    )
    schedules = ArrayField(
        models.CharField(max_length=8, choices=Schedule),
        default=list,
        blank=True,
        verbose_name=_("schedules"),
        help_text=_("Any of days, evenings, weekends, anytime; empty if not on file."),
    )
    language = models.CharField(
        max_length=5,
        choices=TeachingLanguage,
        null=True,
        blank=True,
        verbose_name=_("language"),
        help_text=_("Language of teaching; empty if not on file."),
    )
    cost = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("cost"),
        help_text=_("Dollars for the whole program; 0 means free, empty means not on file."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        constraints = [
            UniqueConstraint(
                fields=["program", "site", "academic_year", "format"],
                nulls_distinct=False,
                name="offering_once_per_site_year_and_format",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("There is an offering like this already."),
            ),
            academic_year.constraint("offering_academic_year_is_spelled_right"),
            CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="offering_cost_not_negative"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sample_belongs_to_a_sample",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_sample", "program_id"),
                condition=pgtrigger.Q(new__is_sample=True),
                func=PROGRAM_IS_REAL,
            )
        ]

    def __str__(self):
        return f"{self.program}, {self.academic_year}"

    def clean(self):
        """Say in words what the database refuses: a sample of a program that is none."""
        super().clean()
        if self.is_sample and self.program_id and not self.program.is_sample:
            raise ValidationError(
                _("This offering is a sample and the program is not. Untick it, or delete it.")
            )
