"""What every page of the admin begins with: a college, and who keeps its records."""

import pytest

from partners.tests.admin_fixtures import (
    coordinator,
    lead,
    organization,
    staff,
    today,
    without_second_factor,
)

__all__ = ["coordinator", "lead", "organization", "staff", "today", "without_second_factor"]


@pytest.fixture
def college(organization):
    """Harbor College, by the name that tests about courses and agreements give it."""
    return organization
