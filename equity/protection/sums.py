"""The sums a reader can write down: every equation between the counts of a release.

A *count* is a number of students that stands in one or more places: n of a row, s of a row, or
both at once where the numerator of one metric is the denominator of the next (method 2.2, 6).
An equation says that a whole is the sum of its parts. They are those of 2.2 (4) and (5): groups
add to the total, places to their region or county (over all pathways the single ones of a place
that has no row over all of them), pathways to all pathways, years to their window, an intersection
to both of its parents, and linked counts to each other.

Loaded wholes are often smaller than the sum of their parts (a student at two colleges is one in
the region). They are protected as if the reader knew that difference, which is more than he knows.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from .cells import NONE, Rule, Structure
from .rows import Rows

DIMENSION, PLACES, PATHWAYS, YEARS, CROSSED, LINK = range(6)

RULE_OF_KIND = {
    DIMENSION: Rule.COMPLEMENTARY,
    PLACES: Rule.NESTED,
    PATHWAYS: Rule.NESTED,
    YEARS: Rule.NESTED,
    CROSSED: Rule.NESTED,
    LINK: Rule.LINKED,
}


class Sums:
    """Counts and equations of a release.

    `count_n[row]`, `count_s[row]` give the count of a row's n and s (-1: no s). The terms of the
    equations lie one after the other: `equation`, `count`, `sign` (+1 part, -1 whole), sorted by
    equation; `kind[equation]` says which of the sums it is, `block_row[equation]` its first part.
    `stands_for_place[row]`: the row is on a single pathway and part of a place over all of them;
    `lacks_a_dimension[row]`: it is the total of a slice without a dimension that its whole has.
    """

    def __init__(self, rows: Rows, structure: Structure):
        self.rows = rows
        self._number_counts(structure)
        self._write_equations(structure)

    def _number_counts(self, structure):
        rows, size = self.rows, len(self.rows)
        name = np.arange(2 * size)
        self._unequal_links = []
        for a, b in structure.links:
            self._join(name, rows, a, b, a_offset=size)
        for a, b in structure.same_students:
            self._join(name, rows, a, b, a_offset=0)
        used = np.concatenate([np.arange(size), size + np.flatnonzero(rows.has_s)])
        kept, number = np.unique(name[used], return_inverse=True)
        self.count_n = number[:size]
        self.count_s = np.full(size, -1)
        self.count_s[rows.has_s] = number[size:]
        self.value = np.concatenate([rows.n, rows.s])[kept]
        self.size = len(kept)

    @cached_property
    def row_of_count(self):
        """A row each count stands in: one whose n it is, if there is any."""
        row = np.zeros(self.size, dtype=np.int64)
        with_s = np.flatnonzero(self.rows.has_s)
        row[self.count_s[with_s]] = with_s
        row[self.count_n] = np.arange(len(self.rows))
        return row

    def _join(self, name, rows, a, b, a_offset):
        of_b = np.flatnonzero(rows.metric == b)
        of_a = rows.find(of_b, metric=a)
        of_b, of_a = of_b[of_a >= 0], of_a[of_a >= 0]
        if a_offset:
            of_b, of_a = of_b[rows.has_s[of_a]], of_a[rows.has_s[of_a]]
        values = rows.s if a_offset else rows.n
        equal = values[of_a] == rows.n[of_b]
        # With a count come all that are one with it already, in whatever order links are given.
        new = np.arange(len(name))
        new[name[of_b[equal]]] = name[of_a[equal] + a_offset]
        name[:] = new[name]
        self._unequal_links.append((of_a[~equal], of_b[~equal], bool(a_offset)))

    def _write_equations(self, structure):
        self._pairs = []
        rows = self.rows
        groups = np.flatnonzero(~rows.is_total)
        total = rows.find(groups, group=NONE)
        self._add(DIMENSION, total, groups, rows.block[groups])
        everyone = np.arange(len(rows))
        of_years = self._add_years()
        self.stands_for_place = np.zeros(len(rows), dtype=bool)
        for number, (whole, parts) in enumerate(structure.place_sums.items()):
            part = np.flatnonzero(np.isin(rows.place, list(parts)) & ~of_years)
            of_whole = rows.find(part, place=whole)
            self._add(PLACES, of_whole, part, number)
            self._add_single_pathways(whole, part, number, of_whole)
        part = everyone[(rows.pathway != NONE) & ~of_years]
        self._add(PATHWAYS, rows.find(part, pathway=NONE), part)
        self.lacks_a_dimension = np.zeros(len(rows), dtype=bool)
        self._add_those_without_a_dimension()
        for number, parent in enumerate(("first", "second")):
            part = everyone[getattr(rows, parent) != NONE]
            whole = rows.find(part, group=getattr(rows, parent)[part])
            self._add(CROSSED, whole, part, rows.block[part] * 2 + number)
        self._finish()

    def _add_single_pathways(self, whole, part, number, has_parts):
        """A place may have figures on single pathways alone while its whole has one over all of
        them: then these add to the whole in its stead.

        Not where the whole has a row for each of these pathways too, and no other part over all of
        them: what it says over all of them adds nothing to that. `has_parts`: wholes with parts of
        their own pathway.
        """
        rows = self.rows
        part = part[(rows.pathway[part] != NONE) & (rows.find(part, pathway=NONE) < 0)]
        of_whole = rows.find(part, place=whole, pathway=NONE)
        part, of_whole = part[of_whole >= 0], of_whole[of_whole >= 0]
        needed = of_whole[rows.find(part, place=whole) < 0]
        mine = np.isin(of_whole, np.concatenate([needed, has_parts]))
        self._add(PLACES, of_whole[mine], part[mine], number)
        self.stands_for_place[part[mine]] = True

    def _add_years(self):
        """Windows as sums of their years; which rows are such a window, with all its years.

        What windows add to over places and pathways follows from their years, among them those of
        slices that have no window; a sum of the windows alone would leave these out.
        """
        rows = self.rows
        years = np.zeros(len(rows), dtype=np.int64)
        part = np.flatnonzero(rows.span == 1)
        for span in np.unique(rows.span[rows.span > 1]):
            for year in range(span):
                whole = rows.find(part, span=span, cohort=rows.cohort[part] - year)
                # All years of one window belong to one equation: its whole row names it.
                self._add(YEARS, whole, part)
                years += np.bincount(whole[whole >= 0], minlength=len(rows))
        return (rows.span > 1) & (years == rows.span)

    def _add_those_without_a_dimension(self):
        """A part may lack a dimension that its whole and other parts have. Its students are
        somewhere in that of the whole: taken as Unknown there, or as the group with the most
        students. Without them its total would look like the difference of others that a reader is
        granted to know.
        """
        rows, names = self.rows, ["kind", "whole", "label", "part"]
        pairs = pd.DataFrame(np.concatenate(self._pairs, axis=1).T, columns=names)
        pairs = pairs[(pairs.kind != DIMENSION) & (rows.first[pairs.whole] == NONE)]
        pairs["slice"], pairs["block"] = rows.slice_code[pairs.whole], rows.block[pairs.whole]
        of_totals = rows.is_total[pairs.whole]
        sums = pairs[~of_totals].drop_duplicates(["kind", "slice", "block"])
        lacking = pairs[of_totals].drop(columns=["block", "whole"])
        lacking = lacking.merge(sums[["kind", "slice", "block"]], on=["kind", "slice"])
        there = pd.MultiIndex.from_arrays([rows.slice_code, rows.block])
        its_own = pd.MultiIndex.from_arrays([rows.slice_code[lacking.part], lacking.block])
        lacking = lacking[~its_own.isin(there)]
        if lacking.empty:
            return
        lacking = lacking.merge(self._groups_for_others(lacking))
        self._pairs.append(lacking[names].to_numpy().T)
        self.lacks_a_dimension[lacking.part] = True

    def _groups_for_others(self, of):
        """For each slice and block `of` a table its row `whole` that others are counted in: the
        same group everywhere, or sums over pathways and places would not fit each other."""
        rows = self.rows
        at = rows.frame[["block", "group", "is_unknown", "n"]].assign(
            slice=rows.slice_code, whole=np.arange(len(rows))
        )
        at = at.merge(of[["slice", "block"]].drop_duplicates())
        known = at.groupby(["block", "group"]).agg(
            slices=("slice", "size"), unknown=("is_unknown", "any"), n=("n", "sum")
        )
        known = known.sort_values(["slices", "unknown", "n"], kind="stable")
        known["place"] = np.arange(len(known))
        at = at.merge(known["place"], left_on=["block", "group"], right_index=True)
        best = at.sort_values("place", kind="stable").drop_duplicates(
            ["slice", "block"], keep="last"
        )
        return best[["slice", "block", "whole"]]

    def _add(self, kind, whole, part, label=0):
        """Note the pairs (whole, part) as terms of the equations named by whole and label."""
        label = np.broadcast_to(np.asarray(label, dtype=np.int64), part.shape)
        found = whole >= 0
        pairs = np.stack([np.full(found.sum(), kind), whole[found], label[found], part[found]])
        self._pairs.append(pairs)

    def _finish(self):
        pairs = np.concatenate(self._pairs, axis=1)
        order = np.lexsort(pairs[::-1])
        kind, whole, label, part = pairs[:, order]
        fresh = np.ones(len(kind), dtype=bool)
        fresh[1:] = (kind[1:] != kind[:-1]) | (whole[1:] != whole[:-1]) | (label[1:] != label[:-1])
        number = np.cumsum(fresh) - 1
        first = np.flatnonzero(fresh)
        with_s = self.rows.has_s[whole] & self.rows.has_s[part]
        all_s = np.logical_and.reduceat(with_s, first) if len(first) else np.zeros(0, bool)
        chosen = all_s[number]
        half = len(first)
        a, b = self._link_terms()
        links = np.arange(len(a)) + 2 * half
        equation = np.concatenate(
            [number, np.arange(half), number[chosen] + half, np.flatnonzero(all_s) + half]
            + [links, links]
        )
        count = np.concatenate(
            [self.count_n[part], self.count_n[whole[first]]]
            + [self.count_s[part[chosen]], self.count_s[whole[first[all_s]]], a, b]
        )
        sign = np.concatenate(
            [np.ones(len(number)), -np.ones(half), np.ones(chosen.sum()), -np.ones(all_s.sum())]
            + [np.ones(len(a)), -np.ones(len(a))]
        ).astype(np.int64)
        kinds = np.concatenate([kind[first], kind[first], np.full(len(a), LINK)])
        block_row = np.concatenate([part[first], part[first], np.full(len(a), -1)])
        self._keep_each_once(equation, count, sign, kinds, block_row)
        del self._pairs

    def _link_terms(self):
        """Counts that should be one but differ in the file: still tied to each other."""
        a, b = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for of_a, of_b, numerator in self._unequal_links:
            a.append((self.count_s if numerator else self.count_n)[of_a])
            b.append(self.count_n[of_b])
        return np.concatenate(a), np.concatenate(b)

    def _keep_each_once(self, equation, count, sign, kinds, block_row):
        """Drop equations that say the same (the links make many), number the rest anew."""
        lottery = np.random.default_rng(1).integers(1 << 62, size=self.size, dtype=np.int64)
        print_of = np.zeros(len(kinds), dtype=np.int64)
        with np.errstate(over="ignore"):
            np.add.at(print_of, equation, lottery[count] * sign)
        present = np.unique(equation)
        _, first = np.unique(print_of[present], return_index=True)
        kept = np.sort(present[first])
        new = np.full(len(kinds), -1)
        new[kept] = np.arange(len(kept))
        mine = new[equation] >= 0
        equation, count, sign = new[equation[mine]], count[mine], sign[mine]
        order = np.argsort(equation, kind="stable")
        self.equation, self.count, self.sign = equation[order], count[order], sign[order]
        self.kind, self.block_row = kinds[kept], block_row[kept]
        self.equations = len(kept)

    @cached_property
    def start(self):
        """Where each equation's terms begin."""
        return np.searchsorted(self.equation, np.arange(self.equations))

    def per_equation(self, values, how=np.add):
        """`values` of the terms, brought together for each equation."""
        if not self.equations:
            return np.zeros(0, dtype=np.asarray(values).dtype)
        return how.reduceat(values, self.start)
