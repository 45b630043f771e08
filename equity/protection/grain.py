"""Method 2.4, "Grain is chosen before publication": by year, one window, or only the total.

Decided for each place x pathway x family of linked metrics, from the students of its first
metric. What was published before stays as it was: a cohort keeps its form, windows never overlap,
and a slice that was pooled stays pooled.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .cells import KEY, NONE, Settings, Structure

YEAR, WINDOW, TOTAL, NOTHING = "year", "window", "total", "nothing"


def families(metrics: Sequence[int], structure: Structure) -> dict[int, int]:
    """Metric -> the smallest id among the metrics it is linked with: they share one grain."""
    family = {int(metric): int(metric) for metric in metrics}
    pairs = [(a, b) for a, b in (*structure.links, *structure.same_students)]
    for _ in pairs:  # as often as the longest possible chain
        for a, b in pairs:
            if a in family and b in family:
                family[a] = family[b] = min(family[a], family[b])
    return family


def choose(cells: pd.DataFrame, structure: Structure, settings: Settings, before=None):
    """The form of every cohort of every place x pathway x family: a DataFrame with the columns
    place, pathway, family, cohort, form, span. A window stands at its first cohort; the years
    in it have the form "nothing".

    `before`: rows published earlier (KEY, is_total), of all releases.
    """
    family = families(cells.metric.unique(), structure)
    totals = cells[cells.is_total & (cells.span == 1)].assign(family=cells.metric.map(family))
    known = totals.n.where(totals.source_status.eq("ok"), 0).clip(lower=0)
    index = ["place", "pathway", "family", "cohort"]
    students = totals.assign(n=known).groupby(index).n.max()
    covered = _covered(before, family)
    never_pooled = {family[metric] for metric in structure.never_pooled if metric in family}
    rows = []
    for key, by_cohort in students.groupby(level=[0, 1, 2]):
        years = {int(cohort): int(n) for (*_, cohort), n in by_cohort.items()}
        was, may_pool = covered.get(key, {}), key[2] not in never_pooled
        for cohort, form in _forms(years, was, settings, may_pool).items():
            rows.append((*key, cohort, form, settings.window if form == WINDOW else 1))
    return pd.DataFrame(rows, columns=[*index, "form", "span"])


def _covered(before, family):
    """Place, pathway, family -> the form each cohort already has: {cohort: form}."""
    if before is None or before.empty:
        return {}
    rows = before.assign(family=before.metric.map(lambda m: family.get(m, m)))
    index = ["place", "pathway", "family", "cohort", "span"]
    only_total = rows.groupby(index).is_total.all()
    covered = {}
    for (*key, cohort, span), total in only_total.items():
        forms = covered.setdefault(tuple(key), {})
        if span > 1:
            forms.update(dict.fromkeys(range(cohort, cohort + span), NOTHING))
            forms[cohort] = WINDOW
        elif forms.get(cohort) not in (WINDOW, NOTHING):
            forms[cohort] = TOTAL if total else YEAR
    return covered


def _forms(years, covered, settings, may_pool=True):
    """The form of each cohort in `years` ({cohort: students}), given those `covered` before."""
    forms = {cohort: covered[cohort] for cohort in years if cohort in covered}
    free = sorted(cohort for cohort in years if cohort not in covered)
    if covered:
        # Cohorts older than what is published were left out then, and stay left out.
        forms.update({cohort: NOTHING for cohort in free if cohort < max(covered)})
        free = [cohort for cohort in free if cohort > max(covered)]
    was_pooled = WINDOW in covered.values()
    by_year = YEAR in covered.values()
    last = free[-settings.window :]
    in_a_row = len(last) == settings.window and last[-1] - last[0] == settings.window - 1
    enough = may_pool and in_a_row and sum(years[one] for one in last) >= settings.pooled
    if by_year:
        forms.update({c: YEAR if years[c] >= settings.by_year else TOTAL for c in free})
    elif not was_pooled and all(years[cohort] >= settings.by_year for cohort in free):
        forms.update(dict.fromkeys(free, YEAR))
    elif enough:
        forms.update(dict.fromkeys(free, NOTHING))
        forms[last[0]] = WINDOW
    else:
        forms.update(dict.fromkeys(free, NOTHING if was_pooled else TOTAL))
    return forms


def apply(cells: pd.DataFrame, grain: pd.DataFrame, structure: Structure) -> pd.DataFrame:
    """`cells` with the column `listed`, and a row for every cell of a window.

    Cells that are not listed stay in the table: they are hidden counts (method 2.2), which sums
    over places, pathways and years must not give away.
    """
    family = families(cells.metric.unique(), structure)
    cells = cells.assign(family=cells.metric.map(family))
    form = cells.merge(grain, "left", on=["place", "pathway", "family", "cohort"]).form
    form = form.fillna(NOTHING).to_numpy()
    yearly = cells.assign(listed=(form == YEAR) | ((form == TOTAL) & cells.is_total.to_numpy()))
    both = pd.concat([yearly, _windows(yearly, grain)], ignore_index=True)
    return both.drop(columns="family")


def _windows(cells, grain):
    """The cells of every window: sums of its years, where every year has the cell."""
    windows = grain[grain.form == WINDOW]
    if windows.empty:
        return cells.iloc[:0]
    span = int(windows.span.iloc[0])
    on = ["place", "pathway", "family"]
    years = pd.concat(
        [windows.assign(start=windows.cohort, cohort=windows.cohort + y) for y in range(span)]
    )
    parts = cells.merge(years[[*on, "cohort", "start"]], on=[*on, "cohort"])
    parts = parts.sort_values(["start", *KEY]).assign(cohort=lambda rows: rows.start)
    worst = parts.source_status.map({"ok": 0, "z": 1, "x": 2, "c": 3})
    parts = parts.assign(worst=worst, years=1, no_s=parts.s < 0)
    sums = {name: "first" for name in parts if name not in KEY}
    sums |= {"n": "sum", "s": "sum", "worst": "max", "years": "sum", "no_s": "any"}
    pooled = parts.groupby(KEY, as_index=False).agg(sums)
    pooled["s"] = np.where(pooled.no_s, NONE, pooled.s)
    pooled["source_status"] = pooled.worst.map({0: "ok", 1: "z", 2: "x", 3: "c"})
    short = pooled.years < span
    pooled.loc[short & pooled.source_status.eq("ok"), "source_status"] = "x"
    return pooled.assign(span=span, listed=True)[list(cells.columns)]
