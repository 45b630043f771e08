"""How figures are printed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from equity.measures import Band, display


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 8), "12.5%"),
        (Fraction(125, 10_000), "1.3%"),  # 1.25: half to even, and floats, say 1.2
        (Fraction(2675, 100_000), "2.7%"),
        (Fraction(1, 3), "33.3%"),
        (Fraction(0), "0.0%"),
        (Fraction(1), "100.0%"),
        (Fraction(1999, 2000), "100.0%"),
        (Decimal("0.06894910"), "6.9%"),
        (Decimal("0.0125"), "1.3%"),
        (None, ""),
    ],
)
def test_percent_has_one_decimal_half_up(value, text):
    assert display.percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-1, 10), "-10.0"),
        (Fraction(-425, 10_000), "-4.3"),
        (Fraction(425, 10_000), "4.3"),
        (Fraction(-4, 10_000), "0.0"),
        (Decimal("-0.0004"), "0.0"),
        (Fraction(-5, 10_000), "-0.1"),
        (Fraction(0), "0.0"),
        (None, ""),
    ],
)
def test_points_have_one_decimal_and_never_a_sign_before_nothing(value, text):
    assert display.points(value) == text


def test_shown_gap_is_rounded_from_its_own_exact_value():
    rate, reference = Fraction(10_04, 100_00), Fraction(20_06, 100_00)

    assert (display.percent(rate), display.percent(reference)) == ("10.0%", "20.1%")
    assert display.points(rate - reference) == "-10.0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(4, 5), "0.80"),
        (Fraction(7999, 10_000), "0.7999"),
        (Fraction(3871, 10_000), "0.39"),
        (Fraction(8820, 10_000), "0.88"),
        (None, ""),
    ],
)
def test_index_below_the_line_does_not_read_as_on_it(value, text):
    assert display.index(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(-2, 3), "-0.666666666667"),
        (Fraction(1, 8192), "0.000122070313"),  # thirteen decimals that end in a 5
        (Fraction(-1, 10**13), "0.000000000000"),
        (Decimal("-0.00000000000001"), "0.000000000000"),
        (Decimal("1.12345678901250"), "1.123456789013"),
        (Fraction(5, 4), "1.250000000000"),
        (None, ""),
    ],
)
def test_fractions_have_twelve_decimals(value, text):
    assert display.decimals(value) == text


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (Band(26, 0, 10), "at most 39%"),
        (Band(224, 112, 122), "50% to 55%"),
        (Band(26, 16, 26), "at least 61%"),
        (Band(100, 0, 10), "at most 10%"),
        (Band(100, 90, 100), "at least 90%"),
        (Band(26, 0, 26), ""),
    ],
)
def test_bands_are_rounded_outward(band, text):
    assert display.band(band) == text


@pytest.mark.parametrize("ends", [(26, 5, 4), (26, 0, 27), (26, -1, 4), (0, 0, 0)])
def test_band_lies_within_its_group(ends):
    with pytest.raises(ValueError, match="is no band"):
        Band(*ends)
