"""Made-up pay, openings and rules of each county, so that cards and facets have what they have."""

from decimal import Decimal

from programs.enums import (
    AreaKind,
    EntryEducation,
    Experience,
    FigureKind,
    Household,
    Training,
)
from programs.models import Area, OccupationFigure, PriorityRule, WageBenchmark

MODELS = (Area, OccupationFigure, WageBenchmark, PriorityRule)
YEAR = 2025
HOURS = 2080
# A nation has thousands of counties; figures of the first ones are enough to be in the way.
MOST_COUNTIES = 60
EDUCATION = {
    "none": EntryEducation.NONE,
    "high_school": EntryEducation.HIGH_SCHOOL,
    "certificate": EntryEducation.POSTSECONDARY_AWARD,
    "associate": EntryEducation.ASSOCIATE,
    "bachelors": EntryEducation.BACHELOR,
}


def load(loading, rows, counties, sourced):
    """Write the labor market of the counties for the occupations in `rows`, by SOC code."""
    counties = list(counties.values())[:MOST_COUNTIES]
    areas = loading.write(
        "areas",
        Area,
        [
            Area(slug=row.slug[:40], name=row.name, kind=AreaKind.COUNTY, county=row, **sourced)
            for row in counties
        ],
    )
    loading.write(
        "figures of jobs",
        OccupationFigure,
        [
            figure
            for number, area in enumerate(areas)
            for row in rows
            for figure in _figures(row, loading.occupations[row.soc_code], area, number, sourced)
        ],
    )
    benchmarks = loading.write(
        "benchmarks",
        WageBenchmark,
        [
            WageBenchmark(
                county=county,
                household=Household.SINGLE_ADULT,
                year=YEAR,
                measure="Made-up living wage",
                hourly=26,
                **sourced,
            )
            for county in counties
        ],
    )
    rules = [
        PriorityRule(
            county=benchmark.county,
            year=YEAR,
            benchmark=benchmark,
            min_openings=60,
            education_min=EntryEducation.SOME_COLLEGE,
            education_max=EntryEducation.ASSOCIATE,
            trainings=[Training.APPRENTICESHIP, Training.LONG],
            counts_licensed=True,
            max_experience=Experience.UNDER_FIVE,
            **sourced,
        )
        for benchmark in benchmarks
    ]
    loading.write("rules", PriorityRule, rules)


def _figures(row, occupation, area, number, sourced):
    """Pay up to a fifth more from county to county; openings, fewer in every second one."""
    own = {"occupation": occupation, "area": area, **sourced}
    hourly = round(Decimal(row.median_hourly_wage) * (90 + number % 20) / 100, 2)
    yield OccupationFigure(
        kind=FigureKind.SURVEY,
        year=YEAR,
        jobs=1000,
        hourly_p50=hourly,
        annual_p50=int(hourly * HOURS),
        **own,
    )
    yield OccupationFigure(
        kind=FigureKind.PROJECTION,
        year=YEAR - 2,
        through_year=YEAR + 8,
        openings=int(row.annual_openings) // (1 + number % 2),
        **own,
    )
