"""What of the equity pages runs later, or every day."""

import logging

from celery import shared_task

from equity.reports.planning import plan_what_is_due
from pathways_portal.common.outbox import tasks as outbox

log = logging.getLogger(__name__)
# Tasks put on the queue at once; each works off what is due, whoever runs it.
WORKERS = 10


@shared_task
def send_what_is_due():
    """Once a day: put the month's reports if they are due, and ask for workers to send them."""
    new = plan_what_is_due()
    if new:
        log.info("Monthly reports put into the outbox: %d", new)
        outbox.soon(workers=1 if outbox.is_eager() else WORKERS)
    return new
