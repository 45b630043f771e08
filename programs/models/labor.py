"""The labor market: areas, and figures for an occupation in one."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from pathways_portal.common.pay_row import ANNUAL, HOURLY, PERCENTILES, hourly_median
from programs.enums import (
    AreaKind,
    EstimateMethod,
    FigureKind,
)
from programs.models.code import Code
from programs.models.occupation import Occupation

MEDIAN = 50


@pghistory.track()
class Area(Sourced):
    """A place that labor market figures are published for: a county, region, state or nation."""

    slug = models.SlugField(
        max_length=40,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    name = models.CharField(max_length=60, verbose_name=_("name"), help_text=_("Name people use."))
    name_es = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Name in Spanish."),
    )
    kind = models.CharField(
        max_length=6, choices=AreaKind, verbose_name=_("kind"), help_text=_("How large it is.")
    )
    county = models.OneToOneField(
        "partners.County",
        models.PROTECT,
        related_name="area",
        null=True,
        blank=True,
        verbose_name=_("county"),
        help_text=_("The county it is, if it is one."),
    )
    survey_code = models.CharField(
        max_length=7,
        null=True,
        blank=True,
        unique=True,
        verbose_name=_("survey code"),
        help_text=_("Area code in the federal wage survey, such as 41740; empty if it has none."),
    )

    local_name = Local("name")

    class Meta:
        verbose_name = _("labor market area")
        verbose_name_plural = _("labor market areas")
        constraints = [
            CheckConstraint(
                condition=Q(kind=AreaKind.COUNTY, county__isnull=False)
                | ~Q(kind=AreaKind.COUNTY) & Q(county__isnull=True),
                name="area_names_its_county_if_it_is_one",
                violation_error_message=_("Name the county of a county, and of nothing else."),
            ),
        ]

    def __str__(self):
        return self.name


def _ascending(names):
    """Each percentile that is on file is at least the one before it."""
    condition = Q()
    for lower, higher in zip(names, names[1:], strict=False):
        condition &= (
            Q(**{f"{lower}__isnull": True})
            | Q(**{f"{higher}__isnull": True})
            | Q(**{f"{higher}__gte": F(lower)})
        )
    return condition


def _all_empty(names):
    return Q(**{f"{name}__isnull": True for name in names})


@pghistory.track()
class OccupationFigure(Sourced):
    """What one source says of an occupation in an area: jobs and pay, or growth and openings.

    A row is either a `survey` of one year (jobs, percentiles of pay) or a `projection` from one
    year to another (jobs then and later, growth, openings a year), because the two come from
    different sources with different days. What is empty was not published; it is never zero.
    """

    occupation = models.ForeignKey(
        Occupation,
        models.CASCADE,
        related_name="figures",
        verbose_name=_("occupation"),
        help_text=_("The occupation."),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="figures",
        verbose_name=_("area"),
        help_text=_("Where."),
    )
    kind = models.CharField(
        max_length=10,
        choices=FigureKind,
        verbose_name=_("kind"),
        help_text=_("Jobs and pay, or growth and openings."),
    )
    year = models.PositiveSmallIntegerField(
        verbose_name=_("year"),
        help_text=_("The year it speaks of; the first year of a projection."),
    )
    through_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("through"),
        help_text=_("The last year of a projection."),
    )
    priced_as = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("published as"),
        help_text=_("The broader code it was published under, where its own has no row."),
    )
    jobs = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("jobs"),
        help_text=_("Jobs in that year; empty if not published."),
    )
    jobs_through = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("jobs at the end"),
        help_text=_("Jobs expected in the last year of a projection."),
    )
    hourly_p10, hourly_p25, hourly_p50, hourly_p75, hourly_p90 = (
        models.DecimalField(
            max_digits=6,
            decimal_places=2,
            null=True,
            blank=True,
            verbose_name=_("hourly pay, percentile %(percentile)s") % {"percentile": percentile},
            help_text=_("Dollars an hour; empty if not published."),
        )
        for percentile in PERCENTILES
    )
    annual_p10, annual_p25, annual_p50, annual_p75, annual_p90 = (
        models.PositiveIntegerField(
            null=True,
            blank=True,
            verbose_name=_("annual pay, percentile %(percentile)s") % {"percentile": percentile},
            help_text=_("Dollars a year; empty if not published."),
        )
        for percentile in PERCENTILES
    )
    top_coded = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("above the highest pay published"),
        help_text=_("Percentiles that the survey says only to be above its highest figure."),
    )
    growth = models.DecimalField(
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        verbose_name=_("growth"),
        help_text=_("Percent change of jobs from the first to the last year."),
    )
    openings = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("openings a year"),
        help_text=_("Jobs to be filled in an average year, by growth and by people leaving."),
    )
    is_estimate = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("estimate"),
        help_text=_("Worked out by this portal; no agency publishes it."),
    )
    method = models.CharField(
        max_length=14,
        choices=EstimateMethod,
        blank=True,
        db_default="",
        verbose_name=_("method"),
        help_text=_("How an estimate was worked out."),
    )

    class Meta:
        verbose_name = _("figure of an occupation")
        verbose_name_plural = _("figures of occupations")
        constraints = [
            UniqueConstraint(
                fields=["occupation", "area", "kind", "year"],
                name="figure_once_per_occupation_area_kind_and_year",
                violation_error_message=_("There is a figure like this already."),
            ),
            CheckConstraint(
                condition=Q(kind=FigureKind.SURVEY)
                & Q(through_year__isnull=True, jobs_through__isnull=True)
                & Q(growth__isnull=True, openings__isnull=True)
                | Q(kind=FigureKind.PROJECTION, through_year__gt=F("year"))
                & _all_empty([*HOURLY, *ANNUAL]),
                name="figure_holds_what_its_kind_says",
                violation_error_message=_(
                    "Jobs and pay are one row; growth and openings, with both years, are another."
                ),
            ),
            CheckConstraint(
                condition=_ascending(HOURLY) & _ascending(ANNUAL),
                name="figure_percentiles_ascend",
                violation_error_message=_("A higher percentile cannot be paid less."),
            ),
            CheckConstraint(
                condition=Q(is_estimate=False, method="") | Q(is_estimate=True) & ~Q(method=""),
                name="figure_estimate_names_its_method",
                violation_error_message=_("Say how an estimate was worked out, and only of one."),
            ),
        ]

    def __str__(self):
        return f"{self.occupation}, {self.area}, {self.period}"

    @property
    def period(self):
        """ "2025", or "2023–33" for a projection."""
        return f"{self.year}–{self.through_year % 100:02d}" if self.through_year else f"{self.year}"

    @property
    def hourly_median(self):
        """The median in dollars an hour; from the annual one where only that is published."""
        return hourly_median(self)

    @property
    def median_is_beyond(self):
        """Whether the survey says of the median only that it is above its highest figure."""
        return MEDIAN in self.top_coded and self.hourly_median is None
