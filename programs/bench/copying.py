"""Many rows of a model at once, by PostgreSQL's COPY: whatever guards the table is asked."""

import re
from datetime import date
from decimal import Decimal
from io import StringIO
from operator import attrgetter

from django.db import connection, transaction
from django.db.models.expressions import DatabaseDefault

from programs.bulk_writes import new_ids

NULL = r"\N"
# What the text format of COPY reads as something else.
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_is_odd = re.compile(r"[\\\t\n\r]").search
# Of these PostgreSQL reads what Python prints.
_PLAIN = (int, float, Decimal, date)


@transaction.atomic
def copy_in(model, rows):
    """Write unsaved rows of a model, give keys to those that have none; returns them as a list.

    What `bulk_create` does, several times as fast: no statement is written for each row. A field
    left to the database's default has to have a plain value there. History, where it is on, has
    the rows without the mark of `marked_in_history`.
    """
    rows = list(rows)
    fields = model._meta.concrete_fields
    without_key = [row for row in rows if row.pk is None]
    for row, key in zip(without_key, new_ids(model, len(without_key)), strict=True):
        row.pk = key
    values_of = attrgetter(*(field.attname for field in fields))
    lines = StringIO()
    for row in rows:
        texts = [_text(*pair) for pair in zip(values_of(row), fields, strict=True)]
        lines.write("\t".join(texts) + "\n")
    lines.seek(0)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN", lines)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def _text(value, field):
    """A value as COPY's text format has it."""
    if value is None:
        return NULL
    if type(value) in _PLAIN:
        return str(value)
    if isinstance(value, str):
        text = str(value)
        return text.translate(_ESCAPED) if _is_odd(text) else text
    if isinstance(value, DatabaseDefault):
        return _text(field.db_default, field)
    prepared = field.get_db_prep_save(value, connection)
    text = _array(prepared) if isinstance(prepared, list) else str(prepared)
    return text.translate(_ESCAPED)


def _array(values):
    """A list as PostgreSQL writes an array of one dimension."""
    quoted = ('"' + re.sub(r'(["\\])', r"\\\1", str(value)) + '"' for value in values)
    return "{" + ",".join(quoted) + "}"
