"""Who: regions, organizations, people and rights, inventories, glossary, readers' reports."""

from partners.models.edit_stamp import EditStamp
from partners.models.inventory import Inventory
from partners.models.library import Term
from partners.models.organization import Organization, Site
from partners.models.person import Membership, Person, Role, SecondFactor, User
from partners.models.region import County, Place, Region
from partners.models.report import ProblemReport

__all__ = [
    "County",
    "EditStamp",
    "Inventory",
    "Membership",
    "Organization",
    "Person",
    "Place",
    "ProblemReport",
    "Region",
    "Role",
    "SecondFactor",
    "Site",
    "Term",
    "User",
]
