"""What a worker does: take a row, write the e-mail, hand it over, note what became of it."""

import logging
import time
from collections import Counter

from pathways_portal.common.outbox import kinds, queue
from pathways_portal.common.outbox.headers import address
from pathways_portal.common.outbox.smtp import Outcome, Postman

log = logging.getLogger(__name__)

SENT, FAILED, LATER, UNKNOWN, NOT_SENT = "sent", "failed", "later", "unknown", "not sent"


def deliver_due(*, only=None, most=None, seconds=None, told=None):
    """Work off rows that are due, one at a time over one connection; return a Counter of outcomes.

    Ends after `most` rows, after `seconds`, when nothing is due, or when the mail server does not
    answer: the next run tries again, and only the row in hand has been counted as tried.
    `told(delivery, outcome)` is called after each row.
    """
    queue.require_commits()
    counts: Counter[str] = Counter()
    until = time.monotonic() + seconds if seconds is not None else None
    with Postman() as postman:
        while most is None or counts.total() < most:
            if until is not None and time.monotonic() > until:
                break
            delivery = queue.claim(only)
            if delivery is None:
                break
            outcome, is_down = deliver(delivery, postman)
            counts[outcome] += 1
            if told:
                told(delivery, outcome)
            if is_down:
                log.warning("The mail server does not answer; the outbox waits for the next run")
                break
    return counts


def deliver(delivery, postman):
    """Send one row in hand; return (what became of it, whether there is no server to talk to)."""
    try:
        message = write(delivery)
    except kinds.NotSent as nothing:
        queue.note_not_sent(delivery, str(nothing))
        return NOT_SENT, False
    except Exception as error:
        # A row that cannot be written must not stop the others. Nothing has left.
        log.exception("Delivery %s could not be written", delivery.pk)
        words = f"It could not be written: {type(error).__name__}"
        queue.note_retry(delivery, words)
        return LATER, False
    answer = postman.hand_over(message)
    if answer.outcome is Outcome.TAKEN:
        queue.note_sent(delivery, answer.words)
        return SENT, False
    if answer.outcome is Outcome.REFUSED:
        queue.note_failed(delivery, answer.words)
        return FAILED, False
    if answer.outcome is Outcome.UNKNOWN:
        queue.note_unknown(delivery, answer.words)
        return UNKNOWN, False
    queue.note_retry(delivery, answer.words)
    return LATER, answer.is_down


def write(delivery):
    """The message of a row, under the name that all its copies share."""
    message = kinds.named(delivery.kind).write(delivery)
    return address(message, to=delivery.address, message_id=delivery.message_id)
