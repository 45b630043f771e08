"""A day in the autumn of 2026, and a program with several orders of courses."""

from datetime import date

import pytest
from django.utils import timezone

from programs.tests.factories import ProgramFactory, SequenceFactory
from programs.tests.sequence_view.courses_in_order import step


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    """A day in 2026-27: 2027-28 is the coming academic year."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 26))


@pytest.fixture
def program():
    """Full time in three years, the last one too far off; part time in the first only."""
    program = ProgramFactory()
    for year, pace in (
        ("2025-26", "full_time"),
        ("2025-26", "part_time"),
        ("2027-28", "full_time"),
        ("2028-29", "full_time"),
    ):
        sequence = SequenceFactory(program=program, catalog_year=year, pace=pace)
        step(sequence, f"{year}-{pace}")
    return program
