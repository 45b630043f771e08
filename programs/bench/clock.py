"""Times of many answers, as tables: half, 95 and 99 of 100 are at most so long, and the longest."""

from collections import defaultdict
from statistics import quantiles

HEADINGS = f"{'pages':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}"


def cuts(times):
    """(p50, p95, p99, most) of these times."""
    if len(times) == 1:
        return (times[0],) * 4
    cut = quantiles(times, n=100, method="inclusive")
    return cut[49], cut[94], cut[98], max(times)


class Times:
    """Milliseconds by kind of question."""

    def __init__(self):
        self.by_kind = defaultdict(list)

    def add(self, kind, milliseconds):
        self.by_kind[kind].append(milliseconds)

    @property
    def all(self):
        return [took for several in self.by_kind.values() for took in several]

    def lines(self, heading="kind"):
        """The table, a line each."""
        yield f"{heading:<14}{HEADINGS}"
        for kind, times in [*sorted(self.by_kind.items()), ("all", self.all)]:
            yield f"{kind:<14}{len(times):>7}" + "".join(f"{value:>8.1f}" for value in cuts(times))


def verdict(what, value, limit, unit="ms"):
    """A sentence that says whether a limit is kept."""
    kept = "within" if value <= limit else "OVER"
    return f"{what}: {value:,.1f} {unit}, {kept} the limit of {limit:,} {unit}"
