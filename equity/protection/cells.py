"""What protection takes in and gives back: the table of raw cells, its links, and the settings.

A release is one pandas DataFrame, one row per raw cell (`RAW_COLUMNS`). The result is a
DataFrame with the same index (`RESULT_COLUMNS`). Ids are whole numbers that the caller chooses;
group ids are unique over all dimensions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

NONE = -1
"""No parent place, all pathways, no numerator, not an intersection."""

RAW_COLUMNS = {
    "place": "id of the organization, county or the region",
    "pathway": "id of the pathway; -1 for all pathways together",
    "metric": "id of the metric",
    "cohort": "first academic year",
    "span": "years pooled: 1, or the length of the window",
    "dimension": "id of the dimension",
    "group": "id of the group, unique over all dimensions",
    "is_total": "true for the row of all students",
    "n": "students who could reach the outcome; anything where source_status is not ok",
    "s": "of these, who reached it; -1 where the metric has no numerator",
    "source_status": "ok, c (suppressed at the source), x (not reported), z (not applicable)",
    "is_unknown": "true for the group Unknown / Not Reported",
    "overlapping": "true where the groups of the dimension may overlap",
    "first": "for an intersection: id of the group in its first dimension; else -1",
    "second": "for an intersection: id of the group in its second dimension; else -1",
    "hidden_before": "n of this cell was hidden in an earlier release of the cohort (sticky)",
    "s_hidden_before": "s of this cell was hidden or banded in an earlier release of the cohort",
    "shown_before": "this cell was shown with n and s in the last release",
}

DEFAULTS = {
    "span": 1,
    "s": NONE,
    "source_status": "ok",
    "is_unknown": False,
    "overlapping": False,
    "first": NONE,
    "second": NONE,
    "hidden_before": False,
    "s_hidden_before": False,
    "shown_before": False,
    "listed": True,
}
"""Columns a caller may leave out. `listed` is false for a cell that has no row of its own on any
page, because its slice is published at another grain; it is a hidden count all the same."""

KEY = ["place", "pathway", "metric", "cohort", "span", "dimension", "group"]

RESULT_COLUMNS = {
    "status": "one of Status",
    "show_n": "n may be shown",
    "show_s": "s and the exact rate may be shown",
    "low": "smallest s of a band; -1 if there is none",
    "high": "largest s of a band; -1 if there is none",
    "rule": "one of Rule; for counts in the draft preview only, never published",
}


class Status(StrEnum):
    """How a cell is published. A cell with its n but neither s nor a band is `hidden`."""

    SHOWN = "shown"
    BANDED = "banded"
    HIDDEN = "hidden"
    NONE = "none"
    NOT_REPORTED = "not_reported"


class Rule(StrEnum):
    """Which rule of the method decided, in words for the preview."""

    NOTHING = ""
    SIZE = "primary size"
    OUTCOME = "primary outcome"
    SOURCE = "source"
    STICKY = "sticky"
    COMPLEMENTARY = "complementary"
    NESTED = "nested"
    LINKED = "linked"
    PROGRAM = "verified by linear program"
    GRAIN = "grain"


@dataclass(frozen=True)
class Settings:
    """The numbers of the method, 2.2 and 2.4. Every one is policy; none has a default here
    but what the method itself fixes."""

    minimum: int = 11
    """Students a count needs to be shown (EQUITY_MIN_CELL); never lower than 10."""
    small_outcomes: str = "band"
    """"band", or "endpoints": only 0% and 100% are banded (EQUITY_SMALL_OUTCOMES)."""
    by_year: int = 300
    """Students a slice needs in every year to be published by year."""
    pooled: int = 300
    """Students a slice needs in its window to be published pooled."""
    window: int = 3
    """Years of a window."""

    def __post_init__(self):
        if self.minimum < 10:
            raise ValueError("The smallest count that may be shown is never lower than 10.")
        if self.small_outcomes not in ("band", "endpoints"):
            raise ValueError('Small outcomes are protected by "band" or by "endpoints".')

    @property
    def apart(self) -> int:
        """How far the smallest and the largest value of a hidden count must be apart (2.2)."""
        return self.minimum - 1


@dataclass(frozen=True)
class Structure:
    """How the cells of a release hang together beyond what their own row says."""

    place_sums: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """Whole place -> the places it is the sum of. A place may be part of several wholes: the
    region is the sum of its organizations, a county or a district too."""
    links: Sequence[tuple[int, int]] = ()
    """(a, b): the numerator of metric a is the denominator of metric b (2.2, 6)."""
    same_students: Sequence[tuple[int, int]] = ()
    """(a, b): metrics a and b have the same denominator."""
    never_pooled: Collection[int] = ()
    """Metrics of which no source has figures for several years together: rates as published."""


def completed(raw: pd.DataFrame) -> pd.DataFrame:
    """`raw` with every column of the interface, in the types protection works with.

    Raises ValueError naming the columns that are missing, or if a row is there twice.
    """
    missing = [name for name in RAW_COLUMNS if name not in raw and name not in DEFAULTS]
    if missing:
        raise ValueError(f"Columns missing: {', '.join(missing)}.")
    cells = raw.assign(**{name: value for name, value in DEFAULTS.items() if name not in raw})
    for name in [*KEY, "n", "s", "first", "second"]:
        cells[name] = cells[name].fillna(NONE).astype(np.int64)
    for name in DEFAULTS:
        if isinstance(DEFAULTS[name], bool):
            cells[name] = cells[name].astype(bool)
    if cells.duplicated(KEY).any():
        twice = cells.loc[cells.duplicated(KEY), KEY].iloc[0].to_dict()
        raise ValueError(f"The same cell is there twice: {twice}.")
    return cells
