"""Gaps that a job works out: how many there are each day, what is missing, what is nearest."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from programs.enums import AlignmentKind, GapKind
from programs.models import gap_fields
from programs.models.agreement import ArticulationAgreement
from programs.models.course import Course
from programs.models.gap_fields import OfAlignment
from programs.models.occupation import Occupation
from programs.models.program import Program
from programs.querysets import AlignmentGapQuerySet


class GapSnapshot(models.Model):
    """A number of gaps as it was on one day, so that a goal can show whether it moved.

    Written by the job that works the gaps out; the newest row of a kind says when that was.
    """

    kind = models.CharField(
        max_length=9, choices=GapKind, verbose_name=_("kind"), help_text=_("Which sort of gap.")
    )
    key = models.CharField(
        max_length=80,
        verbose_name=_("key"),
        help_text=_("What was counted, such as alignment:courses:absent."),
    )
    on = models.DateField(verbose_name=_("day"), help_text=_("The day it was counted."))
    value = models.PositiveIntegerField(
        verbose_name=_("value"), help_text=_("How many there were.")
    )
    method_version = models.PositiveSmallIntegerField(
        verbose_name=_("version of the method"),
        help_text=_("Numbers of different versions are not compared."),
    )
    worked_out_at = models.DateTimeField(
        verbose_name=_("worked out at"), help_text=_("The moment of the last count of that day.")
    )

    class Meta:
        verbose_name = _("number of gaps on a day")
        verbose_name_plural = _("numbers of gaps by day")
        constraints = [
            UniqueConstraint(
                fields=["kind", "key", "on"],
                name="gapsnapshot_once_a_day",
                violation_error_message=_("This number is on file for that day already."),
            )
        ]

    def __str__(self):
        return f"{self.key} {self.on}: {self.value}"


class AlignmentGap(OfAlignment):
    """A course, program or agreement that leads nowhere, has nothing before it, or runs out.

    Worked out every night; a gap that is closed has no row any more. Which of `course`, `program`
    and `agreement` is filled depends on the kind.
    """

    key = models.CharField(
        max_length=230,
        unique=True,
        verbose_name=_("key"),
        help_text=_("How the gap is cited; stays the same."),
    )
    course = models.ForeignKey(
        Course,
        models.CASCADE,
        related_name="gaps",
        null=True,
        blank=True,
        verbose_name=_("course"),
        help_text=_("The course without an agreement."),
    )
    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="gaps",
        null=True,
        blank=True,
        verbose_name=_("program"),
        help_text=_("The program without a next step, or without a feeder."),
    )
    agreement = models.ForeignKey(
        ArticulationAgreement,
        models.CASCADE,
        related_name="gaps",
        null=True,
        blank=True,
        verbose_name=_("agreement"),
        help_text=_("The agreement that runs out."),
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="gaps",
        verbose_name=_("organization"),
        help_text=_("Whose course, program or agreement it is."),
    )
    occupation = models.ForeignKey(
        Occupation,
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("occupation"),
        help_text=_("The first occupation of its program; empty if not on file."),
    )
    openings = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("openings a year"),
        help_text=_("Of that occupation in the whole region; empty if not on file."),
    )
    is_estimate = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("openings are an estimate"),
        help_text=_("Whether any part of them is an estimate of this portal."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Whether what it is a gap of was made up."),
    )
    since = models.DateField(
        verbose_name=_("since"), help_text=_("The first day the portal counted it.")
    )

    objects = AlignmentGapQuerySet.as_manager()

    class Meta:
        verbose_name = _("alignment gap")
        verbose_name_plural = _("alignment gaps")
        constraints = [
            CheckConstraint(
                condition=Q(
                    kind=AlignmentKind.COURSES,
                    course__isnull=False,
                    program__isnull=True,
                    agreement__isnull=True,
                )
                | Q(
                    kind__in=[AlignmentKind.PROGRAMS, AlignmentKind.FEEDERS],
                    course__isnull=True,
                    program__isnull=False,
                    agreement__isnull=True,
                )
                | Q(
                    kind=AlignmentKind.AGREEMENTS,
                    course__isnull=True,
                    program__isnull=True,
                    agreement__isnull=False,
                ),
                name="alignmentgap_is_of_one_thing",
            )
        ]
        indexes = [
            models.Index(F("openings").desc(nulls_last=True), "key", name="alignmentgap_in_order"),
            models.Index(fields=["kind", "state"], name="alignmentgap_by_kind"),
        ]

    def __str__(self):
        return self.key

    @property
    def record(self):
        """What it is a gap of."""
        return self.course or self.program or self.agreement


class NearestProgram(models.Model):
    """The nearest program of a sector for a school's students: its own, or within 50 miles.

    Worked out every night. A school without a row for a sector has none on file that near.
    """

    school = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="nearest_programs",
        verbose_name=_("school"),
        help_text=_("From where."),
    )
    segment = gap_fields.segment(
        _("Of the students: a school of grades 6 to 12 has rows for both.")
    )
    sector = gap_fields.sector(_("Of the program."))
    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="+",
        verbose_name=_("program"),
        help_text=_("The nearest one."),
    )
    is_own = models.BooleanField(
        verbose_name=_("own"), help_text=_("Whether the school offers it itself.")
    )
    miles = models.FloatField(
        validators=[MinValueValidator(0)],
        verbose_name=_("miles"),
        help_text=_("Between the main sites, in a straight line; 0 for its own."),
    )

    class Meta:
        verbose_name = _("nearest program")
        verbose_name_plural = _("nearest programs")
        constraints = [
            UniqueConstraint(
                fields=["segment", "school", "sector"], name="nearestprogram_once_per_sector"
            ),
            CheckConstraint(
                condition=Q(is_own=False) | Q(miles=0), name="nearestprogram_own_is_no_miles_away"
            ),
        ]

    def __str__(self):
        return f"{self.school}, {self.sector}: {self.miles:.1f}"
