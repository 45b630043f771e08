"""Reports of months that were over when they were put together, and that nobody was due."""

from equity.models import ReportIssue
from equity.reports import months
from equity.reports.letter import KIND
from pathways_portal.common.outbox.models import Delivery


def put_together_afterwards():
    """The `ReportIssue`s that name a past month and tell what stood later, to nobody.

    A report that is made up for once, in the month after its own, has rows in the outbox; a month
    with such a row, whatever became of it, is left alone.
    """
    told = set(Delivery.objects.filter(kind=KIND).values_list("period", flat=True).distinct())
    rows = ReportIssue.objects.order_by("pk").values_list("pk", "month", "created_at")
    return ReportIssue.objects.filter(
        pk__in=[
            pk
            for pk, month, created_at in rows
            if month not in told and created_at >= months.end_of(month)
        ]
    )
