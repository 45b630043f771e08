"""What can be measured, and how students are divided: metrics, dimensions, groups."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from equity.enums import CohortKind, MetricKind, Stage
from partners.enums import Segment
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced

# The dimension and the group of the row that counts everyone.
ALL = "all"


@pghistory.track()
class Dimension(Sourced):
    """A way of dividing students, such as ethnicity. Codes are stable, labels may change."""

    code = models.SlugField(
        max_length=60, unique=True, verbose_name=_("code"), help_text=_("Such as foster_youth.")
    )
    label = models.CharField(
        max_length=120, verbose_name=_("label"), help_text=_("Name people use.")
    )
    label_es = models.CharField(
        max_length=140,
        blank=True,
        db_default="",
        verbose_name=_("label in Spanish"),
        help_text=_("Name in Spanish."),
    )
    definition = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("definition"),
        help_text=_("One sentence: who is divided how."),
    )
    definition_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("definition in Spanish"),
        help_text=_("The same in Spanish."),
    )
    source_code = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        verbose_name=_("code of the source"),
        help_text=_("What the source system calls it."),
    )
    order = models.PositiveSmallIntegerField(
        default=0, verbose_name=_("order"), help_text=_("Place in lists, from 1.")
    )
    sensitive = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sensitive"),
        help_text=_("Never crossed with another dimension on a public page."),
    )
    overlapping = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("overlapping"),
        help_text=_("A student may be in several groups: each group is compared with all others."),
    )
    first = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("first dimension"),
        help_text=_("Of two that are crossed, the primary one."),
    )
    second = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("second dimension"),
        help_text=_("Of two that are crossed, the other one."),
    )

    local_label = Local("label")
    local_definition = Local("definition")

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        constraints = [
            CheckConstraint(
                condition=Q(first__isnull=True, second__isnull=True)
                | Q(first__isnull=False, second__isnull=False) & ~Q(first=F("second")),
                name="dimension_crosses_two_others_or_none",
                violation_error_message=_("Name two different dimensions to cross, or none."),
            ),
            CheckConstraint(
                condition=~Q(sensitive=True) | Q(first__isnull=True),
                name="dimension_sensitive_is_never_crossed",
                violation_error_message=_("A sensitive dimension is never crossed with another."),
            ),
        ]

    def __str__(self):
        return self.label


@pghistory.track()
class Group(Sourced):
    """One value of a dimension. The groups of a dimension do not overlap, unless it says so."""

    dimension = models.ForeignKey(
        Dimension,
        models.PROTECT,
        related_name="groups",
        verbose_name=_("dimension"),
        help_text=_("What it is a value of."),
    )
    code = models.SlugField(
        max_length=120,
        verbose_name=_("code"),
        help_text=_("Such as hispanic; unique in the dimension."),
    )
    label = models.CharField(
        max_length=140, verbose_name=_("label"), help_text=_("Full name people use.")
    )
    label_es = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("label in Spanish"),
        help_text=_("Name in Spanish."),
    )
    order = models.PositiveSmallIntegerField(
        default=0, verbose_name=_("order"), help_text=_("Place in lists, from 1.")
    )
    is_unknown = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("unknown"),
        help_text=_("“Unknown / Not Reported”: computed, but never flagged, ranked or highest."),
    )
    first = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("first group"),
        help_text=_("In a crossed dimension: the group of the first."),
    )
    second = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("second group"),
        help_text=_("In a crossed dimension: the group of the second."),
    )

    local_label = Local("label")

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            UniqueConstraint(fields=["dimension", "code"], name="group_code_once_per_dimension"),
            UniqueConstraint(fields=["dimension", "label"], name="group_label_once_per_dimension"),
            CheckConstraint(
                condition=Q(first__isnull=True, second__isnull=True)
                | Q(first__isnull=False, second__isnull=False),
                name="group_crosses_two_others_or_none",
                violation_error_message=_("Name two groups to cross, or none."),
            ),
        ]

    def __str__(self):
        return f"{self.dimension}: {self.label}"


@pghistory.track()
class SegmentMeaning(Sourced):
    """What a dimension means in one segment, where meanings differ, or that it is not collected."""

    dimension = models.ForeignKey(
        Dimension,
        models.CASCADE,
        related_name="meanings",
        verbose_name=_("dimension"),
        help_text=_("Of which dimension."),
    )
    segment = models.CharField(
        max_length=10,
        choices=Segment,
        verbose_name=_("segment"),
        help_text=_("In which segment."),
    )
    is_collected = models.BooleanField(
        default=True,
        db_default=True,
        verbose_name=_("collected"),
        help_text=_("Whether the segment collects it."),
    )
    words = models.CharField(
        max_length=300, verbose_name=_("meaning"), help_text=_("What it means there.")
    )
    words_es = models.CharField(
        max_length=340,
        blank=True,
        db_default="",
        verbose_name=_("meaning in Spanish"),
        help_text=_("The same in Spanish."),
    )

    local_words = Local("words")

    class Meta:
        verbose_name = _("meaning in a segment")
        verbose_name_plural = _("meanings in segments")
        constraints = [
            UniqueConstraint(
                fields=["dimension", "segment"], name="segmentmeaning_once_per_segment"
            )
        ]

    def __str__(self):
        return f"{self.dimension} ({self.get_segment_display()})"


@pghistory.track()
class SourceLabel(Sourced):
    """What a source calls a group; kept beside our own label, and read by the import."""

    group = models.ForeignKey(
        Group,
        models.CASCADE,
        related_name="source_labels",
        verbose_name=_("group"),
        help_text=_("Which group is meant."),
    )
    label = models.CharField(
        max_length=140, verbose_name=_("label"), help_text=_("The source's own words.")
    )

    class Meta:
        verbose_name = _("label of a source")
        verbose_name_plural = _("labels of sources")
        constraints = [
            UniqueConstraint(
                fields=["group", "label", "source"], name="sourcelabel_once_per_source"
            )
        ]

    def __str__(self):
        return f"{self.label} ({self.source})"


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
