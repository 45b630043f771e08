"""What of the equity pages runs later, or every day."""

import logging
from datetime import datetime

from celery import shared_task
from django.contrib.admin.models import CHANGE, LogEntry

from equity.enums import ReleaseStatus
from equity.models import Release
from equity.publication import prepared
from equity.reports.planning import plan_what_is_due
from partners.models import User
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


@shared_task
def prepare_preview(release):
    """Work out what publishing a draft (its primary key) would change, hide and hold."""
    if draft := Release.objects.filter(pk=release, status=ReleaseStatus.DRAFT).first():
        prepared.prepare(draft)


@shared_task
def publish_release(release, user, asked):
    """Publish a draft for a person (primary keys), and note it in the history as the admin does.

    `asked`: the moment that stands for the request, in ISO format.
    """
    draft = Release.objects.filter(pk=release, status=ReleaseStatus.DRAFT).first()
    by = User.objects.filter(pk=user).first()

    def note():
        LogEntry.objects.log_actions(user, [draft], CHANGE, "Published", single_object=True)

    if draft:
        asked = datetime.fromisoformat(asked)
        prepared.publish_or_say_why(draft, by=by, asked=asked, note=note)
