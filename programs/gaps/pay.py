"""What occupations pay in a place, for the list of gaps: one number each, and whose it is."""

from dataclasses import dataclass
from decimal import Decimal

from programs.enums import AreaKind, FigureKind
from programs.labor.estimates import newest
from programs.labor.market import benchmarks_in_force
from programs.models import Area, OccupationFigure


@dataclass(frozen=True)
class Pay:
    """Median dollars an hour in a county; None where it is only known to be above the highest
    figure published (`is_beyond`). `is_living`: it reaches the county's living wage of one adult;
    None where no living wage is on file."""

    hourly: Decimal | None
    area: Area
    is_living: bool | None

    @property
    def is_beyond(self):
        return self.hourly is None

    def is_within(self, lowest, below):
        """Whether it is in a band of dollars an hour; what is beyond is in the open one."""
        if self.is_beyond:
            return below is None
        return (lowest is None or self.hourly >= lowest) and (below is None or self.hourly < below)


def pay_of(place):
    """{occupation: Pay} in the county of the place that has the most jobs in it. Two queries."""
    areas = {area.pk: area for area in place.areas}
    benchmarks = benchmarks_in_force()
    rows = OccupationFigure.objects.filter(kind=FigureKind.SURVEY, area__kind=AreaKind.COUNTY)
    most, found = {}, {}
    for row in newest(rows.filter(area__in=areas)):
        if row.hourly_median is None and not row.median_is_beyond:
            continue
        if row.occupation_id in most and (row.jobs or 0) <= most[row.occupation_id]:
            continue
        most[row.occupation_id] = row.jobs or 0
        area, pay = areas[row.area_id], row.hourly_median
        benchmark = benchmarks.get(area.county_id)
        is_living = benchmark and (row.median_is_beyond or pay >= benchmark.hourly)
        found[row.occupation_id] = Pay(pay, area, is_living)
    return found


def pay_sources(place):
    """A row of each source of pay in the place, then the living wages it is compared with."""
    areas = [area.pk for area in place.areas]
    counties = {area.county_id for area in place.areas}
    rows = OccupationFigure.objects.filter(kind=FigureKind.SURVEY, area__in=areas)
    newest_year = rows.order_by("source", "-year", "pk").distinct("source")
    benchmarks = benchmarks_in_force()
    return [*newest_year, *(row for pk, row in benchmarks.items() if pk in counties)]
