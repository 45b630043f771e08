"""What can be measured and how students are divided, from tables: fixtures/equity/*.csv.

Read, checked and written by the same rules as the region's tables: every mistake is a sentence
with its file, line and column; what people have edited since is left alone.
"""

from pathlib import Path

from equity.reference.check import mistakes
from equity.reference.tables import TABLES
from programs.region.files import BadTables, read_tables
from programs.region.loader import load_tables

__all__ = ["BadTables", "check", "load"]


def check(folder: Path):
    """The rows by table name, nothing written; raises BadTables with every mistake found."""
    rows = read_tables(folder, TABLES)
    if found := mistakes(rows):
        raise BadTables(found)
    return rows


def load(folder: Path):
    """Write the tables of `folder`, all or nothing; return one Tally per table.

    As often as you like: a second run changes nothing. Raises BadTables.
    """
    return load_tables(check(folder), tables=TABLES)
