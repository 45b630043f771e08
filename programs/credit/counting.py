"""How much of a program the claimed courses count for: plain rules over its sequence."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Step:
    """A course in a sequence; `choice` is the group it is one of, of which `required` are taken.

    `is_before`: taken before the program, so its units are not among the program's.
    """

    course: object
    choice: object = None
    required: int = 0
    is_before: bool = False


@dataclass(frozen=True)
class Counted:
    """The courses that count, and their units; None where those of one are not on file.

    `units` are the program's own and lessen it; `before` those of courses taken before it.
    """

    courses: tuple
    units: Decimal | None
    before: Decimal | None = Decimal()


def counted(steps, earned):
    """What of `earned` ({course: units or None}) counts in a sequence.

    Of a choice group no more courses count than it asks for: those with most units.
    """
    groups = {}
    own = {step.course for step in steps if not step.is_before}
    for step in steps:
        # Before the program in one place and part of it in another: it is a part.
        if step.course in earned and not (step.is_before and step.course in own):
            # What everybody takes is a group of its own.
            key = step.course if step.choice is None else ("choice", step.choice)
            groups.setdefault(key, []).append(step)
    kept = []
    for several in groups.values():
        most = 1 if several[0].choice is None else several[0].required
        several.sort(key=lambda step: earned[step.course] or 0, reverse=True)
        kept += several[:most]
    units, before = units_and_before((earned[step.course], step.is_before) for step in kept)
    return Counted(tuple(step.course for step in kept), units, before)


def units_and_before(courses):
    """(units that lessen a program, units of courses before it) of [(units, is before it)].

    Either is None where the units of one of its courses are not on file.
    """
    sums = [Decimal(), Decimal()]
    for units, is_before in courses:
        known = sums[is_before]
        sums[is_before] = None if known is None or units is None else known + units
    return tuple(sums)


def left(needed, done):
    """Units of a program still to be earned, never below none; None where either is not known."""
    if needed is None or done is None:
        return None
    return max(needed - done, Decimal())
