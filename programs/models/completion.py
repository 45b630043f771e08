"""Students who completed, as colleges report them to the federal statistics."""

import pghistory
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.models import Sourced
from programs.enums import CompleterLevel


@pghistory.track()
class CompleterCount(Sourced):
    """Students who received an award of a level at a college in one academic year.

    A total over everybody, never divided by who the students are. A student with awards of two
    levels is in both, so levels must not be added up. Small totals are stored as published; a page
    that shows these rows must hide them.
    """

    organization = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="completer_counts",
        verbose_name=_("organization"),
        help_text=_("Where they completed."),
    )
    level = models.CharField(
        max_length=22,
        choices=CompleterLevel,
        verbose_name=_("level"),
        help_text=_("Level of the award."),
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2023-24."),
    )
    students = models.PositiveIntegerField(
        verbose_name=_("students"),
        help_text=_("How many; a student with two levels counts in each."),
    )

    class Meta:
        verbose_name = _("count of completers")
        verbose_name_plural = _("counts of completers")
        constraints = [
            UniqueConstraint(
                fields=["organization", "level", "academic_year"],
                name="completercount_once_per_organization_level_and_year",
                violation_error_message=_("There is a count like this already."),
            ),
            academic_year.constraint("completercount_academic_year_is_spelled_right"),
        ]

    def __str__(self):
        return f"{self.organization}, {self.get_level_display()}, {self.academic_year}"
