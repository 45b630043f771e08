"""Academic years are read in the spellings people use and stored in one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from pathways_portal.common import academic_year


@pytest.mark.parametrize("text", ["2025-26", "2025-2026", "2025/26", " 2025–26 "])
def test_parse_accepts_the_spellings_people_use(text):
    assert academic_year.parse(text) == "2025-26"


@pytest.mark.parametrize("text", ["2025", "2025-27", "2025-2027", "25-26", "", "1825-26"])
def test_parse_says_how_to_mend_what_is_no_academic_year(text):
    with pytest.raises(ValueError, match=r"Write it like 2025-26\."):
        academic_year.parse(text)


def test_parse_reads_the_turn_of_the_century():
    assert academic_year.parse("1999-2000") == "1999-00"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param(date(2026, 6, 30), "2025-26", id="June ends the year"),
        pytest.param(date(2026, 7, 1), "2026-27", id="July starts the next"),
    ],
)
def test_on_starts_the_year_in_july(day, year):
    assert academic_year.on(day) == year


@pytest.mark.parametrize(
    ("year", "by", "then"),
    [("2025-26", 1, "2026-27"), ("2025-26", 0, "2025-26"), ("2000-01", -1, "1999-00")],
)
def test_later_counts_from_a_year(year, by, then):
    assert academic_year.later(year, by) == then


@pytest.mark.parametrize(
    ("day", "years"),
    [
        pytest.param(date(2026, 6, 30), ("2025-26", "2026-27"), id="June"),
        pytest.param(date(2026, 7, 1), ("2026-27", "2027-28"), id="July"),
    ],
)
def test_whoever_plans_may_start_in_the_current_year_or_the_coming_one(day, years):
    assert academic_year.current_and_coming(day) == years


def test_validate_refuses_other_spellings():
    academic_year.validate("2025-26")

    with pytest.raises(ValidationError):
        academic_year.validate("2025-2026")
