from equity.tests.publication.conftest import draft, lists, published
from partners.tests.admin_fixtures import coordinator, organization, staff, without_second_factor

__all__ = [
    "coordinator",
    "draft",
    "lists",
    "organization",
    "published",
    "staff",
    "without_second_factor",
]
