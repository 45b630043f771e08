"""Where the numbers of some gaps come from: one row of each source, to be named under them."""

from programs.gaps.ledger_rows import counted_awards
from programs.models import AwardCount, OccupationFigure


def opening_sources(gaps):
    """A figure of each source of their openings."""
    figures = [row.figure for gap in gaps for row in gap.openings_rows]
    rows = OccupationFigure.objects.filter(pk__in=figures).order_by("source", "pk")
    return list(rows.distinct("source"))


def award_sources(gaps):
    """A count of each source of their awards, the newest."""
    first = next((gap for gap in gaps if gap.awards is not None), None)
    if first is None:
        return []
    codes = {code.pk for gap in gaps for code in gap.codes}
    rows = counted_awards(first.place).filter(code__in=codes, academic_year__in=first.years)
    newest = rows.order_by("source", "-academic_year", "pk").distinct("source")
    return list(AwardCount.objects.filter(pk__in=newest.values("pk")).order_by("source"))
