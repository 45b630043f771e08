"""What a swap promises: nothing published changes, no bound is passed, the count gets its range."""

import numpy as np
import pytest

from equity.bench.made_release import made_release
from equity.protection import balance
from equity.protection.cells import Settings, completed
from equity.protection.certify import Certificate
from equity.protection.grain import apply, choose, families
from equity.protection.knowledge import Knowledge
from equity.protection.primary import hide_primary
from equity.protection.rows import Rows
from equity.protection.side_by_side import Shared
from equity.protection.sums import Sums
from equity.protection.swaps import Swaps
from equity.protection.trades import Trades

NEAR = 1e-6


class Grids:
    """The grids of a made-up release of which only what is small is hidden."""

    def __init__(self, seed):
        made = made_release(seed, places=8, pathways=3, cohorts=4, students=250)
        cells, settings = completed(made.cells), Settings()
        forms = choose(cells, made.structure, settings)
        cells = completed(apply(cells.reset_index(drop=True), forms, made.structure))
        self.knowledge = Knowledge(Sums(Rows(cells), made.structure), settings)
        hide_primary(self.knowledge)
        self.certificate = Certificate(self.knowledge)
        shared = Shared(self.knowledge, self.certificate, self.knowledge.may_be_known_zero(), False)
        family = families(cells.metric.unique(), made.structure)
        self.all = [
            (grid, balance.Balance(grid, shared))
            for grids in balance._independent(self.knowledge, made.structure, family)
            for grid in grids[1:]
        ]

    def moves(self, trades, found):
        """(counts, move of each) of every move found, turned back."""
        at = found.neighbors.at
        for turned in found.moves:
            moves = turned * trades.turn[at][..., None]
            count = trades.grid.count[(slice(None), *at)][..., found.neighbors.columns]
            some = moves != 0
            assert (count[some] >= 0).all()
            yield count[some], moves[some]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_swap_changes_nothing_published_and_gives_the_count_its_range(seed):
    grids = Grids(seed)
    knowledge, tried, windows = grids.knowledge, 0, 0
    for grid, one in grids.all:
        grid.refresh()
        trades = Trades(grid)
        swaps = Swaps(trades)
        for at in one._waiting()[::5]:
            target = one._target(trades, at)
            found = swaps.cheapest(target, knowledge.settings.apart)
            if found is None:
                continue
            tried += 1
            windows += len(found.neighbors.times) > 1
            low = high = 0.0
            for count, move in grids.moves(trades, found):
                _fits(knowledge, count, move)
                mine = move[count == grid.count[at]].sum()
                low, high = min(low, mine), max(high, mine)
            assert high - low >= knowledge.settings.apart - NEAR
    assert tried > 100
    assert windows > 5


def _fits(knowledge, count, move):
    """The slow, obvious way: every sum of the release, and every count, one by one."""
    sums, rows = knowledge.sums, knowledge.sums.rows
    all_ = np.zeros(sums.size)
    np.add.at(all_, count, move)
    total = sums.per_equation(sums.sign * all_[sums.count])
    assert np.abs(total).max() < NEAR
    after = sums.value + all_
    assert after.min() > -NEAR
    with_s = np.flatnonzero(rows.has_s)
    left = after[sums.count_n[with_s]] - after[sums.count_s[with_s]]
    assert left.min() > -NEAR
    # A band that is shown still holds, and whoever has a "Not shown" row has a student.
    banded = np.flatnonzero(knowledge.banded)
    assert (after[banded] >= knowledge.band_low[banded] - NEAR).all()
    assert (after[banded] <= knowledge.band_high[banded] + NEAR).all()
    # An outcome may be nobody, also where it is the next metric's "Not shown".
    someone = np.setdiff1d(sums.count_n[rows.listed & ~rows.x & (rows.n > 0)], sums.count_s[with_s])
    assert after[someone].min() >= 1 - NEAR


def test_a_swap_costs_nothing_where_all_is_hidden():
    grids = Grids(1)
    knowledge = grids.knowledge
    for grid, one in grids.all:
        knowledge.hide(grid.count[grid.member & grid.possible], "")
        grid.refresh()
        trades = Trades(grid)
        swaps, losses = Swaps(trades), []
        for at in one._waiting()[::20]:
            found = swaps.cheapest(one._target(trades, at), 10)
            losses += [found.loss] if found else []
        assert not any(losses)
