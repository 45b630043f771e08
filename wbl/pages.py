"""Work-based learning: the continuum, the list of opportunities and its CSV, one opportunity."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.spreadsheet import download
from programs.listed_page import listed_page
from wbl.continuum import Continuum
from wbl.download import header, opportunity_rows
from wbl.filters import OpportunityFilter
from wbl.listing import OpportunityList
from wbl.models import Opportunity
from wbl.opportunity_page import OpportunityPage


@require_safe
@login_not_required
def continuum(request):
    return TemplateResponse(request, "wbl/continuum.html", {"continuum": Continuum()})


@require_safe
@login_not_required
def opportunity_list(request):
    """Find an opportunity. To htmx it answers with the results region only."""
    return listed_page(
        request,
        OpportunityList(OpportunityFilter(request.GET)),
        called="offered",
        page="wbl/opportunity_list.html",
    )


@require_safe
@login_not_required
def opportunity_csv(request):
    """Exactly the filtered rows, in the order of the page, each with its source."""
    answer = OpportunityFilter(request.GET).answer
    return download(
        f"opportunities-{timezone.localdate().isoformat()}.csv",
        header(),
        opportunity_rows(answer, site=request.build_absolute_uri("/")),
    )


@require_safe
@login_not_required
def opportunity_detail(request, slug):
    """One public opportunity, also when it is filled or past: links to it stay good."""
    rows = Opportunity.objects.public().select_related(
        "employer__parent", "kind", "county", "site__organization"
    )
    offer = get_object_or_404(rows, slug=slug)
    context = {"offer": offer, "here": OpportunityPage(offer)}
    return TemplateResponse(request, "wbl/opportunity_detail.html", context)
