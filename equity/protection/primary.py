"""Method 2.2, rules 1 to 3 and 2.4 "sticky": what is hidden for its own sake."""

from __future__ import annotations

import numpy as np

from .cells import Rule
from .knowledge import Knowledge


def hide_primary(knowledge: Knowledge) -> None:
    """Hide small groups, small outcomes, what the source hid and what was hidden before."""
    sums, rows = knowledge.sums, knowledge.sums.rows
    knowledge.hide(_counts(sums.count_n, rows.unpublished), Rule.GRAIN)
    _unlisted_outcomes(knowledge)
    knowledge.hide(_counts(sums.count_n, ~rows.reported), Rule.SOURCE)
    knowledge.hide(_counts(sums.count_n, small_size(knowledge)), Rule.SIZE)
    _hide_small_outcomes(knowledge)
    knowledge.hide(_counts(sums.count_n, rows.hidden_before), Rule.STICKY)
    sticky = (rows.s_hidden_before | rows.hidden_before) & rows.has_s
    fresh = knowledge.hide(_counts(sums.count_s, sticky), Rule.STICKY)
    knowledge.drop_bands(fresh)


def _counts(of_rows, mask):
    return of_rows[np.asarray(mask, dtype=bool)]


def _unlisted_outcomes(knowledge):
    """The outcome of a row that no page has is a hidden count, also where it has no students."""
    rows = knowledge.sums.rows
    mask = rows.unpublished & rows.has_s
    knowledge.hide(_counts(knowledge.sums.count_s, mask), Rule.GRAIN)


def small_size(knowledge: Knowledge):
    """Rule 1: rows with 1 to 10 students."""
    n = knowledge.sums.rows.n
    return (n >= 1) & (n < knowledge.settings.minimum)


def small_outcome(knowledge: Knowledge):
    """Rule 2: rows of 11 or more where 10 or fewer reached the outcome, or 10 or fewer did not."""
    rows, settings = knowledge.sums.rows, knowledge.settings
    fewer = np.minimum(rows.s, rows.n - rows.s)
    limit = 0 if settings.small_outcomes == "endpoints" else settings.apart
    return rows.has_s & (rows.n >= settings.minimum) & (fewer <= limit)


def _hide_small_outcomes(knowledge):
    """Rule 2, with the bands that groups of more than 20 carry."""
    sums, rows, settings = knowledge.sums, knowledge.sums.rows, knowledge.settings
    small = small_outcome(knowledge)
    knowledge.hide(_counts(sums.count_s, small), Rule.OUTCOME)
    wide = small & (rows.n > 2 * settings.apart) & rows.listed
    low = wide & (rows.s <= settings.apart)
    high = wide & ~low
    knowledge.band(sums.count_s[low], 0, settings.apart)
    knowledge.band(sums.count_s[high], rows.n[high] - settings.apart, rows.n[high])
