"""Before more is hidden, a count has had a program over all its dimension (method 2.2, rule 5)."""

import numpy as np
import pytest
from scipy.optimize import linprog

from equity.bench.made_release import made_release
from equity.protection.cells import Settings, completed
from equity.protection.certify import Certificate
from equity.protection.complementary import hide_partners
from equity.protection.knowledge import Knowledge
from equity.protection.primary import hide_primary
from equity.protection.rows import Rows
from equity.protection.sums import Sums

SOME = 25
"""Counts that are looked at the slow way for each seed."""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_left_cannot_move_with_its_whole_dimension(seed):
    made = made_release(seed, places=12, pathways=1, cohorts=2, metrics=2, students=150)
    knowledge = Knowledge(Sums(Rows(completed(made.cells)), made.structure), Settings())
    hide_primary(knowledge)
    hide_partners(knowledge)
    certificate = Certificate(knowledge)
    certificate.pull()
    left = certificate.left()
    left = left[~certificate._is_total[left]]
    assert len(left), "a release without such a count shows nothing"
    for count in np.random.default_rng(seed).permutation(left)[:SOME]:
        assert _range(certificate, count) < knowledge.settings.apart


def _range(certificate, count):
    """How far one count can move, by two linear programs over all of its dimension."""
    matrix, lower, upper = certificate._constraints()
    ball = np.flatnonzero(
        certificate.knowledge.hidden & (certificate._dimension == certificate._dimension[count])
    )
    part = matrix.tocsc()[:, ball].tocsr()
    down, up = (room[ball].astype(float) for room in certificate.knowledge.room())
    exact = lower == upper
    ends = []
    for sign in (1.0, -1.0):
        best = linprog(
            -sign * (ball == count), A_eq=part[exact], b_eq=lower[exact],
            A_ub=-part[~exact], b_ub=-lower[~exact],
            bounds=np.stack([-down, np.minimum(up, 1e6)], axis=1),
        )  # fmt: skip
        assert best.status == 0
        ends.append(-best.fun)
    return sum(ends)
