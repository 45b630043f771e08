"""The drills: what is put in, who is killed or what the server does, and what stands there after.

Each returns a `Result`; `expected` says what must come out: the state that the row comes to by
itself, and how many copies left. Where nobody can know, a person then releases the row.
"""

import os
import time
from collections import Counter

import redis
from celery import Celery

from pathways_portal.common.outbox import queue
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery
from pathways_portal.drills import servers, tasks
from pathways_portal.drills.result import DrillError, Result

S = DeliveryState
LOOK = "pathways_portal.common.outbox.tasks.look"
DELIVER = "pathways_portal.common.outbox.tasks.deliver"
# Step of the kill -> (state it comes to by itself, copies sent by then).
KILLS = {
    "before a row is taken": (S.SENT, 1),
    "row taken, no connection yet": (S.UNKNOWN, 0),
    "connected, nothing said": (S.UNKNOWN, 0),
    "half of the message sent": (S.UNKNOWN, 0),
    "whole message sent, answer not read": (S.UNKNOWN, 1),
    "answer read, row not written": (S.UNKNOWN, 1),
    "row written, task not ended": (S.SENT, 1),
}
# Address of the sink -> (what the server does, state it comes to by itself, copies).
SERVERS = {
    "later-2": ("451 twice, then taken", S.SENT, 1),
    "later": ("451 each time", S.FAILED, 0),
    "refused": ("550 to the address", S.FAILED, 0),
    "spam": ("554 to the message", S.FAILED, 0),
    "busy": ("452 to the message each time", S.FAILED, 0),
    "hang": ("hangs before the message", S.FAILED, 0),
    "drop": ("hangs up before the message", S.FAILED, 0),
    "silent": ("takes it and never answers", S.UNKNOWN, 1),
    "lost": ("takes it and hangs up", S.UNKNOWN, 1),
}


