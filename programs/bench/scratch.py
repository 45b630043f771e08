"""A database of its own for a measurement, on the server of the portal's, and gone afterwards."""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import DatabaseError

# Written on each scratch database; whatever lacks it is not ours to touch.
MARK = "scratch database of bench_finder"
# As docs/runbooks/run-for-a-region.md tells PostgreSQL for the portal's own.
SETTINGS = ("random_page_cost = 1.1", "jit = off")


class ScratchError(Exception):
    """A sentence for the person at the keyboard."""


@contextmanager
def scratch_database(name, *, content, keep):
    """Points Django at a database `name` for the block; yields whether it holds `content` already.

    The portal's own database is never opened for writing. With `keep` the scratch database stays,
    and the next run that asks for the same `content` uses it as it stands if `note_filled` said so.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    own = connection.settings_dict["NAME"]
    if not name or name in {own, "postgres", "template0", "template1"}:
        raise ScratchError(f"“{name}” is not for scratch: the portal or the server lives in it.")
    found = _mark_of(connection, name)
    if found is not None and not found.startswith(MARK):
        raise ScratchError(
            f"There is a database “{name}” that this command did not make; it is left alone. "
            "Name another one: --database NAME"
        )
    holds = bool(keep and found == f"{MARK}: {content}")
    if not holds:
        _drop(connection, name)
        _create(connection, name)
    _point_at(connection, name)
    try:
        yield holds
    finally:
        _point_at(connection, own)
        if not keep:
            _drop(connection, name)


def note_filled(connection, content):
    """Note on the scratch database at hand that it holds all of this `content`."""
    require_scratch(connection)
    name = connection.settings_dict["NAME"]
    _run(connection, f"COMMENT ON DATABASE {_q(connection, name)} IS %s", f"{MARK}: {content}")


def require_scratch(connection):
    """Refuse with a ScratchError unless Django points at a scratch database."""
    mark = _mark_of(connection, connection.settings_dict["NAME"])
    if not (mark or "").startswith(MARK):
        raise ScratchError("This may be done in a scratch database only.")


def _point_at(connection, name):
    connection.close()
    connection.settings_dict["NAME"] = name


def _mark_of(connection, name):
    """The comment on a database: empty without one, None if there is no such database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE datname = %s",
            [name],
        )
        row = cursor.fetchone()
    return row and row[0]


def _create(connection, name):
    """Sorts and lowers as the portal's own database does."""
    quoted = _q(connection, name)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
        )
        collate, ctype = cursor.fetchone()
    try:
        _run(
            connection,
            f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'"
            " LC_COLLATE %s LC_CTYPE %s",
            collate,
            ctype,
        )
    except DatabaseError as error:
        raise ScratchError(f"The server makes no scratch database: {error}".strip()) from error
    _run(connection, f"COMMENT ON DATABASE {quoted} IS %s", MARK)
    for setting in SETTINGS:
        _run(connection, f"ALTER DATABASE {quoted} SET {setting}")


def _drop(connection, name):
    mark = _mark_of(connection, name)
    if mark is not None and mark.startswith(MARK):
        _run(connection, f"DROP DATABASE {_q(connection, name)} WITH (FORCE)")


def _run(connection, statement, *parameters):
    # COMMENT and CREATE DATABASE take no parameters of their own: the driver writes them in.
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def _q(connection, name):
    return connection.ops.quote_name(name)
