"""Courses: their level, credit, numbers and order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CourseLevel(TextChoices):
    """Where a career technical course of a high school stands in its pathway."""

    INTRODUCTORY = "introductory", _("Introductory")
    CONCENTRATOR = "concentrator", _("Concentrator")
    CAPSTONE = "capstone", _("Capstone")


class CreditStatus(TextChoices):
    """What a college course counts for, as the state files it."""

    DEGREE = "degree", _("Counts for a degree")
    NOT_DEGREE = "not_degree", _("Credit that does not count for a degree")
    NONCREDIT = "noncredit", _("Noncredit, free of charge")


class CourseNumbering(TextChoices):
    """Who else gives courses numbers: three changes of them run at once."""

    COMMON = "common", _("Common course number")
    C_ID = "c_id", _("C-ID")
    CONTROL = "control", _("State control number")
    FORMER = "former", _("Former number")


class PrerequisiteKind(TextChoices):
    BEFORE = "before", _("Before")
    WITH = "with", _("At the same time")
    ADVISED = "advised", _("Advised")