class Drills:
    """Everything that the drills share: the broker, the sink, and what workers need to know."""

    def __init__(self, *, sink, smtp_port, redis_url, folder, told=print):
        self.sink, self.folder, self.told = sink, folder, told
        self.known = servers.environment(redis_url, smtp_port)
        self.redis = redis.Redis.from_url(redis_url)
        self.queue = Celery(broker=redis_url, set_as_current=False)
        self.queue.conf.task_ignore_result = True
        self._number = 0
        tasks.register()

    # --- rows ------------------------------------------------------------------------------------
    def put(self, *addresses):
        self._number += 1
        period = f"drill{self._number}"
        tasks.rows(addresses, period)
        return Delivery.objects.filter(period=period)

    @staticmethod
    def states(rows):
        counts = Counter(rows.values_list("state", flat=True))
        return ", ".join(f"{n} {state}" for state, n in sorted(counts.items())) or "none"

    def copies(self, rows):
        """How many copies of each row the sink has taken."""
        return [self.sink.copies[name] for name in rows.values_list("message_id", flat=True)]

    def wait(self, rows, *states, seconds=60):
        """Until every row is in one of the states. False when that takes too long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not rows.exclude(state__in=states).exists():
                return True
            time.sleep(0.05)
        return False

    def send(self, task, **arguments):
        self.queue.send_task(task, kwargs=arguments)

    def send_and_wait(self, task, **arguments):
        """Run a task in the worker, and wait until it has ended or died."""
        asked = self.redis.incr("drill:asked")
        self.send(task, **arguments)
        self.send(f"{servers.TASKS}.note_done", number=asked)
        until = time.monotonic() + 60
        while int(self.redis.get("drill:done") or 0) < asked:
            if time.monotonic() > until:
                raise DrillError(f"The worker did not come to the end of {task}.")
            time.sleep(0.02)

    # --- drills -----------------------------------------------------------------------------------
    def kills(self):
        """`kill -9` of the worker's process at each step of one delivery."""
        with servers.worker(self.known) as worker:
            for step, (state, copies) in KILLS.items():
                rows = self.put("person@example.org")
                before = self.states(rows)
                self.send_and_wait(f"{servers.TASKS}.die_at", step=step)
                killed = self.redis.getdel("drill:killed")
                found = self.states(rows)
                self.send_and_wait(f"{servers.TASKS}.reap_now")
                self.send_and_wait(DELIVER)
                after, copied = self.states(rows), self.copies(rows)
                is_right = bool(killed) and after == f"1 {state}" and copied == [copies]
                then = ""
                if state == S.UNKNOWN:
                    then, right = self._decided(rows, sent_before=copies)
                    is_right = is_right and right
                yield Result(
                    f"kill -9: {step}",
                    f"worker {worker.pid}, killed {(killed or b'nobody').decode()}",
                    before,
                    f"{found} → {after}",
                    is_right,
                    _sent(copied[0], then),
                )

    def _decided(self, rows, *, sent_before):
        """A person releases the row where nothing had left, and closes it where a copy had."""
        row = rows.get()
        if sent_before:
            queue.close(row, "Closed in the drill: the server has it.")
            self.send_and_wait(DELIVER)
            said = "closed by a person"
            return f"{said}: {self.states(rows)}, copies {self.copies(rows)[0]}", self.copies(
                rows
            ) == [sent_before]
        queue.release(row)
        self.send_and_wait(DELIVER)
        right = self.states(rows) == "1 sent" and self.copies(rows) == [1]
        return f"released by a person: {self.states(rows)}, copies {self.copies(rows)[0]}", right

    def whole_worker(self):
        """`kill -9` of the worker and all its children while the server has the message."""
        rows = self.put("silent@example.org")
        with servers.worker(self.known) as worker:
            self.send(DELIVER)
            until = time.monotonic() + 60
            while not sum(self.copies(rows)) and time.monotonic() < until:
                time.sleep(0.01)
            servers.kill_group(worker)
        found = self.states(rows)
        with servers.worker(self.known) as second:
            self.send_and_wait(f"{servers.TASKS}.reap_now")
            self.send_and_wait(DELIVER)
        after, copied = self.states(rows), self.copies(rows)
        yield Result(
            "kill -9: worker and children, the server has the message",
            f"worker {worker.pid} killed, then {second.pid}",
            "1 queued",
            f"{found} → {after}",
            after == "1 unknown" and copied == [1],
            _sent(copied[0]),
        )

    def servers(self):
        """What a mail server may do, each to one row; retries come by themselves."""
        with servers.worker(self.known) as worker:
            for name, (does, state, copies) in SERVERS.items():
                rows = self.put(f"{name}@example.org")
                before = self.states(rows)
                until = time.monotonic() + 60
                while rows.filter(state__in=[S.QUEUED, S.SENDING]).exists():
                    if time.monotonic() > until:
                        break
                    self.send_and_wait(LOOK)
                    time.sleep(0.1)
                row, copied = rows.get(), self.copies(rows)
                self.send_and_wait(LOOK)
                yield Result(
                    f"server {does}",
                    f"worker {worker.pid}",
                    before,
                    f"{self.states(rows)} after {row.tries} tries",
                    row.state == state and copied == [copies] == self.copies(rows),
                    _sent(copied[0], f"“{row.server_words[:60]}”"),
                )

    def flushed(self, count=200):
        """The broker loses everything after the work was put on it."""
        rows = self.put(*(f"person{n}@example.org" for n in range(count)))
        before = self.states(rows)
        self.send(DELIVER)
        self.redis.flushall()
        with servers.worker(self.known) as worker:
            time.sleep(1)
            lost = self.states(rows)
            self.send(LOOK)
            self.wait(rows, S.SENT)
        yield self._all_once(
            "broker flushed", f"worker {worker.pid}", before, rows, f"{lost} until the next look"
        )

    def two_schedulers(self):
        """Two workers and two schedulers, all at once; both schedulers plan the same e-mails."""
        rows = Delivery.objects.filter(period="planned")
        before = self.states(rows)
        with (
            servers.worker(self.known, name="one") as one,
            servers.worker(self.known, name="two") as two,
            servers.scheduler(self.known, self.folder, "beat1") as beat,
            servers.scheduler(self.known, self.folder, "beat2") as other,
        ):
            until = time.monotonic() + 60
            while rows.filter(state=S.SENT).count() < tasks.PLANNED and time.monotonic() < until:
                time.sleep(0.1)
            time.sleep(2)  # both go on planning and looking
        yield self._all_once(
            "two workers, two schedulers",
            f"workers {one.pid} {two.pid}, schedulers {beat.pid} {other.pid}",
            before,
            rows,
            "",
        )

    def ten_workers(self, count=500):
        """Ten processes work off the same rows, each asked several times."""
        rows = self.put(*(f"person{n}@example.org" for n in range(count)))
        before = self.states(rows)
        with (
            servers.worker(self.known, processes=5, name="one") as one,
            servers.worker(self.known, processes=5, name="two") as two,
        ):
            for _time in range(20):
                self.send(DELIVER)
            self.wait(rows, S.SENT)
        took_part = rows.values("claimed_by").distinct().count()
        yield self._all_once(
            "ten workers",
            f"workers {one.pid} {two.pid}",
            before,
            rows,
            f"{took_part} processes took part",
        )

    def _all_once(self, name, processes, before, rows, then):
        copied = Counter(self.copies(rows))
        return Result(
            name,
            processes,
            before,
            self.states(rows),
            set(copied) == {1} and not rows.exclude(state=S.SENT).exists(),
            _sent(", ".join(f"{n} rows {times}×" for times, n in sorted(copied.items())), then),
        )

    def all(self):
        self.told(f"drill {os.getpid()}, sink in it")
        for drill in (
            self.kills,
            self.whole_worker,
            self.servers,
            self.flushed,
            self.two_schedulers,
            self.ten_workers,
        ):
            yield from drill()


def _sent(copies, then=""):
    """What a `Result` tells between: how many copies left, and what came then."""
    return (("copies", str(copies)), ("then", then))
