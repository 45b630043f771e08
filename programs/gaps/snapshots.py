"""The numbers of each day, by which a goal can cite a gap: write one; when were they counted."""

from django.utils import timezone

from programs.enums import GapKind
from programs.models import (
    AlignmentCount,
    AlignmentGap,
    GapSnapshot,
    NearestProgram,
    PlaceCount,
)

# What the night writes of each kind, and how it is added up.
ADDED_UP = {
    GapKind.ALIGNMENT: (AlignmentGap, AlignmentCount),
    GapKind.PLACE: (NearestProgram, PlaceCount),
}


def note(kind, key, value, now, method):
    """Keep a number of the day; a second count on the same day replaces the first."""
    GapSnapshot.objects.update_or_create(
        kind=kind,
        key=key,
        on=timezone.localdate(now),
        defaults={"value": value, "method_version": method, "worked_out_at": now},
    )


def worked_out_at(kind):
    """When the gaps of a `GapKind` were worked out last; None if never."""
    rows = GapSnapshot.objects.filter(kind=kind).order_by("-worked_out_at")
    return rows.values_list("worked_out_at", flat=True).first()


def is_added_up(kind):
    """Whether there are numbers of a `GapKind` to print: 0 would be false where nobody counted.

    An update of the portal may bring the tables of numbers before the night fills them.
    """
    gaps, counts = ADDED_UP[kind]
    if counts.objects.exists():
        return True
    return worked_out_at(kind) is not None and not gaps.objects.exists()
