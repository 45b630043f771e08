"""Where each box of a seam stands in the map: its lane, its track in it, and its column.

Time runs to the right: middle school, the school's courses, the college's terms, the destination.
Credit runs down: what a course counts as stands right below it. On-ramps take a column that no
credit runs down in.
"""

from programs.seam import layout
from programs.seam.boxes import End, Role

SEGMENTS = ("ms", "hs", "ae", "noncredit", "college", "university")
COLLEGE = SEGMENTS.index("college")
CORRIDOR = 10  # of a line to the college in the row below


def map_of(seam, *, said):
    """The `layout.Drawing` of a `Seam`. `said`: words, see `picture.py`."""
    lanes = [segment for segment in SEGMENTS if segment != "university" or seam.of(segment)]
    columns = _columns(seam)
    boxes = [_placed(box, seam, columns, said) for box in seam.boxes]
    lines = [
        layout.Line(line.key, line.start, line.end, line.plate)
        for line in sorted(seam.lines, key=lambda line: line.kind == "order")
    ]
    return layout.draw(len(lanes), boxes, lines, band_before=COLLEGE)


def _columns(seam):
    """{key of a box: (track, column)}"""
    places, starts = {}, {line.end: line.start for line in seam.lines if line.kind == "credit"}
    roles = {role: [box for box in seam.boxes if box.role == role] for role in Role}
    school = seam.of("hs")
    middle = seam.of("ms")
    for track, box in enumerate(middle):
        places[box.key] = track, 0
    column = 1 if middle else 0
    for box in school:
        places[box.key] = 0, column
        column += 1
    # Whatever leads out of the school's lane goes straight down: no on-ramp may stand in its way.
    leaving = {line.start for line in seam.lines if line.kind != "order"}
    closed = {places[box.key][1] for box in school if box.key in leaving}
    free = [at for at in range(column) if at not in closed]
    for segment in ("ae", "noncredit"):
        # The one that leads on stands to the right, so that its line has the rest of the row.
        ramps = sorted(seam.of(segment), key=lambda box: box.key not in leaving)
        for at, box in enumerate(ramps):
            if not free:
                free.append(column)
                column += 1
            places[box.key] = at if box.key in leaving else 0, free.pop()
    for box in roles[Role.EARNED]:
        places[box.key] = 0, places[starts[box.key]][1]
    first = column
    for at, box in enumerate(roles[Role.TERM]):
        places[box.key] = 0, first + at
    awards = roles[Role.AWARD]
    deepest = max((box.depth for box in awards), default=-1)
    last = first + max(len(roles[Role.TERM]), deepest + 1)
    for box in roles[Role.DESTINATION]:
        places[box.key] = 0, last
    groups = 1 + max((box.group for box in roles[Role.ALSO]), default=-1)
    for box in roles[Role.ALSO]:
        at = places[starts[box.key]][1] if box.key in starts else first
        places[box.key] = 1 + box.group, at
    for track, box in enumerate(awards, start=1 + groups):
        places[box.key] = track, first + box.depth
    for track, box in enumerate(roles[Role.AFTER]):
        places[box.key] = track, last
    return places


def _placed(box, seam, columns, said):
    track, column = columns[box.key]
    pill = ()
    if box.end in (End.NOT_REPORTED, End.NONE):
        pill = (said[box.end],)
    elif box.is_exit and box.role != Role.DESTINATION:
        pill = tuple(part for part in (box.job.local_title, said["pay"](box)) if part)
    notes = [*box.notes]
    if box.role == Role.DESTINATION and box.job:
        notes += [part for part in (box.job.local_title, said["pay"](box)) if part]
    groups = 1 + max((one.group for one in seam.boxes if one.role == Role.ALSO), default=-1)
    inset = 0
    if box.role == Role.EARNED:
        inset = CORRIDOR * groups
    elif box.role == Role.ALSO:
        inset = CORRIDOR * (groups - 1 - box.group)
    return layout.Box(
        key=box.key,
        lane=SEGMENTS.index(box.segment),
        track=track,
        column=column,
        title=box.title,
        notes=tuple(notes),
        pill=pill,
        inset=inset,
        compact=box.role == Role.ALSO,
    )
