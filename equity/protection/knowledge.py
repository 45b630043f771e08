"""What a reader knows of each count before he adds or subtracts anything.

A shown count is known. Of a hidden one he knows bounds: a group with a "Not shown" row has at
least one student (groups without students say so, method 2.2, 3), s is at most n, and a band
gives its two ends. Everything is kept as room around the true value: how far a count could be
lower or higher than it is and still fit what is published.
"""

from __future__ import annotations

import numpy as np

from .cells import Rule, Settings
from .sums import Sums

FAR = 1 << 40
"""Room without an end."""


class Knowledge:
    """Which counts are hidden so far, why, and which bands are shown."""

    def __init__(self, sums: Sums, settings: Settings):
        self.sums, self.settings = sums, settings
        rows = sums.rows
        self.hidden = np.zeros(sums.size, dtype=bool)
        self.rule = np.full(sums.size, Rule.NOTHING, dtype=object)
        self.band_low = np.full(sums.size, -1)
        self.band_high = np.full(sums.size, -1)
        self.listed = rows.listed.copy()
        """Rows whose "Not shown" tells that there are students."""
        self._with_s = np.flatnonzero(rows.has_s)

    @property
    def value(self):
        return self.sums.value

    def hide(self, counts, rule):
        """Hide `counts` (a mask or numbers), and with an n the s of its row."""
        before = self.hidden.copy()
        self.hidden[counts] = True
        while True:
            rows = self._with_s
            follow = self.hidden[self.sums.count_n[rows]] & ~self.hidden[self.sums.count_s[rows]]
            if not follow.any():
                break
            self.hidden[self.sums.count_s[rows[follow]]] = True
        fresh = self.hidden & ~before
        self.rule[fresh] = rule
        return fresh

    def band(self, counts, low, high):
        self.band_low[counts], self.band_high[counts] = low, high

    def drop_bands(self, counts):
        self.band_low[counts] = self.band_high[counts] = -1

    @property
    def banded(self):
        """Counts that carry a band: only an s whose n is shown can."""
        return self.hidden & (self.band_low >= 0) & ~self.n_hidden

    @property
    def n_hidden(self):
        """For the count of an s: its n is hidden."""
        mask = np.zeros(self.sums.size, dtype=bool)
        rows = self._with_s
        mask[self.sums.count_s[rows[self.hidden[self.sums.count_n[rows]]]]] = True
        return mask

    @property
    def least(self):
        """What each count is at least: 1 for n of a row whose "Not shown" tells that, else 0."""
        sums = self.sums
        told = np.zeros(sums.size, dtype=bool)
        told[sums.count_n[self.listed & ~sums.rows.x]] = True
        told[sums.count_s[self._with_s]] = False
        return (told & (sums.value > 0)).astype(np.int64)

    def room(self, bands=True):
        """How far each count could be lower and higher than it is: (down, up), 0 if shown."""
        sums, value, low = self.sums, self.value, self.least
        high = np.full(sums.size, FAR, dtype=np.int64)
        rows = self._with_s[~self.hidden[sums.count_n[self._with_s]]]
        np.minimum.at(high, sums.count_s[rows], value[sums.count_n[rows]])
        if bands:
            banded = self.banded
            low[banded], high[banded] = self.band_low[banded], self.band_high[banded]
        down = np.where(self.hidden, value - low, 0)
        up = np.where(self.hidden, np.where(high == FAR, FAR, high - value), 0)
        return np.maximum(down, 0), np.maximum(up, 0)

    def may_be_known_zero(self):
        """Counts that are 0 and whose reader may find that out: "no students" is public anyway.

        They are n of a row without a "Not shown" of its own, and what s that row has.
        """
        sums, rows = self.sums, self.sums.rows
        free = ~self.listed | rows.x
        mask = np.zeros(sums.size, dtype=bool)
        empty = free & (sums.value[sums.count_n] == 0)
        mask[sums.count_n[empty]] = True
        mask[sums.count_s[empty & rows.has_s]] = True
        # A count that is also the outcome of a row with students is one a reader must not know.
        tied = rows.has_s & ~empty & (sums.value[sums.count_n] > 0)
        mask[sums.count_s[tied]] = False
        return mask & (sums.value == 0)
