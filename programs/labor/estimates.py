"""Openings a year in a county, estimated from the state's where none are published for the county.

Method (`EstimateMethod.SHARE_OF_STATE`): the state's openings a year × the county's share of the
state's jobs in the occupation. It assumes that people leave and jobs grow in the county as in the
state. All three numbers must be published, and under the same code; jobs of county and state are
those of one year, the newest that both have. An occupation with a published projection of the
county, of whatever years, is not estimated there.
"""

from decimal import ROUND_HALF_UP, Decimal

from programs.enums import AreaKind, EstimateMethod, FigureKind
from programs.models import Area, OccupationFigure

_WRITTEN = ["through_year", "priced_as_id", "openings", "source", "source_url", "as_of"]


def openings_of_share(*, state_openings, county_jobs, state_jobs):
    """Openings in the county, whole; None where a number is missing or the state has no jobs."""
    if state_openings is None or county_jobs is None or not state_jobs:
        return None
    share = Decimal(state_openings) * county_jobs / state_jobs
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))


def newest(figures):
    """The row of the highest year for each occupation, area and kind, as a queryset."""
    return figures.order_by("occupation", "area", "kind", "-year").distinct(
        "occupation", "area", "kind"
    )


def surveys_of(figures):
    """{(occupation, area): {year: its survey row}} of a queryset of figures. One query."""
    found = {}
    for row in figures.filter(kind=FigureKind.SURVEY):
        found.setdefault((row.occupation_id, row.area_id), {})[row.year] = row
    return found


def newest_shared(county, state):
    """The rows of the newest year that both have, from {year: row} of each; two Nones if none."""
    year = max(county.keys() & state.keys(), default=None)
    return county.get(year), state.get(year)


def surveys_behind(county, state):
    """The survey rows that an estimate is made of, from the newest row of each area; or Nones.

    A query only where the newest are of two years.
    """
    if not county or not state:
        return None, None
    if county.year == state.year:
        return county, state
    figures = OccupationFigure.objects.filter(
        occupation__in=[county.occupation_id, state.occupation_id],
        area__in=[county.area_id, state.area_id],
    )
    years = surveys_of(figures)
    return newest_shared(
        *(years.get((row.occupation_id, row.area_id), {}) for row in (county, state))
    )


def rebuild(tally):
    """Bring the estimates on file to what the published rows say; counts go to `tally`.

    A county belongs to the state whose two digits its FIPS code begins with.
    """
    there = {
        (row.occupation_id, row.area_id, row.year): row
        for row in OccupationFigure.objects.filter(is_estimate=True)
    }
    wanted = {(row.occupation_id, row.area_id, row.year): row for row in _estimates()}
    new, changed = [], []
    for key, row in wanted.items():
        old = there.get(key)
        if old is None:
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in _WRITTEN):
            row.pk = old.pk
            changed.append(row)
        else:
            tally.same += 1
    gone = [row.pk for key, row in there.items() if key not in wanted]
    OccupationFigure.objects.filter(pk__in=gone).delete()
    OccupationFigure.objects.bulk_create(new, batch_size=2000)
    if changed:
        names = [name.removesuffix("_id") for name in _WRITTEN]
        OccupationFigure.objects.bulk_update(changed, names, batch_size=2000)
    tally.new, tally.changed, tally.taken_out = len(new), len(changed), len(gone)
    return tally


def _estimates():
    """Yield the estimated rows, not saved."""
    published = OccupationFigure.objects.filter(
        is_estimate=False, area__kind__in=[AreaKind.COUNTY, AreaKind.STATE]
    ).select_related("area__county")
    projections = {
        (row.occupation_id, row.area_id): row
        for row in newest(published.filter(kind=FigureKind.PROJECTION))
    }
    surveys = surveys_of(published)
    states = {area.survey_code: area.pk for area in Area.objects.filter(kind=AreaKind.STATE)}
    for (occupation, place), years in surveys.items():
        area = next(iter(years.values())).area
        state = area.county and states.get(area.county.fips[:2])
        openings = projections.get((occupation, state))
        local, jobs = newest_shared(years, surveys.get((occupation, state), {}))
        if area.kind != AreaKind.COUNTY or (occupation, place) in projections:
            continue
        if not openings or not local:
            continue
        if not local.priced_as_id == jobs.priced_as_id == openings.priced_as_id:
            continue  # published under different codes: a share of one is no share of the other
        count = openings_of_share(
            state_openings=openings.openings, county_jobs=local.jobs, state_jobs=jobs.jobs
        )
        if count is not None:
            sources = dict.fromkeys([openings.source, local.source, jobs.source])
            yield OccupationFigure(
                occupation_id=occupation,
                area=area,
                kind=FigureKind.PROJECTION,
                year=openings.year,
                through_year=openings.through_year,
                priced_as_id=openings.priced_as_id,
                openings=count,
                is_estimate=True,
                method=EstimateMethod.SHARE_OF_STATE,
                source=f"Estimate of this portal from: {'; '.join(sources)}"[:300],
                source_url=openings.source_url,
                as_of=openings.as_of,
            )
