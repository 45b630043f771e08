"""The continuum of work-based learning: its stages, who does what at each, what is open now."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Window
from django.db.models.functions import DenseRank
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.enums import InventoryKind, Segment
from partners.reported import whole_lists
from pathways_portal.common import academic_year
from programs.models import Program
from wbl.answer import kinds_in_order
from wbl.coverage import counted
from wbl.enums import Stage
from wbl.models import Opportunity, ProgramActivity

# Programs named at each stage; a whole region has hundreds.
PROGRAMS_SHOWN = 8
# Where students are while they learn; a university is where they go on.
SEGMENTS = tuple(segment for segment in Segment if segment != Segment.UNIVERSITY)


_SAMPLES = Count("program", distinct=True, filter=Q(program__is_sample=True))


@dataclass(frozen=True)
class Meaning:
    """A stage in words: the state's word for its part of the continuum, and what one does there.

    Exposure, engagement and experience: California Department of Education, work-based learning
    continuum; the sentences are our own.
    """

    part: object
    about: object
    does: object


MEANINGS = {
    Stage.AWARENESS: Meaning(
        _("Career exposure"),
        _("Hear about work: which jobs there are, and what people do in them."),
        _("Listens, looks and asks. It takes an hour or a day, often with the whole class."),
    ),
    Stage.EXPLORATION: Meaning(
        _("Career exposure"),
        _("Look closer at work that interests you, and find out whether it suits you."),
        _("Meets people at their work, alone or in a small group, and thinks it over in class."),
    ),
    Stage.PREPARATION: Meaning(
        _("Career engagement"),
        _("Learn through work: use what the classes teach on something real."),
        _("Works for days or weeks, with a plan of what to learn and somebody who guides it."),
    ),
    Stage.TRAINING: Meaning(
        _("Career experience"),
        _("Learn for work: get ready for one occupation, mostly at the workplace."),
        _("Is trained in the job itself, often for pay, and ends with skills that employers know."),
    ),
}


@dataclass
class Cell:
    """The programs of one segment at one stage; of them `samples` are sample data.

    `kinds`: [(kind or None where only the stage is on file, programs)], most first; `kind_samples`:
    {kind: how many of them are sample data}. `url`: the finder with these programs.
    """

    url: str
    programs: int = 0
    samples: int = 0
    kinds: list = field(default_factory=list)
    kind_samples: dict = field(default_factory=dict)


@dataclass(frozen=True)
class SegmentRow:
    """A segment with its `Cell` at each stage.

    `organizations` offer its programs; `confirmed` of them have confirmed their list of
    work-based learning. Only where all did does an empty cell mean that there is none.
    """

    segment: str
    cells: list
    organizations: int
    confirmed: int

    @property
    def has_confirmed(self):
        return bool(self.organizations) and self.confirmed == self.organizations


@dataclass
class ProgramAt:
    """A program at a stage, with its activities there."""

    program: Program
    activities: list


@dataclass(frozen=True)
class StageOfContinuum:
    """One stage: in words, its kinds with how many programs do each, programs, open opportunities.

    `kinds`: [(kind, programs, of them sample data)]. `programs`: the first few of `total`.
    """

    stage: Stage
    meaning: Meaning
    kinds: list
    programs: list
    total: int
    opportunities: int
    samples: int


class Continuum:
    """What the page prints. Six queries, whatever the number of programs."""

    def __init__(self):
        activities = ProgramActivity.objects.filter(counted())
        kinds = kinds_in_order()
        cells = _cells(activities, {kind.pk: kind for kind in kinds})
        programs = _first_programs(activities)
        opened, reported = _opened(), _reported()
        self.rows = [
            SegmentRow(
                segment.value,
                [cells[stage.value, segment.value] for stage in Stage],
                *reported.get(segment.value, (0, 0)),
            )
            for segment in SEGMENTS
        ]
        self.stages = [
            StageOfContinuum(
                stage,
                MEANINGS[stage],
                [(kind, *_doing(cells, kind)) for kind in kinds if kind.stage == stage],
                programs[stage.value],
                sum(cells[stage.value, segment.value].programs for segment in SEGMENTS),
                *opened.get(stage.value, (0, 0)),
            )
            for stage in Stage
        ]
        self.sources = list({kind.source: kind for kind in kinds}.values())
        self.has_samples = any(cell.samples for cell in cells.values())


def _cells(activities, kinds):
    """{(stage, segment): `Cell`}"""
    finder = reverse("programs:list")
    cells = {
        (stage.value, segment.value): Cell(f"{finder}?wbl={stage}&segment={segment}")
        for stage in Stage
        for segment in SEGMENTS
    }
    activities = activities.filter(program__segment__in=SEGMENTS)
    totals = activities.values_list("stage", "program__segment").annotate(
        n=Count("program", distinct=True), samples=_SAMPLES
    )
    for stage, segment, programs, samples in totals.order_by():
        cell = cells[stage, segment]
        cell.programs, cell.samples = programs, samples
    by_kind = activities.values_list("stage", "program__segment", "kind").annotate(
        n=Count("program", distinct=True), samples=_SAMPLES
    )
    for stage, segment, kind, n, samples in by_kind.order_by("-n", "kind__order", "kind"):
        cell, kind = cells[stage, segment], kinds.get(kind)
        cell.kinds.append((kind, n))
        cell.kind_samples[kind] = samples
    return cells


def _doing(cells, kind):
    """(how many programs do this kind, of them sample data), over all segments."""
    here = [cells[kind.stage, segment.value] for segment in SEGMENTS]
    programs = sum(n for cell in here for one, n in cell.kinds if one == kind)
    return programs, sum(cell.kind_samples.get(kind, 0) for cell in here)


def _first_programs(activities):
    """{stage: the first `ProgramAt`s}, real ones first, then by title."""
    place = Window(
        DenseRank(),
        partition_by="stage",
        order_by=["program__is_sample", "program__title", "program"],
    )
    rows = (
        activities.annotate(place=place)
        .filter(place__lte=PROGRAMS_SHOWN)
        .select_related("program__organization", "kind", "partner")
        .order_by("place", "kind__order", "pk")
    )
    found = defaultdict(dict)
    for row in rows:
        here = found[row.stage].setdefault(row.program_id, ProgramAt(row.program, []))
        here.activities.append(row)
    return defaultdict(list, {stage: list(ones.values()) for stage, ones in found.items()})


def _opened():
    """{stage: (opportunities that one can apply for today, of them sample data)}"""
    rows = Opportunity.objects.public().open_on(timezone.localdate()).values_list("kind__stage")
    counts = rows.annotate(n=Count("pk"), samples=Count("pk", filter=Q(is_sample=True))).order_by()
    return {stage: (n, samples) for stage, n, samples in counts}


def _reported():
    """{segment: (organizations with public programs, of them with a confirmed list of this year)}

    The list of a district speaks for its schools.
    """
    lists = whole_lists(InventoryKind.WBL, academic_year.on(timezone.localdate())).filter(
        Q(organization=OuterRef("organization")) | Q(organization=OuterRef("organization__parent"))
    )
    rows = (
        Program.objects.open_to_students()
        .filter(is_sample=False)
        .annotate(is_told=Exists(lists))
        .values_list("segment")
        .annotate(
            n=Count("organization", distinct=True),
            confirmed=Count("organization", distinct=True, filter=Q(is_told=True)),
        )
        .order_by()
    )
    return {segment: (n, confirmed) for segment, n, confirmed in rows}
