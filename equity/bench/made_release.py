"""A made-up release of any size whose numbers all add up, for benchmarks and random tests.

Nothing in it describes a real college. Students of every organization, pathway and cohort are
dealt out over the groups of each dimension; who reaches the outcome is drawn from them without
putting back; the next metric starts from those. Wholes are the sums of their parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from equity.protection.cells import NONE, Structure

REGION = 0
ALL_STUDENTS = 0
"""Id of the dimension, and of the group, of the total row."""

SHARES = {
    "ethnicity": (0.52, 0.2, 0.1, 0.06, 0.05, 0.04, 0.02, 0.005, 0.005),
    "gender": (0.55, 0.42, 0.02, 0.01),
    "econ_disadvantaged": (0.7, 0.3),
    "foster_youth": (0.03, 0.97),
    "veteran": (0.05, 0.95),
}
"""Groups of each dimension by their share of students; the last of a longer one is Unknown."""


@dataclass
class MadeRelease:
    """Raw cells as `equity.protection` takes them, and how they hang together."""

    cells: pd.DataFrame
    structure: Structure
    names: dict = field(default_factory=dict)


def made_release(
    seed: int,
    *,
    places: int = 39,
    counties: int = 0,
    pathways: int = 7,
    cohorts: int = 5,
    metrics: int = 3,
    shares=None,
    crossed: tuple[str, str] | None = None,
    students: float = 400,
    spread: float = 1.0,
) -> MadeRelease:
    """A release with `places` organizations under the region, some of them in counties too.

    `students` is the median of a slice's students, `spread` the sigma of their logarithm. With
    `crossed` two dimensions are crossed into an intersection. Every number follows from `seed`.
    """
    lottery = np.random.default_rng(seed)
    shares = shares or SHARES
    groups = _Groups(shares, crossed)
    organizations = np.arange(1, places + 1)
    size = np.exp(
        lottery.normal(0, spread, (places, 1)) + lottery.normal(0, spread / 2, (1, pathways))
    )
    frames = []
    for cohort in range(2024 - cohorts, 2024):
        for at, place in enumerate(organizations):
            for pathway in range(1, pathways + 1):
                head = lottery.poisson(students * size[at, pathway - 1])
                frames.append(
                    groups.table(lottery, int(head), metrics).assign(
                        place=place, pathway=pathway, cohort=cohort
                    )
                )
    leaves = pd.concat(frames, ignore_index=True)
    sums = {REGION: tuple(int(p) for p in organizations)}
    for county in range(counties):
        sums[1000 + county] = tuple(int(p) for p in organizations[county::counties])
    cells = _with_wholes(leaves, sums)
    cells = cells.merge(groups.frame, on="group")
    cells = cells.sort_values(["place", "pathway", "metric", "cohort", "dimension", "group"])
    links = tuple((m, m + 1) for m in range(1, metrics))
    cells = cells.assign(span=1, source_status="ok").reset_index(drop=True)
    return MadeRelease(cells, Structure(place_sums=sums, links=links), {"dimensions": list(shares)})


def _with_wholes(leaves, sums):
    """Region, counties and "all pathways" as the sums of what they are made of."""
    key = ["metric", "cohort", "group"]
    everyone = leaves.groupby(["place", *key], as_index=False)[["n", "s"]].sum()
    cells = pd.concat([leaves, everyone.assign(pathway=NONE)], ignore_index=True)
    wholes = []
    for whole, parts in sums.items():
        mine = cells[cells.place.isin(parts)]
        total = mine.groupby(["pathway", *key], as_index=False)[["n", "s"]].sum()
        wholes.append(total.assign(place=whole))
    return pd.concat([cells, *wholes], ignore_index=True)


class _Groups:
    """The groups of the release, and how students fall into them."""

    def __init__(self, shares, crossed):
        self.shares, self.crossed = shares, crossed
        rows, self.ids, number = [self._row(ALL_STUDENTS, ALL_STUDENTS, True)], {}, 1
        for dimension, (name, parts) in enumerate(shares.items(), start=1):
            ids = np.arange(number, number + len(parts))
            self.ids[name] = ids
            for group in ids:
                last = group == ids[-1] and len(parts) > 2
                rows.append(self._row(dimension, group, False, last))
            number += len(parts)
        if crossed:
            first, second = (self.ids[name] for name in crossed)
            grid = [(a, b) for a in first for b in second]
            self.grid = np.arange(number, number + len(grid))
            for group, (a, b) in zip(self.grid, grid, strict=True):
                rows.append(self._row(len(shares) + 1, group, False, False, a, b))
        self.frame = pd.DataFrame(rows)

    @staticmethod
    def _row(dimension, group, total, unknown=False, first=NONE, second=NONE):
        return {
            "dimension": dimension, "group": int(group), "is_total": total,
            "is_unknown": unknown, "overlapping": False, "first": first, "second": second,
        }  # fmt: skip

    def table(self, lottery, head, metrics):
        """n and s of every group and metric for one slice of `head` students."""
        goals, left = [], head
        for _ in range(metrics):
            goals.append((left, int(lottery.binomial(left, lottery.uniform(0.3, 0.85)))))
            left = goals[-1][1]
        parts = [self._split(lottery, goals, [1.0], [ALL_STUDENTS])]
        for name, share in self.shares.items():
            if not self.crossed or name not in self.crossed:
                parts.append(self._split(lottery, goals, share, self.ids[name]))
        if self.crossed:
            first, second = self.crossed
            share = np.outer(self.shares[first], self.shares[second]).ravel()
            grid = self._split(lottery, goals, share, self.grid)
            parts.append(grid)
            wide, high = len(self.ids[second]), len(self.ids[first])
            for ids, of in (
                (self.ids[first], np.repeat(self.ids[first], wide)),
                (self.ids[second], np.tile(self.ids[second], high)),
            ):
                margin = grid.assign(group=np.tile(of, metrics))
                margin = margin.groupby(["metric", "group"], as_index=False)[["n", "s"]].sum()
                parts.append(margin[margin.group.isin(ids)])
        return pd.concat(parts, ignore_index=True)

    @staticmethod
    def _split(lottery, goals, share, ids):
        """Deal students of each metric over `ids`: the successes of one are the next one's n."""
        share = np.asarray(share) / np.sum(share)
        n = lottery.multinomial(goals[0][0], share)
        rows = []
        for metric, (_, reached) in enumerate(goals, start=1):
            s = lottery.multivariate_hypergeometric(n, reached)
            rows.append(pd.DataFrame({"metric": metric, "group": ids, "n": n, "s": s}))
            n = s
        return pd.concat(rows, ignore_index=True)
