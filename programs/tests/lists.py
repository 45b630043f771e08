"""Lists as schools and colleges keep them, for tests of the import commands."""

import csv
from contextlib import suppress
from io import StringIO

from django.core.management import CommandError, call_command
from django.db import connection, transaction

from programs.imports.base import run


class _TakenBack(Exception):
    """Leaves a block with all that was written in it undone."""


def imported(importer, path, **how):
    """[(line, outcome, reason)] of every row once the importer went through a file."""
    done = run(importer(path, "The deans"), **how)
    assert sum(done.counts.values()) == len(done.rows)
    return [(row.line, row.outcome.value, row.reason) for row in done.rows]


def outcomes(rows):
    return [(line, outcome) for line, outcome, _reason in rows]


def printed(command, path, *arguments, **options):
    """The lines that an import command prints."""
    out = StringIO()
    call_command(command, str(path), *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def report(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def refused(command, path):
    """The sentence with which a command refuses a file."""
    try:
        call_command(command, str(path), stdout=StringIO())
    except CommandError as error:
        return str(error)
    raise AssertionError("The file was taken.")


def refused_by_the_database(command, path, table, condition):
    """The sentence of a command, in a database that has a check more; all else stays as it was."""
    with suppress(_TakenBack), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT of_the_test CHECK ({condition})")
        sentence = refused(command, path)
        raise _TakenBack
    return sentence
