"""What an occupation asks of people, where it is learned, and which occupations are alike."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from programs.enums import SkillGroup, SkillKind
from programs.models.occupation import Occupation
from programs.models.pathway import Pathway
from programs.models.program import Program


@pghistory.track()
class Skill(Sourced):
    """A skill by its name in one list of skills."""

    kind = models.CharField(
        max_length=13, choices=SkillKind, verbose_name=_("kind"), help_text=_("Whose list.")
    )
    slug = models.SlugField(
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses; empty for skills that have no place there."),
    )
    group = models.CharField(
        max_length=13,
        choices=SkillGroup,
        null=True,
        blank=True,
        verbose_name=_("group"),
        help_text=_("Of an employability skill: which of the region’s six groups."),
    )
    name = models.CharField(
        max_length=80, verbose_name=_("name"), help_text=_("Name in that list.")
    )
    name_es = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Name in Spanish."),
    )
    description = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("description"),
        help_text=_("What it means, in one sentence."),
    )
    description_es = models.CharField(
        max_length=240,
        blank=True,
        db_default="",
        verbose_name=_("description in Spanish"),
        help_text=_("The description in Spanish."),
    )

    local_name = Local("name")
    local_description = Local("description")

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            UniqueConstraint(fields=["kind", "name"], name="skill_once_per_list"),
            CheckConstraint(
                condition=~Q(kind=SkillKind.EMPLOYABILITY)
                | Q(slug__isnull=False, group__isnull=False),
                name="skill_employability_has_group_and_web_name",
                violation_error_message=_("An employability skill has a group and a web name."),
            ),
        ]

    def __str__(self):
        return self.name


@pghistory.track()
class OccupationSkill(Sourced):
    """How important a skill is in an occupation."""

    occupation = models.ForeignKey(
        Occupation,
        models.CASCADE,
        related_name="occupation_skills",
        verbose_name=_("occupation"),
        help_text=_("The occupation."),
    )
    skill = models.ForeignKey(
        Skill,
        models.PROTECT,
        related_name="occupation_skills",
        verbose_name=_("skill"),
        help_text=_("The skill."),
    )
    importance = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        verbose_name=_("importance"),
        help_text=_("O*NET’s rating, from 1 (not important) to 5 (extremely important)."),
    )

    class Meta:
        verbose_name = _("skill of an occupation")
        verbose_name_plural = _("skills of occupations")
        constraints = [
            UniqueConstraint(
                fields=["occupation", "skill"], name="occupationskill_once_per_occupation"
            ),
            CheckConstraint(
                condition=Q(importance__range=(1, 5)),
                name="occupationskill_importance_1_to_5",
                violation_error_message=_("Importance is rated from 1 to 5."),
            ),
        ]

    def __str__(self):
        return f"{self.occupation}: {self.skill}"


@pghistory.track()
class OccupationRelated(Sourced):
    """An occupation that is like another one in what people do and know; rank 1 is the nearest."""

    occupation = models.ForeignKey(
        Occupation,
        models.CASCADE,
        related_name="related",
        verbose_name=_("occupation"),
        help_text=_("The occupation."),
    )
    related_to = models.ForeignKey(
        Occupation,
        models.CASCADE,
        related_name="+",
        verbose_name=_("related occupation"),
        help_text=_("The one that is like it."),
    )
    rank = models.PositiveSmallIntegerField(
        verbose_name=_("rank"), help_text=_("1 is the nearest.")
    )

    class Meta:
        verbose_name = _("related occupation")
        verbose_name_plural = _("related occupations")
        constraints = [
            UniqueConstraint(
                fields=["occupation", "related_to"], name="occupationrelated_once_per_pair"
            ),
            CheckConstraint(
                condition=~Q(occupation=F("related_to")), name="occupationrelated_joins_two"
            ),
        ]

    def __str__(self):
        return f"{self.occupation}: {self.related_to}"


class _Teaches(Sourced):
    """Says that a skill is learned somewhere."""

    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.skill)


@pghistory.track()
class ProgramSkill(_Teaches):
    """A skill that a program teaches and tells its students so."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="program_skills",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    skill = models.ForeignKey(
        Skill,
        models.PROTECT,
        related_name="program_skills",
        verbose_name=_("skill"),
        help_text=_("The skill."),
    )

    class Meta:
        verbose_name = _("skill of a program")
        verbose_name_plural = _("skills of programs")
        constraints = [
            UniqueConstraint(
                fields=["program", "skill"],
                name="programskill_once",
                violation_error_message=_("The program has that skill already."),
            )
        ]


@pghistory.track()
class PathwaySkill(_Teaches):
    """A skill that matters all along a pathway."""

    pathway = models.ForeignKey(
        Pathway,
        models.CASCADE,
        related_name="pathway_skills",
        verbose_name=_("pathway"),
        help_text=_("The pathway."),
    )
    skill = models.ForeignKey(
        Skill,
        models.PROTECT,
        related_name="pathway_skills",
        verbose_name=_("skill"),
        help_text=_("The skill."),
    )

    class Meta:
        verbose_name = _("skill of a pathway")
        verbose_name_plural = _("skills of pathways")
        constraints = [
            UniqueConstraint(
                fields=["pathway", "skill"],
                name="pathwayskill_once",
                violation_error_message=_("The pathway has that skill already."),
            )
        ]
