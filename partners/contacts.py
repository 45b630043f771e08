"""Whom to ask at an organization: what the public may see, and what practitioners may."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q

from partners import rights
from partners.models import Organization, Person, Role, Site
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once


@dataclass(frozen=True)
class Contacts:
    """An organization's office and main site; for practitioners also its people."""

    organization: Organization
    site: Site | None
    for_practitioner: bool = False
    people: list[Person] = field(default_factory=list)

    @property
    def point(self):
        """(latitude, longitude) of the main site, or None."""
        if self.site is None or self.site.latitude is None:
            return None
        return self.site.latitude, self.site.longitude


def reader_of(request):
    """Who reads a public page; nobody is asked where no session can be.

    To look at `request.user` is to read the session, and the answer would depend on all cookies:
    no proxy could keep it for the public.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return request.user
    return AnonymousUser()


@written_once
def _main_sites(organization):
    return Site.objects.filter(organization=organization, is_main=True)


def contacts_of(organization, *, reader, site=None):
    """Contacts of `organization` as `reader` may see them: people only for members.

    People are those who work there and those who have a role for it; `roles_here` are these roles.
    `site` is its main site, where that is at hand already.
    """
    site = site or next(iter(_main_sites(organization.pk)), None)
    if not (reader.is_authenticated and rights.is_member(reader)):
        return Contacts(organization, site)
    people = (
        Person.objects.filter(
            Q(organization=organization) | Q(roles__organization=organization),
            status=EditingStatus.PUBLISHED,
        )
        .distinct()
        .prefetch_related(
            Prefetch("roles", Role.objects.filter(organization=organization), to_attr="roles_here")
        )
        .order_by("name", "pk")
    )
    return Contacts(organization, site, for_practitioner=True, people=list(people))
