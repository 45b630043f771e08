"""An e-mail goes out once, whatever dies: real workers, a real broker, a real mail server."""

import pytest

from pathways_portal.drills import servers
from pathways_portal.drills.drill import Drills
from pathways_portal.drills.sink import sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def drills(tmp_path):
    with servers.broker(tmp_path) as redis_url, sink() as (taken, port):
        yield Drills(sink=taken, smtp_port=port, redis_url=redis_url, folder=tmp_path)


def wrong(results):
    """Each drill that came out wrong, whole; prints them all."""
    results = list(results)
    for result in results:
        print(f"\n{result.name}", *(f"{what}: {words}" for what, words in result.lines), sep=" | ")
    assert results
    return [result for result in results if not result.is_right]


def test_a_worker_killed_at_any_step_sends_one_copy_at_most_by_itself(drills):
    assert wrong(drills.kills()) == []


def test_a_whole_worker_killed_while_the_server_has_the_message_leaves_it_to_a_person(drills):
    assert wrong(drills.whole_worker()) == []


def test_whatever_the_mail_server_does_no_second_copy_leaves_by_itself(drills):
    assert wrong(drills.servers()) == []


def test_a_flushed_broker_loses_nothing(drills):
    assert wrong(drills.flushed(count=50)) == []


def test_two_workers_and_two_schedulers_send_each_once(drills):
    assert wrong(drills.two_schedulers()) == []


def test_ten_workers_send_each_once(drills):
    assert wrong(drills.ten_workers(count=100)) == []
