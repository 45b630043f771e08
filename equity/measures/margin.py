"""The margin of error: the only square root among the measures.

Whether a gap is larger than the margin is decided on the squares, in whole numbers. The root is
taken for printing only, to 40 decimals.
"""

from decimal import Context, Decimal
from math import isqrt

DIGITS = Context(prec=60)
ROOT_DECIMALS = 40
# 1.96, the normal distribution's value for 95 percent, squared.
Z_SQUARED = (2401, 625)


def squared(n, s, *, half):
    """(1.96² * q * (1 - q) / n) of `n` students as a numerator and a denominator.

    q is the group's rate, or 0.5 where `half` is set and where nobody or everybody reached the
    outcome: there the root would be nothing.
    """
    if half or s == 0 or s == n:
        return Z_SQUARED[0], Z_SQUARED[1] * 4 * n
    return Z_SQUARED[0] * s * (n - s), Z_SQUARED[1] * n**3


def margin(n, s, *, half, floor):
    """The margin of error as a fraction of one: 0.0689491… is 6.9 points. n is above 0."""
    above, below = squared(n, s, half=half)
    if above * floor.denominator**2 <= floor.numerator**2 * below:
        return DIGITS.divide(Decimal(floor.numerator), Decimal(floor.denominator))
    # Of whole numbers the root takes a third of the time that Decimal's does.
    root = isqrt(above * 10 ** (2 * ROOT_DECIMALS) // below)
    return DIGITS.scaleb(Decimal(root), -ROOT_DECIMALS)


def reaches(distance, below, n, s, *, half, floor):
    """Whether `distance`/`below`, how far a rate lies under its reference, is the margin or more.

    Equality counts.
    """
    if distance * floor.denominator < floor.numerator * below:
        return False
    root_above, root_below = squared(n, s, half=half)
    return distance**2 * root_below >= root_above * below**2


def whole_margin(n, s, times, *, half, floor):
    """The margin of error `times` over, rounded down to a whole number, exactly."""
    above, below = squared(n, s, half=half)
    root = isqrt(above * times**2 // below)
    return max(root, floor.numerator * times // floor.denominator)
