"""Rows in, a line over time out: where each mark of a goal's picture stands. No database.

All places are percents of the picture's width (x, to the right) and height (y, downward), so that
words and marks keep their size on every screen.
"""

from dataclasses import dataclass, field
from datetime import date

# What is left free around the line: words stand there.
LEFT, RIGHT, TOP, BOTTOM = 5, 95, 16, 80
# Values closer together than this would write over each other.
LEAST_BETWEEN = 12


@dataclass(frozen=True)
class Mark:
    """A value on a day. `anchor` says on which side of its place the words go."""

    on: date
    value: object
    x: float
    y: float
    has_words: bool
    anchor: str = "middle"


@dataclass(frozen=True)
class Level:
    """A number that holds for the whole time: the baseline or the target."""

    value: object
    y: float


@dataclass(frozen=True)
class Line:
    """The picture: marks, the strokes between them, baseline, target, and where the days stand.

    `pace`: the even way from the first mark to the target on its day, or None.
    """

    marks: list[Mark]
    baseline: Level | None
    target: Level | None
    due_x: float | None
    strokes: list[tuple] = field(default_factory=list)
    pace: tuple | None = None

    @property
    def falls(self):
        """Whether the target lies below where the line began: its words stand below it then."""
        return self.target is not None and self.target.y > self.first.y

    @property
    def first(self):
        return self.marks[0]

    @property
    def last(self):
        return self.marks[-1]


def line_of(measured, *, baseline=None, target=None, due=None):
    """Lay out [(day, value)] from old to new; None where there is nothing to draw.

    A day that is past before the last value is left out: the line would run backward.
    """
    if not measured:
        return None
    first, last = measured[0][0], measured[-1][0]
    due = due if due and due > last else None
    across = _Scale(first.toordinal(), (due or last).toordinal(), LEFT, RIGHT)
    levels = [one for one in (baseline, target) if one is not None]
    values = [float(value) for _on, value in measured] + [float(one) for one in levels]
    up = _Scale(min(values), max(values), BOTTOM, TOP)
    places = [(across(on.toordinal()), up(float(value))) for on, value in measured]
    marks = [
        Mark(on, value, x, y, has_words, _anchor(x))
        for (on, value), (x, y), has_words in zip(measured, places, _worded(places), strict=True)
    ]
    due_x = across(due.toordinal()) if due else None
    target_level = None if target is None else Level(target, up(float(target)))
    pace = (*places[0], due_x, target_level.y) if due_x and target_level else None
    return Line(
        marks=marks,
        baseline=None if baseline is None else Level(baseline, up(float(baseline))),
        target=target_level,
        due_x=due_x,
        strokes=[(*a, *b) for a, b in zip(places, places[1:], strict=False)],
        pace=pace,
    )


class _Scale:
    """Numbers from `low` to `high` onto `start` to `end`; one number alone stands in the middle."""

    def __init__(self, low, high, start, end):
        self.low, self.span, self.start, self.end = low, high - low, start, end

    def __call__(self, value):
        part = (value - self.low) / self.span if self.span else 0.5
        return round(self.start + (self.end - self.start) * part, 1)


def _worded(places):
    """Which marks have room for their value, from the newest back: the newest always has."""
    room, before = [], None
    for x, _y in reversed(places):
        has_room = before is None or before - x >= LEAST_BETWEEN
        before = x if has_room else before
        room.append(has_room)
    return reversed(room)


def _anchor(x):
    """Near an edge the words go inward."""
    if x <= LEFT + 2:
        return "start"
    return "end" if x >= RIGHT - 2 else "middle"
