"""The page above the three sorts of gaps: of each how much is known, and the largest.

It prints what their own pages print: the same rows, in the same order.
"""

from django.http import QueryDict

from programs.gaps.alignment.listing import AlignmentList
from programs.gaps.labor import largest
from programs.gaps.place.matrix import PlaceMatrix

SHOWN = 4


def overview():
    """{"labor": the largest gaps, "alignment": `AlignmentList`, "place": `PlaceMatrix`, …}."""
    place = PlaceMatrix(QueryDict())
    return {
        "labor": largest(SHOWN),
        "alignment": AlignmentList(QueryDict()),
        "place": place,
        "place_lines": [line for line in place.lines if line.whole.missing][:SHOWN],
    }
