"""Reads and checks the region's tables; needs no database.

A file that cannot be loaded is refused with sentences that say where it is wrong and how to mend
it. Nothing is guessed: an empty cell is "not on file", a wrong one is an error.
"""

import csv
import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from pathways_portal.common.models import Sourced
from programs.region.table import Table
from programs.region.tables import TABLES

SOURCES_FILE = "sources.csv"
SOURCES_COLUMNS = ["id", "source", "source_url", "as_of", "licence", "trust"]
LIST_SEPARATOR = ";"
# More than a person mends in one go; the rest is counted.
ERRORS_SHOWN = 20


class BadTables(Exception):
    """The tables cannot be loaded; `errors` holds one sentence a mistake."""

    def __init__(self, errors):
        self.errors = errors
        more = len(errors) - ERRORS_SHOWN
        lines = errors[:ERRORS_SHOWN] + ([f"… and {more} more."] if more > 0 else [])
        super().__init__("\n".join(lines))


@dataclass(slots=True)
class Row:
    """One line of a table: its values by field, its references as (table, key) by field."""

    line: int
    key: str
    values: dict
    references: dict


@dataclass
class Region:
    """All tables of a folder: rows by table name, and the values of each source by its id."""

    rows: dict[str, list[Row]]
    sources: dict[str, dict]
    fingerprint: str


# A change of these changes what the same tables load, or the search documents made of them.
RULES = (
    "awards.py",
    "derived_occupations.py",
    "enums/agreements.py",
    "enums/courses.py",
    "enums/gaps.py",
    "enums/labor.py",
    "enums/pathways.py",
    "enums/programs.py",
    "labor/derived.py",
    "labor/estimates.py",
    "labor/flags.py",
    "labor/market.py",
    "labor/supply.py",
    "leads_to.py",
    "querysets.py",
    "region/course_tables.py",
    "region/derived.py",
    "region/goal_tables.py",
    "region/help_tables.py",
    "region/labor_tables.py",
    "region/path_tables.py",
    "region/table.py",
    "region/tables.py",
    "region/wbl_tables.py",
    "search/accelerators.py",
    "search/bands.py",
    "search/card_content.py",
    "search/document.py",
    "search/program_documents.py",
    "search/sources.py",
    "search/words.py",
    "search_documents.py",
)


def fingerprint(folder: Path):
    """SHA-256 over all tables and rules, names included: what is equal loads equal rows."""
    digest = hashlib.sha256()
    rules = [Path(__file__).parents[1] / name for name in RULES]
    for path in [*sorted(folder.glob("*.csv")), *rules]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_text(field, text):
    """The value of a cell for a model field; ValueError says what is wrong with it."""
    if text == "" and not isinstance(field, ArrayField):
        if field.null:
            return None
        if isinstance(field, models.BooleanField):
            return field.default if field.has_default() else False
        if field.blank or field.empty_strings_allowed and field.has_default():
            return ""
        raise ValueError("is empty; it must be filled")
    if isinstance(field, ArrayField):
        parts = [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
        return [read_text(field.base_field, part) for part in parts]
    value = _typed(field, text)
    if field.choices and value not in dict(field.flatchoices):
        allowed = ", ".join(str(choice) for choice, _ in field.flatchoices)
        raise ValueError(f"“{text}” is none of: {allowed}")
    try:
        field.run_validators(value)
    except ValidationError as error:
        raise ValueError(f"“{text}”: {error.messages[0].rstrip('.')}") from None
    return value


def _typed(field, text):
    if isinstance(field, models.BooleanField):
        if text not in ("yes", "no"):
            raise ValueError(f"“{text}” is neither yes nor no")
        return text == "yes"
    try:
        if isinstance(field, models.DecimalField):
            return Decimal(text).quantize(Decimal(1).scaleb(-field.decimal_places))
        if isinstance(field, models.FloatField):
            return float(text)
        if isinstance(field, models.IntegerField):
            return int(text)
        if isinstance(field, models.DateField):
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        wanted = "a day like 2026-06-17" if isinstance(field, models.DateField) else "a number"
        raise ValueError(f"“{text}” is not {wanted}") from None
    return text


def _read_csv(path, columns, errors):
    """Yield (line, cells by column); tells about a missing file, wrong columns, ragged lines."""
    if not path.exists():
        errors.append(f"{path.name}: the file is missing. Put it back into {path.parent}.")
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        errors.append(f"{path.name}: byte {error.start} is not UTF-8. Save the file as UTF-8.")
        return
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, [])
    if sorted(header) != sorted(columns):
        missing = [name for name in columns if name not in header]
        unknown = [name for name in header if name not in columns]
        say = [f"add {', '.join(missing)}"] if missing else []
        say += [f"take out {', '.join(unknown)}"] if unknown else []
        say = say or ["name each column once"]
        errors.append(f"{path.name}, line 1: the columns are not right: {'; '.join(say)}.")
        return
    for cells in reader:
        if len(cells) != len(header):
            errors.append(
                f"{path.name}, line {reader.line_num}: {len(cells)} cells where the header has "
                f"{len(header)}. Put text that holds a comma into double quotes."
            )
            continue
        yield reader.line_num, {n: c.strip() for n, c in zip(header, cells, strict=True)}


