"""A packet, asked for, and agreements that hold this year."""

from django.urls import reverse
from django.utils import timezone

from partners.tests.factories import AdultSchoolFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common import academic_year
from programs.courses.sequence_address import coming_year
from programs.tests.path_factories import AgreementWithCoursesFactory

KINDS = {
    "school": SchoolFactory,
    "adult_school": AdultSchoolFactory,
    "college": OrganizationFactory,
}
NO_CREDIT = "Not yet reported: no agreement that a student can count on"


def packet_of(client, organization, kind="school", **query):
    return client.get(reverse(f"partners:{kind}_packet", args=[organization.slug]), query)


def years():
    return academic_year.on(timezone.localdate()), coming_year()


def agreement(**given):
    """One that covers this academic year and on, with a course on each side."""
    return AgreementWithCoursesFactory(years_from=years()[0], years_through=None, **given)
