"""Gaps, their kinds and what is known of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GapKind(TextChoices):
    """Gaps that a job works out; those of labor are worked out when they are asked for."""

    ALIGNMENT = "alignment", _("Alignment")
    PLACE = "place", _("Place")


class AlignmentKind(TextChoices):
    """What is missing between the segments. The values stand in addresses."""

    COURSES = "courses", _("Courses without an agreement")
    PROGRAMS = "programs", _("Programs without a next step")
    FEEDERS = "feeders", _("College programs without a feeder")
    AGREEMENTS = "agreements", _("Agreements that run out")


class GapState(TextChoices):
    """What is known of a gap: silence is never read as absence."""

    ABSENT = "absent", _("Confirmed absent")
    UNREPORTED = "unreported", _("Not yet reported")
    ENDING = "ending", _("Ends within a year")
    OVERDUE = "overdue", _("Past its end, still marked active")


class GapLevel(TextChoices):
    """Which occupations a list of labor gaps shows, by the education that is usual to enter."""

    MIDDLE = "middle", _("Middle skill")
    LOW = "high_school", _("High school or less")
    ALL = "all", _("All")
