"""The list of pathways by field. The page of one is `programs.seam.page`."""

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.models import Pathway, Program
from programs.querysets import counted_place
from programs.seam.choose import drawn_pathways
from programs.sector_pages import by_shown_name


@dataclass
class SectorGroup:
    """A field's published pathways; each has `count` programs, of them `samples` sample data, and
    `is_drawn` where anything joins them."""

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
    groups, drawn = {}, drawn_pathways()
    for pathway in pathways:
        pathway.is_drawn = pathway.pk in drawn
        groups.setdefault(pathway.sector, SectorGroup(pathway.sector)).pathways.append(pathway)
    groups = [groups[sector] for sector in by_shown_name(groups)]
    return TemplateResponse(request, "programs/pathway_list.html", {"groups": groups})
