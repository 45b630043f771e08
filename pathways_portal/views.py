"""Pages of the portal itself: home, where you are now, who runs it, what is on file, privacy."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.contacts import contacts_of, reader_of
from pathways_portal.data_counts import on_file
from programs.address_words import about_repeats
from programs.front_page import figures, headline_gaps, sample_path, sources_of_gaps
from programs.models import Program, Sector
from programs.nearby import around, named
from programs.search.places import LONGEST_PLACE, Place, find_place
from programs.sector_pages import by_shown_name, segment_counts, total


@require_safe
@login_not_required
def home(request):
    programs = Program.objects.open_to_students()
    counts = segment_counts(programs)
    sectors = [
        {"sector": sector, "total": total(counts, sector)}
        for sector in by_shown_name(Sector.objects.all())
    ]
    gaps = headline_gaps()
    context = {
        "figures": figures(),
        "gaps": gaps,
        "gap_sources": sources_of_gaps(gaps),
        "sectors": sectors,
        "samples": programs.filter(is_sample=True, sector__isnull=False).count(),
        "path": sample_path(),
    }
    return TemplateResponse(request, "home.html", context)


@require_safe
@login_not_required
def near(request):
    """Where are you now? What is around a school, city or ZIP code, and whom to ask."""
    where = find_place(request.GET.get("place")) or Place("")
    namesakes = [] if where.is_zip or not where.point else named(where.name)
    here = [found for found in namesakes if where.point in points_of(found)]
    nearby, reader = around(where.point, leave_out=here[0] if here else None), reader_of(request)
    context = {
        "where": where,
        "said": about_repeats(request.GET, ["place"]),
        "organization": here[0] if here else None,
        "namesakes": [found for found in namesakes if found not in here[:1]],
        # Those that share the place's name are namesakes, named above.
        "suggested": [one for one in where.suggested if one.name != where.name],
        "longest": LONGEST_PLACE,
        "nearby": nearby,
        "to_call": [contacts_of(found, reader=reader, site=found.site) for found in nearby.to_call],
    }
    return TemplateResponse(request, "near.html", context)


def points_of(organization):
    return [(site.latitude, site.longitude) for site in organization.sites.all()]


@require_safe
@login_not_required
def about(request):
    return TemplateResponse(request, "about.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
@login_not_required
def about_data(request):
    """What is on file and what is missing, counted a minute ago at most."""
    counted = on_file()
    context = {
        "tables": counted.tables,
        "sources": counted.sources,
        "counted": counted.counted,
        "last_change": counted.last_change,
        "last_load": counted.last_load,
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
