"""Everything of the gaps that is worked out beforehand, in one call."""

from django.utils import timezone

from programs.enums import GapKind
from programs.gaps.alignment import prepare as alignment
from programs.gaps.place import prepare as place
from programs.gaps.snapshots import is_added_up
from programs.models import GapSnapshot


def prepare_gaps(now=None):
    """Work alignment and place gaps out; return {kind: how many rows were written}."""
    now = now or timezone.now()
    return {
        GapKind.ALIGNMENT.value: alignment.prepare(now),
        GapKind.PLACE.value: place.prepare(now),
    }


def is_due(today):
    """Whether any of them was not worked out on this day, or not added up since an update."""
    done = GapSnapshot.objects.filter(on=today).values("kind").distinct().count()
    return done < len(GapKind) or not all(is_added_up(kind) for kind in GapKind)
