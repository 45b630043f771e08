"""Geometry of the seam map: boxes in lanes and columns, lines between them, plates on the lines.

Plain Python. The caller says for each box its lane, track (a row of the lane) and column; the
answer is numbers for SVG attributes. A line is straight or has one bend and never crosses a box.
Where no such line exists the two boxes bear the same number instead, so that nothing is lost.
"""

from dataclasses import dataclass, field

from programs.seam.routing import Rect, route

# Units of the drawing; one is a CSS pixel when the map is as wide as the page.
WIDTH, PITCH = 118, 138
MARGIN = 12
HEIGHT, COMPACT = 60, 42
PILL, PILL_GAP, PILL_SHORT = 36, 5, 26  # what hangs below a box, and how much narrower it is
LANE_HEAD, LANE_FOOT, LANE_GAP = 26, 12, 8
TRACK_GAP = 12
BAND = 56  # between the lanes before college and college: room for the terms of credit
PLATE_LINE, PLATE_PAD = 14, 7
# How many letters fit into a line of a box, at the size of its title and of its note.
TITLE_LETTERS, NOTE_LETTERS = 17, 20


@dataclass(frozen=True)
class Box:
    """A box to draw. `pill` hangs below it (lines of text); `inset` makes it narrower at the right,
    so that lines to the boxes below can pass. `compact` boxes are lower."""

    key: str
    lane: int
    track: int
    column: int
    title: str = ""
    note: str = ""
    pill: tuple[str, ...] = ()
    inset: int = 0
    compact: bool = False


@dataclass(frozen=True)
class Line:
    """A line from one box to another, by their keys; `plate` are the lines of text it bears."""

    key: str
    start: str
    end: str
    plate: tuple[str, ...] = ()


@dataclass
class Drawn:
    """A box with its numbers. `tags`: numbers that stand for lines that could not be drawn."""

    box: Box
    rect: Rect
    title: list[str]
    note: str
    pill: Rect | None = None
    pill_lines: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)


@dataclass
class DrawnLine:
    """A line with its points ([] where a number stands for it), and its plate."""

    line: Line
    points: list[tuple[int, int]]
    plate: Rect | None = None
    plate_lines: list[str] = field(default_factory=list)
    tag: int | None = None

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
    """All of a map. `lanes`: one `Rect` for each lane, in their order."""

    width: int
    height: int
    lanes: list[Rect]
    boxes: list[Drawn]
    lines: list[DrawnLine]


def wrapped(text, letters, lines):
    """The text on at most `lines` lines of about `letters`; what is left out ends in “…”."""
    found, words = [""], text.split()
    while words:
        word = words.pop(0)
        longer = f"{found[-1]} {word}".strip()
        if len(longer) <= letters:
            found[-1] = longer
        elif not found[-1]:
            found[-1], words = word[: letters - 1] + "-", [word[letters - 1 :], *words]
        elif len(found) < lines:
            found.append("")
            words.insert(0, word)
        else:
            found[-1] = found[-1][: letters - 1].rstrip(" ,;·") + "…"
            break
    return [line for line in found if line]


def draw(lane_count, boxes, lines, *, band_before=None):
    """The `Drawing` of boxes and lines. `band_before`: the lane above which there is more room.

    Two boxes on one place of the grid: the later one goes down to the next free track.
    """
    boxes = _without_collisions(boxes)
    columns = max((box.column for box in boxes), default=0) + 1
    lanes, tracks, height = _rows(lane_count, boxes, band_before)
    width = 2 * MARGIN + (columns - 1) * PITCH + WIDTH
    drawn = [_drawn(box, tracks[box.lane, box.track]) for box in boxes]
    by_key = {one.box.key: one for one in drawn}
    rects = [Rect(0, top, width, bottom - top) for top, bottom in lanes]
    return Drawing(width, height, rects, drawn, _lines(lines, by_key, rects, (width, height)))


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
    return Box(**{**vars(box), "track": track})


def _height(box):
    own = COMPACT if box.compact else HEIGHT
    return own + (PILL_GAP + _pill_height(box) if box.pill else 0)


def _pill_height(box):
    return PILL if len(box.pill) > 1 else PILL - 14


