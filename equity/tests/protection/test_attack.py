"""Random small releases against the attacker: no hidden count comes closer than 10 (2.2)."""

import numpy as np
import pandas as pd
import pytest

from equity.bench.made_release import made_release
from equity.protection import release, side_by_side
from equity.protection.cells import KEY, Settings, Structure
from equity.protection.publishable import publishable

from .attack import Attack
from .reading import Unchanged, seen, standing
from .tables import cells, together

SHARES = {"ethnicity": (0.6, 0.25, 0.1, 0.05), "gender": (0.55, 0.4, 0.05), "foster": (0.06, 0.94)}


def random_release(seed):
    lottery = np.random.default_rng(seed)
    cohorts = int(lottery.choice([1, 1, 3]))
    crossed = lottery.random() < 0.3 and cohorts == 1
    dimensions = list(SHARES)[: lottery.integers(2, 4)]
    return made_release(
        seed,
        places=int(lottery.integers(2, 5)),
        counties=int(lottery.integers(0, 2)) * 2,
        pathways=int(lottery.integers(1, 3)),
        cohorts=cohorts,
        metrics=int(lottery.integers(1, 3)),
        shares={name: SHARES[name] for name in dimensions},
        crossed=("ethnicity", "gender") if crossed else None,
        students=float(lottery.choice([30, 80, 200])),
    )


def attacked(made, done, sample=None):
    attack = Attack(made.structure.place_sums, made.structure.links)
    attack.read(seen(done.cells))
    return attack.run(sample)


def assert_withstands(made, done, sample):
    """Every hidden count is certified, and the attacker comes near none of `sample` of them."""
    found = attacked(made, done, sample)
    print(found)
    assert not done.uncertified
    assert not found.contradictions
    assert not found.broken


@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_count_of_a_random_release_can_be_worked_out(seed):
    made = random_release(seed)
    by_year = (1, 60, 300)[seed % 3]

    done = publishable(made.cells, made.structure, Settings(by_year=by_year, pooled=by_year))

    assert_withstands(made, done, sample=12)


def test_no_hidden_count_of_a_release_of_many_places_can_be_worked_out():
    # Windows, years without a page, and totals too small to show, at 12 places.
    made = made_release(7, places=12, pathways=3, cohorts=4, metrics=2)

    done = publishable(made.cells, made.structure, Settings())
    assert {"window", "year", "total"} <= set(done.grain.form)
    assert_withstands(made, done, sample=10)


@pytest.mark.parametrize("seed", [3, 6])
def test_windows_of_single_pathways_are_certified_in_a_release_too_large_for_whole_programs(
    seed, monkeypatch
):
    # A window is in no sum over pathways, but its years are: they trade with other pathways.
    monkeypatch.setattr(release, "LARGE", 0)
    shares = {"ethnicity": (0.6, 0.25, 0.1, 0.05), "gender": (0.55, 0.45)}
    made = made_release(
        seed, places=6, pathways=3, cohorts=3, metrics=2, students=150, shares=shares
    )

    done = publishable(made.cells, made.structure, Settings())
    assert "window" in set(done.grain.form)
    assert_withstands(made, done, sample=8)


def test_a_region_over_all_pathways_gives_no_single_pathway_of_a_place_away():
    # Places have figures on single pathways alone, their region over all of them alone.
    made = made_release(4, places=3, pathways=2, cohorts=1, metrics=2, students=150, shares=SHARES)
    of_region, over_all = made.cells.place == 0, made.cells.pathway == -1
    made.cells = made.cells[of_region == over_all].reset_index(drop=True)

    done = publishable(made.cells, made.structure, Settings(by_year=1, pooled=1))
    assert_withstands(made, done, sample=60)


def test_a_window_of_groups_that_are_small_in_each_year_is_shown():
    made = together(*[cells({1: (12, 5), 2: (70, 35)}, cohort=year) for year in (2021, 2022, 2023)])

    done = publishable(made, Structure(), Settings(by_year=300, pooled=200))
    window = done.cells[done.cells.listed]

    assert set(window.span) == {3}
    assert set(window.status) == {"shown"}
    assert not done.uncertified


def test_jobs_side_by_side_hide_what_one_after_the_other_hides(monkeypatch):
    made = made_release(3, places=8, pathways=3, cohorts=2)
    alone = publishable(made.cells, made.structure, Settings()).cells

    monkeypatch.setattr(side_by_side, "FEW", 0)
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    together = publishable(made.cells, made.structure, Settings()).cells

    assert together.status.tolist() == alone.status.tolist()
    assert together[["low", "high"]].equals(alone[["low", "high"]])


def test_without_the_programs_hidden_counts_can_be_worked_out(monkeypatch):
    monkeypatch.setattr(
        release, "balance", lambda knowledge, *_, **__: (0, np.ones(knowledge.sums.size, bool))
    )
    monkeypatch.setattr(release, "LARGE", 0)
    monkeypatch.setattr(release, "_hide_near", lambda *_: False)
    monkeypatch.setattr(release.Certificate, "pull", lambda *_: None)
    made = random_release(2)

    done = publishable(made.cells, made.structure, Settings(by_year=1, pooled=1))

    assert done.uncertified
    assert attacked(made, done).broken


def later_release(made, seed):
    """The same release a year later: some slices have grown, one cohort is new."""
    lottery = np.random.default_rng(seed)
    cells = made.cells.copy()
    grown = lottery.choice([0, 0, 2, 15])
    one = (cells.place == 1) | (cells.place == 0)
    largest = cells.is_total | (cells.group == 1) | (cells.group == 5)
    cells.loc[one & largest & cells.pathway.isin([1, -1]), ["n", "s"]] += grown
    new = cells.assign(cohort=cells.cohort + 1)
    return pd.concat([cells, new[new.cohort > cells.cohort.max()]], ignore_index=True)


@pytest.mark.parametrize("seed", range(4))
def test_three_releases_together_give_no_hidden_count_away(seed):
    made = made_release(
        seed, places=3, pathways=1, cohorts=1, metrics=1, students=120,
        shares={"ethnicity": (0.6, 0.25, 0.1, 0.05), "foster": (0.06, 0.94)},
    )  # fmt: skip
    settings, structure = Settings(by_year=1, pooled=1), made.structure
    attack, earlier, cells = Attack(structure.place_sums, structure.links), [], made.cells
    unchanged = Unchanged()
    for number in range(3):
        done = publishable(cells, structure, settings, earlier=earlier)
        assert not done.uncertified
        unchanged.publish(number, true_counts(done))
        public = standing(done.cells, done.held, earlier[-1] if earlier else None)
        rows = seen(public.assign(listed=True))
        rows = [row | unchanged.since(tuple(row[name] for name in KEY)) for row in rows]
        attack.read(rows)
        earlier.append(public)
        made.cells = cells
        cells = later_release(made, seed + number)

    found = attack.run(sample=25)

    print(found)
    assert not found.contradictions
    assert not found.broken


def true_counts(done):
    """{key: (n, s)} of what a publication replaces: all but what is on hold."""
    keys = zip(*(done.cells[name] for name in KEY), strict=True)
    pairs = zip(done.cells.n, done.cells.s, strict=True)
    at = KEY.index("metric"), KEY.index("cohort")
    return {
        key: pair
        for key, pair in zip(keys, pairs, strict=True)
        if tuple(key[one] for one in at) not in done.held
    }
