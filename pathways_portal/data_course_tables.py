"""The tables of courses that are counted for the page about what is on file; see `data_counts`."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models import (
    ChoiceGroup,
    Course,
    CourseAlias,
    CourseOffering,
    Prerequisite,
    Sequence,
    SequenceStep,
)

NOTHING = Q(pk__isnull=True)
COURSE_TABLES = [
    (
        Course,
        _("Courses"),
        NOTHING,
        ["title_es", "level", "credit", "units_min", "code", "verified_on"],
    ),
    (CourseAlias, _("Other numbers of courses"), NOTHING, ["valid_from"]),
    (CourseOffering, _("When and where courses are taught"), NOTHING, ["grade"]),
    (Prerequisite, _("Prerequisites of courses"), NOTHING, []),
    (Sequence, _("Sequences of courses"), NOTHING, ["verified_on"]),
    (ChoiceGroup, _("Choices in sequences"), NOTHING, ["title_es"]),
    (SequenceStep, _("Steps of sequences"), NOTHING, []),
]
