"""Counts that follow from each other: the funnel of a family of linked metrics, as layers.

The numerator of one metric is the denominator of the next (method 2.2, 6), so the counts of one
group at one address form layers, each at most the one it follows: students, those of them who took
two courses, those of them who graduated. Several metrics may follow the same one: a tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from .cells import Structure

N, S = 0, 1
"""Which of a row's two counts."""


@dataclass(frozen=True)
class Layers:
    """`of`: (metric, N or S) -> layer; `parent[layer]`: the layer it is at most, -1 if none."""

    of: dict[tuple[int, int], int]
    parent: tuple[int, ...]

    def __len__(self):
        return len(self.parent)

    def hidden_with(self, layer) -> list[int]:
        """`layer` and all that follow it: where a count is hidden they are hidden too."""
        found = [layer]
        for other, above in enumerate(self.parent):
            if above in found:
                found.append(other)
        return found


def layers_of(metrics, structure: Structure) -> Layers | None:
    """The layers of a family of linked `metrics`; None where they follow each other in a ring."""
    name = {(metric, which): (metric, which) for metric in metrics for which in (N, S)}
    same = [((a, S), (b, N)) for a, b in structure.links]
    same += [((a, N), (b, N)) for a, b in structure.same_students]
    for one, two in same:
        if one in name and two in name:
            old, new = name[two], name[one]
            name = {key: new if value == old else value for key, value in name.items()}
    above = {}
    for metric in metrics:
        lower, upper = name[metric, S], name[metric, N]
        if lower == upper or above.setdefault(lower, upper) != upper:
            return None
    order = _from_the_top(set(name.values()), above)
    if order is None:
        return None
    number = {key: at for at, key in enumerate(order)}
    parent = tuple(number[above[key]] if key in above else -1 for key in order)
    return Layers({key: number[value] for key, value in name.items()}, parent)


def _from_the_top(keys, above):
    """Every key after the one above it; None if they follow each other in a ring."""
    order, left = [], sorted(keys)
    while left:
        ready = [key for key in left if key not in above or above[key] in order]
        if not ready:
            return None
        order += ready
        left = [key for key in left if key not in ready]
    return order
