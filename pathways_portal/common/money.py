"""Dollars as they are printed."""

from decimal import Decimal

from django.utils.formats import number_format

# What the federal wage survey multiplies by: 52 weeks of 40 hours.
HOURS_A_YEAR = 2080


def dollars(amount):
    """ "$26.01" for a Decimal, "$139,520" for a whole number; empty for None."""
    if amount is None:
        return ""
    places = 2 if isinstance(amount, Decimal) else 0
    return "$" + number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)
