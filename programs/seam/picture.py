"""The map of a seam, ready for its template: numbers of the drawing beside what they stand for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.seam import placing
from programs.seam.boxes import End


@dataclass
class Picture:
    """`lanes`: (segment, Rect, whether it has boxes). `boxes`: (Drawn, Box). `lines`: (DrawnLine,
    Line, Box where it starts, Box where it ends)."""

    width: int
    height: int
    lanes: list
    boxes: list
    lines: list


def picture_of(seam):
    """The `Picture` of a `Seam`, in the reader's language."""
    ends = {End.NOT_REPORTED: _("not yet reported"), End.NONE: _("none, confirmed")}
    drawing = placing.map_of(seam, ends=ends)
    boxes, lines = seam.by_key, {line.key: line for line in seam.lines}
    return Picture(
        drawing.width,
        drawing.height,
        [
            (segment, rect, bool(seam.of(segment)))
            for segment, rect in zip(placing.SEGMENTS, drawing.lanes, strict=False)
        ],
        [(one, boxes[one.box.key]) for one in drawing.boxes],
        [
            (one, lines[one.line.key], boxes[one.line.start], boxes[one.line.end])
            for one in drawing.lines
        ],
    )
