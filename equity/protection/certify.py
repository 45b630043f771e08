"""Method 2.2, first paragraph, and rule 5's end: linear programs over all sums together.

Every hidden count must be able to be 10 larger than it can be at its smallest. A point that fits
everything published is a witness; two witnesses that give a count values 10 apart certify it. One
program usually certifies many counts at once, because it moves their partners too.

Programs are small: a count and its neighborhood in the sums, all other counts held at their true
values. That can only make ranges smaller, so what is certified there is certified. Only where it
fails is the neighborhood widened. What still fails is reported, and the caller hides more near it.
Hiding more never takes a witness away, so witnesses are kept from round to round.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from .complementary import reaches
from .knowledge import FAR, Knowledge
from .programs import Programs

SLACK = 1e-6
"""Programs are solved in floating point to about 1e-7."""

NEIGHBORHOODS = ((400, True), (2000, False))
"""How many counts a program holds, and whether only of one dimension: for those that failed before,
the next line. Dimensions meet in their totals alone, which are mostly shown."""


class Certificate:
    """The witnesses found so far: for each count the lowest and highest move from its value."""

    def __init__(self, knowledge: Knowledge, extra: sparse.csr_matrix | None = None):
        """`extra`: further equations a reader has, one row each, over all counts."""
        self.knowledge, self._extra = knowledge, extra
        self.low = np.zeros(knowledge.sums.size)
        self.high = np.zeros(knowledge.sums.size)
        self._base = np.zeros(knowledge.sums.size)
        """A point that fits, away from the bounds where it can be: where programs start."""
        self.programs = 0

    def uncertified(self, progress=None) -> np.ndarray:
        """The hidden counts for which there are no two witnesses 10 apart."""
        self._matrix, self._lower, self._upper = self._constraints()
        self._columns = self._matrix.tocsc()
        down, up = self.knowledge.room()
        self._down = np.where(down >= FAR // 2, np.inf, down)
        self._up = np.where(up >= FAR // 2, np.inf, up)
        self._now = self._matrix @ self._base
        self._lottery = np.random.default_rng(7)
        targets = self.knowledge.hidden & ~self._known_zero()
        self._dimension = np.zeros(self.knowledge.sums.size, dtype=np.int64)
        sums, rows = self.knowledge.sums, self.knowledge.sums.rows
        self._dimension[sums.count_n] = rows.dimension
        self._dimension[sums.count_s[rows.has_s]] = rows.dimension[rows.has_s]
        for size, one_dimension in NEIGHBORHOODS:
            tried = np.zeros(len(targets), dtype=bool)
            for seed in np.flatnonzero(targets & self._short()):
                if tried[seed] or not self._short_of(seed):
                    continue
                tried |= self._look_around(seed, size, one_dimension, targets & ~tried)
                if progress and self.programs % 500 < 5:
                    left = int((targets & self._short()).sum())
                    progress(f"{self.programs} programs, {left} of {targets.sum()} counts left")
        return np.flatnonzero(targets & self._short())

    def _short(self):
        return self.high - self.low < self.knowledge.settings.apart - SLACK

    def _short_of(self, count):
        return self.high[count] - self.low[count] < self.knowledge.settings.apart - SLACK

    def _known_zero(self):
        """Empty groups without a row that one sum alone shows to be empty: public knowledge."""
        sums, knowledge = self.knowledge.sums, self.knowledge
        fixed = np.zeros(sums.size, dtype=bool)
        fixed[sums.count[reaches(knowledge) == 0]] = True
        zero = knowledge.may_be_known_zero() & fixed
        rows = np.flatnonzero(sums.rows.has_s & zero[sums.count_n])
        may = knowledge.may_be_known_zero()
        zero[sums.count_s[rows]] |= may[sums.count_s[rows]]
        return zero

    def _constraints(self):
        """Moves of the terms of a sum add to nothing; s does not pass n where both are hidden."""
        sums, hidden = self.knowledge.sums, self.knowledge.hidden
        term = hidden[sums.count]
        used, row = np.unique(sums.equation[term], return_inverse=True)
        equal = sparse.csr_matrix(
            (sums.sign[term].astype(float), (row, sums.count[term])), shape=(len(used), sums.size)
        )
        rows = np.flatnonzero(sums.rows.has_s)
        rows = rows[hidden[sums.count_n[rows]]]
        n, s = sums.count_n[rows], sums.count_s[rows]
        at = np.arange(len(rows))
        within = sparse.csr_matrix(
            (np.repeat([1.0, -1.0], len(rows)), (np.tile(at, 2), np.concatenate([n, s]))),
            shape=(len(rows), sums.size),
        )
        blocks = [equal, within] + ([] if self._extra is None else [self._extra])
        fixed = 0 if self._extra is None else self._extra.shape[0]
        room = np.maximum(sums.value[n] - sums.value[s], 0).astype(float)
        lower = np.concatenate([np.zeros(len(used)), -room, np.zeros(fixed)])
        upper = np.concatenate([np.zeros(len(used)), np.full(len(rows), np.inf), np.zeros(fixed)])
        return sparse.vstack(blocks).tocsr(), lower, upper

    def _ball(self, seed, size, one_dimension):
        """The `size` counts nearest to `seed`, nearest first."""
        seen = np.zeros(self._matrix.shape[1], dtype=bool)
        if one_dimension:
            seen = self._dimension != self._dimension[seed]
        ball, ring = [np.array([seed])], np.array([seed])
        seen[seed] = True
        found = 1
        while found < size and len(ring):
            rows = np.unique(self._columns[:, ring].indices)
            ring = np.unique(self._matrix[rows].indices)
            ring = ring[~seen[ring] & self.knowledge.hidden[ring]][: size - found]
            seen[ring] = True
            ball.append(ring)
            found += len(ring)
        return np.concatenate(ball)

    def _look_around(self, seed, size, one_dimension, targets):
        """Programs for the counts around `seed`; which of them had their turn."""
        ball = self._ball(seed, size, one_dimension)
        part = self._columns[:, ball]
        rows = np.unique(part.indices)
        part, base = part.tocsr(), self._base[ball].copy()
        now = self._now
        programs = Programs(
            part[rows], self._lower[rows] - now[rows], self._upper[rows] - now[rows],
            np.maximum(self._down[ball] + base, 0), np.maximum(self._up[ball] - base, 0),
        )  # fmt: skip
        inner = ball if len(ball) < size else ball[: max(1, size // 3)]
        mine = np.flatnonzero(targets[inner])
        self._at = base
        moves = self._pull_together(programs, ball, mine)
        for at in mine:
            for sign in (1.0, -1.0):
                if self._short_of(ball[at]):
                    weight = np.zeros(len(ball))
                    weight[at] = sign
                    self._note(programs, ball, weight)
        self.programs += programs.solved
        if moves:
            shift = sum(moves) / (len(moves) + 1)
            self._base[ball] += shift
            self._now[rows] += part[rows] @ shift
        turn = np.zeros(len(targets), dtype=bool)
        turn[inner] = True
        return turn

    def _pull_together(self, programs, ball, mine, rounds=4):
        """A few programs that pull all counts at once: those near their least up, others down."""
        moves = []
        for number in range(rounds):
            left = mine[self._short_of(ball[mine])]
            if len(left) < 4:
                break
            up = (self._down[ball[left]] < self.knowledge.settings.apart) ^ (number % 2 == 1)
            weight = np.zeros(len(ball))
            weight[left] = np.where(up, 1, -1) * self._lottery.uniform(0.5, 1.5, len(left))
            moves.append(self._note(programs, ball, weight))
        return [move for move in moves if move is not None]

    def _note(self, programs, ball, weight):
        move = programs.furthest(weight)
        if move is not None:
            self.low[ball] = np.minimum(self.low[ball], self._at + move)
            self.high[ball] = np.maximum(self.high[ball], self._at + move)
        return move
