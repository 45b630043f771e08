"""Plain rules of courses in order: which sequence is shown, what units come to."""

from types import SimpleNamespace

import pytest

from programs.courses import pick, units
from programs.enums import Pace

FULL, PART = Pace.FULL_TIME, Pace.PART_TIME
COMING = "2027-28"


@pytest.mark.parametrize(
    ("pairs", "shown"),
    [
        pytest.param(
            [("2025-26", FULL), ("2026-27", FULL)], ("2026-27", FULL), id="the newest year"
        ),
        pytest.param(
            [("2027-28", FULL), ("2028-29", FULL)],
            ("2027-28", FULL),
            id="not after the coming academic year",
        ),
        pytest.param(
            [("2029-30", FULL), ("2028-29", FULL)],
            ("2028-29", FULL),
            id="the first of those that are all later",
        ),
        pytest.param([("2026-27", PART), ("2026-27", FULL)], ("2026-27", FULL), id="full time"),
        pytest.param(
            [("2025-26", FULL), ("2026-27", PART)],
            ("2026-27", PART),
            id="the year counts before the pace",
        ),
    ],
)
def test_usual(pairs, shown):
    assert pick.usual(pairs, coming=COMING) == shown


def test_usual_of_each_program():
    rows = [
        SimpleNamespace(program_id=program, catalog_year=year, pace=pace)
        for program, year, pace in [
            (1, "2025-26", FULL),
            (1, "2026-27", PART),
            (1, "2026-27", FULL),
            (2, "2026-27", PART),
            (2, "2029-30", FULL),
        ]
    ]

    assert pick.usual_of_each(rows, coming=COMING) == {1: rows[2], 2: rows[3]}
    assert pick.usual_of_each([], coming=COMING) == {}


@pytest.mark.parametrize(
    ("year", "pace", "shown"),
    [
        pytest.param("2025-26", PART, ("2025-26", PART), id="what is asked for"),
        pytest.param("2025-26", None, ("2025-26", FULL), id="a year, full time"),
        pytest.param(None, PART, ("2025-26", PART), id="a pace, its newest year"),
        pytest.param("2026-27", PART, ("2026-27", FULL), id="the year before the pace"),
        pytest.param("1999-00", PART, ("2025-26", PART), id="a year not on file is not asked for"),
        pytest.param("1999-00", "fast", ("2026-27", FULL), id="nothing of it is on file"),
    ],
)
def test_nearest(year, pace, shown):
    pairs = [("2026-27", FULL), ("2025-26", FULL), ("2025-26", PART), ("2024-25", PART)]

    assert pick.nearest(pairs, year=year, pace=pace, coming=COMING) == shown


def test_units_are_added_as_ranges():
    assert units.total([(3, 3), (1, 4)]) == (4, 7)


def test_units_that_are_not_on_file_leave_the_sum_not_on_file():
    assert units.total([(3, 3), None]) is None
    assert units.of_choice([(3, 3), None], needed=1) is None


@pytest.mark.parametrize(
    ("needed", "elsewhere", "expected"),
    [
        pytest.param(1, 0, (2, 5), id="the smallest to the largest"),
        pytest.param(2, 0, (5, 9), id="the two smallest to the two largest"),
        pytest.param(2, 1, (2, 9), id="another term can give one of the two"),
        pytest.param(2, 5, (0, 9), id="other terms can give both"),
        pytest.param(9, 0, (9, 12), id="no more than there are"),
    ],
)
def test_units_of_a_choice(needed, elsewhere, expected):
    ranges = [(3, 3), (2, 4), (4, 5)]

    assert units.of_choice(ranges, needed=needed, elsewhere=elsewhere) == expected
