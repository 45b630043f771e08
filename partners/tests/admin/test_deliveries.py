"""The outbox in the admin: staff alone reads it, releases and closes; each decision is logged."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from pathways_portal.common.outbox import kinds, queue
from pathways_portal.common.outbox.enums import DeliveryState as S
from pathways_portal.common.outbox.models import Delivery
from pathways_portal.common.outbox.tests.kinds_of_tests import row

pytestmark = pytest.mark.django_db
LIST = "admin:outbox_delivery_changelist"


def unknown():
    row()
    held = queue.claim()
    queue.note_unknown(held, "the answer was lost")
    return held


def ask(client, action, *rows):
    return client.post(
        reverse(LIST), {"action": action, "_selected_action": [one.pk for one in rows]}, follow=True
    )


def test_staff_sees_the_servers_words(client, staff):
    unknown()

    assert "the answer was lost" in client.get(reverse(LIST)).content.decode()


def test_a_cell_of_the_list_holds_two_facts_and_the_filter_names_kinds_by_their_words(
    client, staff
):
    held = unknown()

    page = client.get(reverse(LIST)).content.decode()

    assert f'{kinds.label(held.kind)} <span class="second-fact">{held.period}</span>' in page
    assert '<span class="second-fact">1 try, ' in page
    assert re.search(rf'href="\?kind={held.kind}">\s*{kinds.label(held.kind)}\s*<', page)


def test_a_released_row_waits_again_under_the_same_name_and_the_log_says_who(
    client, staff, monkeypatch
):
    monkeypatch.setattr("partners.admin.deliveries.outbox.soon", lambda: None)
    held = unknown()

    ask(client, "release", held)

    after = Delivery.objects.get()
    (entry,) = LogEntry.objects.all()
    assert (after.state, after.message_id) == (S.QUEUED, held.message_id)
    assert (entry.user, entry.object_id) == (staff, str(held.pk))
    assert "the answer was lost" in entry.change_message


def test_a_closed_row_says_what_was_known_and_the_log_says_who(client, staff):
    held = unknown()

    ask(client, "close", held)

    after = Delivery.objects.get()
    assert after.state == S.CLOSED and "the answer was lost" in after.server_words
    assert LogEntry.objects.get().user == staff


def test_what_was_sent_stays_and_nothing_is_logged(client, staff):
    row()
    held = queue.claim()
    queue.note_sent(held, "250 taken")

    ask(client, "release", held)
    ask(client, "close", held)

    assert Delivery.objects.get().state == S.SENT
    assert not LogEntry.objects.exists()


def test_nobody_else_reads_addresses_or_decides(client, lead):
    held = unknown()

    assert client.get(reverse(LIST)).status_code == 403
    assert ask(client, "release", held).status_code == 403
    assert Delivery.objects.get().state == S.UNKNOWN


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_for_more_rows(client, staff, count, django_assert_max_num_queries):
    for number in range(count):
        row(f"{number}@example.org")

    with django_assert_max_num_queries(14):
        client.get(reverse(LIST))
