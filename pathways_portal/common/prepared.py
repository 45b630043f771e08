"""Statements that PostgreSQL takes apart once for each of its connections.

To read and plan a small question of five tables takes PostgreSQL longer than to answer it. A
`Prepared` statement is handed over when a connection first asks it; from then on only its name and
values are sent. PostgreSQL plans it anew five times, then keeps one plan for all values where that
is no dearer. A pooler that gives each transaction another connection (the setting
TRANSACTION_POOLING) would not find it there again: with it every statement is sent whole.
"""

import re
from itertools import count
from weakref import WeakKeyDictionary

_numbers = count(1)
# {connection of the driver: {`Prepared`: what it is called there}}
_known = WeakKeyDictionary()
_NAMED = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement and where its values go.

    `sql` is as the driver reads it (%s, and %% for the sign itself); `places` says for each %s
    which value it is. `name` is what logs of statements show.
    """

    def __init__(self, name, sql, places):
        self._name = re.sub(r"\W", "", name).strip("_").lower()
        self._sql, self._places = sql, places
        several = ", ".join(["%s"] * len(set(places)))
        self._values = f" ({several})" if several else ""

    def with_values(self, connection, values):
        """(SQL, parameters) for a cursor of this connection of Django's."""
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self._sql, tuple(values[place] for place in self._places)
        # As a cursor does when it is opened: what was broken meanwhile is opened anew.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        names = _known.setdefault(connection.connection, {})
        if self not in names:
            names[self] = self._hand_over(connection)
        return f"EXECUTE {names[self]}{self._values}", tuple(values)

    def _hand_over(self, connection):
        # A new number each time: one that was interrupted halfway may be there already.
        name = f"{self._name}_{next(_numbers)}"
        text = self._sql % tuple(f"${place + 1}" for place in self._places)
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {text}")
        return name


class PlannedSql:
    """A statement in SQL of our own, with values by name: %(county)s."""

    def __init__(self, name, sql):
        found = _NAMED.findall(sql)
        self._names = list(dict.fromkeys(found))
        places = [self._names.index(one) for one in found]
        self._prepared = Prepared(name, _NAMED.sub("%s", sql), places)

    def rows(self, connection, **values):
        """The answer, as a list of tuples. Raises KeyError where a value is missing."""
        ordered = [values[name] for name in self._names]
        with connection.cursor() as cursor:
            cursor.execute(*self._prepared.with_values(connection, ordered))
            return cursor.fetchall()
