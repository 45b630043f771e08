"""Cells of lists that people keep, as values: codes that lost zeros, days in many forms, ranges.

Each function takes the text of a cell and gives its value, None for an empty one. What is wrong is
a ValidationError; where a person has to decide it carries the code of a review.
"""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pathways_portal.common import academic_year
from pathways_portal.common.row_import import REVIEW
from programs.row_files import NOT_PUBLISHED

CONTROL_DIGITS = 5
# Day 0 of the serial numbers that spreadsheets keep days in; today's have five digits.
SERIAL_START = date(1899, 12, 30)
SERIAL_DIGITS = 5
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d-%b-%y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y")
DAYS_OF_YEAR = ("%Y %m-%d", "%Y %m/%d", "%Y %B %d", "%Y %b %d")
_NUMBER = r"(\d+(?:\.\d+)?)"
_RANGE = re.compile(rf"{_NUMBER}(?:\s*(?:-|–|—|to)\s*{_NUMBER})?\s*(?:units?)?", re.IGNORECASE)


def ask(sentence):
    """The error that leaves a cell to a person."""
    return ValidationError(sentence, code=REVIEW)


def is_empty(text):
    return not text or text in NOT_PUBLISHED or text.casefold() in {"none", "tbd", "unknown"}


def letters(text):
    """Text as words are compared: letters and digits only, in small letters."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def control_number(text):
    """The state's number of a program, five digits; spreadsheets take its zeros."""
    if is_empty(text):
        return ""
    return text.zfill(CONTROL_DIGITS) if text.isdigit() else text


def top_code(text):
    """Six digits of "1230.10*", "95800" or 123010. Four digits are a question."""
    if is_empty(text):
        return None
    text = text.replace(" ", "").rstrip("*")
    found = re.fullmatch(r"(\d{3,6})|(\d{3,4})\.(\d{1,2})", text)
    if not found:
        raise ValidationError(_("This is not a TOP code such as 123010 or 1230.10."))
    before, after = found[1] or found[2], found[3] or ""
    # A number such as 1230.1 lost the zero at its end, 949.0 all that made it six digits.
    digits = (
        before.zfill(4) + after.ljust(2, "0") if after.strip("0") or len(after) == 2 else before
    )
    if len(digits) < 5:
        raise ask(
            _("A TOP code has six digits. Is %(guess)s meant, or one of those below it?")
            % {"guess": f"{digits.zfill(4)}00"}
        )
    return digits.zfill(6)


def cip_code(text):
    """ "01.0605" of 1.0605, which lost its zero as a number."""
    if is_empty(text):
        return None
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,4})", text.replace(" ", ""))
    if not found:
        raise ValidationError(_("This is not a CIP code such as 51.3801."))
    family, rest = found[1].zfill(2), found[2]
    if len(rest) < 3:
        raise ask(
            _("A CIP code has four digits after its point. Is %(guess)s meant?")
            % {"guess": f"{family}.{rest.ljust(4, '0')}"}
        )
    return f"{family}.{rest.ljust(4, '0')}"


def soc_codes(text):
    """The SOC codes of "15-1251 / 15-1252", "291141" or "51-8031.00" (O*NET), in their order."""
    if is_empty(text):
        return []
    codes = []
    for part in filter(None, re.split(r"[\s/;,&]+|\band\b", text)):
        found = re.fullmatch(r"(\d\d)-?(\d{4})(?:\.\d\d)?", part)
        if not found:
            raise ValidationError(_("“%s” is not an occupation code such as 29-1141.") % part)
        codes.append(f"{found[1]}-{found[2]}")
    return list(dict.fromkeys(codes))


def units(text, *, decimals):
    """(fewest, most) of "36-37", "62.0" or 47.5."""
    if is_empty(text):
        return None
    found = _RANGE.fullmatch(text.strip())
    if not found:
        raise ValidationError(_("This is not a number of units such as 3, or a range like 36-37."))
    low, high = Decimal(found[1]), Decimal(found[2] or found[1])
    step = Decimal(1).scaleb(-decimals)
    if low > high:
        raise ValidationError(_("The fewest units are more than the most."))
    if high >= 1000:
        raise ValidationError(_("This is more than any course or program has."))
    if any(one != one.quantize(step) for one in (low, high)):
        raise ValidationError(_("Units have at most this many decimals: %d.") % decimals)
    return low.quantize(step), high.quantize(step)


def day(text):
    """A day in one of the forms people write, month first, or as a spreadsheet's serial number."""
    if is_empty(text):
        return None
    if text.isdigit() and len(text) == SERIAL_DIGITS:
        return SERIAL_START + timedelta(days=int(text))
    found = _read(text, DAYS)
    if found:
        return found
    raise ValidationError(_("This is not a day that can be read. Write it like 2026-06-17."))


def _read(text, forms):
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
    return None


def year(text):
    """An academic year: 2026-27, 2026-2027, 2026/27 or 26-27."""
    if is_empty(text):
        return None
    found = re.fullmatch(r"\s*(\d\d)\s*[-/–]\s*(\d\d)\s*", text)
    try:
        return academic_year.parse(f"20{found[1]}-{found[2]}" if found else text)
    except ValueError:
        raise ValidationError(_("Write the academic year like 2026-27.")) from None


def day_of_year(text):
    """ "06-30" of 6/30, June 30 or 06-30."""
    if is_empty(text):
        return ""
    # A spreadsheet makes 06-30 a day of the year in which it was typed.
    text = re.sub(r"^\d{4}-(?=\d\d-\d\d$)", "", text.strip())
    # Read in a year without February 29, which no claim can end on.
    found = _read(f"2001 {text}", DAYS_OF_YEAR)
    if found:
        return f"{found:%m-%d}"
    raise ValidationError(_("Write the day as month and day, like 06-30."))


def whole(text, *, least, most, sentence):
    """The number in "Term 2", "10th" or "Grade 10"; `sentence` says what is right."""
    if is_empty(text):
        return None
    found = re.fullmatch(r"[A-Za-z# ]*?(\d{1,2})\s*(?:st|nd|rd|th)?[A-Za-z ]*", text.strip())
    if not found or not least <= int(found[1]) <= most:
        raise ValidationError(sentence)
    return int(found[1])


def several(text):
    """The parts of a cell that ";" or line breaks separate."""
    return [part.strip() for part in re.split(r"[;\n]+", text) if part.strip()]
