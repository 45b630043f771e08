"""Who: regions, organizations, people, rights, inventories, goals, words, readers' reports."""

from partners.models.action_item import ActionItem
from partners.models.edit_stamp import EditStamp
from partners.models.goal import Goal
from partners.models.goal_cycle import GoalCycle
from partners.models.inventory import Inventory
from partners.models.library import Term
from partners.models.measurement import Measurement
from partners.models.organization import Organization, Site
from partners.models.person import Membership, Person, Role, SecondFactor, User
from partners.models.region import County, Place, Region
from partners.models.report import ProblemReport

__all__ = [
    "ActionItem",
    "County",
    "EditStamp",
    "Goal",
    "GoalCycle",
    "Inventory",
    "Measurement",
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
