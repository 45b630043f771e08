"""Kinds of work-based learning on the continuum, and which programs do which."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from wbl.enums import Stage


@pghistory.track()
class ActivityKind(Sourced):
    """A kind of work-based learning, such as a job shadow, at its stage of the continuum."""

    slug = models.SlugField(
        max_length=60,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    stage = models.CharField(
        max_length=11,
        choices=Stage,
        verbose_name=_("stage"),
        help_text=_("Where on the continuum it stands."),
    )
    order = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        verbose_name=_("order"),
        help_text=_("Order inside its stage."),
    )
    name = models.CharField(max_length=80, verbose_name=_("name"), help_text=_("Name people use."))
    name_es = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Name in Spanish."),
    )
    name_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish name reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    description = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("description"),
        help_text=_("What happens, in a sentence."),
    )
    description_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("description in Spanish"),
        help_text=_("The description in Spanish."),
    )
    description_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish description reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )

    local_name = Local("name")
    local_description = Local("description")

    class Meta:
        verbose_name = _("kind of work-based learning")
        verbose_name_plural = _("kinds of work-based learning")
        constraints = [UniqueConstraint(fields=["name"], name="activitykind_name_once")]

    def __str__(self):
        return self.name


@pghistory.track()
class ProgramActivity(Sourced):
    """Work-based learning that a program does: program × kind × stage. Together: the coverage."""

    program = models.ForeignKey(
        "programs.Program",
        models.CASCADE,
        related_name="activities",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    stage = models.CharField(
        max_length=11,
        choices=Stage,
        verbose_name=_("stage"),
        help_text=_("Where on the continuum it stands."),
    )
    kind = models.ForeignKey(
        ActivityKind,
        models.PROTECT,
        related_name="program_activities",
        null=True,
        blank=True,
        verbose_name=_("kind"),
        help_text=_("Which kind; empty if only the stage is on file."),
    )
    hours = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("hours"),
        help_text=_("Hours of a student in all; empty if not on file."),
    )
    partner = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="program_activities",
        null=True,
        blank=True,
        verbose_name=_("partner"),
        help_text=_("The employer or organization it is done with; empty if not on file."),
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2026-27."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        verbose_name = _("work-based learning of a program")
        verbose_name_plural = _("work-based learning of programs")
        constraints = [
            UniqueConstraint(
                fields=["program", "stage", "kind", "partner", "academic_year"],
                nulls_distinct=False,
                name="programactivity_once_a_year",
                violation_error_message=_("The program has that in that year already."),
            ),
            academic_year.constraint("programactivity_academic_year"),
            CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=1),
                name="programactivity_hours_from_one",
                violation_error_message=_("Give at least one hour, or leave the hours empty."),
            ),
        ]

    def __str__(self):
        return f"{self.program}: {self.kind or self.get_stage_display()}"

    def clean(self):
        super().clean()
        if self.kind_id and self.stage and self.kind.stage != self.stage:
            raise ValidationError(
                {
                    "stage": _("“%(kind)s” belongs to the stage “%(stage)s”. Choose that one.")
                    % {"kind": self.kind, "stage": self.kind.get_stage_display()}
                }
            )
