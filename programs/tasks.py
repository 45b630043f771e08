"""What runs later, or every night."""

import logging

from celery import shared_task

from pathways_portal.common.outbox import tasks as outbox
from programs import search_documents
from programs.alerts import saving
from programs.articulation.finding import find_anew
from programs.gaps.prepare import prepare_gaps
from programs.routes.keep import keep_hops

log = logging.getLogger(__name__)


@shared_task
def rebuild_search():
    """Build every search document anew, and say what was not as it should have been.

    Saves keep the documents true by themselves; this mends what was written past Django, counts
    the words, and stamps rows that came with a dump. It writes only what differs.
    """
    missing, left_over = search_documents.stale()
    if missing or left_over:
        log.warning(
            "Search documents: %d programs were missing, %d were left over",
            len(missing),
            len(left_over),
        )
    written = search_documents.rebuild_all()
    log.info("Search documents written: %s", written)
    return written


@shared_task
def work_out_gaps():
    """Work the alignment and place gaps out, and keep the numbers of the day.

    Their pages read what stands here, and say when that was. A second run replaces the first.
    """
    written = prepare_gaps()
    log.info("Gaps written: %s", written)
    return written


@shared_task
def find_agreements():
    """Look at what agreements are found by; mend what two edits at once may have left behind."""
    return find_anew()


@shared_task
def work_out_hops():
    """Work out which programs lead to which by agreements; the route planner reads them.

    What an edit changes before the next run is worked out when it is asked for.
    """
    written = keep_hops()
    log.info("Hops written: %s", written)
    return written


@shared_task
def look_for_new_programs():
    """Put an e-mail for every saved search that new programs match, and ask for it to be sent."""
    put = saving.look()
    log.info("Alerts put into the outbox: %s", put)
    if put:
        outbox.soon()
    return put
