"""Where the way of a seam ends: what is known there, and where the missing step is worked out."""

from django.urls import reverse

from programs.enums import AlignmentKind
from programs.gaps.alignment.rules import BEFORE_COLLEGE
from programs.seam.boxes import End, Role


def say_ends(boxes, lines, told, elsewhere, beyond):
    """Say at each box what is known where no line to another segment leads on.

    `told`: the school told us all its agreements, so it has none there; of all others we do not
    know. `elsewhere`: {key of a box: `Onward`s} of links and agreements to what is not drawn.
    `beyond`: those of them that lead to another pathway, which are named whatever else leads on.
    """
    joined = {line.start for line in lines if line.kind != "order"}
    onward = {line.start for line in lines}
    for box in boxes:
        is_way_in = box.role in (Role.PROGRAM, Role.COURSE)
        goes_on = box.key in joined or not is_way_in
        if named := (beyond if goes_on else elsewhere).get(box.key):
            box.end, box.elsewhere = End.ELSEWHERE, named
            continue
        if goes_on:
            box.end = None
        elif box.key not in onward:
            box.end = End.NOT_REPORTED
        elif box.end:
            box.end = End.NO_CREDIT
        if box.end and box.role == Role.COURSE and told:
            box.end = End.NONE
        if box.end:
            box.gap_url = gap_url(box)


def gap_url(box):
    """Where the missing step is worked out; the whole list for segments no gap is told of."""
    if box.role == Role.COURSE:
        return reverse("programs:alignment_gap", args=[AlignmentKind.COURSES, box.slug])
    if box.segment in BEFORE_COLLEGE:
        return reverse("programs:alignment_gap", args=[AlignmentKind.PROGRAMS, box.slug])
    return reverse("programs:alignment_gaps")
