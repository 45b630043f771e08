"""What a reader sees of a protected release, as plain rows for `attack`."""

import pandas as pd

from equity.protection.cells import KEY, Status

COLUMNS = [*KEY, "is_total", "first", "second", "overlapping", "n", "s", "status", "low", "high"]


def seen(cells):
    """Rows of `Publishable.cells`, or of cells beside the result of `protect`."""
    rows = []
    for cell in cells.to_dict("records"):
        listed = cell.get("listed", True)
        show_n, show_s = cell["show_n"] and listed, cell["show_s"] and listed
        banded = listed and cell["status"] == Status.BANDED
        rows.append(
            {name: int(cell[name]) for name in KEY}
            | {
                "total": bool(cell["is_total"]),
                "first": cell.get("first", -1),
                "second": cell.get("second", -1),
                "overlapping": bool(cell.get("overlapping", False)),
                "n": int(cell["n"]) if show_n else None,
                "s": int(cell["s"]) if show_s else None,
                "low": int(cell["low"]) if banded else None,
                "high": int(cell["high"]) if banded else None,
                "status": str(cell["status"]) if listed else "unlisted",
                "empty": not listed and cell["n"] == 0,
                "has_s": bool(cell.get("has_s", cell["s"] >= 0)),
            }
        )
    return rows


class Unchanged:
    """Since which release each hidden count has been what it is.

    No reader is told. This one is, so he is as strong as he may be: he takes two hidden counts for
    one wherever they are one, and nowhere else.
    """

    def __init__(self):
        self._counts = {}

    def publish(self, release, counts):
        """`counts`: {name: the true n and s} of all that is replaced by `release`."""
        for name, pair in counts.items():
            for what, count in zip("ns", pair, strict=True):
                if self._counts.get((name, what), (None,))[0] != count:
                    self._counts[name, what] = count, release

    def since(self, name):
        """What a row of `attack` says of it: nothing of what was never published."""
        known = {what: self._counts.get((name, what)) for what in "ns"}
        return {f"{what}_since": pair[1] for what, pair in known.items() if pair}


def standing(cells, on_hold=(), before=None):
    """What stands after a publication: new cells, but those on hold as they were `before`."""
    public = cells[cells.listed].copy()
    public["has_s"] = public.s >= 0
    public["n"] = public.n.where(public.show_n, -1)
    public["s"] = public.s.where(public.show_s, -1)
    if before is None or not len(on_hold):
        return public

    def waits(rows):
        return [(m, c) in on_hold for m, c in zip(rows.metric, rows.cohort, strict=True)]

    keep = public[[not wait for wait in waits(public)]]
    return pd.concat([keep, before[waits(before)]], ignore_index=True)
