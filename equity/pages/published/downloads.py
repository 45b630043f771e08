"""Tables of published cells as lines of a file: every field filled, by the signs of official
statistics.

c: not shown, to protect students. z: does not apply. x: not reported, or being corrected, which
`rate_text`, of shares `share_status`, then says. Nothing is ever empty, which would look like 0;
what is not shown has c in every field of the group.
"""

import re
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify

from equity.enums import CellStatus, MetricKind
from equity.measures.display import index, tenths

HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE = "c", "z", "x"
# Names of columns and what is said in them are English in every language.
SUM = "sum of organizations, students may be counted more than once"
OK, RANGE = "ok", "range"
PROFILE = "ppg1_2022"
LONGEST_NAME = 150

# Names of columns are stable and English in every language, as those of an interface.
KEYS = ("cohort", "segment", "place", "pathway", "metric", "dimension", "group")
FIGURES = (
    "denominator",
    "numerator",
    "rate_pct",
    "rate_text",
    "rate_status",
    "margin_points",
    "everyone_else_pct",
    "gap_points",
    "gap_larger_than_chance",
    "more_to_clear",
    "more_to_parity",
    "index_80",
    "index_proportionality",
)
ABOUT = ("profile", "release", "published_on", "synthetic", "source", "address", "note")
HEADER = [*KEYS, *FIGURES, *ABOUT]


def being_corrected(row):
    """What is said in words of a `Row` that is taken back."""
    return f"being corrected since {row.since:%Y-%m-%d}" if row.since else "being corrected"


def figures(row, metric):
    """The figures of a `Row`, in the order of FIGURES."""
    cell = row.cell
    if row.is_hidden:
        return [HIDDEN] * len(FIGURES)
    if row.is_withdrawn:
        text = being_corrected(row)
        return [text if name == "rate_text" else NOT_AVAILABLE for name in FIGURES]
    if cell.status == CellStatus.NOT_REPORTED:
        return [NOT_AVAILABLE] * len(FIGURES)
    if cell.status == CellStatus.NONE:
        return [0, 0, *[NOT_APPLICABLE] * (len(FIGURES) - 2)]
    if cell.status == CellStatus.BANDED:
        text = cell.rate_text or HIDDEN
        status = RANGE if cell.rate_text else HIDDEN
        di = HIDDEN if cell.di is None else _flag(row)
        if row.is_total:
            di = NOT_APPLICABLE
        hidden = [HIDDEN] * 2
        return [cell.n, HIDDEN, HIDDEN, text, status, HIDDEN, *hidden, di, *hidden, *hidden]
    compared = metric.kind == MetricKind.RATE and not row.is_total
    return [
        _or(cell.n, NOT_APPLICABLE),
        _or(cell.s, NOT_APPLICABLE if metric.kind != MetricKind.RATE else NOT_AVAILABLE),
        _percent(cell.rate),
        cell.rate_text or _percent(cell.rate),
        OK,
        _percent(cell.moe),
        _percent(cell.reference),
        _percent(cell.gap),
        _flag(row) if compared and cell.di is not None else NOT_APPLICABLE,
        _or(cell.needed_clear, NOT_APPLICABLE),
        _or(cell.needed_parity, NOT_APPLICABLE),
        as_index(cell.index80),
        as_index(cell.prop_index),
    ]


def _flag(row):
    """Unknown is computed, and never flagged."""
    if row.group.is_unknown:
        return NOT_APPLICABLE
    return "yes" if row.is_gap else "no"


def _or(value, otherwise):
    return otherwise if value is None else value


def _percent(value):
    return NOT_APPLICABLE if value is None else tenths(value)


def as_index(value):
    """A number, as all numbers of a file are, with the two decimals of the page."""
    return Decimal(index(value)) if value is not None else NOT_APPLICABLE


def keys_of(standing, place, pathway):
    """What a line is about, in the order of the first of KEYS: all but the group."""
    title = pathway.title if pathway else "all"
    return [standing.key, standing.segment, place.name, title, standing.metric.code]


def about_of(standing, address):
    """Where a line comes from, in the order of ABOUT after `profile`; `address` is where its table
    stands."""
    release = standing.release
    return [
        release.label,
        _day(release.published_at),
        "SYNTHETIC" if release.is_synthetic else "no",
        release.source or NOT_AVAILABLE,
        address,
        SUM if standing.is_sum else NOT_APPLICABLE,
    ]


def line(row, standing, place, pathway, address):
    """One line of a file under HEADER: a `Row` of a slice."""
    group, metric = row.group, standing.metric
    profile = PROFILE if metric.kind == MetricKind.RATE else NOT_APPLICABLE
    return [
        *keys_of(standing, place, pathway),
        *(group.dimension.code, group.code),
        *figures(row, metric),
        profile,
        *about_of(standing, address),
    ]


def lines(tables, *, address):
    """Lines of a file for `TableOfSlice`s; `address` is where the table stands."""
    for table in tables:
        for row in table.all_rows:
            yield line(row, table.standing, table.place, table.pathway, address)


def _day(moment):
    return timezone.localdate(moment).isoformat() if moment else NOT_AVAILABLE


def file_name(words, ending):
    """A name with a dash between the parts of a permalink: "equity-entered-region-2025-26.csv".

    It keeps LONGEST_NAME characters of the words: with its folders it fits any system of files.
    """
    parts = re.sub(r"[^\w-]+", "-", words)
    return f"equity-{slugify(parts)[:LONGEST_NAME].strip('-')}.{ending}"
