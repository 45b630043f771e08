"""The three sorts of gaps with one number each, for the page above them."""

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.enums import AlignmentKind, GapKind, GapState
from programs.gaps.alignment.listing import worked_out_at
from programs.gaps.labor import largest
from programs.gaps.place.rules import USUAL_MILES
from programs.gaps.rows import printed
from programs.models import GapSnapshot


def newest(kind, keys):
    """The sum of the newest numbers of some keys; None where none is on file."""
    rows = GapSnapshot.objects.filter(kind=kind, key__in=keys)
    day = rows.order_by("-on").values_list("on", flat=True).first()
    return rows.filter(on=day).aggregate(n=Sum("value"))["n"] if day else None


def overview():
    """What the page of all gaps prints: the largest labor gap, and the numbers of the others."""
    first = next(iter(largest(1)), None)
    return {
        "labor": first,
        "alignment": {
            "counts": list(_alignment()),
            "at": worked_out_at(GapKind.ALIGNMENT),
        },
        "place": {
            "counts": list(_place()),
            "at": worked_out_at(GapKind.PLACE),
        },
    }


def _alignment():
    missing = [AlignmentKind.COURSES, AlignmentKind.PROGRAMS, AlignmentKind.FEEDERS]
    absent = newest(GapKind.ALIGNMENT, [f"alignment:{kind}:{GapState.ABSENT}" for kind in missing])
    silent = newest(
        GapKind.ALIGNMENT, [f"alignment:{kind}:{GapState.UNREPORTED}" for kind in missing]
    )
    late = newest(
        GapKind.ALIGNMENT,
        [f"alignment:agreements:{state}" for state in (GapState.ENDING, GapState.OVERDUE)],
    )
    if None not in (absent, silent):
        yield _("%(absent)s confirmed, %(silent)s not yet reported") % {
            "absent": printed(absent),
            "silent": printed(silent),
        }
    if late is not None:
        yield ngettext(
            "%(n)s agreement runs out or has run out",
            "%(n)s agreements run out or have run out",
            late,
        ) % {"n": printed(late)}


def _place():
    missing = newest(GapKind.PLACE, [f"place:hs:{USUAL_MILES}:missing"])
    if missing is not None:
        yield ngettext(
            "%(n)s pair of a high school and a sector without a program within %(miles)s miles "
            "on file",
            "%(n)s pairs of a high school and a sector without a program within %(miles)s miles "
            "on file",
            missing,
        ) % {"n": printed(missing), "miles": USUAL_MILES}
