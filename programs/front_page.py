"""What the home page tells of the whole region: figures with their sources, and one sample path."""

from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Sum, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.enums import InventoryState, OrganizationKind, Segment
from partners.models import Organization
from pathways_portal.common.sources import REPORTED_HERE, without_remarks
from programs.enums import AwardLevel
from programs.gaps.labor import largest
from programs.gaps.sources import award_sources, opening_sources
from programs.models import AwardCount, Pathway, PathwayProgram, Program, ProgramOccupation
from programs.organization_lists import with_inventory
from programs.sector_pages import what_is_known

SOURCES_NAMED = 2
GAPS_SHOWN = 3


@dataclass(frozen=True)
class Figure:
    """A number with its meaning, sources and their days. A value of None: not on file."""

    label: str
    value: int | None
    meaning: str
    sources: list[tuple[str, date | None]]


def figures():
    """The headline numbers, sample rows left out."""
    return [*_program_figures(), _reporting_figure(), _award_figure()]


def _program_figures():
    programs = Program.objects.open_to_students().filter(is_sample=False)
    found = what_is_known(programs, places=Count("organization", distinct=True))
    sources = sources_of(programs)
    return [
        Figure(
            _("Programs on file"),
            found["programs"],
            _(
                "%(offered)s offered; %(approved)s approved by the state, ask whether they have "
                "started; %(areas)s program areas, known only by awards given: ask the college"
            )
            % found,
            sources,
        ),
        Figure(
            _("Places that teach them"),
            found["places"],
            _("colleges and schools with at least one such program on file"),
            sources,
        ),
    ]


def sources_of(rows):
    """[(source, newest day it speaks of)] that these rows name, most rows first.

    Remarks are left to the pages of the rows themselves.
    """
    named = (
        rows.exclude(source="")
        .values_list("source")
        .annotate(as_of=Max("as_of"), rows=Count("pk"))
        .order_by("-rows", "source")
        .values_list("source", "as_of")[:SOURCES_NAMED]
    )
    return [(without_remarks(source), as_of) for source, as_of in named]


def _reporting_figure():
    """How many schools have told us anything: the honest measure of what is missing."""
    schools = Organization.objects.open().schools().filter(is_sample=False)
    found = with_inventory(schools).aggregate(
        schools=Count("pk"),
        reported=Count("pk", filter=~Q(inventory_state=InventoryState.UNKNOWN)),
    )
    return Figure(
        _("Schools that have reported"),
        found["reported"],
        _("of %(schools)s middle and high schools; the others are “not yet reported”, never “none”")
        % {"schools": found["schools"]},
        [(REPORTED_HERE, None), *sources_of(schools)],
    )


def _award_figure():
    counts = AwardCount.objects.filter(level=AwardLevel.ALL, organization__is_sample=False)
    year = counts.aggregate(year=Max("academic_year"))["year"]
    counts = counts.filter(academic_year=year)
    found = counts.aggregate(awards=Sum("count"))
    meaning = _("degrees and certificates that the region’s colleges gave, all program codes")
    noncredit = (
        counts.filter(organization__kind=OrganizationKind.CONTINUING_EDUCATION, count__gt=0)
        .values_list("organization__name")
        .annotate(awards=Sum("count"))
        .order_by("organization__name")
    )
    for name, awards in noncredit:
        meaning = _("%(meaning)s; %(awards)s of them are noncredit awards of %(name)s") % {
            "meaning": meaning,
            "awards": intcomma(awards),
            "name": name,
        }
    return Figure(
        _("Awards in %(year)s") % {"year": year} if year else _("Awards"),
        found["awards"],
        meaning,
        sources_of(counts),
    )


def headline_gaps():
    """The largest middle-skill gaps of the region, for the front page."""
    return largest(GAPS_SHOWN)


def sources_of_gaps(gaps):
    """A row of each source of the openings and the awards of some gaps."""
    return [*opening_sources(gaps), *award_sources(gaps)]


def sample_path():
    """One path across segments from rows on file, for the picture: its title and steps, or None.

    Takes the published pathway whose open programs span most segments and end at a college program
    that leads to an occupation. One program for each segment; the occupation is the destination.
    """
    pathway = _longest_pathway()
    if pathway is None:
        return None
    places = _one_for_each_segment(pathway)
    job = places[-1].program.program_occupations.select_related("occupation__code").get(rank=1)
    return _as_steps(pathway, places, job.occupation)


ORDER = [Segment.MIDDLE_SCHOOL, Segment.HIGH_SCHOOL, Segment.ADULT_EDUCATION, Segment.COLLEGE]


def _places():
    """Places of programs that students can enter; in college, of those that lead to a job."""
    careers = ProgramOccupation.objects.filter(rank=1, program=OuterRef("program"))
    return PathwayProgram.objects.filter(
        ~Q(program__segment=Segment.COLLEGE) | Exists(careers),
        program__in=Program.objects.open_to_students(),
        program__segment__in=ORDER,
    )


def _longest_pathway():
    """The published pathway over most segments that reaches college, the first by title; or None.

    For each pathway and segment the database looks for one place, not for all.
    """
    own = _places().filter(pathway=OuterRef("pk"))
    reached = {f"has_{segment}": Exists(own.filter(program__segment=segment)) for segment in ORDER}
    count = sum((Case(When(**{name: True}, then=1), default=0) for name in reached), start=Value(0))
    return (
        Pathway.objects.published()
        .annotate(**reached)
        .annotate(segments=count)
        .filter(**{f"has_{Segment.COLLEGE}": True}, segments__gte=2)
        .order_by("-segments", "title", "pk")
        .first()
    )


def _one_for_each_segment(pathway):
    """Places from the first segment to college, one each; in college real whole programs first."""
    is_college = Q(program__segment=Segment.COLLEGE)
    last = [
        Case(When(is_college & Q(**{name: True}), then=1), default=0)
        for name in ("program__is_sample", "program__is_program_area")
    ]
    turn = Window(
        RowNumber(),
        partition_by="program__segment",
        order_by=[*last, F("program__title").asc(), F("pk").asc()],
    )
    places = (
        _places()
        .filter(pathway=pathway)
        .annotate(turn=turn)
        .filter(turn=1)
        .select_related("program__organization")
    )
    return sorted(places, key=lambda place: ORDER.index(place.program.segment))


def _as_steps(pathway, places, job):
    steps = [
        {
            "segment": place.program.segment,
            "title": place.program.local_title,
            "subtitle": place.program.organization.label,
            "url": place.program.get_absolute_url(),
            "is_sample": place.program.is_sample,
            **({"connector": _("leads to")} if number else {}),
        }
        for number, place in enumerate(places)
    ]
    steps.append(
        {
            "segment": Segment.COLLEGE.value,
            "mark": _("Job"),
            "title": job.local_title,
            "subtitle": _("a job it leads to"),
            "connector": _("prepares for"),
            "url": f"{reverse('programs:list')}?occupation={job.code.code}",
        }
    )
    return {
        "pathway": pathway,
        "steps": steps,
        "is_sample": any(place.is_sample or place.program.is_sample for place in places),
    }
