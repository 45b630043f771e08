"""The cards of one page of the list of careers: rows with the records their figures stand in."""

from pathways_portal.common.pay_words import MEDIAN, amount
from programs.enums import FigureKind
from programs.labor.estimates import newest
from programs.models import Occupation, OccupationFigure


class Card:
    """One occupation of a page: its row, its record, and the figures with their sources."""

    def __init__(self, row, occupation, here, figures):
        self.row = row
        self.occupation = occupation
        self.benchmark = here and here.benchmark
        self.survey = here and figures.get((row.pk, here.area.pk, FigureKind.SURVEY))
        self.projection = here and figures.get((row.pk, here.area.pk, FigureKind.PROJECTION))
        state = here and here.state
        self.has_median = bool(self.survey and amount(self.survey, MEDIAN))
        self.state = state and figures.get((row.pk, state.pk, FigureKind.PROJECTION))


def cards(rows, here):
    """Cards of these rows, in order. Two queries."""
    ids = [row.pk for row in rows]
    occupations = Occupation.objects.filter(pk__in=ids).select_related("code").in_bulk()
    areas = [area for area in (here.area, here.state) if area] if here else []
    figures = {
        (row.occupation_id, row.area_id, row.kind): row
        for row in newest(
            OccupationFigure.objects.filter(occupation__in=ids, area__in=areas)
        ).select_related("priced_as")
    }
    return [Card(row, occupations[row.pk], here, figures) for row in rows]
