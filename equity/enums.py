"""Fixed choices of this app. Other readers of the database see the value."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MetricKind(TextChoices):
    """What a metric's numbers are.

    rate: students in n, of whom s reached it; gaps are computed. composition: one total, divided
    by group; shares only. published_rate: the source gives n and a rounded rate only; shown as
    published, never compared.
    """

    RATE = "rate", _("Rate")
    COMPOSITION = "composition", _("Composition")
    PUBLISHED_RATE = "published_rate", _("Rate as published by the source")


class CohortKind(TextChoices):
    """Who is in a cohort. Cohorts of different kinds never share a chart."""

    ENTRY = "entry", _("First-time students of the year, followed")
    SNAPSHOT = "snapshot", _("Everyone in the year")
    EXIT = "exit", _("Students who left in the year")
    GRAD4 = "grad4", _("Four-year high school cohort")


class Stage(TextChoices):
    """Where on the way from entering to earning a metric stands, in order."""

    ENTERS = "enters", _("Who enters")
    MOMENTUM = "momentum", _("Momentum")
    TRANSITION = "transition", _("Transition")
    COMPLETES = "completes", _("Who completes")
    TRANSFERS = "transfers", _("Transfers")
    WORKS = "works", _("Works")
    EARNS = "earns", _("Earns")


class SourceStatus(TextChoices):
    """What the source wrote in the place of a count."""

    OK = "ok", _("Number")
    SUPPRESSED = "c", _("Not shown by the source")
    NOT_AVAILABLE = "x", _("Not reported")
    NOT_APPLICABLE = "z", _("Does not apply")


class CellStatus(TextChoices):
    """What a reader gets to see of a published cell.

    banded: n is shown, and bounds instead of the rate. none: no students. Hidden says nothing
    about why: a reader who knew which cells are small and which only protect them could work out
    more than either alone.
    """

    SHOWN = "shown", _("Shown")
    BANDED = "banded", _("Shown as a range")
    HIDDEN = "hidden", _("Not shown")
    NONE = "none", _("No students")
    NOT_REPORTED = "not_reported", _("Not reported")
    WITHDRAWN = "withdrawn", _("Being corrected")


class ReleaseStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PublicationState(TextChoices):
    """What became of one metric and cohort of a release when it was published.

    held: what would have replaced it could give counts away, so the earlier release stands; the
    publication's `reason` says how.
    """

    STANDING = "standing", _("Published")
    REPLACED = "replaced", _("Replaced by a later release")
    HELD = "held", _("Held: the earlier figures stand")
