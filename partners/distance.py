"""How far two points are apart. A plain rule: no database."""

from math import asin, cos, radians, sin, sqrt

# Mean radius of the earth in miles.
EARTH_MILES = 3958.8


def miles_between(first, second):
    """Miles along the ground between two (latitude, longitude) in degrees; None if one is missing.

    The haversine formula: exact enough (0.5 %) for "how far is that school".
    """
    if first is None or second is None or None in (*first, *second):
        return None
    (lat1, lon1), (lat2, lon2) = (
        [radians(degree) for degree in point] for point in (first, second)
    )
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(half))
