"""Pages of the alignment gaps: the list, its CSV, one gap in full."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.contacts import reader_of
from partners.kept_pages import kept_until_edited
from partners.spreadsheet import download
from programs.enums import AlignmentKind
from programs.gaps.alignment import rules
from programs.gaps.alignment.detail import AlignmentDetail, record_of
from programs.gaps.alignment.downloads import csv_rows, header
from programs.gaps.alignment.listing import AlignmentList


@require_safe
@login_not_required
def alignment_list(request):
    context = {"gaps": AlignmentList(request.GET), "method": rules.METHOD}
    return TemplateResponse(request, "programs/alignment_gaps.html", context)


@require_safe
@login_not_required
def alignment_csv(request):
    """Exactly the gaps of the list, all its pages, in its order."""
    gaps = AlignmentList(request.GET)
    name = f"alignment-gaps-{timezone.localdate().isoformat()}.csv"
    return download(name, header(), csv_rows(gaps, site=request.build_absolute_uri("/")))


@require_safe
@login_not_required
@kept_until_edited()
def alignment_gap(request, kind, slug):
    """One gap; of a record without one the page says so, because its address was cited."""
    record = record_of(kind, slug) if kind in AlignmentKind.values else None
    if record is None:
        raise Http404
    detail = AlignmentDetail(kind, record, reader=reader_of(request))
    context = {"detail": detail, "gap": detail.gap, "method": rules.METHOD}
    return TemplateResponse(request, "programs/alignment_gap.html", context)
