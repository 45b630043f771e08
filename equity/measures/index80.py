"""80% index, the four-fifths rule: a group's rate as a share of its reference."""

from dataclasses import dataclass
from fractions import Fraction

from equity.measures.profiles import Reference
from equity.measures.tables import references

# Four fifths, from the Uniform Guidelines of 1978 (43 FR 38295).
FOUR, FIFTHS = 4, 5


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One group's result. Rates and the index are fractions of one; None is undefined."""

    n: int
    s: int
    rate: Fraction | None
    reference: Fraction | None
    index: Fraction | None
    di: bool  # the index is below 0.80; exactly 0.80 is not
    needed_clear: int  # students more, and it is not
    needed_parity: int  # students more, and the rate is the reference


def index80(table, reference=Reference.HIGHEST, *, everyone=None, may_lead=None):
    """An IndexRow for each (n, s) of the table, in its order.

    `everyone` is the total of an overlapping dimension; `may_lead` says which groups can be the
    highest (see equity.measures.tables).
    """
    found = references(table, reference, everyone=everyone, may_lead=may_lead)
    return [_row(n, s, pair) for (n, s), pair in zip(table, found, strict=True)]


def _row(n, s, reference):
    rate = Fraction(s, n) if n else None
    if reference is None:
        return IndexRow(n, s, rate, None, None, False, 0, 0)
    reference_s, reference_n = reference
    if not reference_s:
        return IndexRow(n, s, rate, Fraction(0), None, False, 0, 0)
    missing = reference_s * n - s * reference_n  # over reference_n: students up to parity
    short = FOUR * reference_s * n - FIFTHS * s * reference_n
    return IndexRow(
        n,
        s,
        rate,
        Fraction(reference_s, reference_n),
        Fraction(s * reference_n, n * reference_s),
        short > 0,
        -(-short // (FIFTHS * reference_n)) if short > 0 else 0,
        -(-missing // reference_n) if missing > 0 else 0,
    )
