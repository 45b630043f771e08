"""Cells of official files as numbers: what is none is said so, and ends no run."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from programs.refresh.fields import NumberField, SharePercentField

FIELDS = [
    pytest.param(NumberField(), id="a number"),
    pytest.param(NumberField(whole=True, min_value=0), id="a whole number"),
    pytest.param(NumberField(times=1000, whole=True), id="thousands"),
    pytest.param(NumberField(max_digits=6, decimal_places=2, top_code=True), id="pay"),
    pytest.param(SharePercentField(), id="a share"),
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text", ["$", ",", "%", "nan", "NaN", "sNaN", "inf", "-inf", "Infinity", "1e999999", "many"]
)
def test_what_is_no_number_is_refused_in_words(field, text):
    with pytest.raises(ValidationError, match="Enter a number"):
        field.clean(text)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["", "*", "**", "N/A"])
def test_what_is_not_published_is_none(field, text):
    assert field.clean(text) is None


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        pytest.param(NumberField(), "$1,234.50", Decimal("1234.50"), id="dollars"),
        pytest.param(NumberField(times=1000, whole=True), "12.3", 12300, id="thousands"),
        pytest.param(SharePercentField(), "-0.023", Decimal("-2.3"), id="a share of one"),
        pytest.param(SharePercentField(), "8.8%", Decimal("8.8"), id="percent"),
    ],
)
def test_numbers_are_read_as_they_are_printed(field, text, number):
    assert field.clean(text) == number
