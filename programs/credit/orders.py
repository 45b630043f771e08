"""What an order of courses on file comes to, and leaves to take once some of them are counted."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper

from programs.courses import pick, units
from programs.courses.rows import public_course
from programs.courses.sequence_address import coming_year
from programs.enums import StepKind
from programs.models import Sequence, SequenceStep


class OrderUnits(NamedTuple):
    """What an order of courses comes to; `is_sample`: the order is made up."""

    fewest: Decimal
    most: Decimal
    is_sample: bool


def units_by_order(programs):
    """{program: `OrderUnits`} of the usual orders of courses of programs, by their keys.

    One whose units are not on file, or that has none at all, is left out. Two queries.
    """
    sequences = Sequence.objects.published().filter(program__in=programs)
    chosen = pick.usual_of_each(
        sequences.only("program", "catalog_year", "pace", "is_sample"), coming=coming_year()
    )
    steps = steps_of_orders([one.pk for one in chosen.values()])
    ranges = {program: left_of(steps.get(one.pk, ()), ()) for program, one in chosen.items()}
    return {
        program: OrderUnits(*known, chosen[program].is_sample)
        for program, known in ranges.items()
        if known and any(known)
    }


def steps_of_orders(sequences):
    """{sequence: [(course, choice, how many of the choice, range of units)]}, by primary keys.

    What is taken before the program is left out. The range is None where it is not on file, or the
    course is not public. One query, none for no sequence.
    """
    found = {}
    if not sequences:
        return found
    is_public = ExpressionWrapper(public_course("course__"), output_field=BooleanField())
    rows = (
        SequenceStep.objects.filter(sequence__in=sequences)
        .exclude(kind=StepKind.PREREQUISITE)
        .annotate(is_public=is_public)
        .values_list(
            "sequence",
            "course",
            "choice",
            "choice__required",
            "course__units_min",
            "course__units_max",
            "is_public",
        )
    )
    for sequence, course, choice, required, fewest, most, may_be_seen in rows:
        known = (fewest, most) if may_be_seen and fewest is not None else None
        found.setdefault(sequence, []).append((course, choice, required, known))
    return found


def left_of(steps, counted):
    """The range of units still to take of such steps without `counted` courses; None: not on file.

    Of a choice so many fewer are to be taken as are counted.
    """
    by_all = [known for course, choice, _n, known in steps if not choice and course not in counted]
    choices = []
    for choice, required in {choice: n for _course, choice, n, _known in steps if choice}.items():
        among = [(course, known) for course, own, _n, known in steps if own == choice]
        open_ones = [known for course, known in among if course not in counted]
        needed = required - (len(among) - len(open_ones))
        choices.append(units.of_choice(open_ones, needed=max(0, needed)))
    return units.total([*by_all, *choices])
