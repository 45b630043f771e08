"""A plan in figures: what publishing would change, hide and hold."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from equity.enums import CellStatus
from equity.models import Metric
from equity.protection.cells import Rule
from equity.publication.reading import ADDRESS, KEY
from pathways_portal.common import academic_year

FEWEST_USEFUL = 60
"""Percent of tables left useful, below which a coarser grain is advised (method, 2.4)."""
_USEFUL_GROUPS = 2


@dataclass
class Preview:
    """Numbers of rows and tables; a table is one dimension of one slice."""

    raw_cells: int
    added: int
    changed: int
    gone: int
    same: int
    by_status: dict
    by_rule: dict
    held: list = field(default_factory=list)
    """(metric, cohort) that keep what stands, as (code, "2022-23", slices)."""
    tables: int = 0
    useful: int = 0
    grains: dict = field(default_factory=dict)
    """"by year", "pooled", "total only" -> how many slices."""

    @classmethod
    def of(cls, plan):
        return cls(
            raw_cells=plan.raw_cells,
            **_changes(plan),
            by_status=_counted(plan.cells["status"]),
            by_rule=_rules(plan.cells),
            held=_held(plan),
            **_tables(plan.cells),
            grains=_grains(plan),
        )

    @property
    def share_useful(self):
        """Percent, rounded down; 100 where there is no table."""
        return 100 * self.useful // self.tables if self.tables else 100

    @property
    def advises_coarser(self):
        return self.share_useful < FEWEST_USEFUL


def _counted(column):
    return {str(name): int(count) for name, count in Counter(column).most_common()}


def _changes(plan):
    """Rows that publishing adds, changes and takes away, against what stands."""
    shows = ["status", "n", "s"]
    before = plan.standing.cells
    keys = pd.MultiIndex.from_frame(before[["metric", "cohort"]])
    before = before.loc[keys.isin(list(plan.keys - plan.held)), [*KEY, *shows]]
    before = before.assign(status=before["status"].astype(str))
    both = plan.fresh[[*KEY, *shows]].merge(
        before, on=KEY, how="outer", suffixes=("", "_before"), indicator=True
    )
    stays = both["_merge"] == "both"
    equal = pd.Series(True, index=both.index)
    for name in shows:
        equal &= both[name] == both[f"{name}_before"]
    return {
        "added": int((both["_merge"] == "left_only").sum()),
        "gone": int((both["_merge"] == "right_only").sum()),
        "changed": int((stays & ~equal).sum()),
        "same": int((stays & equal).sum()),
    }


def _rules(cells):
    """How many cells each rule hides or bands, by the rule's own words."""
    masked = cells[cells["status"].isin([CellStatus.HIDDEN, CellStatus.BANDED])]
    return {rule: count for rule, count in _counted(masked["rule"]).items() if rule != Rule.NOTHING}


def _held(plan):
    codes = dict(
        Metric.objects.filter(pk__in={one for one, _year in plan.held}).values_list("pk", "code")
    )
    slices = plan.cells[ADDRESS].drop_duplicates().groupby(["metric", "cohort"]).size()
    return sorted(
        (codes[metric], academic_year.starting(year), int(slices.get((metric, year), 0)))
        for metric, year in plan.held
    )


def _tables(cells):
    """A table is useful if it says something of the rates of two groups or more."""
    groups = cells[~cells["is_total"] & (cells["status"] != CellStatus.NONE)]
    says = groups["status"].eq(CellStatus.SHOWN) | (
        groups["status"].eq(CellStatus.BANDED) & (groups["low"] >= 0)
    )
    tables = says.groupby([groups[name] for name in [*ADDRESS, "dimension"]]).sum()
    return {"tables": len(tables), "useful": int((tables >= _USEFUL_GROUPS).sum())}


def _grains(plan):
    listed = plan.cells[[*ADDRESS]].drop_duplicates()
    alone = plan.cells.groupby(ADDRESS)["is_total"].all()
    counted = Counter()
    for one in listed.itertuples(index=False, name=None):
        if one[-1] > 1:
            counted["pooled"] += 1
        else:
            counted["total only" if alone[one] else "by year"] += 1
    return dict(counted)
