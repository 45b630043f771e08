"""`manage.py equity_calc`: a table of counts in, one measure of every group out, unprotected.

The plain mathematics, so that results can be checked without a browser. It needs neither Django
nor a database, and starts without them.
"""

import argparse
import csv
import gc
import os
import sys
import tempfile
from pathlib import Path

from equity.measures import counts_file
from equity.measures.counts_file import COLUMNS, BadCounts
from equity.measures.display import decimals
from equity.measures.index80 import index80
from equity.measures.ppg import ppg
from equity.measures.profiles import DEFAULT_PROFILE, PROFILES, Reference
from equity.measures.propindex import propindex

HELP = (
    "Measures every group of a table of counts (columns org, metric, cohort, variable, group, n, "
    "success) and writes one row for each, in the same order. Nothing is hidden: do not publish it."
)
NEEDED = ("di", "needed_not_di", "needed_full_parity")
HEADERS = {
    "ppg": (
        *("profile", *COLUMNS),
        *("rate", "reference", "gap", "moe", "rate_lo", "rate_hi"),
        *NEEDED,
    ),
    "index80": ("reference_kind", *COLUMNS, "rate", "reference", "index80", *NEEDED),
    "propindex": (*COLUMNS, "share_of_successes", "share_of_group", "prop_index", *NEEDED),
}


class BadRequest(Exception):
    """Options that do not go together; the message says which."""


def add_arguments(parser):
    parser.add_argument("--input", required=True, help="CSV file of counts, in UTF-8.")
    parser.add_argument("--output", required=True, help="CSV file to write.")
    parser.add_argument("--measure", required=True, choices=list(HEADERS))
    parser.add_argument(
        "--profile",
        choices=list(PROFILES),
        help=f"Rules of the percentage point gap; {DEFAULT_PROFILE.code} by default.",
    )
    parser.add_argument(
        "--reference",
        choices=[str(kind) for kind in Reference],
        help="What the 80%% index compares with; hpg (the highest group) by default.",
    )


def run(*, input, output, measure, profile=None, reference=None):
    """Measure the file `input` and write `output`; return the number of rows.

    Raises BadCounts or BadRequest, and then writes nothing.
    """
    if profile and measure != "ppg":
        raise BadRequest("--profile goes with --measure ppg only.")
    if reference and measure != "index80":
        raise BadRequest(
            "--reference goes with --measure index80 only; a profile of ppg has its own."
        )
    found = counts_file.read(input)
    lines = [None] * len(found.counts)
    write = _writer(measure, profile, reference)
    for places in found.tables():
        table = [found.counts[place] for place in places]
        labels = [found.labels[place] for place in places]
        for place, line in zip(places, write(table, labels), strict=True):
            lines[place] = line
    _save(output, HEADERS[measure], lines)
    return len(lines)


def _writer(measure, profile, reference):
    """A function that turns a table and its labels into lines of the output."""
    if measure == "ppg":
        rules = PROFILES[profile or DEFAULT_PROFILE.code]
        return lambda table, labels: (
            (rules.code, *label, *_gap_cells(row))
            for label, row in zip(labels, ppg(table, rules), strict=True)
        )
    if measure == "index80":
        kind = Reference(reference or Reference.HIGHEST)
        return lambda table, labels: (
            (kind, *label, *_index_cells(row))
            for label, row in zip(labels, index80(table, kind), strict=True)
        )
    return lambda table, labels: (
        (*label, *_share_cells(row)) for label, row in zip(labels, propindex(table), strict=True)
    )


def _gap_cells(row):
    numbers = row.rate, row.reference, row.gap, row.margin, row.low, row.high
    return row.n, row.s, *map(decimals, numbers), *_needed(row)


def _index_cells(row):
    return row.n, row.s, *map(decimals, (row.rate, row.reference, row.index)), *_needed(row)


def _share_cells(row):
    shares = row.share_of_successes, row.share_of_students, row.index
    return row.n, row.s, *map(decimals, shares), *_needed(row)


def _needed(row):
    return int(row.di), row.needed_clear, row.needed_parity


def _save(path, header, lines):
    """Write beside the file and take its place, so that half a file never stands there."""
    path = Path(path)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, delete=False
        ) as file:
            try:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(header)
                writer.writerows(lines)
                file.flush()
                os.chmod(file.name, 0o644)
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise BadRequest(f"“{path}” cannot be written: {error.strerror}.") from None


def main(arguments):
    """Run from the command line without Django; return the exit code."""
    parser = argparse.ArgumentParser(prog="manage.py equity_calc", description=HELP)
    add_arguments(parser)
    options = parser.parse_args(arguments)
    gc.disable()  # a million small rows and no cycles among them: looking for some takes a tenth
    try:
        count = run(**vars(options))
    except (BadCounts, BadRequest) as error:
        print(error, file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    print(f"{count:,} rows measured, written to {options.output}.")
    return 0
