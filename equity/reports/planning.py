"""Whose report is due: rows for the outbox, each recipient and month once, however often asked."""

from collections import Counter
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from equity.models import Subscription
from equity.reports import months
from equity.reports.issue import issue_of
from equity.reports.letter import KIND, OVERTAKEN
from equity.reports.subscribing import enrol_by_role
from pathways_portal.common.outbox import queue
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery

BATCH = 1_000
# A report that comes late leaves at least this long before the next one is due.
LATEST_BEFORE_THE_NEXT = timedelta(days=3)


def plan_what_is_due(now=None):
    """Put the rows whose day and hour have come; return how many are new.

    This month's from its day on, so that an outage only delays. Before that day, last month's for
    whoever has none of it: a month that passed wholly without the portal is made up for once, in
    time that nobody gets two reports within days. Months further back are not: the next report
    tells what is new since the last one.
    """
    now = now or timezone.now()
    month = months.month_of(now)
    if now >= months.due_at(month):
        return plan(month)
    last = months.before(month)
    is_in_time = now < months.due_at(month) - LATEST_BEFORE_THE_NEXT
    return plan(last) if is_in_time and due(last).exists() else 0


def plan(month):
    """Put a row for everybody whose subscription ran when the month's report became due."""
    enrol_by_role()
    _close_earlier(month)
    for language, _name in settings.LANGUAGES:
        issue_of(month, None, language)  # the archive has the region's report in each language
    new, at = 0, timezone.now()
    waiting = due(month).prefetch_related("organizations").order_by("language", "pk")
    waiting = waiting.iterator(chunk_size=BATCH)
    while batch := list(islice(waiting, BATCH)):
        new += queue.put_many(_row(month, one, at) for one in batch)
    return new


def due(month):
    """Subscriptions without a row for this month."""
    put = Delivery.objects.filter(kind=KIND, period=month, recipient=OuterRef("email"))
    running = Subscription.objects.running()
    return running.filter(~Exists(put), confirmed_at__lte=months.due_at(month))


def _close_earlier(month):
    """Reports of earlier months that still wait are not sent: nobody gets two at once."""
    waiting = Delivery.objects.filter(kind=KIND, period__lt=month, state=DeliveryState.QUEUED)
    waiting.update(state=DeliveryState.CLOSED, server_words=OVERTAKEN)


def _row(month, subscription, at):
    """Rows of one moment leave by scope: workers write each scope's e-mail once."""
    organizations, with_region = subscription.places
    places = [*organizations, *(["region"] if with_region else [])]
    return queue.new(
        kind=KIND,
        recipient=subscription.email,
        address=subscription.email,
        period=month,
        language=subscription.language,
        scope=f"places:{','.join(map(str, places))}"[:100],
        about={"organizations": organizations, "region": with_region},
        next_try_at=at,
    )


def states(month):
    """How many rows of the month stand in which state."""
    rows = Delivery.objects.filter(kind=KIND, period=month)
    return Counter(rows.values_list("state", flat=True))
