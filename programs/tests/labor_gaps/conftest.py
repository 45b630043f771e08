"""The two counties of the region, and occupations that share one number of openings."""

import pytest

from programs.tests.factories import AreaFactory


@pytest.fixture
def san_diego():
    return AreaFactory(name="San Diego County", county__name="San Diego")


@pytest.fixture
def imperial():
    return AreaFactory(name="Imperial County", county__name="Imperial")
