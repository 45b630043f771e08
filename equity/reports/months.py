"""Months of reports, and when they are due: plain rules on the region's clock."""

import calendar
import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def is_month(text):
    return bool(_MONTH.fullmatch(text or ""))


def month_of(moment):
    """The month of a moment in the region's time: "2026-11"."""
    return f"{timezone.localtime(moment):%Y-%m}"


def first_day(month):
    return date(int(month[:4]), int(month[5:]), 1)


def before(month):
    """The month before: "2026-01" -> "2025-12"."""
    return f"{first_day(month) - timedelta(days=1):%Y-%m}"


def after(month):
    """The month after: "2025-12" -> "2026-01"."""
    return f"{first_day(month) + timedelta(days=31):%Y-%m}"


def due_at(month):
    """The moment from which the month's report is due, by the day and hour in settings.

    Where a month is shorter than the day asked for, its last day.
    """
    first = first_day(month)
    last = calendar.monthrange(first.year, first.month)[1]
    day = min(settings.MONTHLY_REPORT_DAY, last)
    at = datetime(first.year, first.month, day, settings.MONTHLY_REPORT_HOUR)  # noqa: DTZ001
    return timezone.make_aware(at)


def end_of(month):
    """The moment at which the month is over, on the region's clock."""
    first = first_day(after(month))
    return timezone.make_aware(datetime(first.year, first.month, 1))  # noqa: DTZ001


def first_due(since):
    """The first moment at or after `since` from which a month's report is due.

    Who confirms at that moment or before it has that report as the first one (`planning.due`).
    """
    due = due_at(month_of(since))
    return due if due >= since else due_at(after(month_of(since)))


def month_words(month):
    """The month as people write it, in the language at hand: November 2026."""
    return date_format(first_day(month), "YEAR_MONTH_FORMAT")
