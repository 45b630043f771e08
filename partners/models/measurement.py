"""How far a goal was on a day."""

import pghistory
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.models.goal import Goal
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced


@pghistory.track()
class Measurement(Sourced):
    """How far a goal was on one day, and who says so."""

    goal = models.ForeignKey(
        Goal,
        models.CASCADE,
        related_name="measurements",
        verbose_name=_("goal"),
        help_text=_("What was measured."),
    )
    on = models.DateField(verbose_name=_("day"), help_text=_("The day that the value is of."))
    value = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        verbose_name=_("value"),
        help_text=_("The number, in the goal’s unit."),
    )
    note = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        verbose_name=_("note"),
        help_text=_("What one has to know to read the value, such as who was not counted."),
    )
    note_es = models.CharField(
        max_length=400,
        blank=True,
        db_default="",
        verbose_name=_("note in Spanish"),
        help_text=_("The note in Spanish."),
    )

    local_note = Local("note")

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            UniqueConstraint(
                fields=["goal", "on"],
                name="measurement_once_per_goal_and_day",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("There is a value for this day already."),
            ),
            CheckConstraint(
                condition=~Q(source=""),
                name="measurement_has_source",
                violation_error_message=_("Say where the value comes from."),
            ),
        ]

    def __str__(self):
        return f"{self.on}: {self.value}"
