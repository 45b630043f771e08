"""All steps of protecting one release, in the order of the method's section 2.2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from . import bands
from .balance import balance
from .cells import Rule, Settings, Status, Structure, completed
from .certify import Certificate
from .complementary import Preference, hide_one_in_each, hide_partners
from .grain import families
from .knowledge import Knowledge
from .primary import hide_primary
from .rows import Rows
from .sums import Sums

ROUNDS_OF_HIDING = 1000
"""Rounds of hiding more and certifying again, at most."""
LARGE = 20_000
"""Counts above which a release is large: programs over all sums would take too long."""


@dataclass
class Protected:
    """What may be published: `result` has the index of the cells given and RESULT_COLUMNS."""

    result: pd.DataFrame
    uncertified: list = field(default_factory=list)
    """Index of rows for which no linear program shows a range of 10: empty, or do not publish."""
    programs: int = 0
    knowledge: Knowledge | None = None


def protect(
    raw: pd.DataFrame,
    structure: Structure,
    settings: Settings,
    progress: Callable[[str], None] | None = None,
) -> Protected:
    """Decide for every cell of a release what may be shown (method 2.2).

    Columns: `cells.RAW_COLUMNS`. The result does not depend on anything but the arguments.
    """
    say = progress or (lambda text: None)
    cells = completed(raw)
    knowledge = Knowledge(Sums(Rows(cells), structure), settings)
    say(f"{knowledge.sums.equations} sums between {knowledge.sums.size} counts")
    hide_primary(knowledge)
    order = Preference(knowledge)
    certificate = Certificate(knowledge)
    family = families(cells.metric.unique(), structure)
    # In a large release programs over all sums take long and find what `balance` finds.
    large = knowledge.sums.size > LARGE
    if not large:
        hide_partners(knowledge)
        certificate.pull()
        say(f"{certificate.programs} programs, {len(certificate.left())} counts left")
    failing = ()
    for _ in range(ROUNDS_OF_HIDING):
        solved, balanced = balance(knowledge, structure, family, certificate, say, pulled=not large)
        certificate.programs += solved
        hide_partners(knowledge)
        say(f"{int(knowledge.hidden.sum())} counts hidden")
        certificate.failing(say, among=np.flatnonzero(~balanced) if large else None)
        certificate.look_at_few_places()
        before, failing = failing, certificate.left()
        say(f"{len(failing)} counts fail, {certificate.programs} programs")
        stuck = np.intersect1d(failing, before)
        if not len(failing) or not _hide_near(knowledge, failing, stuck, order):
            break
    result = _result(knowledge)
    result.index = raw.index
    rows = np.isin(knowledge.sums.count_n, failing) | np.isin(knowledge.sums.count_s, failing)
    uncertified = list(raw.index[rows[: len(raw)]])
    return Protected(result, uncertified, certificate.programs, knowledge)


def _hide_near(knowledge, failing, stuck, order) -> bool:
    """Where programs fail: first do without the bands there, then hide one more in the tightest sum
    of each count; for those that were `stuck` before, in every sum of what would have to move with
    them."""
    sums = knowledge.sums
    term = np.isin(sums.count, failing)
    near = np.zeros(sums.equations, dtype=bool)
    near[sums.equation[term]] = True
    banded = knowledge.banded
    loose = np.isin(np.arange(sums.size), failing) & banded
    if loose.any():
        knowledge.drop_bands(loose)
        if loose[failing].all():
            return True
        term &= ~loose[sums.count]
        near[:] = False
        near[sums.equation[term]] = True
    near = _tightest(knowledge, term, order) if near.any() else near
    near |= _of_partners(knowledge, np.setdiff1d(stuck, np.flatnonzero(loose)))
    for _ in range(20):
        if hide_one_in_each(knowledge, near, order, Rule.PROGRAM):
            return True
        # Nothing left to hide in these sums: look at the sums they share counts with.
        reached = np.zeros(sums.size, dtype=bool)
        reached[sums.count[near[sums.equation]]] = True
        wider = sums.per_equation(reached[sums.count], np.logical_or)
        if (wider == near).all():
            return False
        near = wider
    return False


def _of_partners(knowledge, counts):
    """All sums of the hidden counts that share a sum with one of `counts`."""
    sums = knowledge.sums
    with_them = sums.per_equation(np.isin(sums.count, counts), np.logical_or)
    partner = np.zeros(sums.size, dtype=bool)
    partner[sums.count[with_them[sums.equation]]] = True
    return sums.per_equation((partner & knowledge.hidden)[sums.count], np.logical_or)


def _tightest(knowledge, term, order):
    """For every failing count the one of its sums with the fewest hidden counts that can have one
    more; all its sums if none can."""
    sums = knowledge.sums
    hidden = knowledge.hidden[sums.count]
    open_ = sums.per_equation(~hidden & order.possible[sums.count], np.logical_or)
    size = sums.per_equation(hidden.astype(np.int64))
    at = np.flatnonzero(term)
    equation, count = sums.equation[at], sums.count[at]
    best = np.lexsort((equation, size[equation], ~open_[equation], count))
    first = np.ones(len(best), dtype=bool)
    first[1:] = count[best][1:] != count[best][:-1]
    near = np.zeros(sums.equations, dtype=bool)
    near[equation[best[first]]] = True
    if not (near & open_).any():
        near[equation] = True
    return near


def _result(knowledge) -> pd.DataFrame:
    """Statuses and bands of the caller's rows."""
    sums, rows = knowledge.sums, knowledge.sums.rows
    size = rows.published
    hidden_n = knowledge.hidden[sums.count_n][:size]
    has_s = rows.has_s[:size]
    count_s = np.where(has_s, sums.count_s[:size], 0)
    hidden_s = has_s & knowledge.hidden[count_s]
    low, high = bands.of_rows(knowledge)
    n = rows.n[:size]
    reported = rows.reported[:size]
    status = np.full(size, Status.SHOWN, dtype=object)
    status[hidden_s] = Status.HIDDEN
    status[hidden_s & (high >= 0)] = Status.BANDED
    status[hidden_n] = Status.HIDDEN
    empty = reported & (n == 0) & ~hidden_n
    status[empty] = Status.NONE
    status[rows.x[:size]] = Status.NOT_REPORTED
    shown_n = reported & ~hidden_n
    rule = np.where(hidden_n, knowledge.rule[sums.count_n][:size], "")
    rule = np.where(hidden_s & ~hidden_n, knowledge.rule[count_s], rule)
    return pd.DataFrame(
        {
            "status": status,
            "show_n": shown_n,
            "show_s": shown_n & ~hidden_s & has_s & ~empty,
            "low": np.where(status == Status.BANDED, low, -1),
            "high": np.where(status == Status.BANDED, high, -1),
            "rule": rule,
        }
    )
