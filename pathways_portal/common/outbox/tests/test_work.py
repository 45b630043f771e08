"""What becomes of a row, by what its writer and the mail server say."""

import socket
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction

from pathways_portal.common.outbox import queue, work
from pathways_portal.common.outbox.enums import DeliveryState as S
from pathways_portal.common.outbox.models import Delivery
from pathways_portal.common.outbox.smtp import Postman
from pathways_portal.common.outbox.tests.kinds_of_tests import row
from pathways_portal.drills.sink import sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    """A mail server for the portal's settings."""
    with sink() as (taken, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 1
        yield taken


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_many_messages_go_over_one_connection_and_one_no_does_not_stop_the_others(server):
    for name in ("a", "refused", "later", "spam", "b"):
        row(f"{name}@example.org")

    counts = work.deliver_due()

    assert counts == {"sent": 2, "failed": 2, "later": 1}
    assert states() == [S.SENT, S.FAILED, S.QUEUED, S.FAILED, S.SENT]


def test_the_message_arrives_as_it_was_written(server):
    delivery = row()

    work.deliver_due()

    received = message_from_bytes(server.messages[delivery.message_id], policy=policy.default)
    assert received["To"] == "ana@example.org"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received.get_content().replace("\r\n", "\n") == ".a dot first\nñandú\n"


def test_an_answer_lost_after_the_message_is_left_to_a_person(server):
    delivery = row("lost@example.org")

    work.deliver_due()
    work.deliver_due()

    assert states() == [S.UNKNOWN]
    assert server.copies[delivery.message_id] == 1


def test_a_connection_lost_before_the_message_is_tried_again(server):
    row("drop@example.org")

    work.deliver_due()

    assert states() == [S.QUEUED]


def test_a_server_that_is_down_costs_one_row_one_try(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    for number in range(3):
        row(f"{number}@example.org")

    work.deliver_due()

    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 0, 1]
    assert states() == [S.QUEUED] * 3


def test_a_writer_with_nothing_to_send_closes_the_row_and_says_why():
    row(about={"nothing": True})

    work.deliver_due()

    assert [d.server_words for d in Delivery.objects.filter(state=S.CLOSED)] == [
        "Nothing to say this month."
    ]
    assert mail.outbox == []


def test_a_row_that_cannot_be_written_stops_no_other_and_tells_no_names(caplog):
    row("a@example.org", about={"broken": True})
    row("b@example.org")

    work.deliver_due()

    assert states() == [S.QUEUED, S.SENT]
    assert Delivery.objects.get(address="a@example.org").server_words == (
        "It could not be written: LookupError"
    )


def test_a_worker_ends_after_as_many_rows_as_it_was_told():
    for number in range(3):
        row(f"{number}@example.org")

    work.deliver_due(most=2)

    assert states().count(S.SENT) == 2


def test_a_released_row_goes_out_once_more_under_the_same_name(server):
    delivery = row("lost@example.org")
    work.deliver_due()

    queue.release(delivery)
    work.deliver_due()

    assert server.copies[delivery.message_id] == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_within_a_transaction_that_may_still_be_undone():
    row()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        work.deliver_due()

    assert (states(), mail.outbox) == ([S.QUEUED], [])


def test_the_end_of_a_message_does_not_wait_for_the_network(server):
    with Postman() as postman:
        postman.hand_over(EmailMessage("Subject", "Text", to=["ana@example.org"]))
        kept = postman.backend.connection.sock

        assert kept.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
