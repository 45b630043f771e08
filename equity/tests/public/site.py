"""A small region with releases of made-up counts, loaded and published as any other."""

import io

import pandas as pd

from equity.bench.made_release import ALL_STUDENTS, REGION, made_release
from equity.enums import Stage
from equity.importing import load
from equity.publication import publish
from equity.tests.factories import DimensionFactory, GroupFactory, MetricFactory
from partners.enums import Segment
from partners.models import Organization
from partners.tests.factories import CountyFactory, OrganizationFactory, RegionFactory
from programs.tests.factories import PathwayFactory, PathwayProgramFactory, ProgramFactory

SHARES = {"ethnicity": (0.6, 0.25, 0.1, 0.05), "foster_youth": (0.06, 0.94)}
PLACES, PATHWAYS, COHORTS, METRICS = 2, 2, 3, 2
GROUPS = sum(map(len, SHARES.values()))
# The groups of each dimension, by number.
NUMBERS = {"ethnicity": range(1, 5), "foster_youth": range(5, 7)}
# Groups that a sentence has words of its own for; it calls the others by their labels.
PEOPLE = {1: "night students", 4: "students of whom it is unknown", 5: "foster youth"}
PEOPLE_ES = {1: "estudiantes de noche", 4: "estudiantes de quienes no se sabe", 5: "jóvenes"}
REGION_NAME = "Example Region"
UNKNOWN = 4
# Who enters, then who completes.
STAGES = (Stage.ENTERS, Stage.COMPLETES)
HEADER = "cohort,segment,organization,pathway,metric,dimension,group,denominator,numerator,source"


def build():
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
    number = 1
    for code, shares in SHARES.items():
        dimension = DimensionFactory(code=code, label=f"By {code}", label_es=f"Por {code}")
        for _share in shares:
            GroupFactory(
                dimension=dimension,
                code=f"g{number}",
                label=f"Group {number}",
                label_es=f"Grupo {number}",
                people=PEOPLE.get(number, ""),
                people_es=PEOPLE_ES.get(number, ""),
                is_unknown=number == UNKNOWN,
            )
            number += 1
    before = None
    for metric in range(1, METRICS + 1):
        before = MetricFactory(
            code=f"step_{metric}",
            name=f"Step {metric}",
            name_es=f"Paso {metric}",
            stage=STAGES[metric - 1],
            follows=before,
        )


def made(seed, students=260):
    """Counts of all cohorts, the last of which begins in 2023."""
    return _with_gaps(
        made_release(
            seed,
            places=PLACES,
            pathways=PATHWAYS,
            cohorts=COHORTS,
            metrics=METRICS,
            shares=SHARES,
            students=students,
        ).cells
    )


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


def of_cohorts(cells, *years):
    return cells[cells.cohort.isin(years)]


def text_of(cells):
    """The tidy file of a made release."""
    dimensions = ["all", *SHARES]
    rows = [HEADER]
    for cell in cells.itertuples():
        place = "Region" if cell.place == REGION else f"College {cell.place}"
        pathway = "" if cell.pathway < 0 else f"Pathway {cell.pathway}"
        group = "all" if cell.group == ALL_STUDENTS else f"g{cell.group}"
        year = f"{cell.cohort}-{(cell.cohort + 1) % 100:02d}"
        keys = [year, "cc", place, pathway, f"step_{cell.metric}", dimensions[cell.dimension]]
        rows.append(",".join([*keys, group, str(cell.n), str(cell.s), "Made up for a test"]))
    return "\n".join([*rows, ""])


def draft(cells: pd.DataFrame, label="Release"):
    """A release that is loaded and not published yet."""
    file = io.BytesIO(text_of(cells).encode())
    return load(file, name="made.csv", label=label, is_synthetic=True).release


def release(cells: pd.DataFrame, label="Release"):
    """Load and publish; returns the plan that was carried out."""
    return publish(draft(cells, label))
