"""What can be measured: metrics, each with its own words, population and source."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from equity.enums import CohortKind, MetricKind, Stage
from partners.enums import Segment
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced


@pghistory.track()
class Metric(Sourced):
    """One thing that is measured, the same way everywhere: a higher rate is always better."""

    code = models.SlugField(
        max_length=60,
        unique=True,
        verbose_name=_("code"),
        help_text=_("Stable; such as completed_9_cte_units."),
    )
    name = models.CharField(
        max_length=140,
        verbose_name=_("name"),
        help_text=_("Plain words, such as Completed 9 units."),
    )
    name_es = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Name in Spanish."),
    )
    verb = models.CharField(
        max_length=140,
        blank=True,
        db_default="",
        verbose_name=_("in a sentence"),
        help_text=_("What students do, after “Students”: “complete nine units”."),
    )
    verb_es = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("in a sentence, in Spanish"),
        help_text=_("The same in Spanish."),
    )
    question = models.CharField(
        max_length=240, verbose_name=_("question"), help_text=_("The question it answers.")
    )
    question_es = models.CharField(
        max_length=260,
        blank=True,
        db_default="",
        verbose_name=_("question in Spanish"),
        help_text=_("The same in Spanish."),
    )
    definition = models.TextField(
        verbose_name=_("definition"), help_text=_("One sentence in our own words.")
    )
    definition_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("definition in Spanish"),
        help_text=_("The same in Spanish."),
    )
    denominator_words = models.CharField(
        max_length=240, verbose_name=_("who is counted"), help_text=_("Who could reach it (n).")
    )
    denominator_words_es = models.CharField(
        max_length=260,
        blank=True,
        db_default="",
        verbose_name=_("who is counted, in Spanish"),
        help_text=_("The same in Spanish."),
    )
    numerator_words = models.CharField(
        max_length=240,
        blank=True,
        db_default="",
        verbose_name=_("who reached it"),
        help_text=_("Of these, who reached it (s); empty for a composition."),
    )
    numerator_words_es = models.CharField(
        max_length=260,
        blank=True,
        db_default="",
        verbose_name=_("who reached it, in Spanish"),
        help_text=_("The same in Spanish."),
    )
    stage = models.CharField(
        max_length=10, choices=Stage, verbose_name=_("stage"), help_text=_("Where on the way.")
    )
    kind = models.CharField(
        max_length=14,
        choices=MetricKind,
        default=MetricKind.RATE,
        verbose_name=_("kind"),
        help_text=_("What its numbers are."),
    )
    cohort_kind = models.CharField(
        max_length=8,
        choices=CohortKind,
        verbose_name=_("kind of cohort"),
        help_text=_("Who is in a year's cohort."),
    )
    segments = ArrayField(
        models.CharField(max_length=10, choices=Segment),
        default=list,
        blank=True,
        verbose_name=_("segments"),
        help_text=_("Segments that report it; empty for all."),
    )
    follow_up_years = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        verbose_name=_("years of follow-up"),
        help_text=_("Years after the cohort's own until it is complete."),
    )
    source_system = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("source system"),
        help_text=_("Which system counts it, such as DataVista."),
    )
    source_code = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        verbose_name=_("code of the source"),
        help_text=_("The source's own code, such as 402SWP."),
    )
    source_name = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("name at the source"),
        help_text=_("The source's own name."),
    )
    version = models.CharField(
        max_length=40,
        default="1",
        verbose_name=_("version"),
        help_text=_("Version of the definition; a new one is a new metric on charts."),
    )
    caveat = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("caveat"),
        help_text=_("What a reader must know before using it."),
    )
    caveat_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("caveat in Spanish"),
        help_text=_("The same in Spanish."),
    )
    order = models.PositiveSmallIntegerField(
        default=0, verbose_name=_("order"), help_text=_("Place in lists, from 1.")
    )
    is_survey = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("survey"),
        help_text=_("Counts only those who answered a survey."),
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
        verbose_name=_("step before"),
        help_text=_("The metric whose numerator is this one's denominator: one count, two places."),
    )
    same_students_as = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="shares_students_with",
        null=True,
        blank=True,
        verbose_name=_("same students as"),
        help_text=_("A metric with the very same denominator."),
    )

    local_name = Local("name")
    local_verb = Local("verb")
    local_question = Local("question")
    local_definition = Local("definition")
    local_denominator_words = Local("denominator_words")
    local_numerator_words = Local("numerator_words")
    local_caveat = Local("caveat")

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        constraints = [
            CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
                name="metric_does_not_follow_itself",
                violation_error_message=_("A metric cannot be the step before itself."),
            ),
            CheckConstraint(
                condition=Q(same_students_as__isnull=True) | ~Q(same_students_as=F("id")),
                name="metric_shares_students_with_another",
                violation_error_message=_("Name another metric with the same students, or none."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_of("equity:metric", self.code)
