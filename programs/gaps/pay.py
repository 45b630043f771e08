"""What occupations pay in a place, for the list of gaps: one number each, and whose it is."""

from dataclasses import dataclass
from decimal import Decimal

from programs.enums import AreaKind, FigureKind
from programs.labor.estimates import newest
from programs.labor.market import benchmarks_in_force
from programs.models import Area, OccupationFigure
from programs.models.labor import HOURS_A_YEAR


@dataclass(frozen=True)
class Pay:
    """Median dollars an hour in a county. `is_living`: it reaches the county's living wage of one
    adult; None where no living wage is on file."""

    hourly: Decimal
    area: Area
    is_living: bool | None


def pay_of(place):
    """{occupation: Pay} in the county of the place that has the most jobs in it. Two queries."""
    areas = {area.pk: area for area in place.areas}
    benchmarks = benchmarks_in_force()
    rows = OccupationFigure.objects.filter(kind=FigureKind.SURVEY, area__kind=AreaKind.COUNTY)
    most, found = {}, {}
    for occupation, area, jobs, hourly, annual in newest(rows.filter(area__in=areas)).values_list(
        "occupation", "area", "jobs", "hourly_p50", "annual_p50"
    ):
        if hourly is None and annual is None:
            continue
        if occupation in most and (jobs or 0) <= most[occupation]:
            continue
        most[occupation] = jobs or 0
        pay = hourly if hourly is not None else Decimal(annual) / HOURS_A_YEAR
        benchmark = benchmarks.get(areas[area].county_id)
        found[occupation] = Pay(
            pay, areas[area], None if benchmark is None else pay >= benchmark.hourly
        )
    return found


def pay_sources(place):
    """A row of each source of pay in the place, then the living wages it is compared with."""
    areas = [area.pk for area in place.areas]
    counties = {area.county_id for area in place.areas}
    rows = OccupationFigure.objects.filter(kind=FigureKind.SURVEY, area__in=areas)
    newest_year = rows.order_by("source", "-year", "pk").distinct("source")
    benchmarks = benchmarks_in_force()
    return [*newest_year, *(row for pk, row in benchmarks.items() if pk in counties)]
