"""A small region with releases of made-up counts, loaded and published as any other.

Two rates, one after the other, are on it in any case. `build` and `made` add, if asked: an
intersection to the first of them, a composition, and a rate as its source publishes it.
"""

import io
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from equity.bench.made_release import ALL_STUDENTS, REGION, made_release
from equity.enums import MetricKind, Stage
from equity.importing import load
from equity.publication import publish
from equity.tests.factories import DimensionFactory, GroupFactory, MetricFactory
from partners.enums import Segment
from partners.models import Organization
from partners.tests.factories import CountyFactory, OrganizationFactory, RegionFactory
from programs.tests.factories import PathwayFactory, PathwayProgramFactory, ProgramFactory

SHARES = {"ethnicity": (0.6, 0.25, 0.1, 0.05), "gender": (0.06, 0.94)}
# Of a table that is crossed with another, enough that some of its cells can be shown.
SHARES_CROSSED = SHARES | {"gender": (0.15, 0.85)}
CROSSED = ("ethnicity", "gender")
CROSSING = "ethnicity_gender"
PLACES, PATHWAYS, COHORTS, METRICS = 2, 2, 3, 2
COMPOSITION, AS_PUBLISHED = 3, 4
KINDS = {
    1: MetricKind.RATE,
    2: MetricKind.RATE,
    COMPOSITION: MetricKind.COMPOSITION,
    AS_PUBLISHED: MetricKind.PUBLISHED_RATE,
}
# The groups of each dimension, by number; and of an intersection, what they cross.
NUMBERS = {
    "ethnicity": range(1, 5),
    "gender": range(5, 7),
    CROSSING: range(7, 15),
}
PARENTS = {7 + at: (1 + at // 2, 5 + at % 2) for at in range(8)}
GROUPS = NUMBERS[CROSSING][-1]
# Groups that a sentence has words of its own for; it calls the others by their labels.
PEOPLE = {1: "night students", 4: "students of whom it is unknown", 5: "women"}
PEOPLE_ES = {1: "estudiantes de noche", 4: "estudiantes de quienes no se sabe", 5: "mujeres"}
REGION_NAME = "Example Region"
UNKNOWN = 4
# Who enters, then who completes; and of metrics that stand alone.
STAGES = {1: Stage.ENTERS, 2: Stage.COMPLETES, COMPOSITION: Stage.COMPLETES}
HEADER = (
    "cohort,segment,organization,pathway,metric,dimension,group,"
    "denominator,numerator,rate_pct,source"
)


def build(more=False):
    """Places, pathways, metrics and groups, named after the numbers of the made release."""
    region = RegionFactory(name=REGION_NAME, slug="example-region")
    county = CountyFactory(region=region)
    for place in range(1, PLACES + 1):
        OrganizationFactory(
            name=f"College {place}",
            slug=f"college-{place}",
            county=county,
            segments=[Segment.COLLEGE],
        )
    for number in range(1, PATHWAYS + 1):
        pathway = PathwayFactory(title=f"Pathway {number}", slug=f"pathway-{number}")
        college = Organization.objects.get(slug=f"college-{number}")
        title = f"Program of College {number} on Pathway {number}"
        program = ProgramFactory(title=title, slug=f"program-{number}", organization=college)
        PathwayProgramFactory(pathway=pathway, program=program)
    everyone = DimensionFactory(code="all", label="All students", label_es="Todos")
    GroupFactory(dimension=everyone, code="all", label="All students", label_es="Todos")
    groups = {}
    for code in NUMBERS if more else SHARES:
        dimension = DimensionFactory(code=code, label=f"By {code}", label_es=f"Por {code}")
        for number in NUMBERS[code]:
            first, second = PARENTS.get(number, (None, None))
            groups[number] = GroupFactory(
                dimension=dimension,
                code=f"g{number}",
                label=f"Group {number}",
                label_es=f"Grupo {number}",
                people=PEOPLE.get(number, ""),
                people_es=PEOPLE_ES.get(number, ""),
                is_unknown=number == UNKNOWN,
                first=groups.get(first),
                second=groups.get(second),
            )
    before = None
    for metric, kind in KINDS.items() if more else [*KINDS.items()][:METRICS]:
        before = MetricFactory(
            code=f"step_{metric}",
            name=f"Step {metric}",
            name_es=f"Paso {metric}",
            kind=kind,
            stage=STAGES.get(metric, Stage.MOMENTUM),
            follows=before if kind == MetricKind.RATE else None,
            **({} if kind == MetricKind.RATE else {"numerator_words": ""}),
        )


def made(seed, students=260, more=False):
    """Counts of all cohorts, the last of which begins in 2023."""
    size = {"places": PLACES, "pathways": PATHWAYS, "cohorts": COHORTS}
    rates = made_release(
        seed,
        **size,
        metrics=METRICS,
        shares=SHARES_CROSSED if more else SHARES,
        crossed=CROSSED if more else None,
        students=students,
    ).cells
    if not more:
        return _with_gaps(rates)
    # The intersection is of the first rate, on all pathways together, as the state asks for it.
    plain = rates.dimension <= len(SHARES)
    rates = rates[plain | (rates.metric == 1) & (rates.pathway < 0)]
    return pd.concat([_with_gaps(rates), *_others(seed, size)], ignore_index=True)


def _others(seed, size):
    """What sources say of all pathways together only: who completed, and a rate of their own."""
    ethnicity = {"ethnicity": SHARES["ethnicity"]}
    for metric, shares, crossed, students in (
        (COMPOSITION, SHARES_CROSSED, CROSSED, 130),
        (AS_PUBLISHED, ethnicity, None, 400),
    ):
        how = {"shares": shares, "crossed": crossed, "students": students, "spread": 0.4}
        cells = made_release(seed + metric, **size, **how, metrics=1).cells
        yield cells[cells.pathway < 0].assign(metric=metric)


def _with_gaps(cells):
    """Half of those of group 2 who completed stand in group 1 instead: a gap to find."""
    ends = cells[(cells.metric == METRICS) & cells.group.isin([1, 2]) & (cells.place != REGION)]
    cells = cells.copy()
    for (place, pathway, cohort), two in ends[ends.pathway > 0].groupby(
        ["place", "pathway", "cohort"]
    ):
        first, second = (two[two.group == group].iloc[0] for group in (1, 2))
        moved = min(second.s // 2, first.n - first.s)
        rows = (
            (cells.metric == METRICS)
            & (cells.cohort == cohort)
            & cells.place.isin([place, REGION])
            & cells.pathway.isin([pathway, -1])
        )
        cells.loc[rows & (cells.group == 1), "s"] += moved
        cells.loc[rows & (cells.group == 2), "s"] -= moved
    return cells


def with_more_completers(cells, cohort):
    """Those of the composition at College 1 counted anew: 30 more in a group that is shown, 15 in
    one that is hidden there; enough for the cohort to be replaced."""
    cells = cells[(cells.metric == COMPOSITION) & (cells.cohort == cohort)].copy()
    for group, more in ((8, 30), (9, 15)):
        counted = cells.group.isin([ALL_STUDENTS, group, *PARENTS[group]])
        cells.loc[counted & cells.place.isin([1, REGION]), "n"] += more
    return cells


def of_cohorts(cells, *years):
    return cells[cells.cohort.isin(years)]


def named(cell):
    """(place, pathway, metric, cohort, span, group) of a cell as pages name them."""
    place = REGION_NAME if cell.place == REGION else f"College {cell.place}"
    pathway = -1 if cell.pathway < 0 else f"Pathway {cell.pathway}"
    group = "all" if cell.group == ALL_STUDENTS else f"g{cell.group}"
    return place, pathway, f"step_{cell.metric}", cell.cohort, cell.span, group


def text_of(cells):
    """The tidy file of a made release."""
    dimensions = ["all", *NUMBERS]
    rows = [HEADER]
    for cell in cells.itertuples():
        place, pathway, metric, cohort, _span, group = named(cell)
        place = "Region" if cell.place == REGION else place
        pathway = "" if cell.pathway < 0 else pathway
        year = f"{cohort}-{(cohort + 1) % 100:02d}"
        keys = [year, "cc", place, pathway, metric, dimensions[cell.dimension]]
        rows.append(",".join([*keys, group, *_numbers(cell), "Made up for a test"]))
    return "\n".join([*rows, ""])


def _numbers(cell):
    """Denominator, numerator and rate as a file has them, by the kind of the metric."""
    if cell.metric == COMPOSITION:
        return "", str(cell.n), ""
    if cell.metric == AS_PUBLISHED:
        return str(cell.n), "", str(percent_of(cell))
    return str(cell.n), str(cell.s), ""


def percent_of(cell):
    """A rate as its source rounds it, in percent."""
    exact = Decimal(int(100 * cell.s)) / Decimal(max(int(cell.n), 1))
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def draft(cells: pd.DataFrame, label="Release"):
    """A release that is loaded and not published yet."""
    file = io.BytesIO(text_of(cells).encode())
    return load(file, name="made.csv", label=label, is_synthetic=True).release


def release(cells: pd.DataFrame, label="Release"):
    """Load and publish; returns the plan that was carried out."""
    return publish(draft(cells, label))
