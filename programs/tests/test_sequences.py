"""No circle of prerequisites, and no course before what it asks for."""

import random
from itertools import pairwise

import pytest

from programs.sequences import Asked, circle, out_of_order


def pairs(*several, **more):
    return [Asked(course, required, **more) for course, required in several]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param([], [], id="nothing asked"),
        pytest.param(pairs((3, 2), (2, 1)), [], id="a chain"),
        pytest.param(pairs((4, 2), (4, 3), (2, 1), (3, 1)), [], id="two ways to one course"),
        pytest.param(pairs((1, 2), (2, 1)), [1, 2], id="each asks for the other"),
        pytest.param(pairs((5, 1), (1, 2), (2, 3), (3, 1)), [1, 2, 3], id="three in a circle"),
        pytest.param(pairs((1, 2), (2, 1), kind="with"), [1, 2], id="at the same time binds too"),
        pytest.param(pairs((1, 2), (2, 1), kind="advised"), [], id="what is advised binds nobody"),
    ],
)
def test_circle(asked, found):
    assert circle(asked) == found


def test_a_circle_is_found_wherever_a_slow_look_finds_one():
    dice = random.Random(3)
    for _turn in range(300):
        asked = pairs(*((dice.randint(1, 6), dice.randint(1, 6)) for _number in range(7)))
        reached = {one: {row.required for row in asked if row.course == one} for one in range(1, 7)}
        for _step in range(6):
            for one in reached:
                reached[one] |= set().union(*(reached[other] for other in reached[one]), set())
        has_one = any(one in reached[one] for one in reached)

        found = circle(asked)

        assert bool(found) == has_one
        rows = {(row.course, row.required) for row in asked}
        assert set(pairwise([*found, *found[:1]])) <= rows


def test_a_long_chain_is_no_deep_recursion():
    assert circle(pairs(*((number + 1, number) for number in range(20_000)))) == []


@pytest.mark.parametrize(
    ("places", "asked", "wrong"),
    [
        pytest.param({1: 1, 2: 2}, pairs((2, 1)), [], id="in order"),
        pytest.param({1: 2, 2: 1}, pairs((2, 1)), [(2, 1)], id="the wrong way round"),
        pytest.param({1: 1, 2: 1}, pairs((2, 1)), [(2, 1)], id="in the same term"),
        pytest.param({1: 1, 2: 1}, pairs((2, 1), kind="with"), [], id="at the same time"),
        pytest.param({1: 2, 2: 1}, pairs((2, 1), kind="with"), [(2, 1)], id="with, but later"),
        pytest.param({1: 2, 2: 1}, pairs((2, 1), kind="advised"), [], id="only advised"),
        pytest.param({2: 1}, pairs((2, 1)), [], id="taken elsewhere"),
        pytest.param(
            {1: 1, 2: 2, 3: 3}, pairs((2, 1), (2, 3), alternative=1), [], id="one of two early"
        ),
        pytest.param(
            {1: 3, 2: 2, 3: 3},
            pairs((2, 1), (2, 3), alternative=1),
            [(2, 1)],
            id="neither of two early",
        ),
        pytest.param(
            {1: 3, 2: 2}, pairs((2, 1), (2, 3), alternative=1), [], id="the other taken elsewhere"
        ),
        pytest.param(
            {1: 3, 2: 2},
            [*pairs((2, 1)), *pairs((2, 3), alternative=1)],
            [(2, 1)],
            id="needed in any case",
        ),
    ],
)
def test_out_of_order(places, asked, wrong):
    assert out_of_order(places, asked) == wrong
