"""Rows of the outbox: once for each recipient and period, one hand at a time, no way back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from pathways_portal.common.outbox import queue
from pathways_portal.common.outbox.backoff import pause
from pathways_portal.common.outbox.enums import DeliveryState as S
from pathways_portal.common.outbox.models import Delivery
from pathways_portal.common.outbox.tests.kinds_of_tests import KIND, row

pytestmark = pytest.mark.django_db


def test_a_recipient_has_one_row_for_a_kind_and_a_period():
    first = row()

    assert not queue.put(
        kind=KIND, recipient=first.recipient, address="other@example.org", period="2026-11",
        language="es",
    )  # fmt: skip
    assert list(Delivery.objects.all()) == [first]


def test_the_database_refuses_a_second_row():
    first = row()
    first.pk, first.message_id = None, "<another@id>"

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_put_many_counts_what_is_new():
    def rows(*names):
        return [
            queue.new(kind=KIND, recipient=n, address=n, period="2026-11", language="en")
            for n in names
        ]

    queue.put_many(rows("a@example.org", "b@example.org"))

    assert queue.put_many(rows("b@example.org", "c@example.org")) == 1


def test_a_claimed_row_is_nobody_elses():
    row()

    assert queue.claim().state == S.SENDING
    assert queue.claim() is None


def test_a_row_is_not_claimed_before_its_time():
    row(next_try_at=timezone.now() + timedelta(minutes=1))

    assert queue.claim() is None


def test_a_row_that_this_process_cannot_write_waits():
    queue.put(kind="other", recipient="a", address="a@example.org", period="x", language="en")

    assert queue.claim() is None


def test_rows_of_one_scope_come_one_after_the_other():
    now = timezone.now()
    for number, scope in enumerate("abab"):
        row(f"{number}@example.org", scope=scope, next_try_at=now)

    order = [queue.claim().scope for _number in range(4)]

    assert order in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


def test_only_the_hand_that_holds_a_row_settles_it():
    row()
    first = queue.claim()
    queue.reap(now=timezone.now() + timedelta(days=1))
    queue.release(first)
    second = queue.claim()

    assert not queue.note_sent(first, "250 late")
    assert queue.note_sent(second, "250 taken")


def test_a_worker_given_up_for_dead_may_still_bring_the_answer():
    row()
    held = queue.claim()
    queue.reap(now=timezone.now() + timedelta(days=1))

    assert queue.note_sent(held, "250 taken")
    assert not queue.note_retry(held, "451")


def test_the_reaper_leaves_what_is_being_sent_now():
    row()
    held = queue.claim()

    assert queue.reap() == 0
    held.refresh_from_db()
    assert held.state == S.SENDING


def test_a_released_row_keeps_its_message_id():
    row()
    held = queue.claim()
    queue.note_unknown(held, "the answer was lost")

    assert queue.release(held)
    assert queue.claim().message_id == held.message_id


@pytest.mark.parametrize("decide", [queue.release, lambda row: queue.close(row, "late")])
def test_what_was_sent_is_past_deciding(decide):
    row()
    held = queue.claim()
    queue.note_sent(held, "250 taken")

    assert not decide(held)


def test_a_row_being_sent_cannot_be_closed_under_the_worker():
    row()

    assert not queue.close(queue.claim(), "late")


def test_a_row_is_tried_as_often_as_settings_allow(settings):
    settings.OUTBOX_MOST_TRIES, settings.OUTBOX_FIRST_PAUSE = 2, timedelta(0)
    row()

    queue.note_retry(queue.claim(), "451 later")
    again = queue.claim()
    queue.note_retry(again, "451 later")
    again.refresh_from_db()

    assert (again.state, again.tries, again.server_words) == (S.FAILED, 2, "451 later")


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [
        pytest.param(0, 0, id="not tried yet"),
        pytest.param(1, 5, id="once"),
        pytest.param(3, 20, id="doubles"),
        pytest.param(99, 240, id="has a longest"),
    ],
)
def test_pause(tries, minutes):
    wait = pause(tries, first=timedelta(minutes=5), longest=timedelta(hours=4))

    assert wait == timedelta(minutes=minutes)


@pytest.mark.parametrize("state", [S.QUEUED, S.SENDING, S.CLOSED])
def test_the_database_lets_nothing_become_unsent(state):
    row()
    held = queue.claim()
    queue.note_sent(held, "250 taken")

    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        Delivery.objects.update(state=state, sent_at=None)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"state": S.SENDING}, id="being sent by nobody"),
        pytest.param({"state": S.CLOSED}, id="closed without a word"),
        pytest.param({"sent_at": "2026-11-27T00:00Z"}, id="sent while it waits"),
    ],
)
def test_the_database_refuses(broken):
    row()

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**broken)
