"""What the region wants to reach, by when, and how far it is."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partners.about_keys import LONGEST, about_constraint, validate_about
from partners.enums import DECIDED, GoalState
from partners.goal_progress import Progress
from partners.goal_querysets import GoalQuerySet
from partners.models.goal_cycle import GoalCycle
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Stewarded


@pghistory.track()
class Goal(Stewarded):
    """A regional goal: what is to be reached, from where, to where, by when and who answers for it.

    `status` is the editing state; `state` says what the workgroup decided. A historical goal keeps
    the words of its time; it is never shown as a present target.
    """

    cycle = models.ForeignKey(
        GoalCycle,
        models.PROTECT,
        related_name="goals",
        verbose_name=_("cycle"),
        help_text=_("The academic year for which it was set."),
    )
    order = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)],
        verbose_name=_("number"),
        help_text=_("Its number in the cycle, from 1."),
    )
    statement = models.TextField(
        max_length=600,
        verbose_name=_("goal"),
        help_text=_("What is to be reached, in one sentence."),
    )
    statement_es = models.TextField(
        max_length=800,
        blank=True,
        db_default="",
        verbose_name=_("goal in Spanish"),
        help_text=_("The goal in Spanish."),
    )
    statement_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish goal reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    outcome = models.TextField(
        max_length=1200,
        blank=True,
        db_default="",
        verbose_name=_("desired outcome"),
        help_text=_("What is better for students in the long term; one outcome on each line."),
    )
    outcome_es = models.TextField(
        max_length=1600,
        blank=True,
        db_default="",
        verbose_name=_("desired outcome in Spanish"),
        help_text=_("The outcome in Spanish."),
    )
    outcome_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish outcome reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    baseline = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        verbose_name=_("baseline"),
        help_text=_("The number at the start; empty if not on file."),
    )
    target = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        verbose_name=_("target"),
        help_text=_("The number to be reached; empty if it is not decided yet."),
    )
    unit = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        verbose_name=_("unit"),
        help_text=_("What the numbers count, such as percent, places or pathways."),
    )
    unit_es = models.CharField(
        max_length=80,
        blank=True,
        db_default="",
        verbose_name=_("unit in Spanish"),
        help_text=_("The unit in Spanish."),
    )
    due = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("due"),
        help_text=_("The day by which it is to be reached; empty if it is not decided yet."),
    )
    gap_key = models.CharField(
        max_length=LONGEST,
        blank=True,
        db_default="",
        db_index=True,
        validators=[validate_about],
        verbose_name=_("gap"),
        help_text=_(
            "The gap that it is about: its key, such as labor:29-1141, or the address of its page, "
            "such as /gaps/."
        ),
    )
    gap_label = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("name of the gap"),
        help_text=_("As readers are to see it."),
    )
    gap_label_es = models.CharField(
        max_length=240,
        blank=True,
        db_default="",
        verbose_name=_("name of the gap in Spanish"),
        help_text=_("The same in Spanish."),
    )
    state = models.CharField(
        max_length=8,
        choices=GoalState,
        default=GoalState.PROPOSED,
        db_default=GoalState.PROPOSED,
        verbose_name=_("state"),
        help_text=_("What the workgroup decided."),
    )
    is_historical = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("historical"),
        help_text=_("A goal of its time, kept to be read; never shown as a present target."),
    )

    local_statement = Local("statement")
    local_outcome = Local("outcome")
    local_unit = Local("unit")
    local_gap_label = Local("gap_label")
    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            *Stewarded.Meta.constraints,
            UniqueConstraint(
                fields=["cycle", "order"],
                name="goal_number_once_per_cycle",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("Another goal of this cycle has this number."),
            ),
            CheckConstraint(
                condition=Q(order__gte=1),
                name="goal_number_from_1",
                violation_error_message=_("Goals are numbered from 1."),
            ),
            CheckConstraint(
                condition=Q(baseline__isnull=True, target__isnull=True) | ~Q(unit=""),
                name="goal_numbers_have_a_unit",
                violation_error_message=_("Say what the baseline and the target count."),
            ),
            CheckConstraint(
                condition=Q(baseline__isnull=True)
                | Q(target__isnull=True)
                | ~Q(baseline=F("target")),
                name="goal_target_differs_from_baseline",
                violation_error_message=_("The target is the same as the baseline."),
            ),
            CheckConstraint(
                condition=Q(is_historical=True)
                | ~Q(state__in=[*DECIDED])
                | Q(target__isnull=False, due__isnull=False),
                name="goal_adopted_has_target_and_day",
                violation_error_message=_(
                    "An adopted goal needs a target and the day by which it is to be reached."
                ),
            ),
            about_constraint("goal_gap_is_a_key_or_an_address", "gap_key", may_be_empty=True),
        ]

    def __str__(self):
        return f"{self.cycle} · {self.order}: {Truncator(self.statement).chars(60)}"

    def get_absolute_url(self):
        return reverse("partners:goal", args=[self.pk])

    @property
    def outcomes(self):
        """The desired outcomes in the reader's language, one for each line."""
        return [line.strip() for line in self.local_outcome.splitlines() if line.strip()]

    @property
    def progress(self):
        """`Progress` by the measurements, which the caller has prefetched from old to new."""
        measured = [(one.on, one.value) for one in self.measurements.all()]
        return Progress(self.baseline, self.target, measured)

    @property
    def is_overdue(self):
        """Adopted, not met, and its day is past in the region's time. Historical goals are not."""
        return bool(
            self.due
            and self.state == GoalState.ADOPTED
            and not self.is_historical
            and self.due < timezone.localdate()
        )
