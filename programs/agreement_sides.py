"""The two sides of an agreement: who may stand on each, and whose courses count there.

Plain rules, the same for its form in the admin, for lists that are imported and for the region's
tables.
"""

from partners.enums import OrganizationKind

SENDING, RECEIVING = "sending", "receiving"
# Whose courses can count at a college. Continuing education sends too: its courses give no credit.
SENDERS = (
    OrganizationKind.DISTRICT,
    OrganizationKind.SCHOOL,
    OrganizationKind.ADULT_SCHOOL,
    OrganizationKind.CONSORTIUM,
    OrganizationKind.CONTINUING_EDUCATION,
    OrganizationKind.COUNTY_OFFICE,
)
# Who gives college credit.
RECEIVERS = (
    OrganizationKind.COLLEGE,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.PRIVATE_COLLEGE,
)


def owners(side, organization, parent):
    """Whose courses an agreement may name on a side, the nearest first.

    The sending organization's and its district's; of the receiving side only the college's own, as
    it alone gives the credit. `organization` and `parent` are keys of any kind.
    """
    return (organization, parent) if side == SENDING else (organization,)
