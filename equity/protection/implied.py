"""Rows that nobody loaded and every reader can think of: a place over all of its pathways.

A school may have figures on single pathways alone while its region has one over all of them. The
region is then the sum of all schools' pathways, an equation that needs a row for each school to be
written down. Such a row is on no page and is no secret itself; it only carries the sum.
"""

from __future__ import annotations

import pandas as pd

from .cells import KEY, NONE, Structure


def with_implied(cells: pd.DataFrame, structure: Structure) -> pd.DataFrame:
    """`cells` (`completed`, with `listed`), and a row over all pathways for each place, year and
    group that has none, where a whole it is part of has one. They are `implied`, not `listed`.

    Counts that a source withheld are left out of the sums: they are not known to us either.
    """
    parts = {int(part) for parts in structure.place_sums.values() for part in parts}
    wholes = cells[cells.place.isin(structure.place_sums) & (cells.pathway == NONE)]
    on = ["metric", "cohort", "span", "dimension", "group"]
    single = cells[cells.place.isin(parts) & (cells.pathway != NONE) & (cells.span == 1)]
    single = single.merge(wholes[on].drop_duplicates(), on=on)
    there = cells.loc[cells.pathway == NONE, [*on, "place"]]
    single = single.merge(there.assign(there=True), "left", on=[*on, "place"])
    single = single[single.there.isna()].drop(columns="there")
    if single.empty:
        return cells
    known = single.source_status.eq("ok")
    single = single.assign(
        pathway=NONE, n=single.n.where(known, 0), without_s=single.s < 0, s=single.s.where(known, 0)
    )
    how = {name: "first" for name in cells if name not in KEY}
    how |= {"n": "sum", "s": "sum", "without_s": "any"}
    rows = single.groupby(KEY, as_index=False).agg(how)
    rows["s"] = rows.s.where(~rows.without_s, NONE)
    rows = rows.assign(
        source_status="ok", listed=False, implied=True,
        hidden_before=False, s_hidden_before=False, shown_before=False,
    )  # fmt: skip
    return pd.concat([cells, rows[list(cells.columns)]], ignore_index=True)
