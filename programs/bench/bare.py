"""Tables of a scratch database without what makes writing dear while they are filled in bulk."""

from contextlib import contextmanager

import pghistory.trigger
import pgtrigger
from django.db import connection, transaction

from programs.bench.scratch import require_scratch
from programs.bulk_writes import check_constraints

# Pairs of statements: off, and on again.
_CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = %s AND conrelid = ANY(%s::regclass[]) ORDER BY oid
"""
_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (
    SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x')
)
ORDER BY indexrelid
"""
_FOREIGN, _UNIQUE = "f", "u"


@contextmanager
def laid_bare(models):
    """Inside the block the tables of `models` have no history and no indexes but primary keys.

    So they have no foreign keys and promise nothing to be unique. Checks and all other triggers
    stay on. Afterwards everything is made again, which has PostgreSQL look at all rows: one that
    leads nowhere or is there twice is an IntegrityError. What was written inside has no events in
    the history; what is written later has. Only in a scratch database, else a ScratchError: if the
    block fails, the tables stay bare.
    """
    require_scratch(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        check_constraints()  # a table with checks still to come cannot be changed
        steps = _history(models) + _indexes_and_keys(cursor, models)
        for strip, _restore in steps:
            cursor.execute(strip)
    yield
    with transaction.atomic(), connection.cursor() as cursor:
        check_constraints()
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _strip, restore in steps:
            cursor.execute(restore)


def _indexes_and_keys(cursor, models):
    """Pairs of statements that take each off and make it again."""
    tables = [model._meta.db_table for model in models]
    cursor.execute(_CONSTRAINTS, [_UNIQUE, tables])
    steps = cursor.fetchall()
    cursor.execute(_INDEXES, [tables])
    steps += cursor.fetchall()
    cursor.execute(_CONSTRAINTS, [_FOREIGN, tables])
    return steps + cursor.fetchall()


def _history(models):
    """The same pairs for the triggers that write events."""
    wanted = set(models)
    switches = [
        (connection.ops.quote_name(model._meta.db_table), trigger.get_pgid(model))
        for model, trigger in pgtrigger.registered()
        if model in wanted and isinstance(trigger, pghistory.trigger.Event)
    ]
    return [
        tuple(f"ALTER TABLE {table} {word} TRIGGER {name}" for word in ("DISABLE", "ENABLE"))
        for table, name in switches
    ]
