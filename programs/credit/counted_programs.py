"""Programs that count the claimed courses, and what is left of them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.common import academic_year
from programs.credit import words
from programs.credit.counting import Step, counted, left
from programs.credit.orders import left_of, steps_of_orders
from programs.credit.rows import steps_with
from programs.enums import DEGREES, StepKind
from programs.unit_words import range_of, units_in_words

# The rest is one link away, in the finder.
MOST_SHOWN = 4


@dataclass(frozen=True)
class CountedProgram:
    """A program whose sequence holds claimed courses; None: not on file.

    `before`: units of courses taken before the program, which take nothing off what is left.
    `left`, `most_left`: the fewest and the most that are left, as the program takes a range.
    `is_by_order`: the program's own units are not on file, and what is left is that of the order of
    its courses. `is_sample`: the program, or that order, is made up.
    """

    program: object
    course_count: int
    units: Decimal | None
    before: Decimal | None
    left: Decimal | None
    most_left: Decimal | None
    is_sample: bool
    is_by_order: bool = False

    @property
    def counted_words(self):
        """What counts and what is left, in one phrase."""
        if self.units is None or self.before is None:
            return ngettext(
                "%(n)s course counts; its units are not on file",
                "%(n)s courses count; units not on file",
                self.course_count,
            ) % {"n": self.course_count}
        said = {
            "units": words.units(self.units),
            "before": words.units(self.before),
            "left": self._left_words,
        }
        phrase = self._phrase % said
        if self.is_by_order:
            return _("%(counted)s, by the order of courses on file") % {"counted": phrase}
        return phrase

    @property
    def _left_words(self):
        return "" if self.left is None else units_in_words(range_of(self.left, self.most_left))

    @property
    def _phrase(self):
        is_degree = self.program.award in DEGREES and not self.is_by_order
        if not self.before:
            if self.left is None:
                return _("%(units)s count; left: not on file")
            if is_degree:
                return _("%(units)s count; %(left)s left in the major")
            return _("%(units)s count; %(left)s left")
        if self.units:
            if self.left is None:
                return _("%(units)s count, and %(before)s before the program; left: not on file")
            if is_degree:
                return _(
                    "%(units)s count, and %(before)s before the program; %(left)s left in the major"
                )
            return _("%(units)s count, and %(before)s before the program; %(left)s left")
        if self.left is None:
            return _("%(before)s count, for a course before the program; left: not on file")
        if is_degree:
            return _(
                "%(before)s count, for a course before the program; %(left)s left in the major"
            )
        return _("%(before)s count, for a course before the program; %(left)s left")


def programs_counting(colleges, *, this_year):
    """{college: ([CountedProgram], how many more)}, those that count most units first.

    `colleges` are `claims.CollegeCredit`. Sequences of the coming year count already: whoever
    plans now begins with it.
    """
    earned = {claim.course: claim.units for college in colleges for claim in college.claims}
    sequences = {}
    for step in steps_with(list(earned), through=academic_year.later(this_year, 1)):
        sequences.setdefault(step.sequence_id, []).append(step)
    found = {}
    orders = steps_of_orders(
        [key for key, steps in sequences.items() if steps[0].sequence.program.units_min is None]
    )
    for key, steps in sequences.items():
        program = steps[0].sequence.program
        own = [_step(step) for step in steps]
        done = counted(own, earned)
        by_order = left_of(orders[key], done.courses) if key in orders else None
        row = CountedProgram(
            program,
            len(done.courses),
            done.units,
            done.before,
            *(
                by_order
                or (left(program.units_min, done.units), left(program.units_max, done.units))
            ),
            is_sample=program.is_sample or steps[0].sequence.is_sample,
            is_by_order=by_order is not None,
        )
        found.setdefault(program.organization_id, []).append(row)
    return {college: _top(several) for college, several in found.items()}


def _step(step):
    choice = step.choice
    return Step(
        step.course_id,
        choice and choice.pk,
        choice.required if choice else 0,
        is_before=step.kind == StepKind.PREREQUISITE,
    )


def _top(several):
    ranked = sorted(several, key=_most_first)
    return ranked[:MOST_SHOWN], max(0, len(ranked) - MOST_SHOWN)


def _most_first(row):
    nothing_left = row.left is None
    return -(row.units or 0), nothing_left, row.left or 0, row.program.title, row.program.pk
