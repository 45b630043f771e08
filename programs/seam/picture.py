"""The map of a seam, ready for its template: numbers of the drawing beside what they stand for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.seam import placing
from programs.seam.boxes import End


@dataclass
class Picture:
    """`lanes`: (Lane, Rect). `boxes`: (Drawn, Box). `lines`: (DrawnLine,
    Line, Box where it starts, Box where it ends)."""

    width: int
    height: int
    lanes: list
    boxes: list
    lines: list


def picture_of(seam, lanes):
    """The `Picture` of a `Seam`, in the reader's language."""
    said = {
        End.NOT_REPORTED: _("not yet reported"),
        End.NONE: _("none, confirmed"),
        "pay": pay_an_hour,
    }
    drawing = placing.map_of(seam, said=said)
    boxes, lines = seam.by_key, {line.key: line for line in seam.lines}
    return Picture(
        drawing.width,
        drawing.height,
        list(zip(lanes, drawing.lanes, strict=True)),
        [(one, boxes[one.box.key]) for one in drawing.boxes],
        [
            (one, lines[one.line.key], boxes[one.line.start], boxes[one.line.end])
            for one in drawing.lines
        ],
    )


def pay_an_hour(box):
    """ "$20.11 an hour" at the exit of a box; empty where pay is not on file."""
    return box.pay_words and _("%(pay)s an hour") % {"pay": box.pay_words}
