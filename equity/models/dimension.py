"""How students are divided: dimensions, their groups, and what segments and sources call them."""

import pghistory
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
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
    keeps_capital = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("keeps its capital"),
        help_text=_("The English label begins with a name, such as English learners or Pell."),
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
    people = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        default="",
        verbose_name=_("in a sentence"),
        help_text=_("Who they are, in a sentence: “Asian students”, “foster youth”."),
    )
    people_es = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        default="",
        verbose_name=_("in a sentence, in Spanish"),
        help_text=_("The same in Spanish."),
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
    local_people = Local("people")

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
