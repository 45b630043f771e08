"""How far a goal is, worked out from its numbers. No database, no Django but its words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Progress:
    """A goal's numbers in its unit: baseline, target (None where not on file), values by day.

    `measured`: [(day, value)] from old to new. A goal may want more or fewer of something, so all
    is reckoned along the way from baseline to target.
    """

    baseline: Decimal | None
    target: Decimal | None
    measured: list[tuple[date, Decimal]]

    @property
    def latest(self):
        """The newest (day, value); None where nothing was measured yet."""
        return self.measured[-1] if self.measured else None

    @property
    def wants_more(self):
        """Whether the number is to go up; None where baseline or target is not on file."""
        if self.baseline is None or self.target is None:
            return None
        return self.target > self.baseline

    @property
    def share(self):
        """Part of the way that is done, exact: 0 at the baseline, 1 at the target.

        Below 0 on the wrong side of the baseline, above 1 past the target. None where a number for
        it is missing.
        """
        if self.wants_more is None or self.latest is None:
            return None
        way = Fraction(self.target) - Fraction(self.baseline)
        return (Fraction(self.latest[1]) - Fraction(self.baseline)) / way

    @property
    def is_reached(self):
        return self.share is not None and self.share >= 1

    @property
    def to_go(self):
        """How much is left to the target, never below 0; None where it cannot be said."""
        if self.target is None or self.latest is None:
            return None
        if self.wants_more is None:
            return None
        left = self.target - self.latest[1] if self.wants_more else self.latest[1] - self.target
        return max(left, Decimal(0))
