"""Geometry of the seam map: boxes in lanes and columns, lines between them, plates on the lines.

Plain Python. The caller says for each box its lane, track (a row of the lane) and column; the
answer is numbers for SVG attributes. A line is straight or has one bend and never crosses a box.
Where no such line exists the two boxes bear the same number instead, so that nothing is lost.
"""

from dataclasses import dataclass, field

from programs.seam import headings
from programs.seam.lettering import BOLD, NOTE, NOTE_LINE, PLAIN, TITLE, packed, wrapped
from programs.seam.plates import put_plate
from programs.seam.routing import Rect, route

# Units of the drawing; one is a CSS pixel when the map is as wide as the page.
PAGE = 1106
NARROWEST, WIDEST, BETWEEN = 128, 172, 18  # boxes, and the room from one to the next
MARGIN = 12
HEIGHT, COMPACT = 60, 42
TITLE_LINE = 15
PAD, HEAD, FOOT = 10, 20, 9  # left and right of text; to the first line; below the last
PILL_GAP, PILL_SHORT = 5, 14  # what hangs below a box, and how much narrower it is
LANE_HEAD, LANE_FOOT, LANE_GAP = 34, 12, 8
TRACK_GAP = 14


@dataclass(frozen=True)
class Tile:
    """A box to draw, whatever it stands for.

    `notes` stand below its title, and `pill` hangs below it: a job, its pay, and in plain letters
    `end`, which says that nothing leads on. `inset` makes it narrower at the
    right, so that lines to boxes further down can pass.
    """

    key: str
    lane: int
    track: int
    column: int
    title: str = ""
    notes: tuple[str, ...] = ()
    pill: tuple[str, ...] = ()
    inset: int = 0
    compact: bool = False
    end: str = ""


@dataclass(frozen=True)
class Wire:
    """A line to draw from one box to another, by their keys.

    `plate` are the lines of text it bears. `is_said`: a box says the same in words, so
    that no number is needed where no line is free.
    """

    key: str
    start: str
    end: str
    plate: tuple[str, ...] = ()
    is_said: bool = False


@dataclass
class Drawn:
    """A box with its numbers. `tags`: numbers that stand for lines that could not be drawn."""

    box: Tile
    rect: Rect
    title: list[str]
    notes: list[str]
    pill: Rect | None = None
    pill_lines: list[str] = field(default_factory=list)
    end_lines: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)


@dataclass
class DrawnWire:
    """A line with its points ([] where a number stands for it), and its plate.

    `plate_bold`: how many lines of the plate its first part takes.
    """

    line: Wire
    points: list[tuple[int, int]]
    plate: Rect | None = None
    plate_lines: list[str] = field(default_factory=list)
    plate_bold: int = 0
    tag: int | None = None

    @property
    def pieces(self):
        """Its straight pieces, each as its two ends."""
        return list(zip(self.points, self.points[1:], strict=False))

    @property
    def path(self):
        """The points as an SVG path of M, H and V."""
        if not self.points:
            return ""
        (x, y), *others = self.points
        words = [f"M{x} {y}"]
        for to_x, to_y in others:
            words.append(f"H{to_x}" if to_y == y else f"V{to_y}")
            x, y = to_x, to_y
        return "".join(words)


@dataclass
class Drawing:
    """All of a map. `lanes`: one `Rect` for each lane, in their order; `names`: of their names.

    `marks`: {lane: `Rect` of what stands beside its name}.
    """

    width: int
    height: int
    lanes: list[Rect]
    names: list[Rect]
    marks: dict[int, Rect]
    boxes: list[Drawn]
    lines: list[DrawnWire]


