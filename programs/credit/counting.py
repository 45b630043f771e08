"""How much of a program the claimed courses count for: plain rules over its sequence."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Step:
    """A course in a sequence; `choice` is the group it is one of, of which `required` are taken."""

    course: object
    choice: object = None
    required: int = 0


@dataclass(frozen=True)
class Counted:
    """The courses that count, and their units; None where those of one are not on file."""

    courses: tuple
    units: Decimal | None


def counted(steps, earned):
    """What of `earned` ({course: units or None}) counts in a sequence.

    Of a choice group no more courses count than it asks for: those with most units.
    """
    groups = {}
    for step in steps:
        if step.course in earned:
            # What everybody takes is a group of its own.
            key = step.course if step.choice is None else ("choice", step.choice)
            groups.setdefault(key, []).append(step)
    courses = []
    for several in groups.values():
        most = 1 if several[0].choice is None else several[0].required
        several.sort(key=lambda step: earned[step.course] or 0, reverse=True)
        courses += [step.course for step in several[:most]]
    units = [earned[course] for course in courses]
    known = None if None in units else sum(units, Decimal())
    return Counted(tuple(courses), known)


def left(needed, done):
    """Units of a program still to be earned, never below none; None where either is not known."""
    if needed is None or done is None:
        return None
    return max(needed - done, Decimal())
