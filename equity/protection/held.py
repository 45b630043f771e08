"""Method 2.4, "Releases replace each other whole, and only if safe": what has to be held.

A unit is what must be replaced together: a metric x cohort, with the cohorts that a window pools
and the metrics that are linked. It is held, and keeps its earlier release, if against any earlier
release

1. a count that was shown moves by 1 to 10 (the small difference is a small group of students);
2. a cell that was shown is not any more, or is gone, or a band or a "Not shown" became narrower or
   wider: what the two releases say together was never checked, so it is held in doubt;
3. cells are new and hidden, and a reader who takes it that the hidden cells of before did not
   change can subtract the releases and come closer than 10 to one of them. For every sum that both
   releases have he gets a further one over the new cells alone; the linear programs of `certify`
   are run again with those.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from .cells import KEY, Settings, Status, Structure
from .certify import Certificate
from .grain import families

SMALL_CHANGE = "change too small to publish"
PATTERN = "what is shown changed"
SUBTRACTION = "new hidden cells could be worked out from both releases"


def units(cells: pd.DataFrame, structure: Structure) -> pd.Series:
    """For every row the name of its unit: (family of metrics, first cohort of the unit)."""
    family = cells.metric.map(families(cells.metric.unique(), structure))
    name = pd.Series(index=cells.index, dtype=object)
    for number, rows in cells.groupby(family, sort=True):
        bounds = {int(c): int(c) for c in rows.cohort.unique()}
        windows = rows.loc[rows.span > 1, ["cohort", "span"]].drop_duplicates()
        for cohort, span in windows.itertuples(index=False):
            pooled = range(int(cohort), int(cohort) + int(span))
            first = min(bounds.get(c, c) for c in pooled)
            joined = {bounds.get(c, c) for c in pooled}
            bounds |= dict.fromkeys(pooled, first)
            bounds = {c: first if b in joined else b for c, b in bounds.items()}
        name[rows.index] = [(number, bounds[int(c)]) for c in rows.cohort]
    return name


def held(
    cells: pd.DataFrame,
    result: pd.DataFrame,
    earlier: Sequence[pd.DataFrame],
    structure: Structure,
    settings: Settings,
    knowledge=None,
) -> dict[tuple[int, int], str]:
    """(metric, cohort) -> why it is held; what is not in it may be replaced.

    `earlier`: rows published before (KEY, n, s, status, low, high; n and s -1 where hidden),
    one DataFrame for each earlier release. `knowledge`: that of `protect`, for rule 3.
    """
    if not len(earlier):
        return {}
    rows = pd.concat([cells, result], axis=1)
    rows["unit"] = units(cells, structure)
    rows["n"] = rows.n.where(rows.show_n, -1)
    rows["s"] = rows.s.where(rows.show_s, -1)
    why: dict[object, str] = {}
    for before in earlier:
        _compare(rows, before, settings, why)
    if knowledge is not None:
        _subtract(rows, earlier, knowledge, why)
    of_unit = rows[["metric", "cohort", "unit"]].drop_duplicates()
    return {(int(m), int(c)): why[u] for m, c, u in of_unit.itertuples(index=False) if u in why}


def _compare(rows, before, settings, why):
    """Rules 1 and 2 against one earlier release."""
    pair = before.merge(rows, "left", on=KEY, suffixes=("_old", ""), indicator="found")
    unit_of = rows.drop_duplicates(["metric", "cohort"]).set_index(["metric", "cohort"]).unit
    at = pd.MultiIndex.from_frame(pair[["metric", "cohort"]])
    unit = unit_of.reindex(at).to_numpy()
    present = pd.notna(pd.Series(unit, dtype=object)).to_numpy()
    gone = present & (pair.found == "left_only") | (present & ~pair.listed.eq(True))
    moved = np.zeros(len(pair), dtype=bool)
    changed = gone.to_numpy().copy()
    for name in ("n", "s"):
        old, new = pair[f"{name}_old"].fillna(-1), pair[name].fillna(-1)
        both = (old >= 0) & (new >= 0)
        difference = (new - old).abs()
        moved |= (both & (difference >= 1) & (difference < settings.minimum)).to_numpy()
        changed |= ((old >= 0) != (new >= 0)).to_numpy() & present
    changed |= ((pair.status_old == Status.BANDED) != (pair.status == Status.BANDED)).to_numpy()
    for mask, reason in ((changed & present, PATTERN), (moved & present, SMALL_CHANGE)):
        for name in pd.unique(pd.Series(unit[mask], dtype=object)):
            why[name] = reason


def _subtract(rows, earlier, knowledge, why):
    """Rule 3: certify again with what a reader gets by subtracting an earlier release."""
    sums = knowledge.sums
    extra = []
    for before in earlier:
        old_keys = pd.MultiIndex.from_frame(before[KEY])
        is_old = pd.MultiIndex.from_frame(rows[KEY]).isin(old_keys)
        old_place = _known_slices(rows, before)
        new = np.zeros(sums.size, dtype=bool)
        published = sums.rows.published
        for count in (sums.count_n[:published], sums.count_s[:published]):
            mask = ~is_old & ~old_place & (count >= 0)
            new[count[mask]] = True
        new &= knowledge.hidden
        extra.append(_differences(sums, knowledge.hidden, new))
    extra = sparse.vstack(extra).tocsr()
    if not extra.shape[0]:
        return
    failing = Certificate(knowledge, extra).failing()
    published = sums.rows.published
    bad = np.isin(sums.count_n, failing)[:published] | np.isin(sums.count_s, failing)[:published]
    for name in pd.unique(rows.unit[bad]):
        why.setdefault(name, SUBTRACTION)


def _known_slices(rows, before):
    """Rows of slices that the earlier release had in some form: their students were in it too."""
    slice_ = ["place", "pathway", "metric", "cohort"]
    seen = [
        before.assign(cohort=before.cohort + y)[slice_][before.span > y]
        for y in range(int(before.span.max()))
    ]
    return pd.MultiIndex.from_frame(rows[slice_]).isin(pd.MultiIndex.from_frame(pd.concat(seen)))


def _differences(sums, hidden, new):
    """Sums that both releases have: their new hidden counts alone must add to what was added."""
    term = hidden[sums.count]
    fresh = term & new[sums.count]
    mixed = sums.per_equation(fresh, np.logical_or)
    mixed &= sums.per_equation(term & ~new[sums.count], np.logical_or)
    whole_is_new = sums.per_equation(new[sums.count] & (sums.sign < 0), np.logical_or)
    keep = (mixed & ~whole_is_new)[sums.equation] & fresh
    used, row = np.unique(sums.equation[keep], return_inverse=True)
    return sparse.csr_matrix(
        (sums.sign[keep].astype(float), (row, sums.count[keep])), shape=(len(used), sums.size)
    )
