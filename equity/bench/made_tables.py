"""Made-up tables of groups, whose figures are made as publication makes them.

Nobody is protected by them, so only the first two rules hold: groups of 1 to 10 and one more with
them are hidden, and few on either side of a rate make it a range.
"""

from collections import namedtuple
from itertools import accumulate, pairwise
from random import Random

from equity.enums import CellStatus, MetricKind
from equity.models import NUMBERS
from equity.publication.figures import of_slice

# Of a place's students: the region's, a county's, an organization's, and those of one pathway.
SIZES = {"region": (8_000, 40_000), "county": (1_500, 9_000), "own": (320, 3_000), "few": (60, 400)}
DIFFERENT = 40
MOST_HIDDEN = 10
# Up to so many students either end of a range is true, so none is shown.
MOST_WITHOUT_RANGE = 20
FRACTIONS = {"rate", "gap", "moe", "reference", "index80", "prop_index"}

Cell = namedtuple(
    "Cell", "row status n s low high rate_pct dimension is_total is_unknown overlapping"
)


def columns():
    """The columns of a published cell that a table has, in the order of its lines."""
    return ("group_id", "status", "rate_text", *NUMBERS)


def tables(groups, kind, size):
    """DIFFERENT tables of these groups, the same at each run; each a list of lines for COPY.

    `groups`: Group rows with their dimension, the total among them.
    """
    random = Random(f"{kind} {size} {len(groups)}")  # noqa: S311 - made up, nothing is secret
    return [_table(random, groups, kind, size) for _number in range(DIFFERENT)]


def _table(random, groups, kind, size):
    students = random.randint(*SIZES[size])
    reached = round(students * random.uniform(0.35, 0.75))
    by_dimension = {}
    for group in groups:
        by_dimension.setdefault(group.dimension_id, []).append(group)
    cells = []
    for several in by_dimension.values():
        counts = _divided(random, several, students, reached)
        hidden = _hidden([n for n, _s in counts])
        cells += [
            _cell(group, *count, group_is_hidden, kind)
            for group, count, group_is_hidden in zip(several, counts, hidden, strict=True)
        ]
    found = of_slice([cell._replace(row=at) for at, (_group, cell) in enumerate(cells)], kind)
    return [_line(*cells[row], values) for row, values in found]


def _divided(random, groups, students, reached):
    """[(n, s)] of groups that together are all students; a rate is never above 1."""
    sizes = _shares(students, [_weight(random) for _group in groups])
    rates = [random.uniform(0.7, 1.2) for _group in groups]
    weights = [n * rate for n, rate in zip(sizes, rates, strict=True)]
    return [(n, min(n, s)) for n, s in zip(sizes, _shares(reached, weights), strict=True)]


def _weight(random):
    """One group in thirty has next to nobody."""
    return 0.0003 if random.random() < 1 / 30 else random.random() ** 2 + 0.01


def _shares(total, weights):
    """Whole numbers that add up to `total`, in proportion to `weights`."""
    upto = [round(total * part / sum(weights)) for part in accumulate(weights, initial=0)]
    return [after - before for before, after in pairwise(upto)]


def _hidden(sizes):
    """Whether each is hidden: those of 1 to 10 students, and the smallest other with them."""
    small = {at for at, n in enumerate(sizes) if 0 < n <= MOST_HIDDEN}
    others = [(n, at) for at, n in enumerate(sizes) if n and at not in small]
    if small and others:
        small.add(min(others)[1])
    return [at in small for at in range(len(sizes))]


def _cell(group, n, s, is_hidden, kind):
    """(group, its `Cell`)"""
    status, low, high = CellStatus.SHOWN, -1, -1
    if not n:
        status = CellStatus.NONE
    elif is_hidden:
        status = CellStatus.HIDDEN
    elif kind == MetricKind.RATE and min(s, n - s) <= MOST_HIDDEN:
        status = CellStatus.BANDED
        if n > MOST_WITHOUT_RANGE:
            low, high = (0, MOST_HIDDEN) if s <= MOST_HIDDEN else (n - MOST_HIDDEN, n)
    dimension = group.dimension
    is_total = dimension.code == group.code
    return group, Cell(
        0, status, n, s, low, high, -1, dimension.pk, is_total, group.is_unknown,
        dimension.overlapping,
    )  # fmt: skip


def _line(group, cell, values):
    numbers = (_text(name, values[name]) for name in NUMBERS)
    return "\t".join([str(group.pk), cell.status, values["rate_text"], *numbers]) + "\n"


def _text(name, value):
    if value is None:
        return r"\N"
    return f"{float(value):.12f}" if name in FRACTIONS else str(value)
