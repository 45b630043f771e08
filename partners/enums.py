"""Choices about who teaches and who may do what. A leaf: everything may import it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Segment(TextChoices):
    """Who teaches. Universities are destinations only."""

    MIDDLE_SCHOOL = "ms", _("Middle school")
    HIGH_SCHOOL = "hs", _("High school")
    ADULT_EDUCATION = "ae", _("Adult school")
    NONCREDIT = "noncredit", _("Noncredit")
    COLLEGE = "college", _("College")
    UNIVERSITY = "university", _("University")


# Whose pupils move on by grades, not by terms.
K12 = (Segment.MIDDLE_SCHOOL, Segment.HIGH_SCHOOL)


class OrganizationKind(TextChoices):
    DISTRICT = "district", _("School district")
    COLLEGE_DISTRICT = "college_district", _("College district")
    SCHOOL = "school", _("School")
    ADULT_SCHOOL = "adult_school", _("Adult school")
    CONSORTIUM = "consortium", _("Adult education consortium")
    COLLEGE = "college", _("College")
    CONTINUING_EDUCATION = "continuing_education", _("Continuing education")
    COUNTY_OFFICE = "county_office", _("County office of education")
    UNIVERSITY = "university", _("University")
    PRIVATE_COLLEGE = "private_college", _("Private college or career school")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship program")
    EMPLOYER = "employer", _("Employer")
    WORKFORCE_BOARD = "workforce_board", _("Workforce board")
    COMMUNITY = "community", _("Community organization")
    REGIONAL_OFFICE = "regional_office", _("Regional office")


# Where a path leaves the region's schools: of these the portal knows no programs.
DESTINATIONS = (OrganizationKind.UNIVERSITY, OrganizationKind.APPRENTICESHIP)


class Operating(TextChoices):
    """Whether an organization runs today, as far as its source knows."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Not known")


class RoleKind(TextChoices):
    PATHWAY_COORDINATOR = "pathway_coordinator", _("K-12 pathway coordinator")
    K14_TAP = "k14_tap", _("K-14 technical assistance provider")
    COUNSELOR = "counselor", _("Counselor")
    DEAN = "dean", _("Dean")
    FACULTY = "faculty", _("Faculty")
    WBL_LEAD = "wbl_lead", _("Work-based learning lead")
    AE_TRANSITION = "ae_transition", _("Adult education transition specialist")
    REGIONAL_CHAIR = "regional_chair", _("Regional chair")
    OTHER = "other", _("Other")


class MembershipRole(TextChoices):
    """What a user may do at an organization and at all below it.

    viewer: reads records that are not public yet. coordinator: adds and edits.
    lead: also deletes, and gives and takes memberships.
    """

    VIEWER = "viewer", _("Viewer")
    COORDINATOR = "coordinator", _("Coordinator")
    LEAD = "lead", _("Lead")


class InventoryKind(TextChoices):
    PROGRAMS = "programs", _("Programs")
    COURSES = "courses", _("Courses")
    AGREEMENTS = "agreements", _("Articulation agreements")
    WBL = "wbl", _("Work-based learning")


class InventoryState(TextChoices):
    """How much an organization has told us."""

    UNKNOWN = "unknown", _("Not yet reported")
    PARTIAL = "partial", _("Reported in part")
    COMPLETE = "complete", _("Complete")
    NONE_OFFERED = "none_offered", _("Confirmed: none offered")


# Only these say that what is not on the list is not there.
CONFIRMS_ABSENCE = (InventoryState.COMPLETE, InventoryState.NONE_OFFERED)


class PlaceKind(TextChoices):
    ZIP = "zip", _("ZIP code")
    CITY = "city", _("City")


class ReportState(TextChoices):
    NEW = "new", _("New")
    IN_WORK = "in_work", _("In work")
    MENDED = "mended", _("Mended")
    DECLINED = "declined", _("Nothing to mend")


class GoalState(TextChoices):
    """Where a goal stands with the workgroup, not whether its numbers look good."""

    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    MET = "met", _("Met")
    CLOSED = "closed", _("Closed")


# Adopted once: these say what is measured, how much and by when.
DECIDED = (GoalState.ADOPTED, GoalState.MET)


class ActionState(TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
