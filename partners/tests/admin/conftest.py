"""What every page of the admin begins with: an organization, and who keeps its records."""

from partners.tests.admin_fixtures import (
    coordinator,
    lead,
    organization,
    staff,
    today,
    without_second_factor,
)

__all__ = ["coordinator", "lead", "organization", "staff", "today", "without_second_factor"]
