"""What loading did, counted table by table."""

from collections import Counter
from dataclasses import asdict, dataclass


@dataclass
class Tally:
    """What happened to the rows of one table.

    `read` is the sum of new, changed, same and kept; `taken_out` counts derived rows beside them.
    """

    name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    taken_out: int = 0

    @property
    def written(self):
        return self.new + self.changed + self.taken_out

    @property
    def read(self):
        return self.new + self.changed + self.same + self.kept


def totals(tallies):
    """All tables' counts in one Tally."""
    counts = Counter()
    for tally in tallies:
        counts.update({name: n for name, n in asdict(tally).items() if name != "name"})
    return Tally("all tables", **counts)
