"""One draft in a drill: what is done to it, what the person is told, and what stands after."""

from contextlib import contextmanager

from django.urls import reverse

from pathways_portal.drills import servers
from pathways_portal.drills.result import Result
from pathways_portal.drills.stand import held_at, wait_until_gone

AGAIN, PUBLISH = "Ask again", "Publish"


class Attempt:
    """To publish a draft of its own; whatever is done and told on the way is kept for the result.

    `release`: the draft. `on`: the `Stand`. `asked`: the page that said it is being worked at.
    """

    def __init__(self, on):
        self.on, self.release = on, on.draft()
        self._before, self._stood = self.counts(), on.stands()
        self._processes, self._between, self.asked = [], [], None

    # --- the person -------------------------------------------------------------------------------
    def look(self):
        return self._told(self.on.look(self.release))

    def press(self, name):
        return self._told(self.on.press(name, self.release))

    def late(self):
        """Look until the page says that it takes long, and has a button for it."""
        return self._until(lambda page: AGAIN in page.buttons)

    def previewed(self):
        return self._until(lambda page: PUBLISH in page.buttons or page.status != 200)

    def ended(self):
        """Look until the page has gone on to the release, published."""
        withdraw = reverse("admin:equity_release_withdraw", args=[self.release.pk])
        return self._until(lambda page: withdraw in page.text)

    def _until(self, is_there):
        return self._told(self.on.look_until(self.release, is_there))

    def _told(self, page):
        self.note("page", page)
        return page

    # --- the worker and the broker ----------------------------------------------------------------
    @contextmanager
    def worker(self, name="drill"):
        with self.on.worker(name) as process:
            self._processes.append(f"worker {process.pid}")
            yield process

    @contextmanager
    def at(self, statement, button=None):
        """A worker has it in hand and stands at a lock; yields the numbers of its sessions.

        `button`: what is pressed for that; without one the page is looked at.
        """
        with held_at(statement) as held:
            self.asked = self.press(button) if button else self.look()
            yield held.stand()

    def kill_at(self, statement, button=None, *, then=None):
        """`kill -9` of a worker and its children at a lock.

        `then`: what is pressed while the database has not noticed yet.
        """
        with self.worker() as worker, self.at(statement, button) as sessions:
            servers.kill_group(worker)
            self._processes.append(f"killed, its session {sessions[0]}")
            if then:
                self.press(then)
        wait_until_gone(sessions)
        self.note("killed", self.counts())

    def hand_on(self):
        """The tasks of dead workers go to another one; how many they are."""
        count = self.on.hand_on()
        self.note("handed on", f"{count} tasks of dead workers")
        return count

    def restart_broker(self):
        """End the broker and start it at the same address: it has forgotten everything."""
        first = self.on.broker.process.pid
        servers.end(self.on.broker.process)
        self.on.broker.start()
        self._processes.append(f"broker {first} ended, {self.on.broker.process.pid} started")

    # --- what stands ------------------------------------------------------------------------------
    def counts(self):
        return self.on.counts(self.release)

    @property
    def is_untouched(self):
        """Whether the release stands that stood before, and no other."""
        return self.on.stands() == self._stood

    @property
    def is_published_once(self):
        return self.on.is_whole(self.release) and "noted 1×" in self.counts()

    def note(self, what, words):
        self._between.append((what, str(words)))

    def result(self, name, is_right):
        return Result(
            name,
            ", ".join(self._processes),
            self._before,
            self.counts(),
            is_right,
            tuple(self._between),
        )

    def discarded(self):
        """The draft goes, and with it nothing else."""
        before, stood, pk = self.counts(), self.on.stands(), self.release.pk
        page = self.on.press("discard", self.release)
        is_gone = not type(self.release).objects.filter(pk=pk).exists()
        return Result(
            "that draft is discarded",
            f"web server {self.on.server.pid}",
            before,
            f"is gone: {is_gone} | stands {self.on.stands()}",
            is_gone and self.on.stands() == stood,
            (("page", str(page)),),
        )
