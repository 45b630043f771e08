"""A cache on a Redis server that pages outlive: one that does not answer never breaks a page."""

import logging
import threading
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as NoAnswerInTime

log = logging.getLogger(__name__)
# A server that is there and says nothing is then left alone for so long: a page that asks ten
# things waits once. One that refuses costs nothing, so it is asked each time.
PAUSE_SECONDS = 5


class _Outage:
    """What this process knows of the server, for all its threads."""

    def __init__(self):
        self.lock, self.since, self.until = threading.Lock(), None, 0.0


class SteadyCache(RedisCache):
    """While the server does not answer, this process keeps for itself, as without a server.

    So nothing is found that was kept before, limits go on counting (each process alone), and what
    was kept in between is forgotten as soon as the server answers again.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._own = LocMemCache(f"steady:{server}", params)
        self._outage = _outages.setdefault(str(server), _Outage())

    def _ask(self, name, *arguments, **named):
        if time.monotonic() >= self._outage.until:
            try:
                answer = getattr(super(), name)(*arguments, **named)
            except (RedisError, OSError) as error:
                self._begin(error)
            else:
                self._end()
                return answer
        return getattr(self._own, name)(*arguments, **named)

    def _begin(self, error):
        with self._outage.lock:
            if self._outage.since is None:
                log.error("The cache server does not answer: %s", error)
                self._own.clear()
                self._outage.since = time.monotonic()
            if isinstance(error, NoAnswerInTime):
                self._outage.until = time.monotonic() + PAUSE_SECONDS

    def _end(self):
        if self._outage.since is None:
            return
        with self._outage.lock:
            if self._outage.since is not None:
                log.warning("The cache server answers again")
                self._own.clear()
                self._outage.since = None

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("add", key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._ask("get", key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("set", key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("touch", key, timeout, version)

    def delete(self, key, version=None):
        return self._ask("delete", key, version)

    def get_many(self, keys, version=None):
        return self._ask("get_many", keys, version)

    def has_key(self, key, version=None):
        return self._ask("has_key", key, version)

    def incr(self, key, delta=1, version=None):
        return self._ask("incr", key, delta, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("set_many", data, timeout, version)

    def delete_many(self, keys, version=None):
        return self._ask("delete_many", keys, version)

    def clear(self):
        return self._ask("clear")


_outages = {}
