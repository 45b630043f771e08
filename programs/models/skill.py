"""What an occupation asks of people, and which occupations are alike."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from programs.enums import SkillKind
from programs.models.occupation import Occupation


@pghistory.track()
class Skill(Sourced):
    """A skill by its name in one list of skills."""

    kind = models.CharField(
        max_length=12, choices=SkillKind, verbose_name=_("kind"), help_text=_("Whose list.")
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

    local_name = Local("name")

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [UniqueConstraint(fields=["kind", "name"], name="skill_once_per_list")]

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
