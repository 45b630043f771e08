"""Pages of the portal itself: home, where you are now, who runs it, what is on file, privacy."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.places import LONGEST, locate
from pathways_portal.data_counts import last_change, sources, table_counts
from programs.front_page import figures, sample_path
from programs.models import Program, Sector
from programs.nearby import around
from programs.sector_pages import segment_counts, total


@require_safe
@login_not_required
def home(request):
    counts = segment_counts(Program.objects.open_to_students())
    sectors = [
        {"sector": sector, "total": total(counts, sector)}
        for sector in Sector.objects.order_by("name", "pk")
    ]
    context = {"figures": figures(), "sectors": sectors, "path": sample_path()}
    return TemplateResponse(request, "home.html", context)


@require_safe
@login_not_required
def near(request):
    """Where are you now? What is around a school, city or ZIP code, and whom to call."""
    where = locate(request.GET.get("place", ""))
    context = {
        "where": where,
        "longest": LONGEST,
        "nearby": around(where.point, leave_out=where.organization),
    }
    return TemplateResponse(request, "near.html", context)


@require_safe
@login_not_required
def about(request):
    return TemplateResponse(request, "about.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
@login_not_required
def about_data(request):
    """What is on file and what is missing, counted when the page is asked for."""
    context = {
        "tables": table_counts(),
        "sources": sources(),
        "today": timezone.localdate(),
        "last_change": last_change(),
    }
    return TemplateResponse(request, "about_data.html", context)


@require_safe
@login_not_required
def accessibility(request):
    context = {
        "contact": settings.CONTACT_EMAIL,
        "spanish_reviewed": settings.SPANISH_REVIEWED_BY and settings.SPANISH_REVIEWED_ON,
    }
    return TemplateResponse(request, "accessibility.html", context)


@require_safe
@login_not_required
def privacy(request):
    return TemplateResponse(request, "privacy.html", {"contact": settings.CONTACT_EMAIL})
