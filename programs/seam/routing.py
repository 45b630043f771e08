"""Where a line between two boxes runs: straight, or with one bend, around everything else."""

from dataclasses import dataclass

# A line stays this far from every box that it does not touch, and from another line beside it.
CLEAR = 2
BESIDE = 4


@dataclass(frozen=True)
class Rect:
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self):
        return self.x + self.width

    @property
    def bottom(self):
        return self.y + self.height

    @property
    def middle(self):
        return self.x + self.width // 2, self.y + self.height // 2

    def edges(self, clear=0):
        """Left, top, right and bottom of it with as much room around it."""
        return (
            self.x - clear,
            self.y - clear,
            self.x + self.width + clear,
            self.y + self.height + clear,
        )

    def overlaps(self, other):
        """Whether the two share any of their area."""
        # Asked some ten thousand times for a map of a state, so each side is added up here.
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def crossed_by(self, start, end, clear=0):
        """Whether an upright or level piece of a line comes inside, or nearer than `clear`."""
        (x, y), (to_x, to_y) = start, end
        left, right = (x, to_x) if x < to_x else (to_x, x)
        if left >= self.x + self.width + clear or right <= self.x - clear:
            return False
        top, bottom = (y, to_y) if y < to_y else (to_y, y)
        return top < self.y + self.height + clear and bottom > self.y - clear


def route(start, end, obstacles, lines, size, names=()):
    """Points of the line between two `Rect`s: two, or three with a bend; [] where none is free.

    Of free ways the first is taken that crosses the fewest `names` of lanes, and then lies on the
    fewest `lines`, pieces that are drawn already.
    """
    width, height = size
    # No way leaves the room that the two boxes take up together.
    room = around(start.edges(), end.edges())
    walls = _walls(start, end, [one for one in obstacles if meet(room, one.edges(CLEAR))])
    names = [name for name in names if meet(room, name.edges(CLEAR))]
    lines = [line for line in lines if meet(room, edges_of(*line, BESIDE))]
    best = None
    for points in _ways(start, end):
        if not all(0 <= x <= width and 0 <= y <= height for x, y in points):
            continue
        pieces = list(zip(points, points[1:], strict=False))
        if _blocked(pieces, walls):
            continue
        on_names = sum(name.crossed_by(*piece, clear=CLEAR) for piece in pieces for name in names)
        on_lines = sum(_runs_along(piece, line) for piece in pieces for line in lines)
        if best is None or (on_names, on_lines) < best[0]:
            best = (on_names, on_lines), points
            if not on_names and not on_lines:
                break
    return best[1] if best else []


def around(*rooms):
    """The edges of the room that several rooms take up together."""
    left, top, right, bottom = zip(*rooms, strict=True)
    return min(left), min(top), max(right), max(bottom)


def edges_of(start, end, clear=0):
    """Left, top, right and bottom of an upright or level piece of a line."""
    (x, y), (to_x, to_y) = start, end
    left, right = (x, to_x) if x < to_x else (to_x, x)
    top, bottom = (y, to_y) if y < to_y else (to_y, y)
    return left - clear, top - clear, right + clear, bottom + clear


def meet(room, other):
    """Whether two rooms, by their edges, share anything."""
    left, top, right, bottom = room
    other_left, other_top, other_right, other_bottom = other
    return left < other_right and right > other_left and top < other_bottom and bottom > other_top


def _walls(start, end, obstacles):
    """Edges that the pieces of a line may not come inside: of a straight line (one list), of a
    line with a bend (one for each of its two pieces).

    A line touches the edge of its own two boxes, each with one of its ends only.
    """

    def walls(*touched):
        return [one.edges(0 if one in touched else CLEAR) for one in obstacles]

    return [walls(start, end)], [walls(start), walls(end)]


def _blocked(pieces, walls):
    straight, bent = walls
    for piece, edges in zip(pieces, straight if len(pieces) == 1 else bent, strict=True):
        room = edges_of(*piece)
        for wall in edges:
            if meet(room, wall):
                return True
    return False


def _runs_along(piece, line):
    """Whether two pieces of lines have the same direction and lie on, or right beside, each other.

    Lines may cross: an upright one and a level one never run along each other.
    """
    upright = piece[0][0] == piece[1][0]
    if upright != (line[0][0] == line[1][0]):
        return False
    along, across = (1, 0) if upright else (0, 1)
    apart = abs(piece[0][across] - line[0][across])
    low, high = sorted(point[along] for point in piece)
    other_low, other_high = sorted(point[along] for point in line)
    return apart < BESIDE and low < other_high and other_low < high


def _ports(low, size):
    """Places along the edge of a box where a line may end, the middle first."""
    middle = low + size // 2
    found = [middle]
    for step in (10, 20, 30, 40, 50):
        found += [at for at in (middle - step, middle + step) if low + 4 <= at <= low + size - 4]
    return [*found, low + size - 5]


def _ways(start, end):
    """Straight lines first, then those that go level and turn, then those that go upright first."""
    tops, sides = _ports(end.x, end.width), _ports(end.y, end.height)
    below, above = end.y >= start.bottom, end.bottom <= start.y
    right, left = end.x >= start.right, end.right <= start.x
    out_x, in_x = (start.right, end.x) if right else (start.x, end.right)
    out_y, in_y = (start.bottom, end.y) if below else (start.y, end.bottom)
    if right or left:
        for y in sides:
            if start.y < y < start.bottom:
                yield [(out_x, y), (in_x, y)]
    if below or above:
        for x in tops:
            if start.x < x < start.right:
                yield [(x, out_y), (x, in_y)]
    if not (below or above) or not (right or left):
        return
    for y in _ports(start.y, start.height):
        for x in tops:
            yield [(out_x, y), (x, y), (x, in_y)]
    for x in _ports(start.x, start.width):
        for y in sides:
            yield [(x, out_y), (x, y), (in_x, y)]
