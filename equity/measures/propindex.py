"""Proportionality index: a group's share of the successes over its share of the students."""

from dataclasses import dataclass
from fractions import Fraction

from equity.measures.index80 import FIFTHS, FOUR
from equity.measures.tables import totals


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One group's result. Shares and the index are fractions of one; None is undefined."""

    n: int
    s: int
    share_of_successes: Fraction | None
    share_of_students: Fraction | None
    index: Fraction | None
    di: bool  # the index is below 0.80; exactly 0.80 is not
    needed_clear: int  # students more, and it is not; they count among the successes too
    needed_parity: int  # students more, and the shares are the same


def propindex(table, *, everyone=None):
    """A ShareRow for each (n, s) of the table, in its order.

    `everyone` is the total of an overlapping dimension (see equity.measures.tables).
    """
    whole_n, whole_s = totals(table, everyone)
    return [_row(n, s, whole_n, whole_s) for n, s in table]


def _row(n, s, whole_n, whole_s):
    if not n:
        return ShareRow(n, s, None, None, None, False, 0, 0)
    share = Fraction(n, whole_n)
    if not whole_s:
        return ShareRow(n, s, None, share, None, False, 0, 0)
    missing = whole_s * n - s * whole_n
    short = FOUR * whole_s * n - FIFTHS * s * whole_n
    return ShareRow(
        n,
        s,
        Fraction(s, whole_s),
        share,
        Fraction(s * whole_n, whole_s * n),
        short > 0,
        -(-short // (FIFTHS * whole_n - FOUR * n)) if short > 0 else 0,
        # Who is alone in the table has an index of 1, so nobody is missing and nothing is divided.
        -(-missing // (whole_n - n)) if missing > 0 else 0,
    )
