"""What readers lose with a cell decides what is hidden for others (method 2.2, rule 5)."""

import numpy as np
import pytest

from equity.bench.made_release import made_release
from equity.protection import balance
from equity.protection.cells import Settings, completed
from equity.protection.grain import families
from equity.protection.knowledge import Knowledge
from equity.protection.rows import Rows
from equity.protection.sums import PATHWAYS, PLACES, Sums


@pytest.fixture(scope="module")
def grids():
    """The grids of a made-up release with a region, three organizations and three pathways."""
    made = made_release(1, places=3, pathways=3, cohorts=1, metrics=1)
    knowledge = Knowledge(Sums(Rows(completed(made.cells)), made.structure), Settings())
    family = families(made.cells.metric.unique(), made.structure)
    return [grid for several in balance._independent(knowledge, made.structure, family)
            for grid in several]  # fmt: skip


def _whole_to_part(grids, kind):
    """How much more a student costs in the whole of a kind of sum than in a part of it: the least
    there is. Everything else is the same for both."""
    axis = {PLACES: 1, PATHWAYS: 2}[kind]
    found = []
    for grid in grids[1:]:  # those of the totals have weights of their own
        for_students = grid.weight / (1 + 0.3 * np.log10(1 + grid.value[0]))
        there = np.where(grid.count[0] >= 0, for_students, np.nan)
        is_whole = ((grid.label[kind] >= 0) & (grid.sign[kind] < 0)).any(axis=(0, 3 - axis))
        whole = there.compress(is_whole, axis=axis)
        found.append((whole / there.compress(~is_whole, axis=axis)).ravel())
    return np.nanmin(np.concatenate(found))


def test_a_region_costs_more_than_several_of_its_organizations(grids):
    assert _whole_to_part(grids, PLACES) >= 5


def test_all_pathways_cost_more_than_one(grids):
    assert _whole_to_part(grids, PATHWAYS) > 1
