"""What a pathway is made of beside its programs: work, skills, supports, quality."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PathwayRole(TextChoices):
    """Where on a pathway a program stands."""

    ENTRY = "entry", _("Entry")
    CORE = "core", _("Core")
    EXIT = "exit", _("Exit")


class SkillKind(TextChoices):
    """Whose list a skill is from."""

    OCCUPATIONAL = "occupational", _("Skill at work (O*NET)")
    EMPLOYABILITY = "employability", _("Employability skill")


class Accelerator(TextChoices):
    """What makes a program count for more, sooner: credit, work and certification together."""

    EARLY_CREDIT = "early_credit", _("Early college credit")
    WORK = "work", _("Work-based learning")
    CERTIFICATION = "certification", _("Industry certification")


class Stage(TextChoices):
    """The work-based learning continuum, from hearing about work to doing it."""

    AWARENESS = "awareness", _("Awareness")
    EXPLORATION = "exploration", _("Exploration")
    PREPARATION = "preparation", _("Preparation")
    TRAINING = "training", _("Training")


class SkillGroup(TextChoices):
    """The six groups in which employers of the region ask for skills that hold in every job."""

    COMMUNICATION = "communication", _("Speaking and writing")
    AGILITY = "agility", _("Agility and adapting")
    INFORMATION = "information", _("Finding and judging information")
    COLLABORATION = "collaboration", _("Working together")
    INITIATIVE = "initiative", _("Initiative and enterprise")
    THINKING = "thinking", _("Critical thinking and solving problems")


class SupportKind(TextChoices):
    ADVISING = "advising", _("Advising and transition")
    LEARNING = "learning", _("Help with learning")
    MONEY = "money", _("Money for studying")
    NEEDS = "needs", _("Food, travel, child care")
    HEALTH = "health", _("Health and disability")
    BELONGING = "belonging", _("Communities of students")


class QualityRating(TextChoices):
    """How far a pathway is with one essential element, in its own judgment."""

    MEETS = "meets", _("Meets it")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")
