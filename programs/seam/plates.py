"""Where the terms that a line of a seam map bears stand: a plate on the line. Plain Python."""

from programs.seam.lettering import BOLD, NOTE, NOTE_LINE, PLAIN, width_of, wrapped
from programs.seam.routing import Rect, around, edges_of, meet

PLATE_PAD = 7
# Widths of text to try, the first as wide as the narrowest box; and lines that each part may take.
PLATE_ROOMS, PLATE_LINES = (114, 160, 210), 3


def put_plate(one, taken, drawn, size):
    """On the longest piece of its line where nothing else is; nowhere if there is no such place.

    A wider plate is lower: where the narrow one has no place, the next may have. `taken`: edges of
    what it may not hide.
    """
    whole = around(*(edges_of(*piece) for piece in one.pieces))
    others = [edges_of(*piece) for other in drawn if other is not one for piece in other.pieces]
    for room in PLATE_ROOMS:
        lines, width, height = _plate(one.line.plate, room)
        # Nothing is in its way but what is as near to the line as it may be itself.
        left, top, right, bottom = whole
        reach = left - width, top - height, right + width, bottom + height
        walls = [edges for edges in taken if meet(reach, edges)]
        near = [edges for edges in others if meet(reach, edges)]
        best = None
        for x, y in _along(one.pieces, width, height):
            edges = x, y, x + width, y + height
            if x < 0 or y < 0 or edges[2] > size[0] or edges[3] > size[1]:
                continue
            if any(meet(edges, wall) for wall in walls):
                continue
            hidden = sum(meet(edges, piece) for piece in near)
            if best is None or hidden < best[0]:
                best = hidden, x, y
            if not hidden:
                break  # no later place is better
        if best:
            one.plate, one.plate_lines = Rect(*best[1:], width, height), lines
            one.plate_bold = len(_wrapped(one.line.plate[0], room, BOLD))
            return


def _plate(texts, room):
    """(lines, width, height) of a plate: each text on as many lines as it needs, up to a few."""
    faced = [
        (line, PLAIN if at else BOLD)
        for at, words in enumerate(texts)
        for line in _wrapped(words, room, PLAIN if at else BOLD)
    ]
    width = round(max(width_of(line, NOTE, face) for line, face in faced)) + 2 * PLATE_PAD
    return [line for line, _face in faced], width, len(faced) * NOTE_LINE + 2 * PLATE_PAD - 2


def _wrapped(words, room, face):
    return wrapped(words, room, NOTE, lines=PLATE_LINES, face=face)


def _along(pieces, width, height):
    """Where its left top may be on the line: longest piece first, from its end to its start."""
    pieces = sorted(pieces, key=lambda piece: -_length(piece))
    for (x, y), (to_x, to_y) in pieces:
        for share in (70, 80, 60, 50, 40, 88, 30, 20, 12):
            at_x, at_y = x + (to_x - x) * share // 100, y + (to_y - y) * share // 100
            yield at_x - width // 2, at_y - height // 2
    # Beside its middle, but still on the line.
    for (x, y), (to_x, to_y) in pieces:
        for share in (70, 50, 30, 88, 12):
            at_x, at_y = x + (to_x - x) * share // 100, y + (to_y - y) * share // 100
            for left in (at_x - 8, at_x - width + 8):
                yield left, at_y - height // 2


def _length(piece):
    (x, y), (to_x, to_y) = piece
    return abs(to_x - x) + abs(to_y - y)
