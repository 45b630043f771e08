"""What flags an occupation: wage benchmarks, the rule of priority jobs, and links of supply."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.models import Sourced
from programs.enums import (
    EntryEducation,
    Experience,
    Household,
    SupplyBasis,
    Training,
)
from programs.models.code import Code
from programs.models.occupation import Occupation


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
