"""A cache server that goes away breaks no page: a real server, ended and started again."""

import os
import signal
import time

import pytest

from pathways_portal.common import steady_cache
from pathways_portal.common.steady_cache import SteadyCache
from pathways_portal.drills import servers


@pytest.fixture
def broker(tmp_path):
    one = servers.Broker(tmp_path)
    one.start()
    yield one
    servers.end(one.process)


@pytest.fixture
def cache(broker):
    options = {"socket_connect_timeout": 1, "socket_timeout": 1}
    return SteadyCache(broker.url, {"KEY_PREFIX": "portal", "OPTIONS": options})


def test_what_is_kept_is_found_by_every_process(broker, cache):
    other = SteadyCache(broker.url, {"KEY_PREFIX": "portal"})

    cache.set("page", "drawn")

    assert other.get("page") == "drawn"


def test_while_the_server_is_away_nothing_is_found_and_nothing_breaks(broker, cache):
    cache.set("page", "drawn")
    servers.end(broker.process)

    assert cache.get("page") is None
    assert cache.get("page", "not kept") == "not kept"
    assert cache.get_many(["page"]) == {}
    assert not cache.has_key("page") and not cache.touch("page") and not cache.delete("page")
    assert cache.set_many({"one": 1, "two": 2}) == []
    cache.delete_many(["one", "two"])
    assert cache.get_or_set("page", lambda: "drawn anew") == "drawn anew"


def test_while_the_server_is_away_this_process_goes_on_counting(broker, cache):
    servers.end(broker.process)

    assert cache.add("tries", 0, 60)
    assert not cache.add("tries", 0, 60)
    assert [cache.incr("tries"), cache.incr("tries")] == [1, 2]
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never-counted")


def test_what_was_kept_in_between_is_forgotten_when_the_server_answers(broker, cache):
    servers.end(broker.process)
    cache.set("asked", "in the first outage")
    broker.start()
    back = cache.get("asked")
    cache.set("asked", "of the server")
    servers.end(broker.process)

    assert back is None
    assert cache.get("asked") is None


def test_a_server_that_never_answers_is_waited_for_once(broker, cache, monkeypatch):
    cache.set("page", "drawn")
    os.kill(broker.process.pid, signal.SIGSTOP)
    began = time.monotonic()

    found = [cache.get("page") for _time in range(20)]

    assert found == [None] * 20
    assert time.monotonic() - began < 4
    os.kill(broker.process.pid, signal.SIGCONT)
    monkeypatch.setattr(steady_cache, "PAUSE_SECONDS", 0)
    cache._outage.until = 0
    assert cache.get("page") == "drawn"
