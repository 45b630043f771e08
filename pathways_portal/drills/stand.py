"""What a drill of publication stands on: broker, web server, workers, and what is on file."""

import json
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection
from django.urls import reverse

from equity.models import Publication, PublishedCell, Release
from partners.tests.factories import UserFactory
from pathways_portal.drills import made_up, servers
from pathways_portal.drills.result import DrillError
from pathways_portal.drills.visitor import Visitor
from programs.bench.server import served

MOST_SECONDS = 60
QUIET_SECONDS = 1.5
_QUEUE, _IN_HAND = "celery", "unacked"


class Stand:
    """Held together for all drills: `broker`, the `person` who publishes, and drafts in a row."""

    def __init__(self, *, broker, server):
        self.broker, self.server, port = broker, server, server.port
        self.user = UserFactory(is_superuser=True)
        self.person, self.visitor = Visitor(port, self.user), Visitor(port)
        self.queue = redis.Redis.from_url(broker.url, socket_timeout=5)
        self._number = 0
        made_up.lists()

    def draft(self):
        self._number += 1
        return made_up.draft(self._number)

    # --- pages ------------------------------------------------------------------------------------
    def look(self, release, language=""):
        return self.person.get(language + _address("preview", release))

    def press(self, name, release):
        return self.person.press(_address(name, release))

    def look_until(self, release, is_there, seconds=MOST_SECONDS):
        """Look at the preview as the page does by itself, until it says what is waited for."""
        until = time.monotonic() + seconds
        while True:
            page = self.look(release)
            if is_there(page):
                return page
            if time.monotonic() > until:
                raise DrillError(f"Never came within {seconds} s; the page says {page}")
            time.sleep(0.3)

    # --- processes --------------------------------------------------------------------------------
    def worker(self, name="drill"):
        known = servers.environment(self.broker.url, 1)
        return servers.celery(
            known, "pathways_portal", "worker", "--pool", "prefork", "--concurrency", "1",
            "--hostname", f"{name}@localhost", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def wait_until_idle(self):
        """Until no task waits and none is in hand, for a while: in between, one is in neither."""
        quiet_since = None

        def idle():
            nonlocal quiet_since
            if self.queue.llen(_QUEUE) or self.queue.hlen(_IN_HAND):
                quiet_since = None
                return False
            quiet_since = quiet_since or time.monotonic()
            return time.monotonic() - quiet_since > QUIET_SECONDS

        _until(idle, "the workers did not come to their end")

    def hand_on(self):
        """What the broker does an hour after a worker died: give its tasks to another one."""
        found = self.queue.hgetall(_IN_HAND)
        for tag, kept in found.items():
            self.queue.lpush(_QUEUE, json.dumps(json.loads(kept)[0]))
            self.queue.hdel(_IN_HAND, tag)
        return len(found)

    def hand_out_twice(self):
        """The same message once more, as a broker does that lost track of it."""
        self.queue.lpush(_QUEUE, self.queue.lindex(_QUEUE, 0))

    # --- what stands ------------------------------------------------------------------------------
    def counts(self, release):
        """Rows on file, and what the broker keeps, in words."""
        states = Counter(Publication.objects.values_list("state", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM equity_rawcell),"
                " (SELECT count(*) FROM django_admin_log WHERE object_id = %s"
                "  AND change_message = 'Published')",
                [str(release.pk)],
            )
            raw, noted = cursor.fetchone()
        release.refresh_from_db()
        of_all = Counter(Release.objects.values_list("status", flat=True))
        return (
            f"this one {release.status}, noted {noted}× | releases {_listed(of_all)} | raw cells "
            f"{raw} | publications {_listed(states)} | published cells "
            f"{PublishedCell.objects.count()} | {self.kept(release)}"
        )

    def kept(self, release):
        """What the broker keeps of a release's preview and publication, and of all tasks."""
        try:
            names = sorted(
                {
                    key.decode().split("equity-")[1].split(":")[0]
                    for name in (f"*equity-*:{release.pk}", f"*equity-*:{release.pk}:*")
                    for key in self.queue.scan_iter(name)
                }
            )
            waiting, in_hand = self.queue.llen(_QUEUE), self.queue.hlen(_IN_HAND)
        except redis.RedisError:
            return "broker away"
        return f"kept {', '.join(names) or 'nothing'} | tasks {waiting} waiting, {in_hand} in hand"

    def is_whole(self, release):
        """Published once and whole: one publication stands, of this release, with all its cells."""
        release.refresh_from_db()
        standing = Publication.objects.filter(state="standing")
        return (
            release.status == "published"
            and [one.release_id for one in standing] == [release.pk]
            and PublishedCell.objects.filter(publication__in=standing).count() == _CELLS
        )

    @staticmethod
    def stands():
        """The release that stands now, by label; several, or half of one, show."""
        rows = Publication.objects.filter(state="standing").order_by("pk")
        return [
            (one.release.label, PublishedCell.objects.filter(publication=one).count())
            for one in rows.select_related("release")
        ]


_CELLS = sum(len(labels) for labels in made_up.GROUPS.values())


@contextmanager
def stand(folder, redis_port=None):
    """Everything started; ended with the block, whatever happens."""
    broker = servers.Broker(Path(folder), redis_port)
    broker.start()
    more = {
        "DJANGO_SETTINGS_MODULE": "pathways_portal.drills.settings",
        "REDIS_URL": broker.url,
        "SECRET_KEY": settings.SECRET_KEY,
        "MFA_REQUIRED_FOR_EDITORS": "0",
    }
    try:
        with served(more) as server:
            yield Stand(broker=broker, server=server)
    finally:
        servers.end(broker.process)


class Held:
    """Another connection that holds a lock."""

    def __init__(self, statement):
        self._connection = connection.copy()
        self._connection.connect()
        self._connection.set_autocommit(False)
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._session = cursor.fetchone()[0]
            cursor.execute(statement)

    def stand(self, count=1):
        """Wait until so many sessions stand at the lock; their numbers."""
        _until(lambda: len(self._waiting()) >= count, "nobody came to the lock")
        return self._waiting()

    def let_go(self):
        self._connection.rollback()

    def close(self):
        self.let_go()
        self._connection.close()

    def _waiting(self):
        # Not asked on the connection that holds: within a transaction that list stays as it was.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND %s = ANY (pg_blocking_pids(pid)) ORDER BY pid",
                [self._session],
            )
            return [pid for (pid,) in cursor.fetchall()]


@contextmanager
def held_at(statement):
    """Hold a lock for the block, so that a moment is sure."""
    held = Held(statement)
    try:
        yield held
    finally:
        held.close()


def wait_until_gone(sessions):
    """Until the database has noticed that these sessions' clients are dead."""

    def gone():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = ANY (%s)", [sessions])
            return not cursor.fetchone()[0]

    _until(gone, "the database still waits for a killed worker")


def _until(is_there, otherwise, seconds=MOST_SECONDS):
    until = time.monotonic() + seconds
    while not is_there():
        if time.monotonic() > until:
            raise DrillError(f"Within {seconds} s {otherwise}.")
        time.sleep(0.1)


def _address(name, release):
    return reverse(f"admin:equity_release_{name}", args=[release.pk])


def _listed(counter):
    return ", ".join(f"{n} {name}" for name, n in sorted(counter.items())) or "none"
