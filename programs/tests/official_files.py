"""Small files in the layouts of the agencies, for tests of `refresh`."""

import csv
from datetime import date

import openpyxl

from programs.refresh.catalog import SOURCES
from programs.refresh.run import refresh
from programs.refresh.source import Options
from programs.refresh.writing import written_by_this_command

# Later than the rows of factories, so that the files have the newer word.
AS_OF = date(2026, 9, 1)
# Rows made inside count as written by us; all others in a test as a person's.
ours = written_by_this_command


def workbook(path, *lines, sheet="Data"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def text(path, *lines, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    return path


def run(source, path, *, dry_run=False, told=None, **options):
    """Refresh from a file as the command does; what it did. `told` gathers rows not accepted."""
    options = Options(**{"as_of": AS_OF, **options})
    rows = [] if told is None else told
    return refresh(SOURCES[source](path, options), dry_run=dry_run, tell=rows.append)


def counts(done, table):
    """(new, changed, same, kept, taken out) of one table."""
    tally = next(one for one in done.tallies if one.name == table)
    return (tally.new, tally.changed, tally.same, tally.kept, tally.taken_out)


def outcomes(done):
    """{outcome: rows}, without those that are zero."""
    return {outcome.value: count for outcome, count in done.counts.items() if count}
