"""Where each box of a seam stands in the map: its lane, its track in it, and its column.

Time runs to the right: middle school, the school's courses, the college's terms, the destination.
Credit runs down: what a course counts as stands right below it. On-ramps take a column that no
credit runs down in.
"""

from partners.enums import Segment
from programs.seam import layout
from programs.seam.boxes import Role

RAMPS = (Segment.ADULT_EDUCATION, Segment.NONCREDIT)
CORRIDOR = 10  # of a line that passes a box on its way down
CHAIN, TERMS = 10, 11  # tracks in the college's lane; awards that stand alone come above


def map_of(seam, lanes, *, said):
    """The `layout.Drawing` of a `Seam`. `lanes`: (segment, width of its name, text of its mark).
    `said`: words, see `picture.py`."""
    places = {segment: at for at, (segment, _width, _mark) in enumerate(lanes)}
    columns = _columns(seam)
    boxes = [_placed(box, seam, columns, places, said) for box in seam.boxes]
    lines = [
        layout.Wire(line.key, line.start, line.end, line.plate, line.kind == "counts")
        for line in sorted(seam.lines, key=lambda line: line.kind == "order")
    ]
    names = [width for _segment, width, _mark in lanes]
    marks = [(at, mark) for at, (_segment, _width, mark) in enumerate(lanes) if mark]
    return layout.draw(names, boxes, lines, marks)


def _columns(seam):
    """{key of a box: (track, column)}"""
    places, starts = {}, {line.end: line.start for line in seam.lines if line.kind == "credit"}
    roles = {role: [box for box in seam.boxes if box.role == role] for role in Role}
    school = seam.of(Segment.HIGH_SCHOOL)
    middle = seam.of(Segment.MIDDLE_SCHOOL)
    for track, box in enumerate(middle):
        places[box.key] = track, 0
    column = 1 if middle else 0
    for box in school:
        places[box.key] = 0, column
        column += 1
    # Whatever leads out of the school's lane goes straight down: no on-ramp may stand in its way.
    leaving = {line.start for line in seam.lines if line.kind != "order"}
    closed = {places[box.key][1] for box in school if box.key in leaving}
    column = _place_ramps(seam, leaving, closed, column, places)
    first = column
    _place_college(seam, roles, first, places)
    for box in (*roles[Role.EARNED], *roles[Role.ALSO]):
        track = TERMS + (1 + box.group if box.role == Role.ALSO else 0)
        places[box.key] = track, places[starts[box.key]][1] if box.key in starts else first
    return places


def _place_ramps(seam, leaving, closed, column, places):
    """On-ramps in columns where nothing runs down; return the first column right of all.

    One that leads on has its column to itself, as far right as can be; the others share the rest.
    """
    free = [at for at in range(column) if at not in closed]
    lanes = [seam.of(segment) for segment in RAMPS]
    for lane in lanes:
        for track, box in enumerate(box for box in lane if box.key in leaving):
            if not free:
                free.append(column)
                column += 1
            places[box.key] = track, free.pop()
    for lane in lanes:
        for at, box in enumerate(box for box in lane if box.key not in leaving):
            if not free:
                free.append(column)
                column += 1
            places[box.key] = at // len(free), free[at % len(free)]
    return column


def _place_college(seam, roles, first, places):
    """Awards on top, each above what it leads to; below them the terms up to the destination."""
    terms, awards = roles[Role.TERM], roles[Role.AWARD]
    ends = {(line.start, line.end) for line in seam.lines if line.kind == "link"}
    # A line into the first term comes from above: its column stays free.
    entered = any(end == box.key for box in terms[:1] for _start, end in ends)
    column = first + 1 if entered else first
    deepest = max((box.depth for box in awards), default=-1)
    last = max(first + len(terms), column + deepest + 1)
    taken = set()
    joined = {key for pair in ends for key in pair}
    loose = [box for box in awards if box.key not in joined]
    for at, box in enumerate(loose):
        places[box.key] = CHAIN, column + at
    last = max(last, column + len(loose))
    chained = [box for box in awards if box.key in joined]
    for track, box in enumerate(sorted(chained, key=lambda one: -one.depth)):
        # The chain of awards shares a track; one that skips a step needs the track for its line.
        goes_on = any(start == box.key and end in taken for start, end in ends)
        is_next = goes_on or not taken
        places[box.key] = CHAIN if is_next else CHAIN - track, column + box.depth
        if is_next:
            taken = {box.key}
    for at, box in enumerate(terms):
        places[box.key] = TERMS, first + at
    for box in roles[Role.DESTINATION]:
        places[box.key] = TERMS, last
    for track, box in enumerate(roles[Role.AFTER]):
        places[box.key] = track, last


def _placed(box, seam, columns, places, said):
    track, column = columns[box.key]
    pill = ()
    if box.is_exit and box.role != Role.DESTINATION:
        pill = tuple(part for part in (box.job.local_title, said["pay"](box)) if part)
    notes = [*box.notes]
    if box.role == Role.PROGRAM and box.segment != Segment.HIGH_SCHOOL:
        # The chosen school and college stand above the map; whose on-ramp it is stands here.
        notes.append(box.at)
    if box.role == Role.DESTINATION and box.job:
        notes += [part for part in (box.job.local_title, said["pay"](box)) if part]
    groups = 1 + max((one.group for one in seam.boxes if one.role == Role.ALSO), default=-1)
    inset = 0
    if box.role == Role.EARNED:
        # From an on-ramp the line runs down at the very edge, beside the job that hangs there.
        starts = {line.start for line in seam.lines if line.end == box.key}
        is_course = any(one.key in starts for one in seam.of(Segment.HIGH_SCHOOL))
        inset = CORRIDOR * (groups + is_course)
    elif box.role == Role.ALSO:
        inset = CORRIDOR * (groups - 1 - box.group)
    return layout.Tile(
        key=box.key,
        lane=places[box.segment],
        track=track,
        column=column,
        title=box.title,
        notes=tuple(notes),
        pill=pill,
        inset=inset,
        compact=box.role == Role.ALSO,
        end=said[box.end] if box.end else "",
    )
