"""Openings concerned: those of the first occupation of a program, in the whole region."""

from dataclasses import dataclass

from programs.enums import FigureKind
from programs.labor.market import labor_of
from programs.models import ProgramOccupation


@dataclass(frozen=True)
class Concerned:
    """An occupation (primary key) and its openings a year; None where not on file."""

    occupation: int
    openings: int | None
    is_estimate: bool


def openings_concerned(programs=None):
    """{program primary key: `Concerned`} of all programs, or of these."""
    rows = ProgramOccupation.objects.order_by("program", "rank", "pk").distinct("program")
    if programs is not None:
        rows = rows.filter(program__in=programs)
    first = dict(rows.values_list("program", "occupation"))
    known = _openings(set(first.values()))
    return {program: known[occupation] for program, occupation in first.items()}


def most(concerned):
    """The one with the most openings; None of none."""
    return max(concerned, key=lambda one: (one.openings or 0, -one.occupation), default=None)


def _openings(occupations):
    market = labor_of(occupations, counties_only=True)
    found = {}
    for one in occupations:
        rows = [
            market.figures.get((one, area.pk, FigureKind.PROJECTION)) for area in market.counties
        ]
        rows = [row for row in rows if row and row.openings is not None]
        found[one] = Concerned(
            one,
            sum(row.openings for row in rows) if rows else None,
            any(row.is_estimate for row in rows),
        )
    return found
