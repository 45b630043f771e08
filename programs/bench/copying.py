"""Many rows of a model at once, by PostgreSQL's COPY: all its constraints and triggers hold."""

from io import StringIO

from django.db import connection, transaction
from django.db.models.expressions import DatabaseDefault

# What the text format of COPY reads as something else.
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


@transaction.atomic
def copy_in(model, rows):
    """Write unsaved rows of a model and give them their keys; returns them as a list.

    What `bulk_create` does, several times as fast: no statement is written for each row. A field
    left to the database's default has to have a plain value there.
    """
    rows = list(rows)
    if not rows:
        return rows
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        # Of COPY and SELECT pghistory does not know that they write; of this statement it does, and
        # hands the mark of `marked_in_history` over with it.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        lines = StringIO()
        for row in rows:
            lines.write("\t".join([_text(field, row) for field in fields]))
            lines.write("\n")
        lines.seek(0)
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", lines)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def _text(field, row):
    """A value as PostgreSQL's text format has it."""
    value = getattr(row, field.attname)
    if isinstance(value, DatabaseDefault):
        value = field.db_default
    value = field.get_db_prep_save(value, connection)
    if value is None:
        return "\\N"
    return str(value).translate(_ESCAPED)
