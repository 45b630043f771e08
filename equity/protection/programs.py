"""Linear programs over one set of counts, solved again and again from where the last one ended."""

from __future__ import annotations

import highspy
import numpy as np
from scipy import sparse

from .solver import new_solver

FAR_MOVE = 1e5
"""No count of a region moves further than this; keeps every program bounded."""

# Options of HiGHS. Presolve off: each program starts where the last one ended. Primal: a new
# direction keeps the point.
ON_AND_ON = {"presolve": "off", "solver": "simplex", "simplex_strategy": 4}
FRESH = {"presolve": "on", "solver": "simplex", "simplex_strategy": 1}
INSIDE = {"presolve": "on", "solver": "ipm"}
LARGE = 5000
"""Counts above which the interior point method takes half the time of the simplex method."""


class Programs:
    """All moves of some counts that fit what is published, and the furthest in a direction.

    `matrix @ move` lies between `lower` and `upper`, every move between `-down` and `up`.
    """

    def __init__(self, matrix: sparse.csr_matrix, lower, upper, down, up):
        self._highs = highs = new_solver(**ON_AND_ON)
        self._fresh, self.matrix = False, matrix
        model = highspy.HighsLp()
        columns = matrix.shape[1]
        model.num_col_, model.num_row_ = columns, matrix.shape[0]
        model.col_cost_ = np.zeros(columns)
        model.col_lower_ = -np.minimum(down, FAR_MOVE)
        model.col_upper_ = np.minimum(up, FAR_MOVE)
        model.row_lower_, model.row_upper_ = lower, upper
        wise = matrix.tocsc()
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = wise.indptr
        model.a_matrix_.index_ = wise.indices
        model.a_matrix_.value_ = wise.data
        highs.passModel(model)
        self._all = np.arange(columns, dtype=np.int32)
        self.solved = 0

    def furthest(self, weight, fresh=False):
        """The move with the largest `weight @ move`; None if the solver gave up.

        `fresh`: start anew, which is faster where many counts are pulled at once.
        """
        if fresh != self._fresh:
            self._fresh = fresh
            anew = INSIDE if len(self._all) > LARGE else FRESH
            for name, value in (anew if fresh else ON_AND_ON).items():
                self._highs.setOptionValue(name, value)
        if fresh:
            self._highs.clearSolver()
        self._highs.changeColsCost(len(self._all), self._all, -np.asarray(weight, dtype=float))
        self._highs.run()
        self.solved += 1
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)

    def limit(self, columns, down, up):
        """Let the moves of `columns` go this far from now on."""
        columns = np.asarray(columns, dtype=np.int32)
        self._highs.changeColsBounds(
            len(columns), columns, -np.minimum(down, FAR_MOVE), np.minimum(up, FAR_MOVE)
        )
