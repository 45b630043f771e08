"""When something is an alignment gap. Plain rules: no database.

What agreements cover is decided in `programs.agreements`; what confirms absence in
`programs.gaps.three_states`.
"""

from partners.enums import OrganizationKind, Segment
from pathways_portal.common import academic_year
from programs import agreements
from programs.enums import CreditStatus, GapState

# A change of what is counted makes it 2, for goals that cite a gap.
METHOD = 1
# The first grade of high school here.
HIGH_SCHOOL_FROM = 9
# Whose courses and programs have to lead on.
BEFORE_COLLEGE = (Segment.HIGH_SCHOOL, Segment.ADULT_EDUCATION, Segment.NONCREDIT)


def years(today):
    """(current academic year, coming one): what students plan for."""
    return academic_year.current_and_coming(today)


def segment_of_course(*, kind, segments, grade, credit):
    """In which segment before college a course is taught at an organization; None for others."""
    if kind == OrganizationKind.ADULT_SCHOOL:
        return Segment.ADULT_EDUCATION
    if kind == OrganizationKind.SCHOOL and Segment.HIGH_SCHOOL in segments:
        return Segment.HIGH_SCHOOL if grade is None or grade >= HIGH_SCHOOL_FROM else None
    if kind == OrganizationKind.CONTINUING_EDUCATION:
        return Segment.NONCREDIT
    if kind == OrganizationKind.COLLEGE and credit == CreditStatus.NONCREDIT:
        return Segment.NONCREDIT
    return None


def state_of_agreement(terms, today):
    """`GapState` of an agreement that runs out or has; None for one that holds on."""
    if agreements.is_past_its_end(terms, today):
        return GapState.OVERDUE
    if agreements.ends_within_a_year(terms, today):
        return GapState.ENDING
    return None


def key_of(kind, slug):
    """How a gap is cited; stays the same."""
    return f"alignment:{kind}:{slug}"
