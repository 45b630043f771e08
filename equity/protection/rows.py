"""Rows of a release as arrays, and how to find one row from another.

A row is one cell of the release, or one that every reader can make: for a group of an overlapping
dimension "everyone else" is the total less the group (method 1.5: each group is its own yes/no
dimension), so that complement is protected like the other half of a two-group dimension.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from .cells import DEFAULTS, NONE

ADDRESS = ["place", "pathway", "metric", "cohort", "span"]
"""What makes a slice: all groups of all dimensions at one address have one total."""

BOOLEAN = {name for name, value in DEFAULTS.items() if isinstance(value, bool)} | {"is_total"}


class Rows:
    """All rows of a release; the first `published` of them are the caller's, in his order."""

    def __init__(self, cells: pd.DataFrame):
        self.published = len(cells)
        frame = pd.concat([cells, _everyone_else(cells)], ignore_index=True)
        # Groups that overlap have no common sum: each is its own block with its complement.
        frame["block"] = np.where(
            frame.overlapping & ~frame.is_total,
            -2 - np.where(frame.group < 0, -2 - frame.group, frame.group),  # never a dimension's id
            frame.dimension,
        )
        frame.loc[frame.is_total, ["group", "block"]] = NONE
        self.frame = frame
        frame["complement"] = np.arange(len(frame)) >= self.published
        frame["unpublished"] = ~frame.listed.astype(bool)
        frame["listed"] = frame.listed & ~frame.complement
        self.reported = frame.source_status.eq("ok").to_numpy()
        self.withheld = frame.source_status.eq("c").to_numpy()
        self.x = ~self.reported & ~self.withheld
        """Not reported: a count a reader may find, but does not know to be one or more."""
        self.n, self.s = _stand_ins(frame, ADDRESS)
        self.has_s = self.s >= 0

    def __len__(self):
        return len(self.frame)

    def __getattr__(self, name):
        """A column as an array: `rows.place`."""
        if name.startswith("_") or name == "frame" or name not in self.frame:
            raise AttributeError(name)
        array = self.frame[name].to_numpy()
        if array.dtype == object and name in BOOLEAN:
            array = array.astype(bool)
        setattr(self, name, array)
        return array

    @cached_property
    def _codes(self):
        """For every column of the key: its sorted values, and the step of its digit."""
        step, codes = 1, {}
        for name in [*ADDRESS, "group"]:
            values = np.unique(self.frame[name].to_numpy())
            codes[name] = values, step
            step *= len(values) + 1
        return codes

    def _encoded(self, columns):
        """One number per row for its key; -1 where a value does not occur in the release."""
        code = np.zeros(len(columns["place"]), dtype=np.int64)
        known = np.ones(len(code), dtype=bool)
        for name, (values, step) in self._codes.items():
            at = np.searchsorted(values, columns[name]).clip(max=len(values) - 1)
            known &= values[at] == columns[name]
            code += at * step
        return np.where(known, code, -1)

    @cached_property
    def _sorted(self):
        code = self._encoded({name: getattr(self, name) for name in self._codes})
        order = np.argsort(code, kind="stable")
        return code[order], order

    @cached_property
    def slice_code(self):
        """The same number for all rows of one slice."""
        return self._encoded({**self._key(), "group": np.full(len(self), self.group[0])})

    @cached_property
    def slice_block(self):
        """The same number for all rows of one dimension in one slice."""
        pair = pd.DataFrame({"slice": self.slice_code, "block": self.block})
        return pair.groupby(["slice", "block"], sort=False).ngroup().to_numpy()

    def crossed_with(self):
        """For every row a dimension: the same for an intersection and what it crosses."""
        of_group = dict(zip(self.group, self.dimension, strict=True))
        label = {dimension: dimension for dimension in np.unique(self.dimension)}
        for parent in (self.first, self.second):
            crossed = parent != NONE
            pairs = set(zip(self.dimension[crossed], parent[crossed], strict=True))
            for dimension, group in pairs:
                one, two = label[dimension], label.get(of_group.get(group), label[dimension])
                label = {d: two if name == one else name for d, name in label.items()}
        names, at = np.unique(self.dimension, return_inverse=True)
        return np.array([label[name] for name in names])[at]

    def _key(self):
        return {name: getattr(self, name) for name in self._codes}

    def find(self, rows, **changes):
        """The rows whose key is that of `rows` but for `changes`; -1 where there is none."""
        key = {name: column[rows] for name, column in self._key().items()}
        for name, value in changes.items():
            key[name] = np.broadcast_to(np.asarray(value, dtype=np.int64), np.shape(rows))
        wanted = self._encoded(key)
        codes, order = self._sorted
        at = np.searchsorted(codes, wanted).clip(max=len(codes) - 1)
        return np.where((codes[at] == wanted) & (wanted >= 0), order[at], -1)


