"""How far counts can move at most, by what the others of each of their sums make up for.

A cheap first look at a linear program: where a count cannot move far enough by this, no program
has to be solved to find that out.
"""

from __future__ import annotations

import numpy as np

MOST = 1e6
"""More students than any count moves; without an end nothing could be taken away again."""
GROUPS = 4
"""The axis of groups in tables [layer, time, place, pathway, group]."""


def tightened(lower, upper, keep_low, keep_high, open_, parent):
    """(lower, upper) of moves, each no further than the others of its sums can make up for.

    Tables [layer, time, place, pathway, group]; `keep_low`, `keep_high` bound the move of the layer
    above less that of the layer itself [layers below the first, ...]; `open_`: {axis: which sums
    over it there are not} [of the other axes]; `parent`: the layer above each.
    """
    fall, rise = np.minimum(lower, MOST), np.minimum(upper, MOST)
    for axis, none in open_.items():
        free = np.where(np.expand_dims(none, axis), np.inf, 0)
        others_fall = fall.sum(axis=axis, keepdims=True) + free - fall
        others_rise = rise.sum(axis=axis, keepdims=True) + free - rise
        fall, rise = np.minimum(fall, others_rise), np.minimum(rise, others_fall)
    for layer, above in enumerate(parent[1:], start=1):
        low, high = keep_low[layer - 1], keep_high[layer - 1]
        for table, below, over in ((rise, low, high), (fall, high, low)):
            table[layer] = np.minimum(table[layer], table[above] + below)
            table[above] = np.minimum(table[above], table[layer] + over)
    return fall, rise
