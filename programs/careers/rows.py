"""Every occupation as the list of careers reads it in one county. A fixed number of queries.

One short row for each occupation of the code system: under nine hundred, whatever the region. They
are all read each time, because the flags are computed by plain rules (`programs.labor.flags`) and
because one pass over them filters, orders and counts every choice (`programs.careers.answer`).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Sum

from partners.models import County
from pathways_portal.common.bilingual import Local
from pathways_portal.common.money import HOURS_A_YEAR
from programs.enums import AreaKind, FigureKind
from programs.labor.estimates import newest
from programs.labor.flags import Verdict, judge
from programs.labor.market import (
    benchmarks_in_force,
    job_of,
    licensed_by_associate,
    limits_of,
    rules_in_force,
)
from programs.models import (
    Area,
    Occupation,
    OccupationFigure,
    PriorityRule,
    ProgramOccupation,
    WageBenchmark,
)
from programs.models.labor import MEDIAN
from programs.querysets import public_program

# A median that the survey says only to be above its highest figure passes every "at least a year".
BEYOND = float("inf")


@dataclass(frozen=True)
class Here:
    """A county as the list reads it: its area, its state, the rule and benchmark in force there."""

    area: Area
    state: Area | None = None
    rule: PriorityRule | None = None
    benchmark: WageBenchmark | None = None

    @property
    def county(self) -> County:
        return self.area.county

    @property
    def key(self):
        """Its name in addresses."""
        return self.county.slug


def counties():
    """A `Here` for each county that has figures, the one with the most jobs first. Four queries."""
    areas = list(Area.objects.select_related("county").order_by("name", "pk"))
    states = {area.survey_code: area for area in areas if area.kind == AreaKind.STATE}
    rules, benchmarks, jobs = rules_in_force(), benchmarks_in_force(), _jobs()
    found = []
    for area in areas:
        if area.kind == AreaKind.COUNTY:
            rule = rules.get(area.county_id)
            benchmark = rule.benchmark if rule else benchmarks.get(area.county_id)
            found.append(Here(area, states.get(area.county.fips[:2]), rule, benchmark))
    return sorted(found, key=lambda here: -jobs.get(here.area.pk, 0))


def _jobs():
    """{county area: jobs in all its occupations in its newest year}"""
    sums = (
        OccupationFigure.objects.filter(area__kind=AreaKind.COUNTY, kind=FigureKind.SURVEY)
        .values_list("area", "year")
        .annotate(jobs=Sum("jobs"))
        .order_by("area", "year")
    )
    return {area: jobs or 0 for area, _year, jobs in sums}


@dataclass(slots=True)
class Row:
    """One occupation in one county; None is not published or not on file.

    `annual` is the median in dollars a year, of full-time work where only pay an hour is published.
    `programs` and `sectors` are those of real programs that the public sees; `samples` counts the
    made-up ones beside them. Sectors are named as in addresses. `growth` is the state's.
    """

    pk: int
    code: str
    title: str
    title_es: str
    entry_education: int | None
    training: str | None
    experience: str | None
    needs_license: bool | None
    interests: list
    pay: Decimal | float | None = None
    annual: Decimal | float | None = None
    openings: int | None = None
    growth: Decimal | None = None
    verdict: Verdict = Verdict()
    programs: int = 0
    samples: int = 0
    sectors: tuple = ()

    is_general = Occupation.is_general
    local_title = Local("title")


_OF_OCCUPATION = """
    pk code__code title title_es entry_education training experience needs_license interests
""".split()  # noqa: SIM905 - reads better than nine quoted names


def rows_in(here):
    """A `Row` for every public occupation, with the figures of `here`; without any for None."""
    rows = [
        Row(*values)
        for values in Occupation.objects.filter(code__is_match=True).values_list(*_OF_OCCUPATION)
    ]
    figures, growth = _figures(here)
    programs = _programs()
    licensed = set(licensed_by_associate().values_list("occupation", flat=True))
    limits = limits_of(here and here.rule)
    for row in rows:
        row.growth = growth.get(row.pk)
        row.openings = figures.get((row.pk, FigureKind.PROJECTION))
        row.pay, row.annual = figures.get((row.pk, FigureKind.SURVEY), (None, None))
        row.programs, row.samples, row.sectors = programs.get(row.pk, (0, 0, ()))
        job = job_of(
            row,
            pay=row.pay,
            pay_is_beyond=row.annual == BEYOND,
            openings=row.openings,
            has_associate=row.pk in licensed,
        )
        row.verdict = judge(job, limits)
    return rows


def _figures(here):
    """({(occupation, kind): openings, or pay an hour and a year}, {occupation: growth})"""
    figures, growth = {}, {}
    if here is None:
        return figures, growth
    areas = [area for area in (here.area, here.state) if area]
    rows = newest(OccupationFigure.objects.filter(area__in=areas)).values_list(
        "occupation", "area", "kind", "hourly_p50", "annual_p50", "top_coded", "openings", "growth"
    )
    for occupation, area, kind, hourly, annual, top_coded, openings, change in rows:
        if area != here.area.pk:
            if kind == FigureKind.PROJECTION:
                growth[occupation] = change
        elif kind == FigureKind.PROJECTION:
            figures[occupation, kind] = openings
        else:
            figures[occupation, kind] = _pay(hourly, annual, MEDIAN in top_coded)
    return figures, growth


def _pay(hourly, annual, is_beyond):
    """The median an hour and a year, one worked out from the other where it is not published.

    As `OccupationFigure.hourly_median`: work is counted as full time.
    """
    if hourly is None and annual is None:
        return None, BEYOND if is_beyond else None
    return (
        hourly if hourly is not None else annual / HOURS_A_YEAR,
        annual if annual is not None else hourly * HOURS_A_YEAR,
    )


def _programs():
    """{occupation: (programs, samples, sectors)} of the programs that the public sees."""
    real = Q(program__is_sample=False)
    rows = (
        ProgramOccupation.objects.filter(public_program("program__"))
        .values_list("occupation")
        .annotate(
            programs=Count("pk", filter=real),
            samples=Count("pk", filter=~real),
            sectors=ArrayAgg(
                "program__sector__slug",
                filter=real & Q(program__sector__isnull=False),
                distinct=True,
                default=[],
            ),
        )
        .order_by()
    )
    return {pk: (count, samples, tuple(sectors)) for pk, count, samples, sectors in rows}
