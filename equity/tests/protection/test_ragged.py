"""Releases in which not everyone has everything: what is noted as possible is possible.

Every move that is noted for a hidden count is checked the slow way, against each sum and bound.
"""

import numpy as np
import pandas as pd
import pytest

from equity.bench.made_release import made_release
from equity.protection import release
from equity.protection.cells import Settings, completed
from equity.protection.certify import Certificate
from equity.protection.publishable import publishable

NEAR = 1e-4
SHARES = {"ethnicity": (0.6, 0.25, 0.1, 0.05), "gender": (0.55, 0.45)}
GENDER = 2


def _made(seed, **sizes):
    return made_release(seed, shares=SHARES, **{"cohorts": 1, "metrics": 2, "students": 30} | sizes)


def _a_school_without_a_dimension(seed):
    made = _made(seed, places=3, pathways=2)
    cells = made.cells
    return cells[~((cells.dimension == GENDER) & (cells.place == 3))], made.structure, {}


def _a_region_without_the_second_metric(seed):
    made = _made(seed, places=3, pathways=1 + seed % 2)
    cells = made.cells
    return cells[~((cells.metric == 2) & (cells.place == 0))], made.structure, {}


def _the_first_metric_elsewhere_only(seed):
    made = _made(seed, places=3, pathways=2)
    cells = made.cells
    elsewhere = cells[(cells.metric == 1) & (cells.place == 1) & (cells.pathway == 1)]
    cells = pd.concat([cells[cells.metric == 2], elsewhere.assign(place=7)])
    return cells, made.structure, {}


def _a_county_in_one_year_and_pathway(seed):
    made = _made(
        seed, places=5, pathways=3, cohorts=3, metrics=1, counties=2, students=60
    )  # fmt: skip
    cells = made.cells
    there = (cells.place == 1000) & (cells.cohort == 2022) & (cells.pathway == 1)
    return cells[(cells.place < 1000) | there], made.structure, {"by_year": 10**6}


RAGGED = [
    _a_school_without_a_dimension, _a_region_without_the_second_metric,
    _the_first_metric_elsewhere_only, _a_county_in_one_year_and_pathway,
]  # fmt: skip


class Checked(Certificate):
    """Witnesses that are looked at before they are believed."""

    noted = 0

    def witness(self, counts, moves):
        Checked.noted += 1
        sums, rows, knowledge = self.knowledge.sums, self.knowledge.sums.rows, self.knowledge
        move = np.zeros(sums.size)
        move[counts] = moves
        assert len(np.unique(counts)) == len(counts)
        added = np.zeros(sums.equations)
        np.add.at(added, sums.equation, sums.sign * move[sums.count])
        assert np.abs(added).max() < NEAR
        after = sums.value + move
        with_s = rows.has_s
        assert (after[sums.count_s[with_s]] <= after[sums.count_n[with_s]] + NEAR).all()
        # What is shown for it is hidden next; a band goes with what it stands on.
        assert (after >= knowledge.least - NEAR).all()
        banded = knowledge.banded
        assert (after[banded] <= knowledge.band_high[banded] + NEAR).all()
        super().witness(counts, moves)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("size", [0, 20_000], ids=["large", "small"])
@pytest.mark.parametrize("ragged", RAGGED)
def test_what_is_noted_as_possible_is_possible(monkeypatch, ragged, size, seed):
    monkeypatch.setattr(release, "LARGE", size)
    monkeypatch.setattr(release, "Certificate", Checked)
    Checked.noted = 0
    cells, structure, settings = ragged(seed)
    settings = Settings(**{"by_year": 1, "pooled": 1} | settings)
    done = publishable(completed(cells.reset_index(drop=True)), structure, settings)
    assert Checked.noted
    assert not done.uncertified
