"""Two worlds that publish the same: counts differ only where nobody may see them."""

import logging
import re

import numpy as np
from celery.signals import task_prerun

from equity.bench.made_release import REGION
from equity.protection.cells import KEY, Settings, Structure
from equity.protection.publishable import publishable
from equity.tests.public import site
from equity.tests.public.test_site_attack import LINKS

STRUCTURE = Structure(
    place_sums={REGION: tuple(range(1, site.PLACES + 1))},
    links=tuple((number, number + 1) for number in range(1, len(LINKS) + 1)),
)
TRIES, WANTED = 60, 6
_SHOWN = ["status", "show_n", "show_s", "low", "high"]
# Of the mail server that stands in for the world's, and of the clock.
_NOT_OURS = ("mail.log", "asyncio", "kombu", "django.db.backends")


def published(cells):
    """What a release says, without what it hides; index: the cell."""
    done = publishable(cells, STRUCTURE, Settings())
    assert not done.uncertified
    seen = done.cells[done.cells.listed].set_index(KEY)
    n, s = seen.n.where(seen.show_n, -1), seen.s.where(seen.show_s, -1)
    return seen[_SHOWN].astype({"status": str}).assign(n=n, s=s), done.cells.set_index(KEY)


def other_world(cells, seed):
    """(a release that publishes the same as `cells`, how many counts differ in listed cells).

    Students are moved between two groups at four corners, two places by two pathways, so that all
    sums stay. A move that would be seen is taken back.
    """
    lottery = np.random.default_rng(seed)
    before, everything = published(cells)
    made, moves = cells, 0
    for _try in range(TRIES):
        moved = _moved(made, everything, lottery)
        if moved is None:
            continue
        after, _cells = published(moved)
        if after.equals(before):
            made, moves = moved, moves + 1
        if moves == WANTED:
            break
    here, there = (one.set_index(KEY)[["n", "s"]].sort_index() for one in (cells, made))
    differ = here.ne(there)
    listed = differ.index.isin(before.index)
    return made, int(differ[listed].sum().sum()), int(differ.sum().sum())


def _moved(cells, everything, lottery):
    """A copy with students moved where n and s are hidden; None where that cannot be."""
    names = list(site.SHARES)
    one, other = lottery.choice(list(site.NUMBERS[names[lottery.integers(len(names))]]), 2, False)
    cohort = int(lottery.choice(sorted(cells.cohort.unique())))
    by = int(lottery.integers(1, 4))
    # Who enters is in no link; who entered are those who may complete; who completes is in none.
    counted = [[(1, "n")], [(1, "s"), (2, "n")], [(2, "s")]][lottery.integers(3)]
    moved = cells.copy()
    for metric, count in counted:
        for place in (1, 2):
            for pathway in (1, 2):
                sign = by if place == pathway else -by
                for group, change in ((one, sign), (other, -sign)):
                    at = (
                        (moved.metric == metric)
                        & (moved.cohort == cohort)
                        & (moved.place == place)
                        & (moved.pathway == pathway)
                        & (moved.group == group)
                    )
                    key = tuple(moved.loc[at, KEY].iloc[0])
                    cell = everything.loc[key]
                    if cell[f"show_{count}"] and cell.listed:
                        return None
                    moved.loc[at, count] += change
    fits = (moved.s >= 0) & (moved.n >= moved.s)
    # A group without students is shown as such, and one with students is not.
    same_empty = (moved.n == 0) == (cells.n == 0)
    return moved if fits.all() and same_empty.all() else None


class Overheard:
    """Lines of our logs and arguments of tasks, of everything that runs within."""

    def __enter__(self):
        self.lines, self.tasks = [], []
        self._handler = logging.Handler(logging.DEBUG)
        self._handler.emit = self._line
        logging.getLogger().addHandler(self._handler)
        task_prerun.connect(self._task)
        return self

    def __exit__(self, *_exception):
        logging.getLogger().removeHandler(self._handler)
        task_prerun.disconnect(self._task)

    def _line(self, record):
        if not record.name.startswith(_NOT_OURS):
            words = re.sub(r"[0-9a-f-]{36}|\d+\.\d+(e-?\d+)?s", "…", record.getMessage())
            self.lines.append(f"{record.name}: {words}")

    def _task(self, task, args, kwargs, **_more):
        self.tasks.append((task.name, args, kwargs))
