"""Downloads: text stays text, numbers stay numbers."""

from decimal import Decimal

import pytest

from partners.spreadsheet import cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_quoted(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        pytest.param("Welding", "Welding", id="plain text"),
        pytest.param(None, "", id="not on file"),
        pytest.param(-116.5, -116.5, id="negative number"),
        pytest.param(Decimal("-2.3"), Decimal("-2.3"), id="negative number of exact decimals"),
        pytest.param(["IVC", "Imperial"], "IVC; Imperial", id="several values"),
        pytest.param(True, "True", id="yes"),
    ],
)
def test_other_values_are_printed_as_they_are(value, printed):
    assert cell(value) == printed
