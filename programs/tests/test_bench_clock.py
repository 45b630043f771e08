"""The benchmark's tables of times, and the sentences that say whether a limit is kept."""

import pytest

from programs.bench.clock import HEADINGS, Times, cuts, verdict


def test_half_95_and_99_of_a_hundred_are_at_most_so_long():
    assert cuts(list(range(101))) == (50, 95, 99, 100)


def test_the_order_in_which_times_came_is_nothing():
    assert cuts([3, 1, 2]) == cuts([1, 2, 3])


def test_one_time_is_all_of_them():
    assert cuts([12.5]) == (12.5, 12.5, 12.5, 12.5)


def test_a_table_has_a_line_for_each_kind_and_one_for_all():
    times = Times()
    for kind, took in [("typo", 30), ("landing", 10), ("landing", 20)]:
        times.add(kind, took)

    lines = list(times.lines("question"))

    assert lines[0] == f"{'question':<14}{HEADINGS}"
    assert [line.split()[:2] for line in lines[1:]] == [
        ["landing", "2"],
        ["typo", "1"],
        ["all", "3"],
    ]
    assert lines[1].split()[2:] == ["15.0", "19.5", "19.9", "20.0"]
    assert sorted(times.all) == [10, 20, 30]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (49.94, "pages: 49.9 ms, within the limit of 50 ms"),
        pytest.param(50, "pages: 50.0 ms, within the limit of 50 ms", id="the limit itself"),
        (50.01, "pages: 50.0 ms, OVER the limit of 50 ms"),
        (1234.5, "pages: 1,234.5 ms, OVER the limit of 50 ms"),
    ],
)
def test_a_limit_is_kept_up_to_the_limit_itself(value, sentence):
    assert verdict("pages", value, 50) == sentence


def test_a_verdict_names_its_unit():
    assert verdict("all documents", 49, 60, "s") == (
        "all documents: 49.0 s, within the limit of 60 s"
    )
