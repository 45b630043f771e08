"""The labor market: figures for an occupation in an area, and the rules that read them."""

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
    EntryEducation,
    EstimateMethod,
    Experience,
    FigureKind,
    Household,
    SupplyBasis,
    Training,
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


@pghistory.track()
class WageBenchmark(Sourced):
    """What a household needs to live in a county, as a source published it. Old ones are kept."""

    county = models.ForeignKey(
        "partners.County",
        models.PROTECT,
        related_name="wage_benchmarks",
        verbose_name=_("county"),
        help_text=_("Where."),
    )
    household = models.CharField(
        max_length=12,
        choices=Household,
        verbose_name=_("household"),
        help_text=_("Who lives on it."),
    )
    year = models.PositiveSmallIntegerField(
        verbose_name=_("year"), help_text=_("The year its source speaks of or was published.")
    )
    measure = models.CharField(
        max_length=80, verbose_name=_("measure"), help_text=_("What it is called by its source.")
    )
    hourly = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        verbose_name=_("hourly pay"),
        help_text=_("Dollars an hour, full time."),
    )
    annual = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("annual income"),
        help_text=_("Dollars a year as its source gives them; empty if it gives none."),
    )

    class Meta:
        verbose_name = _("wage benchmark")
        verbose_name_plural = _("wage benchmarks")
        constraints = [
            UniqueConstraint(
                fields=["county", "household", "year"],
                name="wagebenchmark_once_per_county_household_and_year",
                violation_error_message=_("There is a benchmark like this already."),
            ),
            CheckConstraint(condition=Q(hourly__gt=0), name="wagebenchmark_is_above_zero"),
        ]

    def __str__(self):
        return f"{self.county} {self.year}: ${self.hourly}"


@pghistory.track()
class PriorityRule(Sourced):
    """When an occupation counts as a priority job in a county, from a year on.

    High wage: the median is at least the benchmark. High demand: at least so many openings a
    year. Priority: both, and middle-skill by the limits below. The newest rule of a county is in
    force; a county without one has no priority jobs, and pages say so.
    """

    county = models.ForeignKey(
        "partners.County",
        models.PROTECT,
        related_name="priority_rules",
        verbose_name=_("county"),
        help_text=_("Where it holds."),
    )
    year = models.PositiveSmallIntegerField(
        verbose_name=_("year"), help_text=_("The first year it holds for.")
    )
    benchmark = models.ForeignKey(
        WageBenchmark,
        models.PROTECT,
        related_name="priority_rules",
        verbose_name=_("benchmark"),
        help_text=_("The median must reach it. Of the same county."),
    )
    min_openings = models.PositiveIntegerField(
        verbose_name=_("openings a year, at least"),
        help_text=_("Openings in an average year, estimates included."),
    )
    education_min = models.PositiveSmallIntegerField(
        choices=EntryEducation,
        verbose_name=_("education, at least"),
        help_text=_("Education usually needed to enter."),
    )
    education_max = models.PositiveSmallIntegerField(
        choices=EntryEducation,
        verbose_name=_("education, at most"),
        help_text=_("Education usually needed to enter."),
    )
    trainings = ArrayField(
        # "None needed" makes no job middle-skill.
        models.CharField(max_length=14, choices=[c for c in Training.choices if c[0] != "none"]),
        default=list,
        blank=True,
        verbose_name=_("or trained at work"),
        help_text=_("Occupations below that education count too if they are learned so."),
    )
    counts_licensed = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("or opened by a license"),
        help_text=_(
            "Occupations above that education count too if they need a license and an associate "
            "degree on file names them, as registered nursing does."
        ),
    )
    max_experience = models.CharField(
        max_length=12,
        choices=Experience,
        verbose_name=_("experience, at most"),
        help_text=_("Years in a related occupation that are usual before entry."),
    )
    leaves_out_general = models.BooleanField(
        default=True,
        db_default=True,
        verbose_name=_("leaves out “all other”"),
        help_text=_("Leaves out occupations that gather what fits nowhere else."),
    )
    agency_jobs = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("priority jobs by the agency’s own count"),
        help_text=_(
            "How many the agency whose rule this follows counts by its own; empty if not on file."
        ),
    )

    class Meta:
        verbose_name = _("priority rule")
        verbose_name_plural = _("priority rules")
        constraints = [
            UniqueConstraint(
                fields=["county", "year"],
                name="priorityrule_once_per_county_and_year",
                violation_error_message=_("This county has a rule for that year already."),
            ),
            CheckConstraint(
                condition=Q(education_max__gte=F("education_min")),
                name="priorityrule_education_is_a_range",
                violation_error_message=_("The highest education must not be below the lowest."),
            ),
        ]

    def __str__(self):
        return f"{self.county} {self.year}"


class SupplyLink(models.Model):
    """Awards in this program code are counted as supply for this occupation.

    Derived by `programs.labor.supply` from crosswalks and the programs' own titles, whenever one of
    them changes in bulk; nobody edits it.
    """

    code = models.ForeignKey(
        Code,
        models.CASCADE,
        related_name="supplies",
        verbose_name=_("code"),
        help_text=_("A program code that awards are counted by."),
    )
    occupation = models.ForeignKey(
        Occupation,
        models.CASCADE,
        related_name="supply_links",
        verbose_name=_("occupation"),
        help_text=_("The occupation that its graduates may enter."),
    )
    basis = models.CharField(
        max_length=9,
        choices=SupplyBasis,
        verbose_name=_("basis"),
        help_text=_("Why they are counted."),
    )

    class Meta:
        verbose_name = _("supply link")
        verbose_name_plural = _("supply links")
        constraints = [
            UniqueConstraint(fields=["code", "occupation"], name="supplylink_once_per_pair")
        ]

    def __str__(self):
        return f"{self.code} → {self.occupation}"
