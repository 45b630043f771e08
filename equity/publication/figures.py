"""Rates, gaps and indexes of what is shown: nothing is computed from a count that is not.

Everything is compared with the row of all students as it is published, so that whatever is written
here a reader could work out alike from the published counts.
"""

from decimal import Decimal
from fractions import Fraction

from equity.enums import CellStatus, MetricKind
from equity.measures import (
    Band,
    Counts,
    Reference,
    di_of_band,
    display,
    index80,
    may_lead,
    ppg,
    propindex,
)
from equity.models import NUMBERS

# In downloads; pages have words of their own for it.
NOT_SHOWN = "not shown"
EMPTY = dict.fromkeys(NUMBERS)


def of_slice(cells, kind):
    """[(row number, {column: value})] of the cells of one slice.

    `cells`: named tuples with row, status, n, s, low, high, rate_pct, dimension, is_total,
    is_unknown and overlapping; n and s are -1 where they are not shown.
    """
    total = next((one for one in cells if one.is_total and _is_shown(one)), None)
    found = {one.row: dict(EMPTY, rate_text="") | _own(one, total, kind) for one in cells}
    if kind == MetricKind.RATE and total is not None:
        tables = {}
        for one in cells:
            if one.status == CellStatus.SHOWN and not one.is_total:
                tables.setdefault(one.dimension, []).append(one)
        for table in tables.values():
            _compare(table, Counts(total.n, total.s), found)
    return list(found.items())


def _is_shown(cell):
    return cell.status == CellStatus.SHOWN


def _own(cell, total, kind):
    """What a cell says by itself, and of a composition its share of the shown total."""
    if cell.status == CellStatus.NONE:
        return {"n": 0}
    if cell.status == CellStatus.BANDED:
        return _band(cell, total, kind)
    if not _is_shown(cell):
        return {}
    if kind == MetricKind.PUBLISHED_RATE:
        rate = Fraction(Decimal(str(cell.rate_pct))) / 100 if cell.rate_pct >= 0 else None
        return {"n": cell.n} | _rate(rate)
    if kind == MetricKind.COMPOSITION:
        share = Fraction(cell.n, total.n) if total is not None and total.n else None
        return {"n": cell.n} | _rate(share)
    rate = Fraction(cell.s, cell.n)
    (alone,) = ppg([Counts(cell.n, cell.s)])
    return {"n": cell.n, "s": cell.s, "moe": alone.margin} | _rate(rate)


def _rate(rate):
    return {"rate": rate, "rate_text": display.percent(rate)}


def _band(cell, total, kind):
    """A cell whose n is shown and whose rate is not; `low` is -1 where nothing is said of it."""
    if cell.low < 0:
        return {"n": cell.n, "low": 0, "high": cell.n, "rate_text": NOT_SHOWN}
    band = Band(cell.n, cell.low, cell.high)
    said = {
        "n": cell.n,
        "low": cell.low,
        "high": cell.high,
        "rate_text": display.band(band) or NOT_SHOWN,
    }
    if kind == MetricKind.RATE and total is not None and not cell.is_total:
        said["di"] = di_of_band(band, Counts(total.n, total.s))
    return said


def _compare(table, everyone, found):
    """Gaps and indexes of the shown groups of one dimension."""
    counts = [Counts(one.n, one.s) for one in table]
    gaps, shares = ppg(counts, everyone=everyone), propindex(counts, everyone=everyone)
    for one, gap, share in zip(table, gaps, shares, strict=True):
        found[one.row] |= {"gap": gap.gap, "reference": gap.reference, "prop_index": share.index}
        if gap.reference is not None:
            found[one.row] |= {
                "di": gap.di,
                "needed_clear": gap.needed_clear,
                "needed_parity": gap.needed_parity,
            }
    if table[0].overlapping:
        return  # groups that overlap have no highest one
    leading = [may_lead(one.n, is_unknown=one.is_unknown) for one in table]
    indexes = index80(counts, Reference.HIGHEST, may_lead=leading)
    for one, index in zip(table, indexes, strict=True):
        found[one.row]["index80"] = index.index
