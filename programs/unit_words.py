"""Units of credit in words."""

from django.utils.formats import number_format
from django.utils.translation import ngettext


def plain(number):
    """18.0 is printed 18; 18.5 stays."""
    return number_format(number.normalize() if number % 1 else int(number))


def range_of(fewest, most):
    """ "64–65"; one number where both are the same."""
    return plain(fewest) if fewest == most else f"{plain(fewest)}–{plain(most)}"


def units_in_words(units):
    """ "3 units", "1 unit"; `units`: a number, or what is printed of a range, such as "3–4"."""
    words = units if isinstance(units, str) else plain(units)
    return ngettext("%(units)s unit", "%(units)s units", 1 if words == "1" else 2) % {
        "units": words
    }
