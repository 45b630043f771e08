"""Takes published figures back: pages say “being corrected since” and show no number."""

from decimal import ROUND_HALF_UP, Decimal

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone

from equity.copying import copy
from equity.enums import CellStatus, ReleaseStatus
from equity.models import NUMBERLESS, NUMBERS, Publication, PublishedCell, Release, Slice
from equity.models.raw import WithdrawnCell

_SHOWN = ("publication_id", "slice_id", "group_id", "status", "n", "s")


def withdraw(slice_, *, by=None, reason):
    """Withdraw what stands of one slice; returns how many figures went.

    What was shown is kept apart, so that the next release is compared with it.
    """
    return _withdraw(PublishedCell.objects.standing().filter(slice=slice_), by=by, reason=reason)


def withdraw_slices(slices, *, by=None, reason):
    """The same of a queryset of slices, all or none."""
    chosen = slices.order_by().values("pk")
    cells = PublishedCell.objects.standing().filter(slice__in=chosen)
    return _withdraw(cells, by=by, reason=reason)


def withdraw_release(release, *, by=None, reason):
    """Withdraw all that stands of a release, and mark the release; returns how many figures."""
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release.pk)
        count = _withdraw(
            PublishedCell.objects.standing().filter(publication__release=release),
            by=by,
            reason=reason,
        )
        if release.status == ReleaseStatus.PUBLISHED:
            release.status = ReleaseStatus.WITHDRAWN
            release.save(update_fields=["status"])
    return count


@transaction.atomic
def _withdraw(cells, *, by, reason):
    today = timezone.localdate()
    cells = cells.exclude(status=CellStatus.WITHDRAWN)
    publications = set(cells.values_list("publication", flat=True).distinct())
    # Rows locked: two who withdraw the same at once would keep its numbers twice.
    locked = list(cells.select_for_update(of=("self",)).values_list("pk", "rate", *_SHOWN))
    copy(
        WithdrawnCell,
        (*_SHOWN, "withdrawn_on"),
        ((*_with_outcome(rate, *row), today) for _pk, rate, *row in locked),
    )
    PublishedCell.objects.filter(pk__in=[pk for pk, *_row in locked]).update(
        status=CellStatus.WITHDRAWN, rate_text="", **dict.fromkeys(NUMBERS)
    )
    Slice.objects.filter(pk__in={row[3] for row in locked}).update(withdrawn_on=today)
    # Kept pages are drawn anew when a publication changes.
    standing = Publication.objects.filter(pk__in=publications)
    standing.update(reason=reason[:300])
    if by is not None:
        LogEntry.objects.log_actions(by.pk, standing, CHANGE, f"Withdrawn: {reason}"[:300])
    return sum(status not in NUMBERLESS for *_key, status, _n, _s in locked)


def _with_outcome(rate, publication, slice_, group, status, n, s):
    """A published rate gives its outcome away, so that is kept too."""
    if s is None and status == CellStatus.SHOWN and rate is not None:
        s = int((n * rate).quantize(Decimal(1), ROUND_HALF_UP))
    return publication, slice_, group, status, n, s
