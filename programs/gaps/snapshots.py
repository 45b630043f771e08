"""The numbers of each day, by which a goal can cite a gap: write one; when were they counted."""

from django.utils import timezone

from programs.models import GapSnapshot


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
