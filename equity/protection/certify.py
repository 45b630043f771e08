"""Method 2.2, first paragraph, and rule 5's end: linear programs over all sums together.

Every hidden count must be able to be 10 larger than it can be at its smallest. A point that fits
everything published is a witness; two witnesses that give a count values 10 apart certify it. One
program usually certifies many counts at once, because it moves their partners too.

Programs are small: a count and its neighborhood in the sums, all other counts held at their true
values. That can only make ranges smaller, so what is certified there is certified. What fails is
reported, and the caller hides more near it.
Hiding more never takes a witness away, so witnesses are kept from round to round.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from .copies import in_copies
from .knowledge import FAR, Knowledge
from .programs import Programs

SLACK = 1e-6
"""Programs are solved in floating point to about 1e-7."""

PATIENCE = 40
"""Failing counts, or one in 20 if that is more, after which more is hidden before going on."""

PULLS = 100
"""Programs at most that pull many counts of a neighborhood at once."""

NEIGHBORHOOD = 2500
"""How many counts a program holds at most. A larger component is taken one dimension at a time:
dimensions meet in their totals alone, which are mostly shown."""
OF_DIMENSION = 8000
"""How many a program holds where time allows it (`pull`): mostly a whole dimension of a release."""
OF_TOTAL = 4000
"""How many counts the program of a total holds: it moves with groups of every dimension."""
ENOUGH = 20
"""Counts below which programs for each are faster than those that pull them together."""
GAIN = 0.12
"""Share of what the last programs pulled that they must certify, or others take over."""
FEW = ((1, 1), (4, 1))
"""(places, pathways) that the last programs around a count have, besides its own and their wholes:
the next where one is not enough. Further pathways make programs slow and find little."""


class Certificate:
    """The witnesses found so far: for each count the lowest and highest move from its value."""

    def __init__(self, knowledge: Knowledge, extra: sparse.csr_matrix | None = None):
        """`extra`: further equations a reader has, one row each, over all counts."""
        self.knowledge, self._extra = knowledge, extra
        self.low = np.zeros(knowledge.sums.size)
        self.high = np.zeros(knowledge.sums.size)
        self.programs = self._told = 0
        sums, rows = knowledge.sums, knowledge.sums.rows
        label = rows.crossed_with()
        row = sums.row_of_count
        self._place, self._pathway = rows.place[row], rows.pathway[row]
        self._cohort = rows.cohort[row]
        self._dimension = np.zeros(sums.size, dtype=np.int64)
        self._dimension[sums.count_n] = label
        self._dimension[sums.count_s[rows.has_s]] = label[rows.has_s]
        self._is_total = np.zeros(sums.size, dtype=bool)
        self._is_total[sums.count_n[rows.is_total]] = True
        self._is_total[sums.count_s[rows.is_total & rows.has_s]] = True

    def witness(self, counts, moves):
        """`counts` (each once) can move like this, all at once, with others."""
        self.high[counts] = np.maximum(self.high[counts], moves)
        self.low[counts] = np.minimum(self.low[counts], moves)

    def left(self) -> np.ndarray:
        """Hidden counts without two witnesses 10 apart; not those that may be known to be 0."""
        excused = self.knowledge.may_be_known_zero()
        return np.flatnonzero(self.knowledge.hidden & ~excused & self._short())

    def pull(self):
        """Certify what can move as things stand: the groups of each dimension, one by one where
        pulling many at once does not reach them, then totals with groups of all dimensions.

        Readers lose further figures for all that is left here, so it is worth the time.
        """
        targets, total = self._prepared(), self._is_total
        of_groups = (targets & ~total, self._patience(targets), OF_DIMENSION)
        for mine, patience, size in (of_groups, (targets & total, None, OF_TOTAL)):
            tried = np.zeros(len(targets), dtype=bool)
            for seed in np.flatnonzero(mine & self._short()):
                if not tried[seed] and self._short_of(seed):
                    tried |= self._look_around(seed, mine & ~tried, patience, size)

    def failing(self, progress=None, among=None) -> np.ndarray:
        """Hidden counts without two witnesses 10 apart; empty if every count has them.

        Stops at the first `PATIENCE` of them: once more is hidden there, others may pass. `among`:
        the counts to look at, if not all.
        """
        targets = self._prepared()
        patience = self._patience(targets)
        if among is not None:
            targets &= np.isin(np.arange(len(targets)), among)
        tried = np.zeros(len(targets), dtype=bool)
        for seed in np.flatnonzero(targets & self._short()):
            if tried[seed] or not self._short_of(seed):
                continue
            size = OF_TOTAL if self._is_total[seed] else NEIGHBORHOOD
            tried |= self._look_around(seed, targets & ~tried, patience, size)
            stuck = np.flatnonzero(tried & targets & self._short())
            if len(stuck) >= patience:
                return stuck
            if progress:
                left = int((targets & self._short()).sum())
                progress(f"{self.programs} programs, {left} of {targets.sum()} counts left")
        return np.flatnonzero(targets & self._short())

    def look_at_few_places(self):
        """Programs for what is left, of all dimensions, totals and years, but of its own place and
        pathway, their wholes, and a few others with the most students to move. Small schools need
        them: of those a neighborhood holds too little."""
        left = self.left()
        if not 0 < len(left) <= PATIENCE:
            return
        self._prepared()
        for _, (moves, solved) in in_copies(self._around_few_places, left):
            self.programs += solved
            for ball, move in moves:
                self.witness(ball, move)

    def _prepared(self):
        """Read what is published as it stands; which counts need a range."""
        self._matrix, self._lower, self._upper = self._constraints()
        self._columns = self._matrix.tocsc()
        down, up = self.knowledge.room()
        self._down = np.where(down >= FAR // 2, np.inf, down)
        self._up = np.where(up >= FAR // 2, np.inf, up)
        self._lottery = np.random.default_rng(7)
        return self.knowledge.hidden & ~self.knowledge.may_be_known_zero()

    def _patience(self, targets):
        return max(PATIENCE, int(targets.sum()) // 20)

    def _short(self):
        return self.high - self.low < self.knowledge.settings.apart - SLACK

    def _short_of(self, count):
        return self.high[count] - self.low[count] < self.knowledge.settings.apart - SLACK

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

    def _look_around(self, seed, targets, patience, size):
        """Programs for the `size` counts around `seed`; which of them had their turn. Without
        `patience` only programs that pull many counts at once."""
        ball = self._ball(seed, size, False)
        if len(ball) == size and not self._is_total[seed]:
            ball = self._ball(seed, size, True)
        programs = self._programs(ball)
        inner = ball if len(ball) < size else ball[: size // 3]
        mine = np.flatnonzero(targets[inner])
        self._pull_together(programs, ball, mine)
        stuck = 0
        for at in mine if patience else ():
            for sign in (1.0, -1.0):
                if self._short_of(ball[at]):
                    weight = np.zeros(len(ball))
                    weight[at] = sign
                    self._note(programs, ball, weight)
            stuck += bool(self._short_of(ball[at]))
            if stuck >= patience:
                inner = ball[: at + 1]
                break
        self.programs += programs.solved
        turn = np.zeros(len(targets), dtype=bool)
        turn[inner] = True
        return turn

    def _around_few_places(self, seed):
        """(moves that give `seed` its range, or a part of it: (counts, move); how many programs)"""
        apart = self.knowledge.settings.apart - SLACK
        low, high = self.low[seed], self.high[seed]
        found, solved = [], 0
        for few in FEW:
            ball = self._few_places(seed, *few)
            if len(ball) > 3 * OF_TOTAL:
                break
            programs = self._programs(ball)
            for sign in (1.0, -1.0):
                if sign < 0 and high + self._down[seed] < apart:
                    break  # however far it falls
                solved += 1
                move = programs.furthest(sign * (ball == seed), fresh=True)
                if move is None:
                    continue
                found.append((ball, move))
                moved = float(move[ball == seed][0])
                low, high = min(low, moved), max(high, moved)
                if high - low >= apart:
                    return found, solved
        return found, solved

    def _few_places(self, seed, places, pathways):
        """Hidden counts of the times around `seed`, of its own place and pathway, their wholes, and
        that many other places and pathways, those with the most students to move."""
        sums, hidden = self.knowledge.sums, self.knowledge.hidden
        beside = hidden & self._is_total & (self._cohort == self._cohort[seed])
        chosen = hidden.copy()
        axes = (self._place, self._pathway, places), (self._pathway, self._place, pathways)
        for of, other, few in axes:
            mine = self._wholes(seed, of)
            near = beside & (other == other[seed]) & ~np.isin(of, mine)
            names, at = np.unique(of[near], return_inverse=True)
            students = np.bincount(at, sums.value[near], minlength=len(names))
            chosen &= np.isin(of, [*mine, *names[np.argsort(-students, kind="stable")[:few]]])
        apart = np.abs(self._cohort - self._cohort[seed])
        return np.flatnonzero(chosen & (apart < self.knowledge.settings.window))

    def _wholes(self, seed, of):
        """Names of its own place (or pathway) and of the wholes it adds to."""
        sums = self.knowledge.sums
        mine = np.isin(sums.equation, sums.equation[(sums.count == seed) & (sums.sign > 0)])
        return np.unique([of[seed], *of[sums.count[mine & (sums.sign < 0)]]])

    def _programs(self, ball):
        part = self._columns[:, ball]
        rows = np.unique(part.indices)
        return Programs(
            part.tocsr()[rows], self._lower[rows], self._upper[rows],
            self._down[ball], self._up[ball],
        )  # fmt: skip

    def _pull_together(self, programs, ball, mine):
        """Programs that pull many counts at once, one in each sum: up where they are small."""
        matrix, reach = programs.matrix, self.knowledge.settings.apart
        gains, hopes = [], []
        for number in range(PULLS):
            left = mine[self._short_of(ball[mine])]
            if len(left) < ENOUGH:
                return
            lot = np.zeros(len(ball))
            lot[left] = self._lottery.uniform(1, 2, len(left))
            entries = matrix.multiply(lot).tocsr()
            entries.data = np.abs(entries.data)
            best = entries.max(axis=1).toarray().ravel()
            beaten = (abs(matrix).T @ sparse.diags(best)).max(axis=1).toarray().ravel() > lot
            chosen = left[~beaten[left]]
            up = (self._down[ball[chosen]] < reach) ^ (number % 3 == 2)
            weight = np.zeros(len(ball))
            weight[chosen] = np.where(up, 1, -1)
            self._note(programs, ball, weight, fresh=True)
            gains.append(len(left) - self._short_of(ball[mine]).sum())
            hopes.append(len(chosen))
            if len(gains) > 3 and sum(gains[-4:]) < GAIN * sum(hopes[-4:]):
                return

    def _note(self, programs, ball, weight, fresh=False):
        move = programs.furthest(weight, fresh)
        if move is not None:
            self.witness(ball, move)
