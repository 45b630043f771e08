"""Whom to ask at an organization: what the public may see, and what practitioners may."""

from dataclasses import dataclass, field

from pathways_portal.common.enums import EditingStatus
from partners.models import Membership, Organization, Person, Site


@dataclass(frozen=True)
class Contacts:
    """An organization's office (phone, mailbox, website, main site) and, for practitioners, people."""

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


def is_practitioner(reader):
    """Signed in and a member of some organization, or staff. Only they see people's details."""
    if not reader.is_authenticated:
        return False
    return reader.is_staff or Membership.objects.filter(user=reader).exists()


def contacts_of(organization, *, reader):
    """Contacts of `organization` as `reader` may see them."""
    site = organization.sites.filter(is_main=True).first()
    if not is_practitioner(reader):
        return Contacts(organization, site)
    people = (
        Person.objects.filter(organization=organization, status=EditingStatus.PUBLISHED)
        .prefetch_related("roles")
        .order_by("name", "pk")
    )
    return Contacts(organization, site, for_practitioner=True, people=list(people))
