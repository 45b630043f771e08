"""What is on file of the labor market for some occupations, ready for pages, documents and gaps.

    market = labor_of([occupation.pk, …])              # five queries, whatever the number
    market = labor_in(county.pk, occupations)          # the same of one county, and no more read
    here = market.at(occupation.pk, county_area)       # JobInArea: survey, projection, verdict
    here.survey.annual_p50, here.openings, here.verdict.high_wage

Every number keeps the row it stands in, so that a page can print its source and day.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models.expressions import RawSQL

from pathways_portal.common.written_once import written_once
from programs.enums import AreaKind, FigureKind, Household
from programs.labor.estimates import newest
from programs.labor.flags import Job, Limits, Verdict, judge
from programs.models import (
    Area,
    Occupation,
    OccupationFigure,
    PriorityRule,
    SupplyLink,
    WageBenchmark,
)

AREA_ORDER = list(AreaKind.values)
# As many as a page can tell side by side; a whole state has dozens.
FEW_COUNTIES = 3
# The newest rows of some jobs, each in one county only: the documents of a thousand programs would
# else read all their jobs in all of their counties.
_OF_PAIRS = """
    SELECT DISTINCT ON (figure.occupation_id, figure.area_id, figure.kind) figure.id
    FROM unnest(%s::bigint[], %s::bigint[]) AS pair (occupation, county)
    JOIN programs_area AS area ON area.county_id = pair.county
    JOIN programs_occupationfigure AS figure
         ON figure.occupation_id = pair.occupation AND figure.area_id = area.id
    ORDER BY figure.occupation_id, figure.area_id, figure.kind, figure.year DESC
