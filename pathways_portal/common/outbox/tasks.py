"""The outbox's work in the queue. Tasks carry no rows: whoever runs looks at what is due."""

import logging

from celery import current_app, shared_task
from kombu.exceptions import OperationalError

from pathways_portal.common.outbox import queue, work

log = logging.getLogger(__name__)
# A task ends after this and puts on another, so that a worker that is told to stop soon can.
SECONDS = 120


@shared_task
def deliver(only=None, most=None):
    """Send what is due. Any number of these may run side by side."""
    counts = work.deliver_due(only=only, most=most, seconds=SECONDS)
    if counts:
        log.info("Outbox: %s", ", ".join(f"{n} {what}" for what, n in counts.items()))
    if most is None and counts.total() and not counts[work.LATER] and queue.is_any_due():
        soon()
    return dict(counts)


@shared_task
def look():
    """Every few minutes: rows of dead workers are told, retries and left-overs are sent."""
    lost = queue.reap()
    if lost:
        log.warning("Outbox: of %d e-mails nobody knows whether they went out", lost)
    if queue.is_any_due():
        soon()
    return lost


def soon(*, workers=1, only=None, most=None):
    """Ask for workers. If the queue does not answer nothing is lost: `look` finds the rows."""
    try:
        for _worker in range(workers):
            deliver.apply_async(kwargs={"only": only, "most": most}, retry=False)
    except (OperationalError, OSError):
        log.warning("The task queue does not answer; the outbox is worked off later")


def is_eager():
    """Whether tasks run inside whoever asks for them: there is no queue."""
    return bool(current_app.conf.task_always_eager)
