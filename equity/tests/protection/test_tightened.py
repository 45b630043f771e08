"""Bounds by what others make up for: never tighter than what a linear program finds."""

import numpy as np
import pytest
from scipy.optimize import linprog

from equity.protection.local_programs import LocalPrograms, Shape
from equity.protection.tightened import GROUPS, tightened

SHAPES = [
    Shape((-1, 0), 1, 3, 2, 2, (False, True, True)),
    Shape((-1, 0, 0), 2, 2, 2, 1, (True, True, False)),
    Shape((-1, 0, 1), 1, 3, 1, 3, (False, True, False)),
]


def made_up(shape, seed):
    """(lower, upper, keep_low, keep_high, open_) of a shape, half of the counts without room."""
    lottery = np.random.default_rng(seed)
    size = shape.counts
    lower, upper = (lottery.integers(0, 12, size) * lottery.integers(0, 2, size) for _ in range(2))
    keep_low, keep_high = (lottery.integers(0, 9, (size[0] - 1, *size[1:])) for _ in range(2))
    names = [lottery.integers(0, 4, shape.lines(kind)[1:-1]) for kind in range(3)]
    return lower, upper, keep_low, keep_high.astype(float), shape.open(names)


def sums_of(shape, open_):
    """The sums there are, one row each over the counts of a shape."""
    number = np.arange(int(np.prod(shape.counts))).reshape(shape.counts)
    rows = []
    for axis, none in open_.items():
        lines = np.moveaxis(number, axis, -1).reshape(-1, shape.counts[axis])
        for line, absent in zip(lines, none.ravel(), strict=True):
            if not absent:
                rows.append(np.isin(number.ravel(), line))
    return np.array(rows, dtype=float).reshape(-1, number.size)


def furthest(shape, bounds, way):
    """How far each count goes up (`way` 1) or down (-1), by a linear program for each."""
    lower, upper, keep_low, keep_high, open_ = bounds
    equal = sums_of(shape, open_)
    number = np.arange(lower.size).reshape(shape.counts)
    rows, most = [], []
    for layer, above in enumerate(shape.parent[1:], start=1):
        for at in np.ndindex(*shape.counts[1:]):
            row = np.zeros(lower.size)
            row[number[(above, *at)]], row[number[(layer, *at)]] = 1, -1
            rows += [row, -row]
            most += [keep_high[(layer - 1, *at)], keep_low[(layer - 1, *at)]]
    found = []
    for count in range(lower.size):
        cost = np.zeros(lower.size)
        cost[count] = -way
        done = linprog(
            cost, np.array(rows), most, equal if len(equal) else None,
            np.zeros(len(equal)) if len(equal) else None,
            list(zip(-lower.ravel(), upper.ravel(), strict=True)),
        )  # fmt: skip
        assert done.success
        found.append(-done.fun)
    return np.reshape(found, shape.counts)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shape", SHAPES)
def test_no_move_is_lost(shape, seed):
    bounds = made_up(shape, seed)

    fall, rise = tightened(*bounds, shape.parent)

    assert (rise >= furthest(shape, bounds, 1) - 1e-7).all()
    assert (fall >= furthest(shape, bounds, -1) - 1e-7).all()


def alone(open_=False):
    """One layer, three places, one pathway: tables, and a sum over the places."""
    shape = Shape((-1,), 1, 3, 1, 1, (False, True, False))
    nothing = np.zeros((0, 1, 3, 1, 1))
    return shape, nothing, {2: np.full((1, 1, 1, 1), open_)}


def test_a_count_goes_no_further_than_the_others_make_up_for():
    shape, nothing, sums = alone()
    lower, upper = np.array([9, 2, 3]), np.array([9, 0, 0])

    fall, rise = tightened(
        lower.reshape(shape.counts), upper.reshape(shape.counts), nothing, nothing, sums,
        shape.parent,
    )  # fmt: skip

    assert rise.ravel().tolist() == [5, 0, 0]
    assert fall.ravel().tolist() == [0, 2, 3]


def test_where_there_is_no_sum_nothing_has_to_make_up():
    shape, nothing, sums = alone(open_=True)
    lower, upper = np.array([9, 0, 0]), np.array([np.inf, 0, 0])

    fall, rise = tightened(
        lower.reshape(shape.counts), upper.reshape(shape.counts), nothing, nothing, sums,
        shape.parent,
    )  # fmt: skip

    assert rise.ravel()[0] >= 1e5
    assert fall.ravel().tolist() == [9, 0, 0]


def test_a_layer_stays_below_the_one_above():
    shape = Shape((-1, 0), 1, 1, 1, 1, (False, False, False))
    lower, upper = np.array([2.0, 9.0]), np.array([3.0, 9.0])
    room_below, room_above = np.full((1, 1, 1, 1, 1), 1.0), np.full((1, 1, 1, 1, 1), np.inf)

    fall, rise = tightened(
        lower.reshape(shape.counts), upper.reshape(shape.counts), room_below, room_above, {},
        shape.parent,
    )  # fmt: skip

    assert rise.ravel().tolist() == [3, 4]
    assert fall.ravel().tolist() == [2, 9]


def test_what_others_cannot_make_up_for_needs_no_program():
    shape = Shape((-1,), 1, 3, 1, 2, (False, True, False))
    programs, names = LocalPrograms(shape), [None, np.ones((1, 1)), None]
    nothing, free = np.zeros((0, 1, 3, 1, 2)), np.zeros(shape.counts)
    lower, upper = np.full(shape.counts, 3.0), np.full(shape.counts, 20.0)
    open_ = shape.open(names)
    fall, rise = tightened(lower, upper, nothing, nothing, open_, shape.parent)

    found = programs.cheapest(
        lower=fall, upper=rise, price=free, keep_low=nothing, keep_high=nothing, aim=free,
        open_=open_, target=0, amount=10,
    )  # fmt: skip

    assert found is None
    assert programs.solved == 0
    assert GROUPS in open_
