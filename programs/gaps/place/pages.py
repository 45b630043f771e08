"""Pages of the place gaps: the matrix, its CSV, one sector in one district."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.contacts import reader_of
from partners.kept_pages import kept_until_edited
from partners.spreadsheet import download
from programs.gaps.place import rules
from programs.gaps.place.detail import PlaceDetail
from programs.gaps.place.districts import group_of
from programs.gaps.place.downloads import csv_rows, header
from programs.gaps.place.filters import PlaceQuestion
from programs.gaps.place.matrix import PlaceMatrix
from programs.models import Sector

# What the words about the method print.
METHOD = {"method": rules.METHOD, "most_miles": rules.MOST_MILES}


@require_safe
@login_not_required
@kept_until_edited("by", "segment", "sector", "county", "miles", "page")
def place_matrix(request):
    context = {"gaps": PlaceMatrix(request.GET), **METHOD}
    return TemplateResponse(request, "programs/place_gaps.html", context)


@require_safe
@login_not_required
def place_csv(request):
    """Every column of the matrix, not only those of the page."""
    matrix = PlaceMatrix(request.GET)
    name = f"place-gaps-{timezone.localdate().isoformat()}.csv"
    return download(name, header(), csv_rows(matrix, site=request.build_absolute_uri("/")))


@require_safe
@login_not_required
def place_gap(request, sector, district):
    """A sector at the schools of a district, of a county, or at its charter schools."""
    sector = get_object_or_404(Sector, slug=sector)
    question = PlaceQuestion(request.GET)
    group = group_of(district, question.segment)
    if group is None:
        raise Http404
    detail = PlaceDetail(sector, group, question, reader=reader_of(request))
    context = {"detail": detail, "question": question, **METHOD}
    return TemplateResponse(request, "programs/place_gap.html", context)
