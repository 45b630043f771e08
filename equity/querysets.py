"""Chainable questions to published cells."""

from django.db.models import Q, QuerySet

from equity.enums import CellStatus, PublicationState
from partners.enums import MembershipRole

# Whose role asks for the monthly report.
KEEPERS = (MembershipRole.COORDINATOR, MembershipRole.LEAD)


class PublishedCellQuerySet(QuerySet):
    def standing(self):
        """What readers see today: of each metric and cohort, the release that stands."""
        return self.filter(publication__state=PublicationState.STANDING)

    def shown(self):
        """Cells with an exact rate."""
        return self.filter(status=CellStatus.SHOWN)


class SubscriptionQuerySet(QuerySet):
    def running(self):
        """Confirmed, not ended; one that came by role only while the role is held."""
        holds = Q(user__isnull=True) | Q(user__is_active=True, user__memberships__role__in=KEEPERS)
        return self.filter(holds, confirmed_at__isnull=False, ended_at__isnull=True).distinct()
