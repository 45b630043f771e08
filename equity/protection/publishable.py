"""The one call a publication makes: from checked raw cells to what may be published.

    publishable(raw, structure, settings, earlier=[...], progress=print)

Grain (2.4), sticky cells (2.4), the rules of 2.2, and what has to be held (2.4), in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from . import grain
from .cells import KEY, Settings, Status, Structure, completed
from .held import held
from .release import protect

STANDING = ("shown", "banded")


@dataclass
class Publishable:
    """`cells`: the raw cells, then a row for each cell of a window; with RESULT_COLUMNS beside.

    Publish the rows with `listed`. `held`: (metric, cohort) -> reason; those keep their earlier
    publication, whatever `cells` says. `uncertified`: rows that must not be published (empty).
    """

    cells: pd.DataFrame
    grain: pd.DataFrame
    held: dict[tuple[int, int], str]
    uncertified: list
    programs: int

    def useful(self) -> tuple[int, int]:
        """(useful, all) tables: of a slice's dimensions at its grain, and how many of them show
        two groups or more with a rate or a band; below 60% a coarser grain is advised (2.4)."""
        listed = self.cells[self.cells.listed & ~self.cells.is_total]
        shown = listed.status.isin([Status.SHOWN, Status.BANDED])
        table = shown.groupby([listed[name] for name in KEY[:-1]]).sum()
        return int((table >= 2).sum()), len(table)


def publishable(
    raw: pd.DataFrame,
    structure: Structure,
    settings: Settings,
    *,
    earlier: Sequence[pd.DataFrame] = (),
    progress: Callable[[str], None] | None = None,
) -> Publishable:
    """Protect a whole release.

    `raw`: yearly cells (span 1), `cells.RAW_COLUMNS`. `earlier`: for each earlier release what it
    published, oldest first: KEY, is_total, n, s, status, low, high (n and s -1 where hidden).
    Raises ValueError for cells that contradict the interface.
    """
    say = progress or (lambda text: None)
    cells = completed(raw).reset_index(drop=True)
    everything = pd.concat(earlier, ignore_index=True) if len(earlier) else None
    forms = grain.choose(cells, structure, settings, everything)
    cells = grain.apply(cells, forms, structure)
    say(f"grain chosen: {forms.form.value_counts().to_dict()}")
    if len(earlier):
        cells = _remembered(cells, earlier)
    done = protect(cells, structure, settings, say)
    on_hold = held(cells, done.result, earlier, structure, settings, done.knowledge)
    say(f"{len(on_hold)} metric and cohort pairs held")
    return Publishable(
        pd.concat([cells, done.result], axis=1), forms, on_hold, done.uncertified, done.programs
    )


def _remembered(cells, earlier):
    """Sticky (2.4): a cell hidden in any earlier release; and what the last one showed."""
    at = pd.MultiIndex.from_frame(cells[KEY])
    for before in earlier:
        rows = before[before.status.isin([Status.HIDDEN, *STANDING])]
        for name, mask in (
            ("hidden_before", (rows.status == Status.HIDDEN) & (rows.n < 0)),
            ("s_hidden_before", rows.status.isin([Status.HIDDEN, Status.BANDED])),
        ):
            cells[name] = cells[name] | at.isin(pd.MultiIndex.from_frame(rows.loc[mask, KEY]))
    last = earlier[-1]
    shown = last.loc[last.status == Status.SHOWN, KEY]
    cells["shown_before"] |= at.isin(pd.MultiIndex.from_frame(shown))
    return cells
