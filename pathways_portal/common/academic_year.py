"""The value "2025-26": the year that starts in July 2025 and ends in June 2026.

Plain text that sorts in order, so the database compares it without help.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

PATTERN = r"^(19|20)\d\d-\d\d$"
# Schools here budget and report from July to June.
FIRST_MONTH = 7


def starting(year):
    """The academic year that starts in `year`: 2025 -> "2025-26"."""
    return f"{year}-{(year + 1) % 100:02d}"


def on(day: date):
    """The academic year that `day` falls in."""
    return starting(day.year if day.month >= FIRST_MONTH else day.year - 1)


def later(year, by):
    """The academic year `by` years after `year`; before it, where `by` is below zero."""
    return starting(int(year[:4]) + by)


def current_and_coming(today: date):
    """(the academic year of `today`, the coming one): whoever plans may start in either."""
    current = on(today)
    return current, later(current, 1)


def parse(text):
    """Read "2025-26", "2025-2026" or "2025/26"; raise ValueError with a sentence otherwise."""
    found = re.fullmatch(r"\s*((?:19|20)\d\d)\s*[-/–]\s*(\d\d|\d{4})\s*", str(text))
    if not found:
        raise ValueError(f"“{text}” is not an academic year. Write it like 2025-26.")
    first, last = int(found[1]), found[2]
    if int(last[-2:]) != (first + 1) % 100 or (len(last) == 4 and int(last) != first + 1):
        raise ValueError(f"“{text}” does not span one year. Write it like 2025-26.")
    return starting(first)


def validate(text):
    """Form and admin check: the text is an academic year in the one spelling we store."""
    try:
        right = parse(text) == text
    except ValueError:
        right = False
    if not right:
        raise ValidationError(_("Write the academic year like 2025-26."), code="academic_year")


def constraint(name, field="academic_year"):
    """A database check that `field` is spelled like an academic year."""
    return CheckConstraint(
        condition=Q(**{f"{field}__regex": PATTERN}),
        name=name,
        violation_error_message=_("Write the academic year like 2025-26."),
    )
