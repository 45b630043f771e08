"""What the commands share that read a file row by row: refusing it, printing and reporting rows."""

import csv
from contextlib import contextmanager

from django.db import DataError, IntegrityError

from partners.spreadsheet import cell
from pathways_portal.common.layouts import LayoutError
from pathways_portal.common.row_import import Outcome
from pathways_portal.common.sheets import SheetError

# Rows that need a person are printed up to here; a report holds all of them.
SHOWN = 10
# Bureau of Labor Statistics: * pay and ** jobs not released, ~ too few; dashes and N/A: none given.
NOT_PUBLISHED = frozenset(["", "*", "**", "~", "-", "–", "—", "N/A", "NA", "n/a", "No Data"])
NEEDS_A_PERSON = (Outcome.REVIEW, Outcome.REJECTED)


class Refused(Exception):
    """The file cannot be taken; the message says why and what to do."""


@contextmanager
def refusing():
    """Turns what is wrong with a file, or with a row for the database, into `Refused`."""
    try:
        yield
    except (LayoutError, SheetError) as error:
        raise Refused(str(error)) from None
    except (IntegrityError, DataError) as error:
        raise Refused(f"The database refuses a row: {_why(error)}") from error


def _why(error):
    diagnosis = getattr(error.__cause__, "diag", None)
    parts = [getattr(diagnosis, name, None) for name in ("message_primary", "message_detail")]
    return " ".join(part for part in parts if part) or str(error)


class RowReport:
    """A CSV of rows: line, outcome, reason, and what else is said of each."""

    def __init__(self, path, more=()):
        self.path, self.more = path, more

    def __enter__(self):
        try:
            self.file = self.path.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise Refused(f"The report cannot be written to {self.path}: {error}") from None
        self.writer = csv.writer(self.file)
        self.writer.writerow(["line", "outcome", "reason", *self.more])
        return self

    def write(self, row, more=()):
        self.writer.writerow([row.line, row.outcome.value, cell(row.reason), *map(cell, more)])

    def __exit__(self, *_error):
        self.file.close()


def in_columns(name, values):
    """A line of a printed table: a name, then numbers or headings."""
    printed = [f"{one:>11,}" if isinstance(one, int) else f"{one:>11}" for one in values]
    return f"{name:<24}" + "".join(printed)


def open_lines(rows, count):
    """Lines that say what is wrong with the first rows that need a person; `count`: of how many."""
    for row in rows[:SHOWN]:
        yield f"line {row.line}, {row.outcome.value}: {row.reason}"
    if count > SHOWN:
        yield f"… and {count - SHOWN:,} more; --report OUT.csv writes all of them."