"""


@dataclass(frozen=True)
class JobInArea:
    """One occupation in one area: its newest rows, and what it meets by the area's rule.

    `rule` and `benchmark` are those of the county; None where the area is no county or has none.
    """

    area: Area
    survey: OccupationFigure | None = None
    projection: OccupationFigure | None = None
    rule: PriorityRule | None = None
    benchmark: WageBenchmark | None = None
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def pay(self):
        """Median dollars an hour, from the annual median where only that is published; or None."""
        return self.survey and self.survey.hourly_median

    @property
    def openings(self):
        """Openings a year, or None."""
        return self.projection and self.projection.openings


@dataclass
class Market:
    """The figures of several occupations in every area. See `labor_of`."""

    areas: list[Area]
    occupations: dict[int, Occupation]
    figures: dict
    rules: dict[int, PriorityRule]
    benchmarks: dict[int, WageBenchmark]
    licensed: set[int]

    def at(self, occupation, area):
        """`JobInArea` of an occupation (primary key) in an `Area`; empty where none is on file."""
        rule = self.rules.get(area.county_id)
        benchmark = rule.benchmark if rule else self.benchmarks.get(area.county_id)
        survey = self.figures.get((occupation, area.pk, FigureKind.SURVEY))
        projection = self.figures.get((occupation, area.pk, FigureKind.PROJECTION))
        job = job_of(
            self.occupations[occupation],
            pay=survey and survey.hourly_median,
            pay_is_beyond=bool(survey and survey.median_is_beyond),
            openings=projection and projection.openings,
            has_associate=occupation in self.licensed,
        )
        verdict = judge(job, self._limits_in(area.county_id))
        return JobInArea(area, survey, projection, rule, benchmark, verdict)

    def _limits_in(self, county_id):
        if county_id not in self._limits:
            self._limits[county_id] = limits_of(self.rules.get(county_id))
        return self._limits[county_id]

    @cached_property
    def _limits(self):
        return {}

    def everywhere(self, occupation):
        """`JobInArea` of every area, counties first."""
        return [self.at(occupation, area) for area in self.areas]

    @cached_property
    def counties(self):
        return [area for area in self.areas if area.kind == AreaKind.COUNTY]

    @cached_property
    def by_county(self):
        """{county primary key: Area}"""
        return {area.county_id: area for area in self.counties}

    def in_county(self, occupation, county_id):
        """`JobInArea` in a county (primary key); None where the county is no labor market area."""
        area = self.by_county.get(county_id)
        return area and self.at(occupation, area)


def in_their_counties(pairs):
    """{(occupation, county): `JobInArea`} for pairs of primary keys; None if the county is no area.

    For search documents: a figure of any other county is not even read.
    """
    market = labor_of({occupation for occupation, _county in pairs}, pairs=pairs)
    return {pair: market.in_county(*pair) for pair in pairs}


def labor_of(occupation_ids, *, counties_only=False, pairs=None, near=()):
    """The `Market` of these occupations. `counties_only` leaves state and nation out.

    `pairs` (occupation, county), if given, are all that anything is read of. `near`: primary keys
    of counties; where more than `FEW_COUNTIES` have figures, those of all others are not read.
    """
    ids = set(occupation_ids)
    areas, counties = Area.objects.select_related("county"), None
    if pairs is not None:
        counties = {county for _occupation, county in pairs}
        areas = areas.filter(county__in=counties)
    areas = sorted(areas, key=lambda area: (AREA_ORDER.index(area.kind), area.pk))
    if counties_only or pairs is not None:
        areas = [area for area in areas if area.kind == AreaKind.COUNTY]
    own = [area for area in areas if area.county_id in near]
    if own and sum(area.kind == AreaKind.COUNTY for area in areas) > FEW_COUNTIES:
        areas, counties = own, {area.county_id for area in own}
    if pairs is None:
        rows = newest(OccupationFigure.objects.filter(occupation__in=ids, area__in=areas))
    else:
        rows = _newest_of_pairs(pairs)
    return Market(
        areas=areas,
        occupations=Occupation.objects.in_bulk(ids),
        figures={
            (row.occupation_id, row.area_id, row.kind): row
            for row in rows.select_related("priced_as")
        },
        rules=rules_in_force(counties),
        benchmarks=benchmarks_in_force(counties),
        licensed=set(
            licensed_by_associate()
            .filter(occupation__in=ids)
            .values_list("occupation", flat=True)
            .distinct()
        ),
    )


def labor_in(county_id, occupations):
    """The `Market` of one county (primary key), for the page of a record in it.

    A state has dozens of counties: figures, rules and benchmarks of the others are not read.
    `occupations` are rows, with what a rule asks of them (`job_of`). At most five queries.
    """
    known = {one.pk: one for one in occupations}
    areas = _area_of(county_id) if known and county_id is not None else []
    if not areas:
        return Market([], known, {}, {}, {}, set())
    figures = _newest_in(county_id, list(known))
    rules = _rule_of(county_id)
    benchmarks = [rule.benchmark for rule in rules] or _benchmark_of(
        county_id, Household.SINGLE_ADULT.value
    )
    licensed = [one.pk for one in occupations if one.needs_license]
    return Market(
        areas=areas,
        occupations=known,
        figures={(row.occupation_id, row.area_id, row.kind): row for row in figures},
        rules={row.county_id: row for row in rules},
        benchmarks={row.county_id: row for row in benchmarks},
        licensed={link.occupation_id for link in licensed and _links_of(licensed)},
    )


@written_once
def _area_of(county):
    return Area.objects.filter(county=county).select_related("county")


@written_once
def _newest_in(county, occupations):
    figures = OccupationFigure.objects.filter(area__county=county, occupation__in=occupations)
    return newest(figures).select_related("priced_as")


@written_once
def _rule_of(county):
    return _newest_rules().filter(county=county)


@written_once
def _benchmark_of(county, household):
    return _newest_benchmarks(household).filter(county=county)


@written_once
def _links_of(occupations):
    return licensed_by_associate().filter(occupation__in=occupations)


def _newest_of_pairs(pairs):
    columns = [list(column) for column in zip(*pairs, strict=True)] or [[], []]
    return OccupationFigure.objects.filter(pk__in=RawSQL(_OF_PAIRS, columns))  # noqa: S611


def rules_in_force(counties=None):
    """{county primary key: its newest PriorityRule}, of all counties or of these."""
    rows = _newest_rules()
    if counties is not None:
        rows = rows.filter(county__in=counties)
    return {row.county_id: row for row in rows}


def benchmarks_in_force(counties=None, household=Household.SINGLE_ADULT):
    """{county primary key: its newest WageBenchmark for the household}"""
    rows = _newest_benchmarks(household)
    if counties is not None:
        rows = rows.filter(county__in=counties)
    return {row.county_id: row for row in rows}


def _newest_rules():
    rows = PriorityRule.objects.select_related("benchmark").order_by("county", "-year")
    return rows.distinct("county")


def _newest_benchmarks(household):
    rows = WageBenchmark.objects.filter(household=household).order_by("county", "-year")
    return rows.distinct("county")


def licensed_by_associate():
    """Supply links to occupations that need a license: an associate degree on file names them.

    The rule of supply lets an occupation above an associate degree in only so (`labor.supply`).
    """
    return SupplyLink.objects.filter(occupation__needs_license=True)


def limits_of(rule):
    """The numbers of a rule row; None without one."""
    return rule and Limits(
        benchmark=rule.benchmark.hourly,
        min_openings=rule.min_openings,
        education_min=rule.education_min,
        education_max=rule.education_max,
        trainings=tuple(rule.trainings),
        counts_licensed=rule.counts_licensed,
        max_experience=rule.max_experience,
        leaves_out_general=rule.leaves_out_general,
    )


def job_of(occupation, *, pay, openings, has_associate, pay_is_beyond=False):
    """An occupation and its figures in a county, as the rule reads them."""
    return Job(
        education=occupation.entry_education,
        training=occupation.training,
        experience=occupation.experience,
        is_general=occupation.is_general,
        license_by_associate=bool(occupation.needs_license and has_associate),
        pay=pay,
        openings=openings,
        pay_is_beyond=pay_is_beyond,
    )
