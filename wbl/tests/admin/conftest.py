"""What every page of the admin begins with: a school, who keeps its records, and an employer."""

import pytest

from partners.enums import OrganizationKind
from partners.tests.admin_fixtures import coordinator, staff, without_second_factor
from partners.tests.factories import OrganizationFactory, SchoolFactory

__all__ = ["coordinator", "staff", "without_second_factor"]


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High School")


@pytest.fixture
def organization(school):
    """Whoever signs in is a member of the school."""
    return school


@pytest.fixture
def employer():
    return OrganizationFactory(name="Bay Clinic", kind=OrganizationKind.EMPLOYER)
