"""Figures of pay in, marks of the wage chart out. No database.

One row for each area: a line from percentile 10 to 90, a bar over the middle half, the median on
it, and the area's living wage as a tick. The scale starts at zero.
"""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from pathways_portal.common.money import HOURS_A_YEAR, dollars
from pathways_portal.common.pay_marks import a_year, along, pay_marks
from pathways_portal.common.pay_row import PERCENTILES
from pathways_portal.common.pay_words import amount, pay_words
from programs.enums import AreaKind

STEPS = (10_000, 20_000, 25_000, 50_000, 100_000, 200_000)
MOST_STEPS = 5


@dataclass(frozen=True)
class ChartRow:
    """An area: its marks, None where no median is published, and its words."""

    area: object
    marks: dict | None
    words: object


@dataclass(frozen=True)
class WageChart:
    """`ticks`: [(place, "$50k")]. `sentence` says in words what the picture shows.

    `has_hours`: some pay is published an hour only, and stands where full-time work would.
    """

    rows: list
    ticks: list
    sentence: str
    has_hours: bool

    @property
    def has_living_wage(self):
        return any(row.marks and row.marks["tick"] for row in self.rows)


def wage_chart(places):
    """The chart of `labor.market.JobInArea`s, in their order; None where none has a median."""
    if not any(place.survey and a_year(place.survey, 50) is not None for place in places):
        return None
    largest = float(max(_amounts(places)))
    step = next((step for step in STEPS if largest <= step * MOST_STEPS), STEPS[-1])
    top = step * ceil(largest / step)
    rows = [
        ChartRow(
            place.area,
            place.survey and pay_marks(place.survey, place.benchmark, top),
            pay_words(place.survey, place.benchmark),
        )
        for place in places
    ]
    return WageChart(
        rows=rows,
        ticks=[(along(value, top), _short(value)) for value in range(0, top + 1, step)],
        sentence="; ".join(
            _("%(area)s: half earn more than %(median)s")
            % {"area": row.area.local_name, "median": row.words.median}
            for row in rows
            if row.words.median
        )
        + ".",
        has_hours=any(
            row.marks and place.survey.annual_p50 is None
            for row, place in zip(rows, places, strict=True)
        ),
    )


def _amounts(places):
    """Every amount that gets a mark, in dollars a year: the scale must hold them all."""
    for place in places:
        if place.survey:
            for percentile in PERCENTILES:
                value = a_year(place.survey, percentile)
                if value is not None:
                    yield value
            if place.benchmark:
                yield place.benchmark.hourly * HOURS_A_YEAR


def _short(value):
    return dollars(value // 1000) + "k" if value else "$0"


def finding(place):
    """What the figures say, as a heading: of the `JobInArea` with a median, or of None."""
    if place is None:
        return _("What it pays is not published")
    words = {"median": amount(place.survey, 50), "area": place.area.local_name}
    if place.area.kind == AreaKind.COUNTY:
        return _("Half earn more than %(median)s in %(area)s") % words
    return _("%(area)s: half earn more than %(median)s") % words
