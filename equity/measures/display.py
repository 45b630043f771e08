"""Figures as they are printed: percent and points with one decimal, half up, from exact values.

The same text stands on pages and in downloads, so it holds figures only and no words, but for the
bands of a download, which are English as its column names are.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from equity.measures.margin import DIGITS

ONE_DECIMAL = 1
FRACTION_DECIMALS = 12


def rounded(value, places):
    """A Fraction, whole number or Decimal as a Decimal with `places` decimals, half up.

    Half of the last decimal goes away from zero: 4.25 is 4.3 and -4.25 is -4.3. Never -0.
    """
    if isinstance(value, Decimal):
        found = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return abs(found) if found.is_zero() else found
    above, below = value.numerator, value.denominator
    size = (2 * abs(above) * 10**places + below) // (2 * below)
    return Decimal(size if above >= 0 else -size).scaleb(-places)


def percent(value):
    """0.4563… is "45.6%"; "" for None."""
    return "" if value is None else f"{tenths(value)}%"


def points(value):
    """A distance in percentage points: -0.1 is "-10.0"; "" for None."""
    return "" if value is None else str(tenths(value))


def tenths(value):
    """A fraction of one as a Decimal of percent, or of points, with one decimal."""
    whole = DIGITS.multiply(value, 100) if isinstance(value, Decimal) else value * 100
    return rounded(whole, ONE_DECIMAL)


def index(value):
    """An index of proportion or of four fifths, with two decimals, half up; "" for None.

    An index below 0.80 never reads "0.80": where rounding would say so it is printed exactly
    enough to be told apart.
    """
    if value is None:
        return ""
    places = 2
    while rounded(value, places) == Decimal("0.8") and value < Fraction(4, 5):
        places += 1
    return str(rounded(value, places))


def decimals(value, places=FRACTION_DECIMALS):
    """A fraction of one with 12 decimals, as the command line writes it; "" for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(rounded(value, places), "f")
    above, below = value.as_integer_ratio()
    size = (2 * abs(above) * 10**places + below) // (2 * below)
    figures = str(size).zfill(places + 1)
    return f"{'-' if above < 0 and size else ''}{figures[:-places]}.{figures[-places:]}"


def band(found):
    """ "at most 39%", "at least 61%", "50% to 55%"; "" for a band that says nothing."""
    if not found.says_something:
        return ""
    if found.at_least is None:
        return f"at most {found.at_most}%"
    if found.at_most is None:
        return f"at least {found.at_least}%"
    return f"{found.at_least}% to {found.at_most}%"
