"""Which values each row of a facet has, as numbers, so that counting is one pass over an array.

A row's values are a set; equal sets share a number. There are far fewer sets than rows: a program
of a college has the set of that college and its district.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class SetTable:
    """The different sets, numbered, and the values in them, each with its position in counts.

    `owners` and `members` list the pairs (set, value) flat. Never changed in place: more sets make
    a new table, in which everything known keeps its number.
    """

    numbers: dict
    values: dict
    owners: np.ndarray
    members: np.ndarray

    @classmethod
    def empty(cls):
        return cls({(): 0}, {}, np.zeros(0, np.intp), np.zeros(0, np.intp))

    def __len__(self):
        return len(self.numbers)

    @property
    def sets(self):
        return tuple(self.numbers)

    def with_sets(self, fresh):
        """A table that knows these sets too."""
        numbers, values = dict(self.numbers), dict(self.values)
        owners, members = [], []
        for one in fresh:
            if one not in numbers:
                number = numbers[one] = len(numbers)
                for value in one:
                    owners.append(number)
                    members.append(values.setdefault(value, len(values)))
        return SetTable(
            numbers,
            values,
            np.concatenate([self.owners, np.array(owners, np.intp)]),
            np.concatenate([self.members, np.array(members, np.intp)]),
        )


class Counts(Mapping):
    """{value: number of rows that have it}; `totals` holds them in the order of the table."""

    def __init__(self, values, totals):
        self.values_at, self.totals = values, totals

    def __getitem__(self, value):
        return int(self.totals[self.values_at[value]])

    def __iter__(self):
        return iter(self.values_at)

    def __len__(self):
        return len(self.values_at)

    def __contains__(self, value):
        return value in self.values_at

    def items(self):
        return list(zip(self.values_at, self.totals.tolist(), strict=True))


@dataclass(frozen=True)
class ValueSets:
    """One facet of all programs: for each row the number of its set in the table."""

    codes: np.ndarray
    table: SetTable

    @classmethod
    def empty(cls):
        return cls(np.zeros(0, np.int32), SetTable.empty())

    def mask(self, chosen):
        """Rows that have at least one of the chosen values."""
        table = self.table
        wanted = np.zeros(len(table.values), bool)
        wanted[[table.values[value] for value in chosen if value in table.values]] = True
        sets = np.zeros(len(table), bool)
        sets[table.owners[wanted[table.members]]] = True
        return sets[self.codes]

    def counts(self, rows):
        """Counts over these rows: a bool mask or an array of positions."""
        return self._counts(self.codes[rows])

    @cached_property
    def all_counts(self):
        """Counts over all rows."""
        return self._counts(self.codes)

    def _counts(self, codes):
        table = self.table
        by_set = np.bincount(codes, minlength=len(table))
        totals = np.bincount(
            table.members, weights=by_set[table.owners], minlength=len(table.values)
        )
        return Counts(table.values, totals.astype(np.int64))

    def put(self, count, old, moved, changed):
        """New sets for `count` rows: rows `old` go to `moved`, `changed` is [(position, set)]."""
        codes = np.zeros(count, np.int32)
        codes[moved] = self.codes[old]
        table = self.table
        fresh = {values for _at, values in changed if values not in table.numbers}
        if fresh:
            table = table.with_sets(sorted(fresh))
        for at, values in changed:
            codes[at] = table.numbers[values]
        return ValueSets(codes, table)
