"""The rows: put in, taken in hand, settled. Each step is one conditional update of the database."""

import json
import os
import socket
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from pathways_portal.common.outbox import kinds
from pathways_portal.common.outbox.backoff import pause
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery
from pathways_portal.common.prepared import PlannedSql

LONGEST_WORDS = 1_000

_COLUMNS = [field.column for field in Delivery._meta.concrete_fields]
_FIELDS = [field.attname for field in Delivery._meta.concrete_fields]
_ABOUT = _FIELDS.index("about")
# One statement finds and takes the row; MATERIALIZED keeps the planner from looking twice.
_CLAIM = """
    WITH next AS MATERIALIZED (
        SELECT id FROM outbox_delivery
        WHERE state = 'queued' AND next_try_at <= %(now)s AND kind = ANY(%(kinds)s)
        ORDER BY {order}
        LIMIT 1
        FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox_delivery AS row
    SET state = 'sending', claim = %(claim)s, claimed_at = %(now)s, claimed_by = %(by)s,
        tries = row.tries + 1
    FROM next WHERE row.id = next.id
    RETURNING {columns}
"""
_ORDER = ("next_try_at", "kind", "scope", "language", "id")
# Every second process begins at the other end: two workers seldom write the same scope's content.
_CLAIMS = [
    PlannedSql(
        f"outbox_claim_{way}",
        _CLAIM.format(
            order=", ".join(f"{column} {way}" for column in _ORDER),
            columns=", ".join(f"row.{column}" for column in _COLUMNS),
        ),
    )
    for way in ("ASC", "DESC")
]
# A worker given up for dead may come back with the answer: the row is in its hand still.
_SENT = PlannedSql(
    "outbox_sent",
    """
    UPDATE outbox_delivery
    SET state = 'sent', sent_at = %(now)s, server_words = %(words)s
    WHERE id = %(id)s AND claim = %(claim)s AND state IN ('sending', 'unknown')
    RETURNING id
    """,
)


def new(*, kind, recipient, address, period, language, scope="", about=None, next_try_at=None):
    """A row that is not written yet, for `put_many`."""
    return Delivery(
        kind=kind,
        recipient=recipient,
        address=address,
        period=period,
        language=language,
        scope=scope,
        about=about or {},
        message_id=f"<{uuid4()}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
        next_try_at=next_try_at or timezone.now(),
    )


def put_many(deliveries):
    """Write the rows that are not there yet; return how many were new.

    Two that put the same one at the same time are harmless: the database keeps the first.
    """
    deliveries = list(deliveries)
    before = {str(delivery.message_id) for delivery in deliveries}
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    return Delivery.objects.filter(message_id__in=before).count()


def put(**fields):
    """Write one row unless it is there; return whether it is new."""
    return bool(put_many([new(**fields)]))


def worker_name():
    return f"{socket.gethostname()}:{os.getpid()}"[:120]


def require_commits():
    """Refuse to work within a transaction: a claim must be committed before anything leaves."""
    with transaction.atomic(durable=True):
        pass


def claim(only=None, *, now=None):
    """Take the next row that is due, or None. Committed when this returns, before anything leaves.

    `only`: names of kinds to look for; all that this process can write if left out. The statement
    stands alone, so that the database commits it at once; see `require_commits`.
    """
    found = _CLAIMS[os.getpid() % 2].rows(
        connection,
        now=now or timezone.now(),
        kinds=[name for name in kinds.names() if only is None or name in only],
        claim=uuid4(),
        by=worker_name(),
    )
    if not found:
        return None
    values = list(found[0])
    values[_ABOUT] = json.loads(values[_ABOUT])
    return Delivery.from_db(connection.alias, _FIELDS, values)


def _settle(delivery, state, **fields):
    """Note what became of a row in hand; False if it is in this hand no more."""
    held = [DeliveryState.SENDING]
    if state == DeliveryState.FAILED:
        held.append(DeliveryState.UNKNOWN)  # given up for dead, and here is the answer after all
    if "server_words" in fields:
        fields["server_words"] = fields["server_words"][:LONGEST_WORDS]
    rows = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state__in=held)
    return bool(rows.update(state=state, **fields))


def note_sent(delivery, words):
    """The server has it. The same as `_settle`, in the statement that is asked for each e-mail."""
    rows = _SENT.rows(
        connection,
        now=timezone.now(),
        words=words[:LONGEST_WORDS],
        id=delivery.pk,
        claim=delivery.claim,
    )
    return bool(rows)


def note_failed(delivery, words):
    return _settle(delivery, DeliveryState.FAILED, server_words=words)


def note_unknown(delivery, words):
    return _settle(delivery, DeliveryState.UNKNOWN, server_words=words)


def note_not_sent(delivery, why):
    """Its writer has nothing to send."""
    return _settle(delivery, DeliveryState.CLOSED, server_words=why)


def note_retry(delivery, words):
    """Put it back for later; failed once it was tried as often as settings allow."""
    if delivery.tries >= settings.OUTBOX_MOST_TRIES:
        return note_failed(delivery, words)
    wait = pause(
        delivery.tries, first=settings.OUTBOX_FIRST_PAUSE, longest=settings.OUTBOX_LONGEST_PAUSE
    )
    return _settle(
        delivery, DeliveryState.QUEUED, server_words=words, next_try_at=timezone.now() + wait
    )


def reap(*, now=None):
    """Rows in the hand of a worker that is long gone become "not known"; return how many.

    What such a worker did last nobody can tell, so they wait for a person.
    """
    long_ago = (now or timezone.now()) - timedelta(seconds=settings.OUTBOX_REAP_AFTER)
    lost = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=long_ago)
    return lost.update(
        state=DeliveryState.UNKNOWN,
        server_words="The worker that had it in hand ended before it could say what happened.",
    )


def release(delivery):
    """A person's word: send it again, with the same Message-ID. False if it is past deciding."""
    return bool(
        Delivery.objects.filter(
            pk=delivery.pk, state__in=[DeliveryState.UNKNOWN, DeliveryState.FAILED]
        ).update(state=DeliveryState.QUEUED, next_try_at=timezone.now(), tries=0, claim=None)
    )


def close(delivery, why):
    """A person's word: do not send it. False if it has been sent, or is being sent."""
    open_states = [DeliveryState.QUEUED, DeliveryState.UNKNOWN, DeliveryState.FAILED]
    rows = Delivery.objects.filter(pk=delivery.pk, state__in=open_states)
    return bool(rows.update(state=DeliveryState.CLOSED, server_words=why[:LONGEST_WORDS]))


def is_any_due():
    return Delivery.objects.filter(
        state=DeliveryState.QUEUED, next_try_at__lte=timezone.now(), kind__in=kinds.names()
    ).exists()
