"""Chainable questions about work-based learning."""

from django.db.models import Q

from partners.querysets import StewardedQuerySet, public_organization
from wbl.enums import OpportunityState


def can_apply(day):
    """What one can still apply for: open, and neither its deadline nor its end is past."""
    return Q(
        Q(apply_by__isnull=True) | Q(apply_by__gte=day),
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        state=OpportunityState.OPEN,
    )


class OpportunityQuerySet(StewardedQuerySet):
    def public(self):
        """Published, by an employer that is itself public."""
        return self.published().filter(public_organization("employer__"))

    def open_on(self, day):
        return self.filter(can_apply(day))
