"""The map of a seam, ready for its template: numbers of the drawing beside what they stand for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.seam import placing
from programs.seam.boxes import End
from programs.seam.headings import width_of_name


@dataclass
class Picture:
    """`lanes`: (Lane, its Rect, that of its name). `marks`: (WorkBased, Rect). `boxes`: (Drawn,
    Box). `lines`: (DrawnWire, Line, Box where it starts, Box where it ends)."""

    width: int
    height: int
    lanes: list
    marks: list
    boxes: list
    lines: list


def picture_of(seam, lanes):
    """The `Picture` of a `Seam`, in the reader's language."""
    said = {
        End.NOT_REPORTED: _("not yet reported"),
        End.NO_CREDIT: _("no credit reported"),
        End.NONE: _("none, confirmed"),
        End.ELSEWHERE: _("leads on elsewhere"),
        "pay": pay_an_hour,
    }
    named = [
        (lane.segment, width_of_name(str(lane.name), lane.more), _mark(lane)) for lane in lanes
    ]
    drawing = placing.map_of(seam, named, said=said)
    boxes, lines = seam.by_key, {line.key: line for line in seam.lines}
    return Picture(
        drawing.width,
        drawing.height,
        list(zip(lanes, drawing.lanes, drawing.names, strict=True)),
        [(lanes[at].work, rect) for at, rect in drawing.marks.items()],
        [(one, boxes[one.box.key]) for one in drawing.boxes],
        [
            (one, lines[one.line.key], boxes[one.line.start], boxes[one.line.end])
            for one in drawing.lines
        ],
    )


def _mark(lane):
    return lane.work.words if lane.work else ""


def pay_an_hour(box):
    """ "$20.11 an hour" at the exit of a box; empty where pay is not on file."""
    return box.pay_words and _("%(pay)s an hour") % {"pay": box.pay_words}
