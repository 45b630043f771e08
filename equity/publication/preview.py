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
    """(metric, cohort) that keep what stands, as (code, "2022-23", slices, why)."""
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
            tables=plan.tables,
            useful=plan.useful,
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
    before = before.loc[keys.isin(list(plan.keys - plan.held.keys())), [*KEY, *shows]]
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
        (codes[metric], academic_year.starting(year), int(slices.get((metric, year), 0)), why)
        for (metric, year), why in plan.held.items()
    )


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


def preview_words(preview):
    """The preview in lines of text, for the command line."""
    rows = {name: getattr(preview, name) for name in ("added", "changed", "gone", "same")}
    yield "Rows: " + _listed(rows)
    yield "Cells: " + _listed(preview.by_status)
    yield "Hidden or shown as a range, by rule: " + (_listed(preview.by_rule) or "none")
    yield "Slices: " + _listed(preview.grains)
    for code, cohort, slices, why in preview.held:
        yield f"Held: {code} {cohort} ({slices} slices): {why}."
    useful = f"{preview.useful:,} of {preview.tables:,} ({preview.share_useful} %)"
    yield f"Tables left useful: {useful}."
    if preview.advises_coarser:
        yield "Fewer than 60 % are useful: load more years together, or fewer pathways."


def _listed(counts):
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())
