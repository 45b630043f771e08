"""Lists and pages of schools, colleges and adult schools, with the programs they offer.

These pages belong to partners by name (partners:school_detail) and live here because they list
programs.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from partners.contacts import contacts_of, reader_of
from partners.models import Organization
from programs import jsonld
from programs.address_words import about_repeats, page_of
from programs.enums import DEGREES
from programs.job_lines import job_list, jobs_of
from programs.nearby import around
from programs.organization_filters import CollegeFilter, OrganizationFilter, SchoolFilter
from programs.organization_lists import for_list, with_inventory

PER_PAGE = 25
JOBS_SHOWN = 6

WORDS = {
    "schools": {
        "title": _("Schools"),
        "lede": _("Middle and high schools, and the career programs they have told us about."),
        "list_name": "partners:school_list",
        "packet_name": "partners:school_packet",
    },
    "colleges": {
        "title": _("Colleges"),
        "lede": _(
            "Community colleges and continuing education: degrees, certificates, free classes."
        ),
        "list_name": "partners:college_list",
        "packet_name": "partners:college_packet",
    },
    "adult_schools": {
        "title": _("Adult schools"),
        "lede": _(
            "Free or low-cost classes for adults: job training, English, high school diploma."
        ),
        "list_name": "partners:adult_school_list",
        "packet_name": "partners:adult_school_packet",
    },
}


def _list(request, which, organizations, filter_class):
    everything = organizations.by_name()
    narrowed = filter_class(request.GET, queryset=everything, request=request)
    page, other_page = page_of(Paginator(for_list(narrowed.qs), PER_PAGE), request.GET.get("page"))
    context = {
        "words": WORDS[which],
        "narrowed": narrowed,
        "page": page,
        "said": [*about_repeats(request.GET, [*narrowed.filters, "page"]), other_page],
        "has_samples": any(organization.sample_count for organization in page),
    }
    return TemplateResponse(request, "partners/organization_list.html", context)


@require_safe
@login_not_required
def school_list(request):
    return _list(request, "schools", Organization.objects.open().schools(), SchoolFilter)


@require_safe
@login_not_required
def college_list(request):
    return _list(request, "colleges", Organization.objects.open().colleges(), CollegeFilter)


@require_safe
@login_not_required
def adult_school_list(request):
    organizations = Organization.objects.open().adult_schools()
    return _list(request, "adult_schools", organizations, OrganizationFilter)


def _detail(request, slug, which, organizations):
    organization = get_object_or_404(
        with_inventory(organizations.select_related("county", "parent")), slug=slug
    )
    contacts = contacts_of(organization, reader=reader_of(request))
    programs = list(
        organization.programs.open_to_students()
        .select_related("sector")
        .order_by("sector__name", "title", "award", "pk")
    )
    real = [program.pk for program in programs if not program.is_sample]
    sample_count = sum(program.is_sample for program in programs)
    program_count = len(programs) - sample_count
    context = {
        "words": WORDS[which],
        "organization": organization,
        "contacts": contacts,
        "groups": by_sector(programs),
        "jobs": job_list(jobs_of(real, JOBS_SHOWN), home=organization.county_id) if real else None,
        "program_count": program_count,
        "has_degrees": any(
            program.award in DEGREES and program.units_min is not None for program in programs
        ),
        "sample_count": sample_count,
        "nearby": around(contacts.point, leave_out=organization, with_programs=not program_count),
        "jsonld": jsonld.script(jsonld.organization(contacts)),
    }
    return TemplateResponse(request, "partners/organization_detail.html", context)


def by_sector(programs):
    """[(sector or None, its programs)], in the order given; those without a sector last."""
    groups = {}
    for program in programs:
        groups.setdefault(program.sector, []).append(program)
    return sorted(groups.items(), key=lambda group: group[0] is None)


@require_safe
@login_not_required
def school_detail(request, slug):
    return _detail(request, slug, "schools", Organization.objects.open().schools())


@require_safe
@login_not_required
def college_detail(request, slug):
    return _detail(request, slug, "colleges", Organization.objects.open().colleges())


@require_safe
@login_not_required
def adult_school_detail(request, slug):
    return _detail(request, slug, "adult_schools", Organization.objects.open().adult_schools())
