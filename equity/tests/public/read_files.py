"""Downloads, read cell by cell: CSV, and workbooks turned into the same lines."""

import csv
import io
import re
from urllib.parse import urlsplit

from equity.tests.public.claims import HIDDEN, N_ALONE, NONE, RANGE, SHOWN, Key

_FIGURES = {
    "denominator": "n",
    "numerator": "s",
    "rate_pct": "rate",
    "margin_points": "margin",
    "everyone_else_pct": "others",
    "gap_points": "gap",
    "more_to_clear": "clear",
    "more_to_parity": "needed",
    "index_80": "index_80",
    "index_proportionality": "index_prop",
}
_ABOUT = {"profile", "release", "published_on", "synthetic", "source", "address", "note"}
_ABOUT |= {"cohort_complete"}
_KEYS = {"cohort", "segment", "place", "pathway", "metric", "dimension", "group"}
_STATUS = {"ok": SHOWN, "range": RANGE, "c": HIDDEN, "z": NONE}


def is_file(address):
    return urlsplit(address).path.endswith((".csv", ".xlsx"))


def read_file(claims, address, text):
    source = "workbook" if urlsplit(address).path.endswith("xlsx") else "CSV"
    claims.pages[source] += 1
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if rows and "share_pct" in rows[0]:
        for row in rows:
            _read_share(claims, row, source)
        _silent_shares_last(claims, address, rows)
        return
    for row in rows:
        _read(claims, row, source)
    _hidden_last(claims, address, rows)


def _read(claims, row, source):
    key = Key(row["place"], row["pathway"], row["metric"], row["cohort"], row["group"])
    figures = {name: value for name, value in row.items() if name not in _KEYS | _ABOUT}
    claims.check(all(figures.values()), f"{key}: an empty field")
    status, text = _STATUS.get(row["rate_status"], ""), row["rate_text"]
    if status == HIDDEN:
        claims.check(set(figures.values()) == {"c"}, f"{key}: {figures} of a hidden cell")
    if text == "not shown":
        status = N_ALONE
    claims.is_(key, status, source)
    for column, name in _FIGURES.items():
        if row[column] not in ("c", "z", "x"):
            claims.say(key, name, row[column], source)
    if status == SHOWN:
        claims.say(key, "rate", text, source)
    elif status == RANGE:
        claims.word(key, "range", text, source)
    flag = row["gap_larger_than_chance"]
    if flag in ("yes", "no"):
        claims.word(key, "gap", flag, source)
    elif status == RANGE and flag == "c":
        claims.word(key, "gap", "open", source)


def _read_share(claims, row, source):
    """A line of who enters and who completes: the share of one count, the indexes of a step."""
    key = Key(row["place"], row["pathway"], row["metric"], row["cohort"], row["group"])
    claims.check(all(row.values()), f"{key}: an empty field")
    count = {"could_reach_it": "n", "reached_it": "s", "counted": "n"}[row["share_of"]]
    everyone = key._replace(group="all")
    for own, name, column in (
        (key, f"share_{count}", "share_pct"),
        (everyone, count, "of_students"),
        (key, "index_prop", "index_proportionality"),
        (key, "index_80", "index_80"),
    ):
        if row[column] not in ("c", "z", "x"):
            claims.say(own, name, row[column], source)
    if row["share_status"].startswith("being corrected"):
        claims.same("x", row["share_pct"], f"{key}: {row}")
    elif row["share_status"] != "ok":
        claims.same(row["share_status"], row["share_pct"], f"{key}: {row}")


def _silent_shares_last(claims, address, rows):
    """Whatever the order: groups of which no share is shown stand last, by name."""
    said = {}
    for row in rows:
        said[row["group"]] = said.get(row["group"], False) or row["share_status"] == "ok"
    claims.check([*said.values()] == sorted(said.values(), reverse=True), f"{address}: {said}")
    last = [group for group, shown in said.items() if not shown]
    claims.check(last == sorted(last), f"{address}: what is hidden is not by name")


_SILENT = "c|x|z|not shown|being corrected.*"


def _hidden_last(claims, address, rows):
    """Whatever the order: what is not shown stands last in its table, by name."""
    tables = {}
    for row in rows:
        if row["group"] != "all":
            tables.setdefault(tuple(row[k] for k in ("place", "metric", "cohort")), []).append(row)
    for table in tables.values():
        silent = [bool(re.fullmatch(_SILENT, row["rate_text"])) for row in table]
        claims.check(silent == sorted(silent), f"{address}: what is hidden is not last")
        last = [row["group"] for row, one in zip(table, silent, strict=True) if one]
        claims.check(last == sorted(last), f"{address}: what is hidden is not by name")
