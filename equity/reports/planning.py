"""Whose report is due: rows for the outbox, each recipient and month once, however often asked."""

import logging
from collections import Counter
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from equity.models import Subscription
from equity.reports import months
from equity.reports.issue import TooLate, issue_of
from equity.reports.letter import KIND, OVERTAKEN
from equity.reports.subscribing import enrol_by_role
from pathways_portal.common.outbox import queue
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery

log = logging.getLogger(__name__)
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
        return plan(month, now)
    last = months.before(month)
    is_in_time = now < months.due_at(month) - LATEST_BEFORE_THE_NEXT
    if not (is_in_time and due(last).exists()):
        return 0
    try:
        return plan(last, now)
    except TooLate as late:  # what came since is told in the next report
        log.warning("No report is made up for: %s", late)
        return 0


def plan(month, now=None):
    """Put a row for everybody whose subscription ran when the month's report became due.

    While the month runs the archive gets the region's report from its day on, whoever asked for
    it; of any other month only if somebody is due one. Raises `TooLate`, before anything is put.
    """
    enrol_by_role()
    if not (due(month).exists() or _is_its_time(month, now)):
        return 0
    for language, _name in settings.LANGUAGES:
        issue_of(month, None, language)  # the archive has the region's report in each language
    _close_earlier(month)
    new, at = 0, timezone.now()
    waiting = due(month).prefetch_related("organizations").order_by("language", "pk")
    waiting = waiting.iterator(chunk_size=BATCH)
    while batch := list(islice(waiting, BATCH)):
        new += queue.put_many(_row(month, one, at) for one in batch)
    return new


def _is_its_time(month, now):
    return months.due_at(month) <= (now or timezone.now()) < months.end_of(month)


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
