"""What commands share that write many rows at once: their mark in the history, lock and numbers."""

from contextlib import contextmanager

import pghistory
from django.db import connection


@contextmanager
def marked_in_history(command, **what):
    """Marks what is written inside in the history; what follows in the transaction is not."""
    with pghistory.context(command=command, **what):
        yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


def lock(models):
    """Nobody writes these tables until the transaction ends; everybody may read.

    All at once, before anything is read, so that no edit is lost between reading and writing.
    """
    names = ", ".join(sorted({model._meta.db_table for model in models}))
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def check_constraints():
    """Have what the database checks at the end checked now, while we can say what it is about."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def new_ids(model, count):
    """Numbers for new rows, drawn beforehand so that rows may name each other."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