def _everyone_else(cells: pd.DataFrame) -> pd.DataFrame:
    """For every group of an overlapping dimension: the students not in it."""
    groups = cells[cells.overlapping & ~cells.is_total]
    totals = cells[cells.is_total].drop_duplicates(ADDRESS)[[*ADDRESS, "n", "s", "source_status"]]
    if groups.empty:
        return groups
    other = groups.merge(totals, on=ADDRESS, suffixes=("", "_total"))
    known = other.source_status.eq("ok") & other.source_status_total.eq("ok")
    other = other[known].drop(columns="source_status_total")
    other["group"] = -2 - other.group
    other["is_unknown"] = True  # has no row of its own: the last choice as a partner
    other["shown_before"] = False
    other["s"] = np.where(other.s >= 0, other.s_total - other.s, NONE)
    other["n"] = other.n_total - other.n
    return other.drop(columns=["n_total", "s_total"])


def _stand_ins(frame: pd.DataFrame, address: list[str]):
    """n and s of every row; where the source gave none, a number that fits its dimension.

    The true numbers behind `c` and `x` are not known to us either. What is left of the total is
    dealt out over them, so that the equations hold; the linear programs need one point that fits.
    """
    n, s = frame.n.to_numpy().copy(), frame.s.to_numpy().copy()
    unknown = ~frame.source_status.eq("ok").to_numpy()
    if not unknown.any():
        return n, s
    n[unknown], s[unknown] = 0, 0
    # One slice after the other: sources suppress few slices, so this stays quick.
    slices = frame.groupby([*address], sort=False).ngroup().to_numpy()
    touched = np.isin(slices, slices[unknown])
    for rows in frame[touched].groupby(slices[touched], sort=False).indices.values():
        _fill(np.flatnonzero(touched)[rows], frame, unknown, n, s)
    return n, s


def _fill(rows, frame, unknown, n, s):
    total = rows[frame.is_total.to_numpy()[rows]]
    rows = rows[~frame.is_total.to_numpy()[rows]]
    blocks = [rows[b] for b in frame.iloc[rows].groupby("block").indices.values()]
    if len(total) and unknown[total[0]]:
        sums = [(n[b].sum(), s[b].clip(min=0).sum()) for b in blocks]
        n[total[0]], s[total[0]] = max(sums, default=(11, 0))
    for block in blocks:
        gaps = block[unknown[block]]
        if not len(gaps):
            continue
        has_s = (s[block[~unknown[block]]] >= 0).all() and (not len(total) or s[total[0]] >= 0)
        left_n = max(0, n[total[0]] - n[block].sum()) if len(total) else len(gaps)
        left_s = max(0, s[total[0]] - s[block].sum()) if len(total) and has_s else 0
        for at, row in enumerate(gaps):
            n[row] = left_n // len(gaps) + (at < left_n % len(gaps))
            share = left_s // len(gaps) + (at < left_s % len(gaps))
            s[row] = min(share, n[row]) if has_s else NONE
