"""A college and its coordinator."""

import pytest

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College")


@pytest.fixture
def coordinator(college):
    return MembershipFactory(organization=college, role=MembershipRole.COORDINATOR).user
