"""Early college credit beside agreements: the ways there are, and what exams are worth."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from partners.querysets import StewardedQuerySet
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import EarlyCreditKind, ExamKind


def _text(name, help_text):
    return models.TextField(blank=True, db_default="", verbose_name=name, help_text=help_text)


def _reviewed(name):
    return models.DateField(
        null=True,
        blank=True,
        verbose_name=name,
        help_text=_("The day a person checked the Spanish."),
    )


@pghistory.track()
class EarlyCreditOption(Stewarded):
    """One way to earn college credit early: its rules, steps and deadlines.

    Without an organization it states what holds everywhere in the state; with one, what that
    college does differently.
    """

    kind = models.CharField(
        max_length=12, choices=EarlyCreditKind, verbose_name=_("kind"), help_text=_("Which way.")
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="early_credit_options",
        null=True,
        blank=True,
        verbose_name=_("college"),
        help_text=_("The college whose rules these are; empty: what holds everywhere."),
    )
    segments = ArrayField(
        models.CharField(max_length=10, choices=Segment),
        default=list,
        blank=True,
        verbose_name=_("segments"),
        help_text=_("Whose students can use it; empty if not on file."),
    )
    summary = _text(_("summary"), _("What it is, in one or two plain sentences."))
    summary_es = _text(_("summary in Spanish"), _("The summary in Spanish."))
    summary_es_reviewed_on = _reviewed(_("Spanish summary reviewed on"))
    rules = _text(_("rules"), _("What has to be true, one rule on each line."))
    rules_es = _text(_("rules in Spanish"), _("The rules in Spanish."))
    rules_es_reviewed_on = _reviewed(_("Spanish rules reviewed on"))
    steps = _text(_("steps"), _("What the student does, one step on each line."))
    steps_es = _text(_("steps in Spanish"), _("The steps in Spanish."))
    steps_es_reviewed_on = _reviewed(_("Spanish steps reviewed on"))
    deadline = _text(_("deadline"), _("By when, in words; empty if not on file."))
    deadline_es = _text(_("deadline in Spanish"), _("The deadline in Spanish."))
    deadline_es_reviewed_on = _reviewed(_("Spanish deadline reviewed on"))
    cost = _text(_("cost"), _("What it costs the student, in words; empty if not on file."))
    cost_es = _text(_("cost in Spanish"), _("The cost in Spanish."))
    cost_es_reviewed_on = _reviewed(_("Spanish cost reviewed on"))
    transfer_note = _text(_("transfer"), _("Warning for those who go on to a university."))
    transfer_note_es = _text(_("transfer, in Spanish"), _("The warning in Spanish."))
    transfer_note_es_reviewed_on = _reviewed(_("Spanish warning reviewed on"))

    local_summary = Local("summary")
    local_rules = Local("rules")
    local_steps = Local("steps")
    local_deadline = Local("deadline")
    local_cost = Local("cost")
    local_transfer_note = Local("transfer_note")
    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("early credit option")
        verbose_name_plural = _("early credit options")
        constraints = [
            *Stewarded.Meta.constraints,
            UniqueConstraint(
                fields=["kind", "organization"],
                nulls_distinct=False,
                name="earlycreditoption_once_per_kind_and_college",
                violation_error_message=_("There is a record of this way at that college already."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


@pghistory.track()
class ExamCredit(Sourced):
    """What a score in a national exam is worth at a college, or at every one of the state."""

    kind = models.CharField(
        max_length=4, choices=ExamKind, verbose_name=_("kind"), help_text=_("Whose exam.")
    )
    exam = models.CharField(max_length=80, verbose_name=_("exam"), help_text=_("Name of the exam."))
    exam_es = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        verbose_name=_("exam in Spanish"),
        help_text=_("Name in Spanish."),
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="exam_credits",
        null=True,
        blank=True,
        verbose_name=_("college"),
        help_text=_("The college whose rule it is; empty: every community college of the state."),
    )
    least_score = models.PositiveSmallIntegerField(
        verbose_name=_("least score"), help_text=_("From this score on.")
    )
    units = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("units"),
        help_text=_("At least so many semester units; empty if not on file."),
    )
    areas = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("areas"),
        help_text=_("General education areas it counts in, separated by semicolons."),
    )
    is_elective_only = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("elective only"),
        help_text=_("Counts as an elective, in no area."),
    )

    local_exam = Local("exam")

    class Meta:
        verbose_name = _("credit for an exam")
        verbose_name_plural = _("credits for exams")
        constraints = [
            UniqueConstraint(
                fields=["kind", "exam", "organization", "least_score"],
                nulls_distinct=False,
                name="examcredit_once",
                violation_error_message=_("This exam and score are there already."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.exam}"
