"""Articulation agreements: the list whose every state is an address, its CSV, one agreement."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.contacts import reader_of
from partners.spreadsheet import download
from programs.articulation.detail import AgreementPage
from programs.articulation.download import csv_rows, header
from programs.articulation.filters import AgreementFilter
from programs.articulation.listing import AgreementList
from programs.articulation.rows import with_courses
from programs.listed_page import listed_page
from programs.models import ArticulationAgreement


@require_safe
@login_not_required
def agreement_list(request):
    """Find an agreement. To htmx it answers with the results region only."""
    return listed_page(
        request,
        AgreementList(AgreementFilter(request.GET)),
        called="agreements",
        page="programs/agreement_list.html",
    )


@require_safe
@login_not_required
def agreement_csv(request):
    """The filtered rows in the order of the page, at most ten thousand of them."""
    answer = AgreementFilter(request.GET).answer
    return download(
        f"agreements-{timezone.localdate().isoformat()}.csv",
        header(),
        csv_rows(answer.narrowed, today=answer.today, site=request.build_absolute_uri("/")),
    )


@require_safe
@login_not_required
def agreement_detail(request, slug):
    """One published agreement of two public organizations; any other is not found."""
    found = ArticulationAgreement.objects.open().filter(slug=slug).select_related("owner")
    agreement = with_courses(found).first()
    if agreement is None:
        raise Http404
    page = AgreementPage(agreement, reader=reader_of(request), today=timezone.localdate())
    return TemplateResponse(
        request, "programs/agreement_detail.html", {"page": page, "agreement": agreement}
    )
