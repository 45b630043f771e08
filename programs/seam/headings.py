"""Where a lane's name stands at its top, and beside it what the lane does at work. Plain Python.

A line that comes down from another lane passes the names of those between: the router goes round
them where it can, and where it cannot the name stands beside the line.
"""

from programs.seam.lettering import BOLD, NOTE, TITLE, width_of
from programs.seam.routing import CLEAR, Rect, edges_of

LEFT, TOP, HIGH = 12, 8, 16
SHAPE, GAP = 20, 8  # before a name, and between it and what follows
MARK_TOP, MARK_HIGH, MARK_PAD = 5, 18, 8
STEP = 8


def width_of_name(name, more):
    """How wide the name of a lane is, with its shape and what is said after it."""
    return round(SHAPE + width_of(name, TITLE, BOLD) + (GAP + width_of(more, TITLE) if more else 0))


def names_at_left(lanes, widths):
    """Where the names stand if nothing is in their way."""
    return [
        Rect(LEFT, lane.y + TOP, width, HIGH) for lane, width in zip(lanes, widths, strict=True)
    ]


def names_beside(lines, names, size):
    """The names, each as far left as no line crosses it."""
    return [_free(name, [], lines, size) for name in names]


def mark_in(lane, name, text, lines, size):
    """Where a mark with this text stands in the top of a lane: right of its name, if it can."""
    width = round(width_of(text, NOTE)) + 2 * MARK_PAD
    start = Rect(name.right + 2 * GAP, lane.y + MARK_TOP, width, MARK_HIGH)
    return _free(start, [name], lines, size)


def _free(rect, taken, lines, size):
    """The first place at or right of a rect, then left of it, that the fewest lines cross."""
    last = size[0] - rect.width - LEFT
    places = [*range(rect.x, last + 1, STEP), *range(rect.x - STEP, LEFT - 1, -STEP)]
    # Of what may be in its way only the sides count: it moves along one height.
    _left, top, _right, bottom = rect.edges(CLEAR)
    sides = [edges_of(*piece) for piece in lines]
    sides = [(left, right) for left, high, right, low in sides if high < bottom and low > top]
    best = None
    for x in places:
        if any(Rect(x, rect.y, rect.width, rect.height).overlaps(other) for other in taken):
            continue
        from_x, to_x = x - CLEAR, x + rect.width + CLEAR
        crossed = sum(left < to_x and right > from_x for left, right in sides)
        if best is None or crossed < best[0]:
            best = crossed, x
        if not crossed:
            break
    return Rect(best[1], rect.y, rect.width, rect.height) if best else rect
