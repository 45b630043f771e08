"""Careers: the list whose every state is an address, the same rows as CSV, one occupation."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.spreadsheet import download
from programs.careers.detail import CareerPage
from programs.careers.download import career_rows, header
from programs.careers.filters import CareerFilter
from programs.careers.listing import CareerList
from programs.careers.rule import county_rules
from programs.gaps.labor import row_of
from programs.listed_page import listed_page
from programs.models import Occupation

# As people write a SOC code: 291141, 29 1141, 29.1141, and 29-1141.00 of O*NET.
SOC_CODE = re.compile(r"(\d{2})[-. ]?(\d{4})(?:\.\d{2})?")


@require_safe
@login_not_required
def career_list(request):
    """Find an occupation. To htmx it answers with the results region only."""
    return listed_page(
        request,
        CareerList(CareerFilter(request.GET)),
        called="careers",
        page="programs/career_list.html",
    )


@require_safe
@login_not_required
def career_csv(request):
    """Exactly the filtered rows, in the order of the page, each figure with its source."""
    answer = CareerFilter(request.GET).answer
    return download(
        f"careers-{timezone.localdate().isoformat()}.csv",
        header(),
        career_rows(answer, site=request.build_absolute_uri("/")),
    )


@require_safe
@login_not_required
def career_detail(request, soc):
    """One occupation by its SOC code; other spellings of the code, and its name, lead there."""
    occupations = Occupation.objects.filter(code__is_match=True).select_related("code")
    written = SOC_CODE.fullmatch(soc.strip())
    if written is None:
        named = get_object_or_404(occupations, slug=soc)
        return HttpResponsePermanentRedirect(named.get_absolute_url())
    code = f"{written[1]}-{written[2]}"
    occupation = get_object_or_404(occupations, code__code=code)
    if code != soc:
        return HttpResponsePermanentRedirect(occupation.get_absolute_url())
    career = CareerPage(occupation, near=request.GET.get("near", ""))
    context = {"career": career, "gap": row_of(occupation.pk)}
    return TemplateResponse(request, "programs/career_detail.html", context)


@require_safe
@login_not_required
def priority_rule(request):
    """What makes an occupation high wage, high demand and a priority job, county by county."""
    return TemplateResponse(request, "programs/career_rule.html", {"counties": county_rules()})
