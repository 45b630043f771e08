"""Random small releases against the attacker: no hidden count comes closer than 10 (2.2)."""

import numpy as np
import pytest

from equity.bench.made_release import made_release
from equity.protection.cells import Settings
from equity.protection.publishable import publishable

from .attack import Attack
from .reading import seen

SHARES = {"ethnicity": (0.6, 0.25, 0.1, 0.05), "gender": (0.55, 0.4, 0.05), "foster": (0.06, 0.94)}


def random_release(seed):
    lottery = np.random.default_rng(seed)
    dimensions = list(SHARES)[: lottery.integers(2, 4)]
    return made_release(
        seed,
        places=int(lottery.integers(2, 5)),
        counties=int(lottery.integers(0, 2)) * 2,
        pathways=int(lottery.integers(1, 3)),
        cohorts=int(lottery.choice([1, 1, 3])),
        metrics=int(lottery.integers(1, 3)),
        shares={name: SHARES[name] for name in dimensions},
        crossed=("ethnicity", "gender") if lottery.random() < 0.3 else None,
        students=float(lottery.choice([30, 80, 200])),
    )


def attacked(made, done, sample=None):
    attack = Attack(made.structure.place_sums, made.structure.links)
    attack.read(seen(done.cells))
    return attack.run(sample)


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_count_of_a_random_release_can_be_worked_out(seed):
    made = random_release(seed)
    by_year = (1, 60, 300)[seed % 3]

    done = publishable(made.cells, made.structure, Settings(by_year=by_year, pooled=by_year))
    found = attacked(made, done)

    print(found)
    assert not done.uncertified
    assert not found.broken
