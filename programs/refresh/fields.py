"""Cells of official files as numbers, where a sign or a dash means "not published"."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from programs.row_files import NOT_PUBLISHED

# Pay at or above the highest that the wage survey publishes.
TOP = "#"
# A number of more digits is none that an agency publishes.
MOST_DIGITS = 15


class NumberField(forms.DecimalField):
    """A number such as 1,234.50 or $21.70; None where it was not published.

    `top_code`: the sign for "above the highest figure" is let through as `TOP`. `times`: what to
    multiply by, such as 1000 for numbers in thousands. `whole`: the result has no decimals.
    """

    def __init__(self, *, top_code=False, times=1, whole=False, **kwargs):
        self.top_code, self.times, self.whole = top_code, times, whole
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def to_python(self, value):
        text = str(value or "").strip()
        if text in NOT_PUBLISHED:
            return None
        if text == TOP and self.top_code:
            return TOP
        number = super().to_python(re.sub(r"[,$\s]", "", text))
        # Signs alone leave nothing, and Python reads "nan", "inf" and "1e999" as numbers.
        if number is None or not number.is_finite() or number.adjusted() >= MOST_DIGITS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number *= self.times
        return int(number.to_integral_value()) if self.whole else number

    def validate(self, value):
        if value != TOP:
            # A whole number is an int by now, which the checks of decimals do not know.
            super().validate(Decimal(value) if isinstance(value, int) else value)

    def run_validators(self, value):
        if value != TOP:
            super().run_validators(Decimal(value) if isinstance(value, int) else value)


class SharePercentField(NumberField):
    """A change as a share of one (0.0881) or in percent (8.8%), given in percent."""

    def to_python(self, value):
        text = str(value or "").strip()
        if text.endswith("%"):
            return super().to_python(text[:-1] or text)
        share = super().to_python(text)
        return None if share is None else share * 100


class PatternField(forms.CharField):
    """Text of one shape; gives its first group. `wanted` says the shape in words."""

    def __init__(self, pattern, wanted, **kwargs):
        self.pattern, self.wanted = re.compile(pattern), wanted
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        found = self.pattern.fullmatch(text)
        if not found:
            raise ValidationError(f"This is not {self.wanted}.")
        return found[1]


def soc_field():
    """A code of the Standard Occupational Classification, also without its dash."""
    return SocField(r"(\d\d-?\d{4})", "an occupation code such as 29-1141")


class SocField(PatternField):
    def to_python(self, value):
        text = super().to_python(value)
        return f"{text[:2]}-{text[-4:]}" if text else text