def _rows(lane_count, boxes, band_before):
    """([(top, bottom)] of lanes, {(lane, track): top}, height of all)"""
    heights = {}
    for box in boxes:
        place = box.lane, box.track
        heights[place] = max(heights.get(place, 0), _height(box))
    lanes, tracks, y = [], {}, MARGIN
    for lane in range(lane_count):
        if lane and lane == band_before:
            y += BAND
        top, y = y, y + LANE_HEAD
        own = sorted(track for at, track in heights if at == lane)
        for number, track in enumerate(own):
            y += TRACK_GAP if number else 0
            tracks[lane, track] = y
            y += heights[lane, track]
        y += LANE_FOOT if own else 4
        lanes.append((top, y))
        y += LANE_GAP
    return lanes, tracks, y - LANE_GAP + MARGIN


def _drawn(box, top):
    left, width = MARGIN + box.column * PITCH, WIDTH - box.inset
    height = COMPACT if box.compact else HEIGHT
    shorter = round(box.inset / 6.5)
    one = Drawn(
        box,
        Rect(left, top, width, height),
        wrapped(box.title, TITLE_LETTERS - shorter, 1 if box.compact else 2),
        "".join(wrapped(box.note, NOTE_LETTERS - shorter, 1)),
    )
    if box.pill:
        one.pill = Rect(left, top + height + PILL_GAP, WIDTH - PILL_SHORT, _pill_height(box))
        one.pill_lines = ["".join(wrapped(words, NOTE_LETTERS - 5, 1)) for words in box.pill[:2]]
    return one


def _lines(lines, by_key, lanes, size):
    obstacles = [one.rect for one in by_key.values()]
    obstacles += [one.pill for one in by_key.values() if one.pill]
    drawn, segments, plates, number = [], [], [], 0
    for line in lines:
        start, end = by_key.get(line.start), by_key.get(line.end)
        if not start or not end or start is end:
            continue
        points = route(start.rect, end.rect, obstacles, segments, size)
        one = DrawnLine(line, points)
        if points:
            segments += list(zip(points, points[1:], strict=False))
        else:
            number += 1
            one.tag = number
            start.tags.append(number)
            end.tags.append(number)
        drawn.append(one)
    # Plates come last: they lie on their own line and may hide no other box, plate or lane's name.
    heads = [Rect(lane.x, lane.y, 150, LANE_HEAD - 4) for lane in lanes]
    for one in drawn:
        if one.line.plate and one.points:
            _put_plate(one, [*obstacles, *heads, *plates], drawn, size)
            plates += [one.plate] if one.plate else []
    return drawn


def _put_plate(one, taken, drawn, size):
    """On the longest piece of its line where nothing else is; nowhere if there is no such place."""
    lines = [text for words in one.line.plate[:3] for text in wrapped(words, NOTE_LETTERS - 3, 1)]
    width = min(WIDTH - 28, max(len(text) for text in lines) * 6 + 2 * PLATE_PAD + 4)
    height = len(lines) * PLATE_LINE + 2 * PLATE_PAD - 2
    others = [
        piece
        for other in drawn
        if other is not one
        for piece in zip(other.points, other.points[1:], strict=False)
    ]
    best = None
    for rect in _along(one.points, width, height):
        inside = rect.x >= 0 and rect.right <= size[0] and rect.y >= 0 and rect.bottom <= size[1]
        if not inside or any(rect.overlaps(other) for other in taken):
            continue
        hidden = sum(rect.crossed_by(*piece) for piece in others)
        if best is None or hidden < best[0]:
            best = hidden, rect
    if best:
        one.plate, one.plate_lines = best[1], lines


def _along(points, width, height):
    """Rects with their middle on the line: longest piece first, from its end to its start."""
    pieces = list(zip(points, points[1:], strict=False))
    pieces.sort(key=lambda piece: -_length(piece))
    for (x, y), (to_x, to_y) in pieces:
        for share in (70, 80, 60, 50, 40, 88, 30, 20, 12):
            at_x, at_y = x + (to_x - x) * share // 100, y + (to_y - y) * share // 100
            yield Rect(at_x - width // 2, at_y - height // 2, width, height)


def _length(piece):
    (x, y), (to_x, to_y) = piece
    return abs(to_x - x) + abs(to_y - y)
