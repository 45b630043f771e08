"""Percentage point gap, the main measure: a group's rate against its reference, with a margin."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from equity.measures.margin import DIGITS, margin, reaches, whole_margin
from equity.measures.profiles import DEFAULT_PROFILE
from equity.measures.tables import references


@dataclass(frozen=True, slots=True)
class GapRow:
    """One group's result. Rates, gaps and margins are fractions of one; None is undefined."""

    n: int
    s: int
    rate: Fraction | None
    reference: Fraction | None
    gap: Fraction | None
    margin: Decimal | None
    di: bool  # disproportionate impact: below the reference by the margin or more
    needed_clear: int  # students more, and it is not
    needed_parity: int  # students more, and the rate is the reference

    @property
    def low(self):
        """The rate less the margin; below 0 where the margin is larger."""
        return None if self.rate is None else DIGITS.subtract(self._rate(), self.margin)

    @property
    def high(self):
        """The rate and the margin; above 1 where there is no room for it."""
        return None if self.rate is None else DIGITS.add(self._rate(), self.margin)

    @property
    def is_at_threshold(self):
        """The gap is the margin exactly, or so near that no whole student is missing."""
        return self.di and self.needed_clear == 0

    def _rate(self):
        return DIGITS.divide(Decimal(self.s), Decimal(self.n))


def ppg(table, profile=DEFAULT_PROFILE, *, everyone=None, may_lead=None):
    """A GapRow for each (n, s) of the table, in its order.

    `everyone` is the total of an overlapping dimension; `may_lead` says which groups can be the
    highest (see equity.measures.tables).
    """
    found = references(table, profile.reference, everyone=everyone, may_lead=may_lead)
    return [_row(n, s, reference, profile) for (n, s), reference in zip(table, found, strict=True)]


def has_impact(n, s, reference, profile):
    """Whether `s` of `n` students lies below the reference (s, n) by the margin or more."""
    reference_s, reference_n = reference
    missing = reference_s * n - s * reference_n
    return reaches(missing, n * reference_n, n, s, half=profile.half, floor=profile.floor)


def _row(n, s, reference, profile):
    if not n:
        return GapRow(n, s, None, None, None, None, False, 0, 0)
    rules = {"half": profile.half, "floor": profile.floor}
    rate, error = Fraction(s, n), margin(n, s, **rules)
    if reference is None:
        return GapRow(n, s, rate, None, None, error, False, 0, 0)
    reference_s, reference_n = reference
    missing = reference_s * n - s * reference_n  # over reference_n: students up to parity
    di = has_impact(n, s, reference, profile)
    return GapRow(
        n,
        s,
        rate,
        Fraction(reference_s, reference_n),
        Fraction(-missing, n * reference_n),
        error,
        di,
        # (missing - m) / reference_n rounded up: with m rounded down it is the same.
        -((whole_margin(n, s, n * reference_n, **rules) - missing) // reference_n) if di else 0,
        -(-missing // reference_n) if missing > 0 else 0,
    )
