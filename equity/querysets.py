"""Chainable questions to published cells."""

from django.db.models import QuerySet

from equity.enums import CellStatus, PublicationState


class PublishedCellQuerySet(QuerySet):
    def standing(self):
        """What readers see today: of each metric and cohort, the release that stands."""
        return self.filter(publication__state=PublicationState.STANDING)

    def shown(self):
        """Cells with an exact rate."""
        return self.filter(status=CellStatus.SHOWN)