def read_sources(folder, errors):
    """Sources by id, as values of the fields of `Sourced`."""
    found = {}
    for line, cells in _read_csv(folder / SOURCES_FILE, SOURCES_COLUMNS, errors):
        values = {}
        for name in ("source", "source_url", "as_of"):
            try:
                values[name] = read_text(Sourced._meta.get_field(name), cells[name])
            except ValueError as error:
                errors.append(f"{SOURCES_FILE}, line {line}, column “{name}”: {error}.")
        if not cells["id"] or cells["id"] in found:
            errors.append(f"{SOURCES_FILE}, line {line}, column “id”: must be filled, and once.")
        if not cells["source"]:
            errors.append(f"{SOURCES_FILE}, line {line}, column “source”: say who states it.")
        found[cells["id"]] = values
    return found


def read_table(table: Table, folder, sources, keys, errors):
    """The rows of one table. `keys` holds the keys of each table read so far and gets this one's.

    References to the table itself are checked at the end, once all its keys are known.
    """
    is_sourced = table.model and issubclass(table.model, Sourced)
    fields = {name: table.field(name) for name in table.columns}
    rows, known = [], keys.setdefault(table.name, {})
    for line, cells in _read_csv(folder / table.file, [*table.columns, "source"], errors):
        row = Row(line, "/".join(cells[name] for name in table.key), dict(table.fixed), {})
        for name, field in fields.items():
            try:
                _read_cell(row, table, name, field, cells[name], keys)
            except ValueError as error:
                errors.append(f"{table.file}, line {line}, column “{name}”: {error}.")
        if cells["source"] not in sources:
            errors.append(
                f"{table.file}, line {line}, column “source”: “{cells['source']}” is not an id in "
                f"{SOURCES_FILE}. Every row says where it comes from."
            )
        elif is_sourced:
            row.values |= sources[cells["source"]]
        if row.key in known:
            errors.append(
                f"{table.file}, line {line}: “{row.key}” is there already, on line "
                f"{known[row.key]}. Take one of the two out."
            )
        known[row.key] = line
        rows.append(row)
    errors += _own_references_not_found(table, rows, known)
    return rows


def _read_cell(row, table, name, field, text, keys):
    """Put a cell's value, or what it refers to, into the row; ValueError says what is wrong."""
    target = table.refers.get(name)
    if not target:
        row.values[field.attname] = read_text(field, text)
    elif text:
        row.references[field.attname if field else name] = (target, text)
        if target != table.name and text not in keys.get(target, {}):
            raise ValueError(f"“{text}” is not in {target}.csv. Add it there, or write one that is")
    elif field and field.null:
        row.values[field.attname] = None
    else:
        raise ValueError(f"is empty; name a row of {target}.csv")


def _own_references_not_found(table, rows, known):
    for row in rows:
        for name, (target, text) in row.references.items():
            if target == table.name and text not in known:
                yield (
                    f"{table.file}, line {row.line}, column “{name.removesuffix('_id')}”: “{text}” "
                    "is in no line of this file. Add it, or write one that is."
                )


def read_all(folder: Path, tables=TABLES):
    """The whole folder as a `Region`; raises BadTables with every mistake found."""
    rows, sources = _read(folder, tables)
    return Region(rows, sources, fingerprint(folder))


def read_tables(folder: Path, tables):
    """The rows of another app's tables by table name; raises BadTables with every mistake found.

    The folder has its own `sources.csv`.
    """
    return _read(folder, tables)[0]


def _read(folder, tables):
    errors, keys = [], {}
    sources = read_sources(folder, errors)
    rows = {
        table.name: read_table(table, folder, sources, keys, errors)
        for table in tables
        if not table.derived
    }
    if errors:
        raise BadTables(errors)
    return rows, sources
