"""The scale of a chart of rates: where it begins and ends, its ticks, where a rate stands on it."""

from dataclasses import dataclass
from fractions import Fraction

# Steps between ticks in percent, and how many steps a picture has room for.
STEPS = (5, 10, 20, 25)
MOST_STEPS = 7
# Room left of the smallest and right of the largest value, in percent of one.
ROOM = 2


def place(share):
    """A share of the width, 0 to 1, as SVG reads it: "45.25%"."""
    return f"{float(share) * 100:.2f}%"


@dataclass(frozen=True)
class Tick:
    """A line of the scale: percent, and where it stands."""

    percent: int
    at: str


@dataclass(frozen=True)
class Scale:
    """A scale of rates from `low` to `high` percent (whole numbers) in steps."""

    low: int
    high: int
    step: int

    @property
    def is_zoomed(self):
        """Whether it leaves out a part of 0 to 100 %."""
        return (self.low, self.high) != (0, 100)

    @property
    def ticks(self):
        return [
            Tick(percent, self.at(Fraction(percent, 100)))
            for percent in range(self.low, self.high + 1, self.step)
        ]

    def share(self, rate):
        """How far along a rate stands, 0 to 1; one beyond an end stands at the end."""
        along = (float(rate) * 100 - self.low) / (self.high - self.low)
        return min(max(along, 0.0), 1.0)

    def at(self, rate):
        """Where a rate stands, from the left."""
        return place(self.share(rate))

    def up(self, rate):
        """Where a rate stands in a picture whose values rise, from the top."""
        return place(1 - self.share(rate))


WHOLE = Scale(0, 100, 20)


def scale_of(rates):
    """The narrowest even `Scale` that holds all these rates; all of it where there are none."""
    found = [float(rate) * 100 for rate in rates if rate is not None]
    if not found:
        return WHOLE
    low, high = max(min(found) - ROOM, 0), min(max(found) + ROOM, 100)
    for step in STEPS:
        first = int(low // step) * step
        last = min(int(-(-high // step)) * step, 100)
        if last == first:
            last = first + step
        if (last - first) // step <= MOST_STEPS:
            return Scale(first, last, step)
    return WHOLE
