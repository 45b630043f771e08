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
    """Numbers of rows and tables; a table is one dimension of one slice.

    `added` to `same`, `by_status`, `by_rule` and `grains` are of what would be published; the rest
    of all that the file has, held or not.
    """

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
    keys: int = 0
    """Cohorts of measures in the file."""
    in_file: dict = field(default_factory=dict)
    """Rows "added", "changed", "gone" and "same" as if nothing were held."""
    grains: dict = field(default_factory=dict)
    """"by year", "pooled", "total only" -> how many slices."""

    @classmethod
    def of(cls, plan):
        return cls(
            raw_cells=plan.raw_cells,
            **_changes(plan, plan.fresh, plan.keys - plan.held.keys()),
            by_status=_counted(plan.fresh["status"]),
            by_rule=_rules(plan.fresh),
            held=_held(plan),
            tables=plan.tables,
            useful=plan.useful,
            keys=len(plan.keys),
            in_file=_changes(plan, plan.cells, plan.keys),
            grains=_grains(plan.fresh),
        )

    @property
    def is_all_held(self):
        """Whether publishing would change nothing at all."""
        return 0 < self.keys == len(self.held)

    @property
    def share_useful(self):
        """Percent, rounded down; 100 where there is no table."""
        return 100 * self.useful // self.tables if self.tables else 100

    @property
    def advises_coarser(self):
        return self.share_useful < FEWEST_USEFUL


def _counted(column):
    return {str(name): int(count) for name, count in Counter(column).most_common()}


def _changes(plan, cells, taken):
    """Rows that `cells` add, change and take away, against what stands of the keys `taken`."""
    shows = ["status", "n", "s"]
    before = plan.standing.cells
    keys = pd.MultiIndex.from_frame(before[["metric", "cohort"]])
    before = before.loc[keys.isin(list(taken)), [*KEY, *shows]]
    before = before.assign(status=before["status"].astype(str))
    both = cells[[*KEY, *shows]].merge(
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


def _grains(cells):
    listed = cells[[*ADDRESS]].drop_duplicates()
    alone = cells.groupby(ADDRESS)["is_total"].all()
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
    if preview.is_all_held:
        yield "Nothing of it would be published: all of it is held, and the earlier figures stand."
    yield "Rows of the file: " + _listed(preview.in_file)
    yield "Rows that would be published: " + _listed(rows)
    yield "Cells: " + (_listed(preview.by_status) or "none")
    yield "Hidden or shown as a range, by rule: " + (_listed(preview.by_rule) or "none")
    yield "Slices: " + (_listed(preview.grains) or "none")
    for code, cohort, slices, why in preview.held:
        yield f"Held: {code} {cohort} ({slices} slices): {why}."
    useful = f"{preview.useful:,} of {preview.tables:,} ({preview.share_useful} %)"
    yield f"Tables left useful: {useful}."
    if preview.advises_coarser:
        yield "Fewer than 60 % are useful: load more years together, or fewer pathways."


def _listed(counts):
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())
