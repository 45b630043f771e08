"""Which programs of schools lead to which by agreements, worked out at night for the planner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.program import Program


class ProgramHop(models.Model):
    """A program before college leads to another one by agreements between their courses.

    Follows from agreements, sequences and organizations; `programs.routes.doubt` says which rows
    still hold. Whether the public can see both programs is asked when a row is read. Rows may
    outlive their programs until the next night.
    """

    before = models.ForeignKey(
        Program,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name=_("program before"),
        help_text=_("The program whose courses earn the credit."),
    )
    after = models.ForeignKey(
        Program,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name=_("program after"),
        help_text=_("The program in which the credit counts."),
    )
    carried = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("carried over"),
        help_text=_("Hundredths of units that carry over; empty if not on file."),
    )

    class Meta:
        verbose_name = _("step between programs")
        verbose_name_plural = _("steps between programs")
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after"], include=["carried"], name="programhop_once"
            )
        ]
        indexes = [
            models.Index(fields=["after", "before"], include=["carried"], name="programhop_back")
        ]

    def __str__(self):
        return f"{self.before_id} → {self.after_id}"


class HopDoubt(models.Model):
    """An edit after which the steps from and to a program are worked out when they are asked for.

    Written by triggers, in the transaction of the edit; the nightly task takes it away.
    """

    program = models.ForeignKey(
        Program,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        null=True,
        blank=True,
        verbose_name=_("program"),
        help_text=_("Whose steps are in doubt; empty: those of all programs."),
    )

    class Meta:
        verbose_name = _("step in doubt")
        verbose_name_plural = _("steps in doubt")

    def __str__(self):
        return str(self.program_id)


class HopYear(models.Model):
    """The academic year for which the steps between programs were worked out: one row, or none."""

    current = models.CharField(
        max_length=7,
        primary_key=True,
        verbose_name=_("current year"),
        help_text=_("Agreements of this academic year and the coming one count."),
    )

    class Meta:
        verbose_name = _("year of the steps between programs")
        verbose_name_plural = _("years of the steps between programs")

    def __str__(self):
        return self.current
