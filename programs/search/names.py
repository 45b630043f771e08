"""The names of all rows for ordering: equal names are kept once, and sorting sorts those."""

from bisect import insort
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Names:
    """For each row the number of its name; `order` is the numbers in the order of the names."""

    codes: np.ndarray
    numbers: dict
    order: tuple

    @classmethod
    def empty(cls):
        return cls(np.zeros(0, np.int32), {}, ())

    def __len__(self):
        return len(self.codes)

    def tolist(self):
        names = list(self.numbers)
        return [names[code] for code in self.codes]

    @property
    def ranks(self):
        """The place of each row's name among the different names."""
        ranks = np.empty(len(self.order), np.int64)
        ranks[list(self.order)] = np.arange(len(self.order))
        return ranks[self.codes]

    def rows(self, names):
        """A mask of the rows that are called one of these."""
        mask = np.zeros(len(self.codes), bool)
        for name in names:
            if name in self.numbers:
                mask |= self.codes == self.numbers[name]
        return mask

    def put(self, count, old, moved, changed):
        """New names for `count` rows: rows `old` go to `moved`, `changed` is [(position, name)]."""
        codes = np.zeros(count, np.int32)
        codes[moved] = self.codes[old]
        numbers, order = self.numbers, self.order
        fresh = sorted({name for _at, name in changed if name not in numbers})
        if fresh:
            numbers = numbers | {name: len(numbers) + at for at, name in enumerate(fresh)}
            names, order = list(numbers), list(order)
            if len(fresh) < 10:
                for name in fresh:
                    insort(order, numbers[name], key=names.__getitem__)
            else:
                order = sorted(order + [numbers[name] for name in fresh], key=names.__getitem__)
            order = tuple(order)
        for at, name in changed:
            codes[at] = numbers[name]
        return Names(codes, numbers, order)
