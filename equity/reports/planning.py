"""Whose report is due: rows for the outbox, each recipient and month once, however often asked."""

from collections import Counter
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from equity.models import Subscription
from equity.reports import months
from equity.reports.issue import issue_of
from equity.reports.letter import KIND
from equity.reports.subscribing import enrol_by_role
from pathways_portal.common.outbox import queue
from pathways_portal.common.outbox.models import Delivery

BATCH = 1_000


def plan_what_is_due(now=None):
    """Put the rows of this month if its day and hour have come; return how many are new.

    On a later day of the month too, so that an outage only delays. A month that has passed without
    is not made up for: the next report says more.
    """
    now = now or timezone.now()
    month = months.month_of(now)
    if now < months.due_at(month):
        return 0
    return plan(month)


def plan(month):
    """Put a row for everybody whose subscription ran when the month's report became due."""
    enrol_by_role()
    for language, _name in settings.LANGUAGES:
        issue_of(month, None, language)  # the archive has the region's report in each language
    new = 0
    waiting = due(month).order_by("organization", "language", "pk").iterator(chunk_size=BATCH)
    while batch := list(islice(waiting, BATCH)):
        new += queue.put_many(_row(month, one) for one in batch)
    return new


def due(month):
    """Subscriptions without a row for this month."""
    put = Delivery.objects.filter(kind=KIND, period=month, recipient=OuterRef("email"))
    running = Subscription.objects.running()
    return running.filter(~Exists(put), confirmed_at__lte=months.due_at(month))


def _row(month, subscription):
    organization = subscription.organization_id
    return queue.new(
        kind=KIND,
        recipient=subscription.email,
        address=subscription.email,
        period=month,
        language=subscription.language,
        scope=f"organization:{organization}" if organization else "region",
        about={"organization": organization},
    )


def states(month):
    """How many rows of the month stand in which state."""
    rows = Delivery.objects.filter(kind=KIND, period=month)
    return Counter(rows.values_list("state", flat=True))
