"""A college's release of one metric, big enough to be published by year."""

import io

import pytest

from equity.importing import load
from equity.publication import publish
from equity.tests.importing.conftest import HEADER, lists

__all__ = ["lists"]

PLACE = "2022-23,cc,Example College,,completed_9_cte_units"
# Worked example 1 of the method for gender; ethnicity has a group of six.
ROWS = (
    "all,all,500,255",
    "gender,Female,200,90",
    "gender,Male,300,165",
    "ethnicity,Asian,140,70",
    "ethnicity,Filipino,154,90",
    "ethnicity,White,200,93",
    "ethnicity,Black or African American,6,2",
    "veteran,Yes,26,5",
    "veteran,No,474,250",
)


@pytest.fixture
def draft(lists):
    """Loads rows as a draft; each is dimension, group and two counts, or a whole row."""

    def loaded(rows=ROWS, header=HEADER, **given):
        whole = [row if row.count(",") > 3 else f"{PLACE},{row}" for row in rows]
        text = "\n".join([header, *whole, ""])
        return load(io.BytesIO(text.encode()), name="counts.csv", **given).release

    return loaded


@pytest.fixture
def published(draft):
    """Loads rows and publishes them; returns the plan."""

    def made(rows=ROWS, **given):
        return publish(draft(rows, **given))

    return made


def changed(**groups):
    """The rows with the counts of some groups replaced: Female="201,91"."""
    rows = []
    for row in ROWS:
        dimension, group, counts = row.split(",", 2)
        rows.append(f"{dimension},{group},{groups.get(group, counts)}")
    return rows
