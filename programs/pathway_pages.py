"""Pathways: the list by field, and one pathway's programs by segment, jobs and awards."""

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.enums import Segment
from programs.gaps.labor import gaps_of_pathways
from programs.job_lines import job_list, jobs_of
from programs.models import Pathway, Program
from programs.pathway_places import programs_on
from programs.querysets import counted_place
from programs.sector_pages import by_shown_name

# Programs named for each segment before "show all".
SHOWN_FIRST = 8
# A pathway of a whole state is a list no one reads; the finder has the rest.
MOST_PROGRAMS = 400


@dataclass
class SegmentGroup:
    """The programs of one segment on a pathway, by title; the first few stand open."""

    segment: str
    programs: list
    samples: int = 0

    @property
    def first(self):
        return self.programs[:SHOWN_FIRST]

    @property
    def more(self):
        return self.programs[SHOWN_FIRST:]


@dataclass
class SectorGroup:
    """A field's published pathways; each has `count` programs, of them `samples` sample data."""

    sector: object
    pathways: list = field(default_factory=list)


@require_safe
@login_not_required
def pathway_list(request):
    here = counted_place("pathway_programs__") & Q(
        pathway_programs__program__in=Program.objects.open_to_students()
    )
    pathways = (
        Pathway.objects.published()
        .select_related("sector")
        .annotate(
            count=Count("pathway_programs", filter=here),
            samples=Count(
                "pathway_programs", filter=here & Q(pathway_programs__program__is_sample=True)
            ),
        )
        .order_by("title", "pk")
    )
    groups = {}
    for pathway in pathways:
        groups.setdefault(pathway.sector, SectorGroup(pathway.sector)).pathways.append(pathway)
    groups = [groups[sector] for sector in by_shown_name(groups)]
    return TemplateResponse(request, "programs/pathway_list.html", {"groups": groups})


@require_safe
@login_not_required
def pathway_detail(request, slug):
    pathway = get_object_or_404(Pathway.objects.published().select_related("sector"), slug=slug)
    places = programs_on(pathway.pk, shown=MOST_PROGRAMS)
    programs = Program.objects.open_to_students().filter(
        counted_place("pathway_programs__"), pathway_programs__pathway=pathway
    )
    context = {
        "pathway": pathway,
        "total": places.in_all,
        "samples": programs.filter(is_sample=True).count(),
        "groups": by_segment(places.programs),
        "unlisted": places.in_all - len(places.programs),
        "jobs": job_list(jobs_of(programs.filter(is_sample=False))),
        "gap": gaps_of_pathways([pathway.pk]).get(pathway.pk),
    }
    return TemplateResponse(request, "programs/pathway_detail.html", context)


def by_segment(programs):
    """Groups from middle school to college; segments without a program are left out."""
    groups = []
    for segment in Segment.values:
        own = [program for program in programs if program.segment == segment]
        if own:
            groups.append(SegmentGroup(segment, own, sum(program.is_sample for program in own)))
    return groups
