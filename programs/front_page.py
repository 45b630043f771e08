"""What the home page tells of the whole region: figures with their sources, and one sample path."""

from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.enums import InventoryState, OrganizationKind, Segment
from partners.models import Organization
from pathways_portal.common.sources import REPORTED_HERE, without_remarks
from programs.enums import AwardLevel
from programs.gaps.labor import largest
from programs.gaps.sources import award_sources, opening_sources
from programs.models import AwardCount, Program, ProgramLink, ProgramOccupation
from programs.organization_lists import with_inventory
from programs.sector_pages import what_is_known

SOURCES_NAMED = 2
GAPS_SHOWN = 3
# From middle schools: one of so many leads on to college.
LINKS_TRIED = 50


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
    """One path from school to a job by links on file, for the picture: sector and steps, or None.

    From a middle school over a high school, where such a chain is on file; else from a high or
    adult school. It ends at a college program that leads to a job. All its programs are of one
    sector, and each arrow is a published link.
    """
    links = _links_from_middle_school() or _links_from_school()
    if not links:
        return None
    last = links[-1].to_program
    job = last.program_occupations.select_related("occupation__code").get(rank=1)
    return _as_steps(links, job.occupation)


def _to_college():
    """Published links to college programs of the same sector that lead to a job, oldest first."""
    careers = ProgramOccupation.objects.filter(rank=1, program=OuterRef("to_program"))
    return _in_sector().filter(Exists(careers), to_program__segment=Segment.COLLEGE)


def _in_sector():
    return (
        ProgramLink.objects.open()
        .filter(from_program__sector=F("to_program__sector"))
        .select_related("from_program__organization", "to_program__organization")
        .order_by("pk")
    )


def _links_from_middle_school():
    """Two questions: as one, the database would plan longer than it reads."""
    first = {}
    links = _in_sector().filter(
        from_program__segment=Segment.MIDDLE_SCHOOL, to_program__segment=Segment.HIGH_SCHOOL
    )
    for link in links[:LINKS_TRIED]:
        first.setdefault(link.to_program_id, link)
    second = first and _to_college().filter(from_program__in=first).first()
    return second and [first[second.from_program_id], second]


def _links_from_school():
    starts = (Segment.HIGH_SCHOOL, Segment.ADULT_EDUCATION)
    return list(_to_college().filter(from_program__segment__in=starts)[:1])


def _as_steps(links, job):
    programs = [links[0].from_program, *(link.to_program for link in links)]
    steps = [
        {
            "segment": program.segment,
            "title": program.local_title,
            "subtitle": program.organization.label,
            "url": program.get_absolute_url(),
            "is_sample": program.is_sample,
            **({"connector": _("leads to")} if number else {}),
        }
        for number, program in enumerate(programs)
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
    has_sample_links = any(link.is_sample for link in links)
    return {
        "sector": programs[0].sector,
        "steps": steps,
        "has_sample_links": has_sample_links,
        "is_sample": has_sample_links or any(program.is_sample for program in programs),
    }
