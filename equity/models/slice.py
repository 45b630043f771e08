"""The places where tables of groups live."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from equity import cohorts
from equity.models.metric import Metric
from partners.enums import Segment
from pathways_portal.common import academic_year

LONGEST_SPAN = 5


class Slice(models.Model):
    """One organization, county or region × segment × pathway (or all) × metric × cohort.

    Holds no number: raw and published cells hang on it. A cohort is its first academic year and
    how many years it spans: 3 for a pooled window.
    """

    organization = models.ForeignKey(
        "partners.Organization",
        models.RESTRICT,
        related_name="slices",
        null=True,
        blank=True,
        db_index=False,  # `slice_by_organization` begins with it, as others below do
        verbose_name=_("organization"),
        help_text=_("Whose students; empty for a county or the region."),
    )
    county = models.ForeignKey(
        "partners.County",
        models.RESTRICT,
        related_name="slices",
        null=True,
        blank=True,
        verbose_name=_("county"),
        help_text=_("Which county's students."),
    )
    region = models.ForeignKey(
        "partners.Region",
        models.RESTRICT,
        related_name="slices",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("region"),
        help_text=_("Which region's students, each counted once."),
    )
    segment = models.CharField(
        max_length=10, choices=Segment, verbose_name=_("segment"), help_text=_("Who teaches.")
    )
    pathway = models.ForeignKey(
        "programs.Pathway",
        models.RESTRICT,
        related_name="slices",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("pathway"),
        help_text=_("Empty for all pathways together."),
    )
    metric = models.ForeignKey(
        Metric,
        models.RESTRICT,
        related_name="slices",
        verbose_name=_("metric"),
        help_text=_("What is measured."),
    )
    cohort = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("cohort"),
        help_text=_("Academic year such as 2022-23; of a window, the first."),
    )
    span = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_SPAN)],
        verbose_name=_("years"),
        help_text=_("How many cohorts are pooled; 1 for a single year."),
    )
    withdrawn_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("withdrawn on"),
        help_text=_("When its figures were last taken back to be corrected."),
    )

    class Meta:
        verbose_name = _("slice")
        verbose_name_plural = _("slices")
        constraints = [
            UniqueConstraint(
                fields=[
                    "metric",
                    "cohort",
                    "span",
                    "organization",
                    "county",
                    "region",
                    "segment",
                    "pathway",
                ],
                nulls_distinct=False,
                name="slice_once_per_key",
            ),
            CheckConstraint(
                condition=Q(organization__isnull=False, county__isnull=True, region__isnull=True)
                | Q(organization__isnull=True, county__isnull=False, region__isnull=True)
                | Q(organization__isnull=True, county__isnull=True, region__isnull=False),
                name="slice_is_of_one_place",
                violation_error_message=_("Name one organization, one county or one region."),
            ),
            CheckConstraint(
                condition=Q(span__range=(1, LONGEST_SPAN)),
                name="slice_spans_1_to_5_years",
                violation_error_message=_("A cohort spans 1 to 5 years."),
            ),
            academic_year.constraint("slice_cohort_is_an_academic_year", field="cohort"),
        ]
        indexes = [
            Index(fields=["organization", "metric", "cohort"], name="slice_by_organization"),
            Index(fields=["pathway", "metric", "cohort"], name="slice_by_pathway"),
            # A region has figures on every pathway: those of one, or of none, are few among them.
            Index(fields=["region", "pathway", "metric", "cohort"], name="slice_by_region"),
        ]

    def __str__(self):
        parts = [str(self.place), self.metric.code, self.cohort_label]
        return " · ".join(parts if self.pathway is None else [*parts, self.pathway.title])

    @property
    def place(self):
        """The organization, the county or the region."""
        return self.organization or self.county or self.region

    @property
    def cohort_label(self):
        """ "2022-23", or "2020-21 to 2022-23" of a window."""
        return cohorts.words(self.cohort, cohorts.last_year(self.cohort, self.span))
