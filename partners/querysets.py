"""Chainable questions about organizations and other stewarded rows."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from partners.enums import Operating, OrganizationKind
from pathways_portal.common.enums import EditingStatus

RUNNING = tuple(operating for operating in Operating if operating != Operating.CLOSED)


def public_organization(path=""):
    """Published and not known to be closed; `path` leads to the organization: "organization__"."""
    return Q(**{f"{path}status": EditingStatus.PUBLISHED, f"{path}operating__in": RUNNING})


def public_organization_sql(table):
    """The same as SQL about a table or its alias, for a statement that Django cannot write."""
    running = ", ".join(f"'{operating.value}'" for operating in RUNNING)
    return (
        f"{table}.status = '{EditingStatus.PUBLISHED.value}' AND {table}.operating IN ({running})"
    )


class StewardedQuerySet(QuerySet):
    def published(self):
        return self.filter(status=EditingStatus.PUBLISHED)


class OrganizationQuerySet(StewardedQuerySet):
    def open(self):
        """Published and not known to be closed."""
        return self.filter(public_organization())

    def schools(self):
        return self.filter(kind=OrganizationKind.SCHOOL)

    def adult_schools(self):
        return self.filter(kind=OrganizationKind.ADULT_SCHOOL)

    def colleges(self):
        return self.filter(
            kind__in=[OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION]
        )

    def by_name(self):
        return self.order_by(Lower("name"), "pk")
