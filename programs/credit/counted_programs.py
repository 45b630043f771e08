"""Programs that count the claimed courses, and what is left of them."""

from dataclasses import dataclass
from decimal import Decimal

from programs.credit import words
from programs.credit.counting import Step, counted, left
from programs.credit.question import later
from programs.credit.rows import steps_with

# The rest is one link away, in the finder.
MOST_SHOWN = 4


@dataclass(frozen=True)
class CountedProgram:
    """A program whose sequence holds claimed courses; None: not on file.

    `is_sample`: the program, or the order of its courses, is made up.
    """

    program: object
    course_count: int
    units: Decimal | None
    left: Decimal | None
    is_sample: bool

    @property
    def units_words(self):
        return words.units(self.units)

    @property
    def left_words(self):
        return words.units(self.left)


def programs_counting(colleges, *, this_year):
    """{college: ([CountedProgram], how many more)}, those that count most units first.

    `colleges` are `claims.CollegeCredit`. Sequences of the coming year count already: whoever
    plans now begins with it.
    """
    earned = {claim.course: claim.units for college in colleges for claim in college.claims}
    sequences = {}
    for step in steps_with(list(earned), through=later(this_year, 1)):
        sequences.setdefault(step.sequence_id, []).append(step)
    found = {}
    for steps in sequences.values():
        program = steps[0].sequence.program
        own = [_step(step) for step in steps]
        done = counted(own, earned)
        row = CountedProgram(
            program,
            len(done.courses),
            done.units,
            left(program.units_min, done.units),
            is_sample=program.is_sample or steps[0].sequence.is_sample,
        )
        found.setdefault(program.organization_id, []).append(row)
    return {college: _top(several) for college, several in found.items()}


def _step(step):
    choice = step.choice
    return Step(step.course_id, choice and choice.pk, choice.required if choice else 0)


def _top(several):
    ranked = sorted(several, key=_most_first)
    return ranked[:MOST_SHOWN], max(0, len(ranked) - MOST_SHOWN)


def _most_first(row):
    nothing_left = row.left is None
    return -(row.units or 0), nothing_left, row.left or 0, row.program.title, row.program.pk
