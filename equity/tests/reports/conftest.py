"""Workers keep what they wrote once for a while; no test sees another's."""

import pytest

from equity.reports import letter


@pytest.fixture(autouse=True)
def _nothing_kept():
    letter.forget()
    yield
    letter.forget()
