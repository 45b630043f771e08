"""Linear programs over a few times, places, pathways and groups of a grid.

All programs of one shape have the same sums, so a solver is made once for each shape; a program
only brings its bounds and prices. That makes it thousands of times cheaper than a program over the
release. Leaving out other cells can only make moves smaller: what is found is a move that fits.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from .solver import new_solver
from .tightened import GROUPS, tightened

FURTHEST = 40.0
"""Students a count moves at most in one program; 10 are looked for."""
REWARD = 2e-2
"""What a unit of moving another count that is still short is worth, against prices of about 0.1."""


AGAIN = 2
"""How often a program that costs something is solved again."""
SMALL = 20.0
"""A loss of about four cells, below which it is not."""
WIDE = 3000
"""Counts of a program that is worth simplifying before it is solved."""
LITTLE = 1e-9
EVEN = 0.5
"""Students added to each move before prices are divided by it."""


@dataclass(frozen=True)
class Shape:
    """How many layers (by `parent`), times, places, pathways and groups; which sums hold over
    times, places and pathways.

    With one group it stands for two that trade with each other: what one gains the other loses.
    """

    parent: tuple[int, ...]
    times: int
    places: int
    pathways: int
    groups: int
    holds: tuple[bool, bool, bool]

    @property
    def counts(self):
        return len(self.parent), self.times, self.places, self.pathways, self.groups

    def lines(self, kind):
        """The shape of all sums of a kind: that of the counts without the axis it is over."""
        return self.counts[: kind + 1] + self.counts[kind + 2 :]

    def open(self, names):
        """{axis: which sums over it there are not} in the order of the program's sums;
        `names[kind]` [of the other axes] is 0 there."""
        masks = {GROUPS: np.zeros(self.counts[:-1], dtype=bool)} if self.groups > 1 else {}
        for kind, holds in enumerate(self.holds):
            if holds:
                none = (names[kind] == 0)[None, ..., None]
                masks[kind + 1] = np.broadcast_to(none, self.lines(kind))
        return masks


class LocalPrograms:
    """The program of a shape. Columns: the rise of every count, then the fall of every count."""

    def __init__(self, shape: Shape):
        self._shape, size = shape, int(np.prod(shape.counts))
        self._size, number = size, np.arange(size).reshape(shape.counts)
        sums = [number.reshape(-1, shape.groups)] if shape.groups > 1 else []
        for axis, holds in enumerate(shape.holds, start=1):
            if holds:
                sums.append(np.moveaxis(number, axis, 4).reshape(-1, shape.counts[axis]))
        matrices = []
        for members in sums:
            row = np.repeat(np.arange(len(members)), members.shape[1])
            one = (np.ones(members.size), (row, members.ravel()))
            matrices.append(sparse.csr_matrix(one, shape=(len(members), size)))
        below, above = number[1:].ravel(), number[list(shape.parent[1:])].ravel()
        at = np.tile(np.arange(below.size), 2)
        ones = np.repeat([1.0, -1.0], below.size)
        keep = sparse.csr_matrix(
            (ones, (at, np.concatenate([above, below]))), shape=(below.size, size)
        )
        matrix = sparse.vstack([*matrices, keep])
        self._start(sparse.hstack([matrix, -matrix]).tocsc())
        self.solved = 0

    def _start(self, matrix):
        presolve = "on" if self._size > WIDE else "off"
        self._solver = solver = new_solver(presolve=presolve, simplex_strategy=1)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(matrix.shape[1])
        model.row_lower_ = model.row_upper_ = np.zeros(matrix.shape[0])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = matrix.indptr
        model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indices, matrix.data
        solver.passModel(model)
        self._columns = np.arange(matrix.shape[1], dtype=np.int32)
        self._rows = np.arange(matrix.shape[0], dtype=np.int32)

    def cheapest(self, *, lower, upper, price, keep_low, keep_high, aim, open_, target, amount):
        """(what readers lose, the moves) of the cheapest move that takes count number `target` by
        `amount`; None if there is none. Tables [layer, time, place, pathway, group]; `open_`:
        sums that there are not (`Shape.open`).

        `price`: of moving a count at all. A program can only price every student that moves, and
        is as glad to move one student in ten cells as ten in one; so it is solved again with
        prices by what each cell moved, until it moves fewer. `aim`: how far other counts would
        have to move for their own range; they are taken along where that costs nothing.
        """
        free, price = np.isfinite(price), np.where(np.isfinite(price), price, 0).ravel()
        rise, fall = self._reach(free, lower, upper)
        if (rise[target] if amount > 0 else fall[target]) < abs(amount) - LITTLE:
            return None
        aim = aim.ravel().copy()
        aim[target] = 0
        rise, fall = _no_further(aim, rise, fall)
        self._bound(rise, fall, target, amount, keep_low, keep_high, open_, abs(amount))
        best, unit, reward = None, price / abs(amount), np.sign(aim) * REWARD
        for _ in range(1 + AGAIN):
            move = self._solve(unit, reward, target)
            if move is None:
                return best
            loss = float(price[move != 0].sum())
            if best and loss >= best[0]:
                return best
            best = loss, move.reshape(self._shape.counts)
            if loss < SMALL:
                return best
            unit = price / (np.abs(move) + EVEN)
        return best

    def together(self, *, lower, upper, price, keep_low, keep_high, aim, open_, worth):
        """The moves that take many counts as far as they `aim`, each student of it `worth` that
        much of what readers lose; None if nothing moves."""
        free, price = np.isfinite(price), np.where(np.isfinite(price), price, 0).ravel()
        aim = aim.ravel()
        rise, fall = _no_further(aim, *self._reach(free, lower, upper))
        self._limit(np.zeros(2 * self._size), np.concatenate([rise, fall]))
        self._keep(keep_low, keep_high, open_)
        best, gain, unit = None, 0.0, price * worth
        for _ in range(1 + AGAIN):
            move = self._solve(unit, np.sign(aim) * worth)
            if move is None:
                return best
            loss = price[move != 0].sum()
            gained = np.minimum(np.abs(aim), np.sign(aim) * move).clip(min=0).sum() * worth - loss
            if best is None or gained > gain:
                best, gain = move.reshape(self._shape.counts), gained
            if loss < SMALL:
                break
            unit = price / (np.abs(move) + EVEN)
        return best if best is not None and best.any() else None

    def furthest(self, *, lower, upper, price, keep_low, keep_high, aim, open_, target, amount):
        """The moves that take count number `target` furthest towards `amount` for nothing."""
        fall, rise = tightened(
            np.where(price == 0, lower, 0), np.where(price == 0, upper, 0), keep_low, keep_high,
            open_, self._shape.parent,
        )  # fmt: skip
        rise, fall = self._reach(price == 0, fall, rise)
        reach = (rise if amount > 0 else fall)[target]
        if reach < 1 - LITTLE:
            return None
        most = min(reach, abs(amount))
        self._bound(rise, fall, target, amount, keep_low, keep_high, open_, 0, most)
        reward = np.zeros(self._size)
        reward[target] = np.sign(amount)
        return self._solve(np.zeros(self._size), reward)

    def _reach(self, free, lower, upper):
        """How far each count that is `free` to move can rise and fall."""
        rise = np.where(free.ravel(), np.minimum(upper, FURTHEST).ravel(), 0)
        return rise, np.where(free.ravel(), np.minimum(lower, FURTHEST).ravel(), 0)

    def _bound(self, rise, fall, target, amount, keep_low, keep_high, open_, least, most=None):
        """The target moves between `least` and `most` in the direction of `amount`."""
        size = self._size
        highest, lowest = np.concatenate([rise, fall]), np.zeros(2 * size)
        column, other = (target, target + size) if amount > 0 else (target + size, target)
        lowest[column], highest[column], highest[other] = least, most or least, 0
        self._limit(lowest, highest)
        self._keep(keep_low, keep_high, open_)

    def _limit(self, lowest, highest):
        self._solver.changeColsBounds(len(self._columns), self._columns, lowest, highest)

    def _keep(self, keep_low, keep_high, open_):
        """Sums stay as they are, but those that there are not; no layer passes the one above."""
        none = [np.zeros(0, dtype=bool), *(mask.ravel() for mask in open_.values())]
        free = np.where(np.concatenate(none), np.inf, 0)
        self._solver.changeRowsBounds(
            len(self._rows), self._rows,
            np.concatenate([-free, -keep_low.ravel()]), np.concatenate([free, keep_high.ravel()]),
        )  # fmt: skip

    def _solve(self, unit, reward, paid=None):
        """The cheapest move by prices a student, less what moves in a direction are worth; `paid`
        is the count that has to move; None if there is none."""
        size, solver = self._size, self._solver
        cost = np.concatenate([unit - reward, unit + reward])
        if paid is not None:
            cost[[paid, paid + size]] = 0
        solver.changeColsCost(2 * size, self._columns, cost)
        solver.clearSolver()
        solver.run()
        self.solved += 1
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.array(solver.getSolution().col_value)
        move = found[:size] - found[size:]
        move[np.abs(move) < 1e-7] = 0
        return move


def _no_further(aim, rise, fall):
    """Nothing is gained by moving a count further than it has to."""
    rise = np.where(aim > 0, np.minimum(rise, aim), rise)
    return rise, np.where(aim < 0, np.minimum(fall, -aim), fall)