def draw(names, boxes, lines, marks=()):
    """The `Drawing` of boxes and lines. Boxes are as wide as their number lets them be on a page.

    `names`: how wide the name of each lane is. `marks`: (lane, text) of what stands beside it. Two
    boxes on one place of the grid: the later one goes down to the next free track.
    """
    boxes = _without_collisions(boxes)
    columns = max((box.column for box in boxes), default=0) + 1
    wide = min(max((PAGE - 2 * MARGIN + BETWEEN) // columns - BETWEEN, NARROWEST), WIDEST)
    lanes, tracks, height = _rows(len(names), boxes, wide)
    width = max(PAGE, 2 * MARGIN + columns * (wide + BETWEEN) - BETWEEN)
    drawn = [_drawn(box, tracks[box.lane, box.track], wide) for box in boxes]
    by_key = {one.box.key: one for one in drawn}
    rects = [Rect(0, top, width, bottom - top) for top, bottom in lanes]
    size = width, height
    names = headings.names_at_left(rects, names)
    obstacles = [one.rect for one in drawn] + [one.pill for one in drawn if one.pill]
    routed = _lines(lines, by_key, obstacles, names, size)
    pieces = [piece for one in routed for piece in one.pieces]
    names = headings.names_beside(pieces, names, size)
    marked = {
        lane: headings.mark_in(rects[lane], names[lane], text, pieces, size) for lane, text in marks
    }
    # Plates come last: they lie on their own line and may hide no other box, plate, name or mark.
    taken = [one.edges() for one in (*obstacles, *names, *marked.values())]
    for one in routed:
        if one.line.plate and one.points:
            put_plate(one, taken, routed, size)
            taken += [one.plate.edges()] if one.plate else []
    return Drawing(width, height, rects, names, marked, drawn, routed)


def _without_collisions(boxes):
    taken, placed = set(), []
    for box in boxes:
        track = box.track
        while (box.lane, track, box.column) in taken:
            track += 1
        taken.add((box.lane, track, box.column))
        placed.append(box if track == box.track else _at_track(box, track))
    return placed


def _at_track(box, track):
    return Tile(**{**vars(box), "track": track})


def _height(box, wide):
    """Of the box itself: more than usual where its text needs it."""
    title, notes = _texts(box, wide)
    needed = HEAD + (len(title) - 1) * TITLE_LINE + len(notes) * NOTE_LINE + FOOT
    return max(COMPACT if box.compact else HEIGHT, needed)


def _texts(box, wide):
    room = wide - box.inset - 2 * PAD
    title = wrapped(box.title, room, TITLE, lines=1 if box.compact else 3, face=BOLD)
    notes = packed(box.notes, room, NOTE)
    return title, [line for note in notes for line in wrapped(note, room, NOTE, lines=2)]


def _pill(box, wide):
    """Lines of what hangs below: the first may take two."""
    room = wide - PILL_SHORT - 2 * PAD
    return [
        line
        for at, words in enumerate(box.pill)
        for line in wrapped(words, room, NOTE, lines=1 if at else 2, face=PLAIN if at else BOLD)
    ]


def _end(box, wide):
    return wrapped(box.end, wide - PILL_SHORT - 2 * PAD, NOTE, lines=2)


def _pill_height(box, wide):
    return 8 + NOTE_LINE * (len(_pill(box, wide)) + len(_end(box, wide)))


def _whole_height(box, wide):
    return _height(box, wide) + (PILL_GAP + _pill_height(box, wide) if box.pill or box.end else 0)


def _rows(lane_count, boxes, wide):
    """([(top, bottom)] of lanes, {(lane, track): top}, height of all)

    What hangs below a box may reach into the next track, where that has nothing in its column.
    """
    lanes, tracks, y = [], {}, MARGIN
    for lane in range(lane_count):
        own = [box for box in boxes if box.lane == lane]
        below, free = {}, y + LANE_HEAD  # {column: bottom of what is there}, top of the next track
        for track in sorted({box.track for box in own}):
            here = [box for box in own if box.track == track]
            ends = [below[box.column] + TRACK_GAP for box in here if box.column in below]
            top = tracks[lane, track] = max([free, *ends])
            for box in here:
                below[box.column] = top + _whole_height(box, wide)
            free = top + max(_height(box, wide) for box in here) + TRACK_GAP
        bottom = max([*below.values(), free - TRACK_GAP]) + LANE_FOOT if own else free
        lanes.append((y, bottom))
        y = bottom + LANE_GAP
    return lanes, tracks, y - LANE_GAP + MARGIN


def _drawn(box, top, wide):
    left, height = MARGIN + box.column * (wide + BETWEEN), _height(box, wide)
    one = Drawn(box, Rect(left, top, wide - box.inset, height), *_texts(box, wide))
    if box.pill or box.end:
        below = top + height + PILL_GAP
        one.pill = Rect(left, below, wide - PILL_SHORT, _pill_height(box, wide))
        one.pill_lines, one.end_lines = _pill(box, wide), _end(box, wide)
    return one


def _lines(lines, by_key, obstacles, names, size):
    drawn, segments, number = [], [], 0
    for line in lines:
        start, end = by_key.get(line.start), by_key.get(line.end)
        if not start or not end or start is end:
            continue
        one = DrawnWire(line, route(start.rect, end.rect, obstacles, segments, size, names))
        if one.points:
            segments += one.pieces
        elif not line.is_said:
            number += 1
            one.tag = number
            start.tags.append(number)
            end.tags.append(number)
        drawn.append(one)
    return drawn
