"""The packet of a school, adult school or college: to print, in one language or in both.

As the pages of organizations these belong to partners by name: partners:school_packet.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.contacts import contacts_of, reader_of
from partners.models import Organization
from programs.address_words import about_repeats, shorten
from programs.organization_lists import with_inventory
from programs.packets.packet import CollegePacket, SchoolPacket

BOTH = "both"


def _packet(request, slug, organizations, packet_class):
    """The packet of a public organization; any other is not found."""
    organization = get_object_or_404(
        with_inventory(organizations.select_related("county", "parent")), slug=slug
    )
    asked = request.GET.get(BOTH, "").strip()
    is_both = asked == "1"
    said = list(about_repeats(request.GET, [BOTH]))
    if asked and not is_both:
        said.append(
            _("“both” is 1 or left out, not “%(value)s”; here is one language.")
            % {"value": shorten(asked)}
        )
    context = {
        "organization": organization,
        "contacts": contacts_of(organization, reader=reader_of(request)),
        "packet": packet_class(organization),
        "is_both": is_both,
        "languages": [code for code, _name in settings.LANGUAGES] if is_both else [get_language()],
        "said": said,
    }
    return TemplateResponse(request, "partners/packet.html", context)


@require_safe
@login_not_required
def school_packet(request, slug):
    return _packet(request, slug, Organization.objects.open().schools(), SchoolPacket)


@require_safe
@login_not_required
def adult_school_packet(request, slug):
    return _packet(request, slug, Organization.objects.open().adult_schools(), SchoolPacket)


@require_safe
@login_not_required
def college_packet(request, slug):
    return _packet(request, slug, Organization.objects.open().colleges(), CollegePacket)
