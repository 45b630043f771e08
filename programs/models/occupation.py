"""Occupations that programs lead to, and the awards that were given."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common import academic_year
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from programs.enums import (
    AwardLevel,
    EntryEducation,
    Experience,
    Interest,
    OccupationBasis,
    Training,
)
from programs.models.code import Code
from programs.models.program import Program


@pghistory.track()
class Occupation(Sourced):
    """A detailed occupation of the Standard Occupational Classification."""

    code = models.OneToOneField(
        Code,
        models.PROTECT,
        related_name="occupation",
        verbose_name=_("code"),
        help_text=_("Its SOC code."),
    )
    title = models.CharField(
        max_length=120, verbose_name=_("title"), help_text=_("Official title.")
    )
    title_es = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Title in Spanish."),
    )
    title_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish title reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    slug = models.SlugField(
        max_length=140,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    description = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("description"),
        help_text=_("What people in it do, as its source says."),
    )
    aliases = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        verbose_name=_("other names"),
        help_text=_("Other words people type, such as RN."),
    )
    entry_education = models.PositiveSmallIntegerField(
        choices=EntryEducation,
        null=True,
        blank=True,
        verbose_name=_("education to enter"),
        help_text=_("Education typically needed to enter; empty if not on file."),
    )
    job_zone = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("job zone"),
        help_text=_("O*NET job zone, 1 (little preparation) to 5; empty if not on file."),
    )
    experience = models.CharField(
        max_length=12,
        choices=Experience,
        null=True,
        blank=True,
        verbose_name=_("experience to enter"),
        help_text=_("Years in a related occupation that are usual; empty if not on file."),
    )
    training = models.CharField(
        max_length=14,
        choices=Training,
        null=True,
        blank=True,
        verbose_name=_("training at work"),
        help_text=_("How the rest is usually learned at work; empty if not on file."),
    )
    needs_license = models.BooleanField(
        null=True,
        blank=True,
        verbose_name=_("needs a license"),
        help_text=_(
            "The federal definition says that a license is required; empty if not on file."
        ),
    )
    interests = ArrayField(
        models.CharField(max_length=1, choices=Interest),
        default=list,
        blank=True,
        verbose_name=_("interests"),
        help_text=_("O*NET interests, the strongest first: any of R, I, A, S, E, C."),
    )

    local_title = Local("title")

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("programs:career", self.code.code)

    @property
    def is_general(self):
        """Gathers what fits nowhere else: "…, All Other"."""
        return "All Other" in self.title


@pghistory.track()
class ProgramOccupation(Sourced):
    """An occupation that a program leads to; rank 1 stands nearest to its title and level."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="program_occupations",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        related_name="program_occupations",
        verbose_name=_("occupation"),
        help_text=_("The job."),
    )
    rank = models.PositiveSmallIntegerField(
        verbose_name=_("rank"), help_text=_("1 is shown first.")
    )
    basis = models.CharField(
        max_length=9,
        choices=OccupationBasis,
        verbose_name=_("basis"),
        help_text=_("Why we say so."),
    )

    class Meta:
        verbose_name = _("occupation of a program")
        verbose_name_plural = _("occupations of programs")
        constraints = [
            UniqueConstraint(
                fields=["program", "occupation"],
                name="programoccupation_once_per_program",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("The program leads to this occupation already."),
            ),
            UniqueConstraint(
                fields=["program", "rank"],
                name="programoccupation_rank_once_per_program",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another occupation has this rank."),
            ),
        ]
        # The route planner asks for all programs of a job: thousands in a state.
        indexes = [models.Index(fields=["occupation", "program"], name="programoccupation_by_job")]

    def __str__(self):
        return f"{self.program} → {self.occupation}"


@pghistory.track()
class AwardCount(Sourced):
    """Awards that an organization gave in one code and one academic year."""

    organization = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="award_counts",
        verbose_name=_("organization"),
        help_text=_("Who gave them."),
    )
    code = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="award_counts",
        verbose_name=_("code"),
        help_text=_("In which program code."),
    )
    level = models.CharField(
        max_length=10,
        choices=AwardLevel,
        default=AwardLevel.ALL,
        db_default=AwardLevel.ALL,
        verbose_name=_("level"),
        help_text=_("Level of the awards."),
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2023-24."),
    )
    count = models.PositiveIntegerField(
        verbose_name=_("count"), help_text=_("How many; 0 as in the source's table.")
    )

    class Meta:
        verbose_name = _("award count")
        verbose_name_plural = _("award counts")
        constraints = [
            UniqueConstraint(
                fields=["organization", "code", "level", "academic_year"],
                name="awardcount_once_per_organization_code_level_and_year",
            ),
            academic_year.constraint("awardcount_academic_year_is_spelled_right"),
        ]
        # Every program page asks for the newest year.
        indexes = [models.Index(fields=["academic_year"], name="awardcount_by_year")]

    def __str__(self):
        return f"{self.organization}, {self.code}, {self.academic_year}: {self.count}"
