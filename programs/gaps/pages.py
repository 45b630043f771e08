"""Pages of the labor gap: the list, one gap in full, the ten largest for print, the CSV."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.models import County
from partners.spreadsheet import download
from programs.address_words import about_choices
from programs.gaps.detail import OccupationDetail, PathwayDetail
from programs.gaps.downloads import csv_rows, header
from programs.gaps.filters import area_name
from programs.gaps.labor import METHOD, gaps_of_pathways, row_of
from programs.gaps.listing import GapList
from programs.gaps.overview import overview
from programs.models import Occupation, Pathway


@require_safe
@login_not_required
def gap_index(request):
    """The three sorts of gaps, each with its number and a link."""
    return TemplateResponse(request, "programs/gap_overview.html", overview())


@require_safe
@login_not_required
def gap_list(request):
    context = {"gaps": GapList(request.GET)}
    return TemplateResponse(request, "programs/gap_list.html", context)


@require_safe
@login_not_required
def gap_csv(request):
    """Exactly the rows of the list, all its pages, in its order."""
    rows = GapList(request.GET)
    name = f"labor-gaps-{timezone.localdate().isoformat()}.csv"
    site = request.build_absolute_uri("/")
    return download(name, header(rows), csv_rows(rows, site=site))


@require_safe
@login_not_required
def occupation_gap(request, soc):
    """The gap of an occupation; of one that no program code supplies, its openings and why."""
    occupation = get_object_or_404(Occupation, code__code=soc, code__is_match=True)
    county, said = _county(request)
    gap = row_of(occupation.pk, county)
    context = {
        **_common(gap, said),
        "detail": OccupationDetail(gap),
        "canonical": reverse("programs:labor_gap", args=[gap.occupation.code.code]),
    }
    template = "gap_occupation" if gap.codes else "gap_without_supply"
    return TemplateResponse(request, f"programs/{template}.html", context)


@require_safe
@login_not_required
def pathway_gap(request, slug):
    pathway = get_object_or_404(Pathway.objects.published(), slug=slug)
    county, said = _county(request)
    gap = gaps_of_pathways([pathway.pk], county)[pathway.pk]
    context = {**_common(gap, said), "detail": PathwayDetail(gap)}
    return TemplateResponse(request, "programs/gap_pathway.html", context)


@require_safe
@login_not_required
def top_gaps(request):
    """The ten largest gaps of a list, made to be printed on one page."""
    context = {"gaps": GapList(request.GET), "today": timezone.localdate()}
    return TemplateResponse(request, "programs/gap_top.html", context)


def _county(request):
    """(the county asked for or None, sentences about what was left out)"""
    slug = request.GET.get("county", "").strip()
    county = County.objects.filter(slug=slug).first() if slug else None
    if slug and county is None:
        return None, [*about_choices([(_("County"), slug)])]
    return county, []


def _common(gap, said):
    """What both pages of one gap print."""
    places = [(_("Whole region"), "", gap.place.county is None)]
    places += [
        (area_name(county), f"?county={county.slug}", gap.place.county == county)
        for county in County.objects.order_by("name", "pk")
    ]
    return {
        "gap": gap,
        "said": said,
        "places": places,
        "method": METHOD,
        "today": timezone.localdate(),
    }
