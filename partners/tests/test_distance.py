"""How far two points are apart."""

import pytest

from partners.distance import miles_between

EL_CENTRO = (32.792, -115.563)


def test_miles_between_known_cities():
    """San Diego to El Centro is about 93 miles as the crow flies."""
    assert miles_between((32.7157, -117.1611), EL_CENTRO) == pytest.approx(93, abs=1)


@pytest.mark.parametrize("second", [None, (None, -115.0)])
def test_distance_to_nowhere_is_not_known(second):
    assert miles_between(EL_CENTRO, second) is None
