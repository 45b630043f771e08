"""The test interface of protection: a CSV of true counts in, its public version out.

In: `org,variable,group,n,success`; further columns before `group` are part of the slice. An org
named REGION is the sum of the others. Out: the same columns, a Total row after each organization
and dimension, and `rate_text`; hidden fields are empty (method 5, "Command line").
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from . import bands
from .cells import NONE, Settings, Status, Structure
from .release import protect

REGION = "REGION"
TOTAL = "Total"
UNKNOWN = "Unknown / Not Reported"
NEEDED = ("org", "variable", "group", "n", "success")


class BadCounts(ValueError):
    """What is wrong with the file, in a sentence with its line."""


def read(path: Path) -> pd.DataFrame:
    """The rows of a counts file, checked. Raises BadCounts."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise BadCounts(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise BadCounts("The file is not UTF-8 text. Save it as “CSV UTF-8”.") from None
    except csv.Error as error:
        raise BadCounts(f"The file is not a readable CSV file: {error}.") from None
    header = [name.strip() for name in lines[0]] if lines else []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise BadCounts(f"Line 1: columns missing: {', '.join(missing)}.")
    if len(set(header)) < len(header):
        raise BadCounts("Line 1: two columns have the same name.")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(field.strip() for field in line):
            continue
        if len(line) != len(header):
            raise BadCounts(f"Line {number}: {len(line)} fields, but {len(header)} columns.")
        rows.append(_checked(dict(zip(header, line, strict=True)), number))
    if not rows:
        raise BadCounts("The file has no rows.")
    table = pd.DataFrame(rows)
    key = [*_slice_columns(header), "group"]
    twice = table[table.duplicated(key)]
    if len(twice):
        line = twice.line.iloc[0]
        raise BadCounts(f"Line {line}: the same organization, slice and group as an earlier line.")
    return table


def _checked(row, number):
    for name in ("n", "success"):
        text = row[name].strip()
        if not (text.isascii() and text.isdigit()):
            raise BadCounts(f"Line {number}: {name} is “{text}”, not a whole number.")
        row[name] = int(text)
    if row["success"] > row["n"]:
        raise BadCounts(f"Line {number}: success ({row['success']}) is larger than n ({row['n']}).")
    for name in ("org", "variable", "group"):
        if not row[name].strip():
            raise BadCounts(f"Line {number}: {name} is empty.")
    if row["group"] == TOTAL:
        raise BadCounts(f"Line {number}: leave Total rows out; they are added.")
    return row | {"line": number}


def _slice_columns(header):
    """org, variable and whatever else stands before `group`."""
    return list(header[: header.index("group")])


def published(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The public version of `table`: its rows in their order, a Total row after each dimension."""
    header = [name for name in table.columns if name not in ("line", "rate_text")]
    slices = _slice_columns(header)
    others = [name for name in slices if name not in ("org", "variable")]
    rows = table.assign(place=pd.factorize(table.org)[0], dimension=_numbers(table, ["variable"]))
    rows["group_id"] = _numbers(table, ["variable", "group"]) + 1
    rows["metric"] = _metric(rows, others)
    totals = rows.groupby(["place", "metric"], as_index=False)[["n", "success"]].sum()
    split = rows.groupby(["place", "metric"]).dimension.nunique().to_numpy()
    totals[["n", "success"]] = totals[["n", "success"]].floordiv(split, axis=0)
    first, second = _parents(rows)
    cells = pd.concat(
        [
            pd.DataFrame(
                {
                    "place": rows.place, "metric": rows.metric, "dimension": rows.dimension,
                    "group": rows.group_id, "is_total": False, "n": rows.n, "s": rows.success,
                    "is_unknown": rows.group == UNKNOWN, "first": first, "second": second,
                }
            ),
            totals.rename(columns={"success": "s"}).assign(dimension=NONE, group=0, is_total=True),
        ],
        ignore_index=True,
    ).assign(pathway=NONE, cohort=0)  # fmt: skip
    cells[["is_unknown"]] = cells[["is_unknown"]].eq(True)
    places = dict(zip(table.org, rows.place, strict=True))
    region = places.pop(REGION, None)
    structure = Structure({} if region is None else {region: tuple(places.values())})
    result = pd.concat([cells, protect(cells, structure, settings).result], axis=1)
    result[["n_text", "s_text", "rate_text"]] = [_texts(row) for row in result.itertuples()]
    of_total = result[result.is_total].set_index(["place", "metric"])
    lines = []
    for _, part in rows.groupby(slices, sort=False):
        for at in part.index:
            lines.append(_line(header, rows.loc[at], result.loc[at]))
        total = of_total.loc[(part.place.iloc[0], part.metric.iloc[0])]
        lines.append(_line(header, part.iloc[0], total) | {"group": TOTAL})
    return pd.DataFrame(lines, columns=[*header, "rate_text"])


def _numbers(table, columns):
    return table.groupby(columns, sort=False).ngroup()


def _metric(rows, others):
    """A number for each slice; where dimensions have different totals, one for each dimension."""
    name = [*others, "org"]
    sums = rows.groupby([*name, "variable"])[["n", "success"]].sum()
    equal = sums.groupby(level=list(range(len(name)))).nunique().max(axis=1) == 1
    if equal.all():
        return _numbers(rows, others) if others else pd.Series(0, index=rows.index)
    return _numbers(rows, [*others, "variable"])


def _parents(rows):
    """An intersection is written "ethnicity x gender", its groups "Asian / Female"."""
    ids = {(r.variable, r.group): r.group_id for r in rows.itertuples()}
    pairs = []
    for row in rows.itertuples():
        found = (NONE, NONE)
        if " x " in row.variable and " / " in row.group:
            one, two = row.variable.split(" x ", 1)
            for cut in range(1, row.group.count(" / ") + 1):
                parts = row.group.split(" / ")
                a, b = " / ".join(parts[:cut]), " / ".join(parts[cut:])
                if (one, a) in ids and (two, b) in ids:
                    found = ids[one, a], ids[two, b]
        pairs.append(found)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _texts(cell):
    """n, success and rate_text as published; empty where hidden."""
    if not cell.show_n:
        return "", "", ""
    if cell.status == Status.NONE:
        return "0", "0", "no students"
    if cell.status == Status.BANDED:
        return str(cell.n), "", bands.text(int(cell.low), int(cell.high), int(cell.n))
    if not cell.show_s:
        return str(cell.n), "", ""
    tenths = (2000 * cell.s + cell.n) // (2 * cell.n)  # half up, from the unrounded value
    return str(cell.n), str(cell.s), f"{tenths // 10}.{tenths % 10}%"


def _line(header, row, cell):
    texts = {"n": cell.n_text, "success": cell.s_text, "rate_text": cell.rate_text}
    return {name: row[name] for name in header} | texts
