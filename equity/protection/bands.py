"""Bands: what is said instead of a rate whose small outcome is hidden (method 2.2, 2).

A primary band says "10 or fewer". A partner's s may carry the band that follows from the others
of its dimension (worked example 4): it says only what every reader can work out himself.
"""

from __future__ import annotations

import numpy as np

from .knowledge import FAR, Knowledge
from .sums import DIMENSION


def of_rows(knowledge: Knowledge):
    """(low, high) of s for the caller's rows; -1 where there is no band."""
    sums, rows = knowledge.sums, knowledge.sums.rows
    size = rows.published
    low, high = _following(knowledge)
    banded = knowledge.banded
    low[banded], high[banded] = knowledge.band_low[banded], knowledge.band_high[banded]
    count = np.where(rows.has_s, sums.count_s, 0)[:size]
    n, low, high = rows.n[:size], low[count], high[count]
    hidden = rows.has_s[:size] & knowledge.hidden[count] & rows.reported[:size]
    wide_enough = hidden & (n > 2 * knowledge.settings.apart)
    wide_enough &= ~knowledge.hidden[sums.count_n[:size]]
    wide_enough &= text_says_something(low, high, n)
    return np.where(wide_enough, low, -1), np.where(wide_enough, high, -1)


def text_says_something(low, high, n):
    """Not "0% to 100%" once it is rounded outward."""
    n = np.maximum(n, 1)
    return (100 * low // n > 0) | (-(-100 * high // n) < 100)


def _following(knowledge):
    """Bounds of each count from the sum of its own dimension and what is published there."""
    sums = knowledge.sums
    down, up = knowledge.room()
    term = np.flatnonzero(sums.kind[sums.equation] == DIMENSION)
    part = sums.sign > 0
    more = np.where(part, up[sums.count], down[sums.count])
    less = np.where(part, down[sums.count], up[sums.count])
    all_more, all_less = sums.per_equation(more), sums.per_equation(less)
    term = term[part[term]]
    count, equation = sums.count[term], sums.equation[term]
    np.minimum.at(up, count, all_less[equation] - less[term])
    np.minimum.at(down, count, all_more[equation] - more[term])
    value = knowledge.value
    return value - np.minimum(down, value), np.minimum(value + up, FAR)


def text(low: int, high: int, n: int) -> str:
    """ "at most 39%", "at least 92%" or "50% to 55%"; whole percents, rounded outward."""
    from_, to = 100 * low // n, -(-100 * high // n)
    if low <= 0:
        return f"at most {to}%"
    if high >= n:
        return f"at least {from_}%"
    return f"{from_}% to {to}%"
