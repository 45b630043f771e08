"""How good a pathway is, element by element, in the judgment of those who keep it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from programs.enums import QualityRating
from programs.models.pathway import Pathway


@pghistory.track()
class QualityElement(Sourced):
    """One of the state's twelve essential elements of a high-quality college and career pathway."""

    number = models.PositiveSmallIntegerField(
        unique=True, verbose_name=_("number"), help_text=_("Order in which they are shown.")
    )
    name = models.CharField(max_length=120, verbose_name=_("name"), help_text=_("Its name."))
    name_es = models.CharField(
        max_length=140,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Its name in Spanish."),
    )
    is_checked = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("name checked"),
        help_text=_("The name was compared with the state’s own list; if not, the page says so."),
    )

    local_name = Local("name")

    class Meta:
        verbose_name = _("essential element")
        verbose_name_plural = _("essential elements")

    def __str__(self):
        return self.name


@pghistory.track()
class QualityReview(Sourced):
    """How a pathway stands with one element: a self-review, with its evidence."""

    pathway = models.ForeignKey(
        Pathway,
        models.CASCADE,
        related_name="quality_reviews",
        verbose_name=_("pathway"),
        help_text=_("The pathway."),
    )
    element = models.ForeignKey(
        QualityElement,
        models.PROTECT,
        related_name="reviews",
        verbose_name=_("element"),
        help_text=_("The essential element."),
    )
    rating = models.CharField(
        max_length=7,
        choices=QualityRating,
        verbose_name=_("rating"),
        help_text=_("In the pathway’s own judgment."),
    )
    evidence = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("evidence"),
        help_text=_("What shows it, in a few sentences."),
    )
    evidence_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("evidence in Spanish"),
        help_text=_("The evidence in Spanish."),
    )
    evidence_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish evidence reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    evidence_url = models.URLField(
        blank=True,
        db_default="",
        verbose_name=_("evidence address"),
        help_text=_("Where the evidence can be read."),
    )
    reviewed_on = models.DateField(
        verbose_name=_("reviewed on"), help_text=_("The day of the review.")
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("reviewed by"),
        help_text=_("Who entered it; empty in sample data."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    local_evidence = Local("evidence")

    class Meta:
        verbose_name = _("quality review")
        verbose_name_plural = _("quality reviews")
        constraints = [
            UniqueConstraint(
                fields=["pathway", "element", "reviewed_on"],
                name="qualityreview_once_a_day",
                violation_error_message=_("There is a review of this element of that day already."),
            ),
            CheckConstraint(
                condition=Q(rating=QualityRating.NOT_YET) | ~Q(evidence="") | ~Q(evidence_url=""),
                name="qualityreview_has_evidence",
                violation_error_message=_("Say what shows it, or link to it."),
            ),
        ]

    def __str__(self):
        return f"{self.pathway}: {self.element}"
