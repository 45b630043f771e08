"""Which program is nearest to a school, and what is said of a school. Plain rules: no database."""

from collections import defaultdict
from enum import StrEnum
from math import cos, floor, radians

from partners.distance import miles_between
from partners.enums import Segment
from programs.enums import GapState
from programs.gaps.three_states import state_of_what_is_missing

# A change of what is counted adds one, for goals that cite a gap. 2: the list of a district speaks
# for its schools.
METHOD = 2
# A program counts as near within so many miles, as the reader chooses.
LEAST_MILES, USUAL_MILES, MOST_MILES = 5, 10, 50
# In which segments a school's students can enter a program, beside their own school's.
REACH = {
    Segment.MIDDLE_SCHOOL: (Segment.MIDDLE_SCHOOL, Segment.HIGH_SCHOOL),
    Segment.HIGH_SCHOOL: (Segment.HIGH_SCHOOL, Segment.COLLEGE),
    Segment.ADULT_EDUCATION: (Segment.ADULT_EDUCATION, Segment.NONCREDIT, Segment.COLLEGE),
}
# A degree of latitude is 69 miles: two points within 50 lie in the same or in neighboring cells.
CELL_DEGREES = 0.75
MILES_OF_DEGREE = 69.0


class SchoolState(StrEnum):
    """What is known of a sector at a school. The first two are "present"."""

    OWN = "own"
    NEAR = "near"
    ABSENT = GapState.ABSENT.value
    UNREPORTED = GapState.UNREPORTED.value
    # What the night kept is public no more: the next night looks for another.
    PENDING = "pending"


def state_of_school(*, is_own, miles, within, inventories):
    """`SchoolState`; `miles` to the nearest program is None where none is near.

    `inventories`: the `InventoryState` of each list that speaks for the school.
    """
    if is_own:
        return SchoolState.OWN
    if miles is not None and miles <= within:
        return SchoolState.NEAR
    return SchoolState(state_of_what_is_missing(*inventories).value)


class Places:
    """Points with something to find at each, ordered so that the nearest is found fast."""

    def __init__(self, points):
        """`points`: [((latitude, longitude), what)]."""
        self.cells = defaultdict(list)
        for point, what in points:
            self.cells[_cell(point)].append((point, what))

    def nearest(self, point, most=MOST_MILES):
        """(miles, what) of the nearest within `most` miles (up to 50); None if there is none."""
        row, column = _cell(point)
        # Degrees of longitude shrink toward the poles: more columns are needed for as many miles.
        width = MILES_OF_DEGREE * cos(radians(abs(point[0]) + 1)) * CELL_DEGREES
        across = int(MOST_MILES // max(width, 1)) + 1
        near = [
            (miles_between(point, other), what)
            for down in (-1, 0, 1)
            for side in range(-across, across + 1)
            for other, what in self.cells.get((row + down, column + side), ())
        ]
        return min((one for one in near if one[0] <= most), default=None)


def _cell(point):
    latitude, longitude = point
    return floor(latitude / CELL_DEGREES), floor(longitude / CELL_DEGREES)


def key_of(segment, sector, district):
    """How a gap is cited: by its segment and the two web names; stays the same."""
    return f"place:{segment}:{sector}:{district}"
