"""A round of the workgroup's goals."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced


@pghistory.track()
class GoalCycle(Sourced):
    """An academic year for which the workgroup sets goals."""

    year = models.CharField(
        max_length=7,
        unique=True,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2026-27."),
    )
    label = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("label"),
        help_text=_("What the workgroup calls this round of goals; empty if just by its year."),
    )
    label_es = models.CharField(
        max_length=140,
        blank=True,
        db_default="",
        verbose_name=_("label in Spanish"),
        help_text=_("The label in Spanish."),
    )
    adopted = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("adopted on"),
        help_text=_("The day the workgroup adopted its goals; empty if not on file."),
    )

    local_label = Local("label")

    class Meta:
        verbose_name = _("cycle of goals")
        verbose_name_plural = _("cycles of goals")
        constraints = [academic_year.constraint("goalcycle_year_is_spelled_right", "year")]

    def __str__(self):
        return self.year
