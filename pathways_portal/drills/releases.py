"""The drills of publication by a worker: who is killed when, what stands after, what the page says.

Each yields a `Result`. A release must come out published once and whole, or not at all, and the
page must tell the person the way on: it looks again by itself, or it has a button.
"""

import os
import signal

from django.urls import reverse

from pathways_portal.common.processes import children
from pathways_portal.drills import servers
from pathways_portal.drills.attempt import PUBLISH, Attempt
from pathways_portal.drills.stand import held_at, wait_until_gone

PLANNING = "LOCK TABLE equity_publishedcell IN ACCESS EXCLUSIVE MODE"
BEGINNING = "SELECT pg_advisory_xact_lock(20261127)"
WRITING = "LOCK TABLE equity_publishedcell IN SHARE MODE"
NOTING = "LOCK TABLE django_admin_log IN SHARE MODE"
NO_QUEUE = "The task queue does not answer"


class ReleaseDrills:
    def __init__(self, on):
        self.on = on

    # --- kills ------------------------------------------------------------------------------------
    def preview_killed(self):
        """`kill -9` of the worker and its children while it plans a preview."""
        attempt = Attempt(self.on)
        attempt.kill_at(PLANNING)
        late = attempt.late()
        with attempt.worker():
            attempt.press("again")
            done = attempt.previewed()
            attempt.hand_on()
            self.on.wait_until_idle()
        yield attempt.result(
            "worker kill -9 while it plans a preview; asked again, later its task handed on",
            attempt.asked.looks_again and late.looks_again and PUBLISH in done.buttons,
        )
        yield attempt.discarded()

    def child_killed(self):
        """`kill -9` of the process that plans alone, as where memory runs out."""
        attempt = Attempt(self.on)
        with attempt.worker() as worker:
            with attempt.at(PLANNING) as sessions:
                child = next(iter(children(worker.pid)))
                os.kill(child, signal.SIGKILL)
            wait_until_gone(sessions)
            attempt.note("killed", f"child {child}")
            attempt.late()
            attempt.press("again")
            done = attempt.previewed()
        yield attempt.result(
            "worker's child kill -9 while it plans a preview; asked again", PUBLISH in done.buttons
        )
        yield attempt.discarded()

    def publication_killed(self):
        """`kill -9` in the middle of publishing, the new cells being written."""
        attempt = Attempt(self.on)
        attempt.kill_at(WRITING, "publish", then="discard")
        was_untouched = attempt.is_untouched
        attempt.late()
        with attempt.worker():
            attempt.press("again")
            attempt.previewed()
            # An hour later the broker hands on what the dead worker had: nobody asks for it now.
            handed = attempt.hand_on()
            self.on.wait_until_idle()
            given_up = attempt.counts()
            attempt.note("given up", given_up)
            draft_stays = "this one draft" in given_up and attempt.is_untouched
            attempt.look()
            attempt.press("publish")
            attempt.ended()
        yield attempt.result(
            "worker kill -9 while it writes cells; asked again, its task handed on, published",
            was_untouched and draft_stays and handed > 0 and attempt.is_published_once,
        )

    def publication_killed_and_handed_on(self):
        """`kill -9` before it begins; the broker hands the task on while it is still waited for."""
        yield self._killed_and_handed_on(
            BEGINNING,
            "worker kill -9 before it plans the publication; its task handed on by itself",
        )

    def noting_killed(self):
        """`kill -9` after the cells, while the history is noted."""
        yield self._killed_and_handed_on(
            NOTING,
            "worker kill -9 while it notes the publication in the history; its task handed on",
        )

    def _killed_and_handed_on(self, statement, name):
        attempt = Attempt(self.on)
        attempt.kill_at(statement, "publish")
        was_untouched = attempt.is_untouched
        with attempt.worker():
            attempt.hand_on()
            attempt.ended()
        return attempt.result(name, was_untouched and attempt.is_published_once)

    def two_workers(self):
        """Two workers have the same publication in hand at once."""
        attempt = Attempt(self.on)
        attempt.press("publish")
        self.on.hand_out_twice()
        with attempt.worker("one"), attempt.worker("two"):
            with held_at(BEGINNING) as held:
                attempt.note("sessions", held.stand(2))
                attempt.look()
            attempt.ended()
            self.on.wait_until_idle()
        yield attempt.result("two workers have the same publication", attempt.is_published_once)

    # --- the broker -------------------------------------------------------------------------------
    def flushed_while_planned(self):
        """The broker is ended and started empty while a preview is awaited, a worker at it."""
        attempt = Attempt(self.on)
        with attempt.worker():
            with attempt.at(PLANNING):
                attempt.restart_broker()
                afterwards = attempt.look()
            done = attempt.previewed()
        yield attempt.result(
            "broker ended and started empty while a preview is awaited",
            afterwards.looks_again and PUBLISH in done.buttons,
        )
        yield attempt.discarded()

    def flushed_while_published(self):
        """The broker is ended and started empty while a worker publishes; the person goes on."""
        attempt = Attempt(self.on)
        with attempt.worker():
            with attempt.at(WRITING, "publish"):
                attempt.restart_broker()
                attempt.look()
                discarded = attempt.press("discard")
                attempt.press("publish")
            attempt.ended()
            self.on.wait_until_idle()
        yield attempt.result(
            "broker ended and started empty while a worker publishes; Discard and Publish pressed",
            discarded.status == 200 and attempt.is_published_once,
        )

    def away_while_published(self):
        """The broker is gone before the worker has ended; it is back later."""
        attempt = Attempt(self.on)
        with attempt.worker():
            with attempt.at(WRITING, "publish"):
                servers.end(self.on.broker.process)
                attempt.look()
            attempt.ended()
            attempt.note("broker away", attempt.counts())
            self.on.broker.start()
        yield attempt.result("broker gone while a worker publishes", attempt.is_published_once)

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
        draft, ready = Attempt(self.on), Attempt(self.on)
        with ready.worker():
            ready.previewed()
        take_away()
        try:
            pages = self._pages_without(draft.release, ready.release)
        finally:
            bring_back()
        for name, page in pages.items():
            ready.note(name, f"{page.seconds:.1f} s {page}")
        with ready.worker():
            draft.previewed()
            ready.previewed()
            ready.press("publish")
            ready.ended()
        yield ready.result(
            f"broker {how}: pages and buttons; then it is back",
            all(page.status == 200 and page.seconds < 10 for page in pages.values())
            and NO_QUEUE in str(pages["Preview"])
            and NO_QUEUE in str(pages["Publish"])
            and ready.is_published_once,
        )
        yield draft.discarded()

    def _pages_without(self, draft, ready):
        """{name: page} of every kind of page and button, the broker being away."""
        on = self.on
        pages = {address: on.visitor.get(address) for address in _public_pages()}
        for address in (reverse("admin:index"), reverse("admin:equity_release_changelist")):
            pages[address] = on.person.get(address)
        nobody = {"login": "nobody@example.org", "password": "wrong one"}
        return pages | {
            "sign in": on.visitor.press(reverse("account_login"), nobody),
            "Preview": on.look(draft),
            "Vista previa": on.look(draft, language="/es"),
            "Publish": on.press("publish", ready),
            "Ask again": on.press("again", ready),
            "Discard": on.press("discard", on.draft()),
        }

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


def _public_pages():
    names = ("home", "equity:overview", "equity:explore", "about_data", "programs:list")
    return [*(reverse(name) for name in names), f"/es{reverse('equity:overview')}", "/readyz"]
