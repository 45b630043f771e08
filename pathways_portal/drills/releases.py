"""The drills of publication by a worker: who is killed when, what stands after, what the page says.

Each returns a `Result`. A release must come out published once and whole, or not at all, and the
page must tell the person the way on: it looks again by itself, or it has a button.
"""

import os
import signal
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import reverse

from pathways_portal.common.processes import children
from pathways_portal.drills import servers
from pathways_portal.drills.stand import held_at, wait_until_gone

PLANNING = "LOCK TABLE equity_publishedcell IN ACCESS EXCLUSIVE MODE"
BEGINNING = "SELECT pg_advisory_xact_lock(20261127)"
WRITING = "LOCK TABLE equity_publishedcell IN SHARE MODE"
NOTING = "LOCK TABLE django_admin_log IN SHARE MODE"
AGAIN, PUBLISH, DISCARD = "Ask again", "Publish", "Discard the draft"
NO_QUEUE = "The task queue does not answer"


@dataclass(frozen=True)
class Result:
    """`before` and `after`: rows and tasks; `pages`: what the page said, one look after another."""

    name: str
    processes: str
    before: str
    after: str
    pages: tuple
    is_right: bool


class ReleaseDrills:
    def __init__(self, on):
        self.on = on

    # --- kills ------------------------------------------------------------------------------------
    def preview_killed(self):
        """`kill -9` of the worker and its children while it plans a preview."""
        release, before = self._draft()
        with held_at(PLANNING) as held, self.on.worker() as worker:
            asked = self.on.look(release)
            sessions = held.stand()
            servers.kill_group(worker)
        wait_until_gone(sessions)
        late = self.on.look_until(release, lambda page: AGAIN in page.buttons)
        with self.on.worker() as second:
            waiting = self.on.press("again", release)
            done = self._previewed(release)
            handed = self.on.hand_on()
            self.on.wait_until_idle()
        yield Result(
            "worker kill -9 while it plans a preview; asked again, later its task handed on",
            _killed(worker, sessions, second, handed),
            before,
            self.on.counts(release),
            (asked, late, waiting, done),
            asked.looks_again and late.looks_again and PUBLISH in done.buttons,
        )
        yield self._discarded(release)

    def child_killed(self):
        """`kill -9` of the process that plans alone, as where memory runs out."""
        release, before = self._draft()
        with self.on.worker() as worker:
            with held_at(PLANNING) as held:
                asked = self.on.look(release)
                sessions = held.stand()
                child = next(iter(children(worker.pid)))
                os.kill(child, signal.SIGKILL)
            wait_until_gone(sessions)
            late = self.on.look_until(release, lambda page: AGAIN in page.buttons)
            self.on.press("again", release)
            done = self._previewed(release)
        yield Result(
            "worker's child kill -9 while it plans a preview; asked again",
            f"worker {worker.pid}, child {child} killed",
            before,
            self.on.counts(release),
            (asked, late, done),
            PUBLISH in done.buttons,
        )
        yield self._discarded(release)

    def publication_killed(self):
        """`kill -9` in the middle of publishing, the new cells being written."""
        release, before = self._draft()
        stood = self.on.stands()
        with held_at(WRITING) as held, self._worker_that_publishes(release) as worker:
            asked = self.on.look(release)
            sessions = held.stand()
            servers.kill_group(worker)
            with_dead = self.on.press("discard", release)
        wait_until_gone(sessions)
        untouched = self.on.stands() == stood
        after_kill = self.on.counts(release)
        late = self.on.look_until(release, lambda page: AGAIN in page.buttons)
        with self.on.worker() as second:
            self.on.press("again", release)
            preview = self._previewed(release)
            # An hour later the broker hands on what the dead worker had: nobody asks for it now.
            handed = self.on.hand_on()
            self.on.wait_until_idle()
            given_up = self.on.counts(release)
            draft_stays = "this one draft" in given_up and self.on.stands() == stood
            preview_after = self.on.look(release)
            self.on.press("publish", release)
            end = self._ended(release)
        yield Result(
            "worker kill -9 while it writes cells; asked again, its task handed on, published",
            _killed(worker, sessions, second, handed),
            f"{before}\n      killed: {after_kill}\n      handed on: {given_up}",
            self.on.counts(release),
            (asked, with_dead, late, preview, preview_after, end),
            untouched and draft_stays and handed > 0 and self._once(release),
        )

    def publication_killed_and_handed_on(self):
        """`kill -9` before it begins; the broker hands the task on while it is still waited for."""
        release, before = self._draft()
        with held_at(BEGINNING) as held, self._worker_that_publishes(release) as worker:
            asked = self.on.look(release)
            sessions = held.stand()
            servers.kill_group(worker)
        wait_until_gone(sessions)
        with self.on.worker() as second:
            handed = self.on.hand_on()
            end = self._ended(release)
        yield Result(
            "worker kill -9 before it plans the publication; its task handed on by itself",
            _killed(worker, sessions, second, handed),
            before,
            self.on.counts(release),
            (asked, end),
            self._once(release),
        )

    def noting_killed(self):
        """`kill -9` after the cells, while the history is noted."""
        release, before = self._draft()
        stood = self.on.stands()
        with held_at(NOTING) as held, self._worker_that_publishes(release) as worker:
            asked = self.on.look(release)
            sessions = held.stand()
            servers.kill_group(worker)
        wait_until_gone(sessions)
        untouched = self.on.stands() == stood
        after_kill = self.on.counts(release)
        with self.on.worker() as second:
            handed = self.on.hand_on()
            end = self._ended(release)
        yield Result(
            "worker kill -9 while it notes the publication in the history; its task handed on",
            _killed(worker, sessions, second, handed),
            f"{before}\n      killed: {after_kill}",
            self.on.counts(release),
            (asked, end),
            untouched and self._once(release),
        )

    def two_workers(self):
        """Two workers have the same publication in hand at once."""
        release, before = self._draft()
        asked = self.on.press("publish", release)
        self.on.hand_out_twice()
        with self.on.worker("one") as one, self.on.worker("two") as two:
            with held_at(BEGINNING) as held:
                sessions = held.stand(2)
                waiting = self.on.look(release)
            end = self._ended(release)
            self.on.wait_until_idle()
        yield Result(
            "two workers have the same publication",
            f"workers {one.pid} {two.pid}, sessions {sessions}",
            before,
            self.on.counts(release),
            (asked, waiting, end),
            self._once(release),
        )

    # --- the broker -------------------------------------------------------------------------------
    def flushed_while_planned(self):
        """The broker is ended and started empty while a preview is awaited, a worker at it."""
        release, before = self._draft()
        with self.on.worker() as worker:
            with held_at(PLANNING) as held:
                asked = self.on.look(release)
                held.stand()
                first = self._restart()
                afterwards = self.on.look(release)
            done = self._previewed(release)
        yield Result(
            "broker ended and started empty while a preview is awaited",
            f"worker {worker.pid}; brokers {first}, then {self.on.broker.process.pid}",
            before,
            self.on.counts(release),
            (asked, afterwards, done),
            afterwards.looks_again and PUBLISH in done.buttons,
        )
        yield self._discarded(release)

    def flushed_while_published(self):
        """The broker is ended and started empty while a worker publishes; the person goes on."""
        release, before = self._draft()
        with self.on.worker() as worker:
            with held_at(WRITING) as held:
                asked = self.on.press("publish", release)
                held.stand()
                first = self._restart()
                afterwards = self.on.look(release)
                discarded = self.on.press("discard", release)
                pressed = self.on.press("publish", release)
            end = self._ended(release)
            self.on.wait_until_idle()
        yield Result(
            "broker ended and started empty while a worker publishes; Discard and Publish pressed",
            f"worker {worker.pid}; brokers {first}, then {self.on.broker.process.pid}",
            before,
            self.on.counts(release),
            (asked, afterwards, discarded, pressed, end),
            discarded.status == 200 and self._once(release),
        )

    def away_while_published(self):
        """The broker is gone before the worker has ended; it is back later."""
        release, before = self._draft()
        with self.on.worker() as worker:
            with held_at(WRITING) as held:
                asked = self.on.press("publish", release)
                held.stand()
                servers.end(self.on.broker.process)
                away = self.on.look(release)
            end = self._ended(release)
            after = self.on.counts(release)
            self.on.broker.start()
        yield Result(
            "broker gone while a worker publishes",
            f"worker {worker.pid}; broker then {self.on.broker.process.pid}",
            before,
            f"{after}\n      broker back: {self.on.counts(release)}",
            (asked, away, end),
            self._once(release),
        )

    def away(self):
        """The broker is gone: every kind of page, the buttons, and the way on when it is back."""
        yield from self._without(
            "gone", lambda: servers.end(self.on.broker.process), self.on.broker.start
        )

    def silent(self):
        """The broker takes connections and never answers."""
        process = self.on.broker.process
        yield from self._without(
            "silent",
            lambda: os.kill(process.pid, signal.SIGSTOP),
            lambda: os.kill(process.pid, signal.SIGCONT),
        )

    def _without(self, how, take_away, bring_back):
        release, before = self._draft()
        ready, _none = self._draft()
        with self.on.worker():
            self._previewed(ready)
        take_away()
        pages = {}
        try:
            for address in _public_pages():
                pages[address] = self.on.visitor.get(address)
            for address in (reverse("admin:index"), reverse("admin:equity_release_changelist")):
                pages[address] = self.on.person.get(address)
            pages["sign in"] = self.on.visitor.press(
                reverse("account_login"), {"login": "nobody@example.org", "password": "wrong one"}
            )
            pages["Preview"] = preview = self.on.look(release)
            pages["Vista previa"] = self.on.look(release, language="/es")
            pages["Publish"] = publish = self.on.press("publish", ready)
            pages["Ask again"] = self.on.press("again", ready)
            pages["Discard"] = self.on.press("discard", self.on.draft())
        finally:
            bring_back()
        with self.on.worker() as worker:
            first = self._previewed(release)
            self._previewed(ready)
            self.on.press("publish", ready)
            end = self._ended(ready)
        asked = (f"{name}: {page.seconds:.1f} s {page}" for name, page in pages.items())
        yield Result(
            f"broker {how}: pages and buttons; then it is back",
            f"broker {self.on.broker.process.pid}; worker then {worker.pid}",
            before,
            self.on.counts(ready),
            (*asked, first, end),
            all(page.status == 200 and page.seconds < 10 for page in pages.values())
            and NO_QUEUE in str(preview)
            and NO_QUEUE in str(publish)
            and self._once(ready),
        )
        yield self._discarded(release)

    # --- parts ------------------------------------------------------------------------------------
    def _draft(self):
        release = self.on.draft()
        return release, self.on.counts(release)

    def _previewed(self, release):
        return self.on.look_until(
            release, lambda page: PUBLISH in page.buttons or page.status != 200
        )

    def _ended(self, release):
        """Look until the page has gone on to the release, published."""
        withdraw = reverse("admin:equity_release_withdraw", args=[release.pk])
        return self.on.look_until(release, lambda page: withdraw in page.text)

    @contextmanager
    def _worker_that_publishes(self, release):
        self.on.press("publish", release)
        with self.on.worker() as worker:
            yield worker

    def _restart(self):
        first = self.on.broker.process.pid
        servers.end(self.on.broker.process)
        self.on.broker.start()
        return first

    def _once(self, release):
        return self.on.is_whole(release) and "noted 1×" in self.on.counts(release)

    def _discarded(self, release):
        """The draft goes, and with it nothing else."""
        before, stood, pk = self.on.counts(release), self.on.stands(), release.pk
        page = self.on.press("discard", release)
        is_gone = not type(release).objects.filter(pk=pk).exists()
        return Result(
            "that draft is discarded",
            f"web server {self.on.server.pid}",
            before,
            f"is gone: {is_gone} | stands {self.on.stands()}",
            (page,),
            is_gone and self.on.stands() == stood,
        )

    def all(self):
        for drill in (
            self.preview_killed,
            self.child_killed,
            self.publication_killed,
            self.publication_killed_and_handed_on,
            self.noting_killed,
            self.two_workers,
            self.flushed_while_planned,
            self.flushed_while_published,
            self.away_while_published,
            self.away,
            self.silent,
        ):
            yield from drill()


def _killed(worker, sessions, second, handed):
    return (
        f"worker {worker.pid} killed, its session {sessions[0]}; then worker {second.pid}; "
        f"tasks of dead workers handed on: {handed}"
    )


def _public_pages():
    names = ("home", "equity:overview", "equity:explore", "about_data", "programs:list")
    return [*(reverse(name) for name in names), f"/es{reverse('equity:overview')}", "/readyz"]
