"""Programs that lead to an occupation, by segment, nearest first where a place is given.

The finder is asked, so what stands here and the page a link leads to cannot differ.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from partners.enums import Segment
from programs.models import Program
from programs.search.answer import DISTANCE, Question, ask
from programs.search.places import Place

SHOWN = 4


@dataclass(frozen=True)
class SegmentHere:
    """Programs of one segment: the first few, how many in all, and the finder with all of them."""

    segment: str
    programs: list
    total: int
    url: str

    @property
    def more(self):
        return self.total - len(self.programs)


@dataclass(frozen=True)
class ProgramsThere:
    """What leads to the occupation. `place` is what "near" was understood as, or None."""

    near: str
    place: Place | None
    segments: list = field(default_factory=list)
    total: int = 0
    samples: int = 0
    url: str = ""


def programs_to(soc, near=""):
    """The public programs that lead to a SOC code. Programs get `miles`, None if not known."""
    answer = ask(
        Question(chosen={"occupation": (soc,)}, near=near, sort=DISTANCE if near else None)
    )
    if answer.unknown:  # no document of it yet, so nothing is narrowed
        return ProgramsThere(near, answer.place)
    has_point = bool(answer.place and answer.place.point)
    state = [("occupation", soc)] + ([("near", near)] if has_point else [])
    ids = answer.program_ids
    segments = dict(
        Program.objects.open_to_students().filter(pk__in=ids).values_list("pk", "segment")
    )
    by_segment = {}
    for pk in ids:
        if pk in segments:
            by_segment.setdefault(segments[pk], []).append(pk)
    shown = [pk for found in by_segment.values() for pk in found[:SHOWN]]
    programs = Program.objects.select_related("organization").in_bulk(shown)
    miles = answer.miles()
    for pk, program in programs.items():
        program.miles = miles.get(pk)
    return ProgramsThere(
        near=near,
        place=answer.place,
        segments=[
            SegmentHere(
                segment,
                [programs[pk] for pk in by_segment[segment][:SHOWN]],
                len(by_segment[segment]),
                _finder([*state, ("segment", segment)]),
            )
            for segment in Segment.values
            if segment in by_segment
        ],
        total=answer.total,
        samples=answer.samples,
        url=_finder(state),
    )


def _finder(pairs):
    return f"{reverse('programs:list')}?{urlencode(pairs)}"
