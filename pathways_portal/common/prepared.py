"""Statements that PostgreSQL reads and plans once for each of its connections.

To read and plan a small question of five tables takes PostgreSQL longer than to answer it. A
`Prepared` statement is handed over when a connection first asks it; from then on only its name and
values are sent. A pooler that gives each transaction another connection (the setting
TRANSACTION_POOLING) would not find it there again: with it every statement is sent whole.
"""

import re
from itertools import count
from weakref import WeakKeyDictionary

_numbers = count(1)
# {connection of the driver: names of the statements that it knows}
_known = WeakKeyDictionary()
_NAMED = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement and where its values go.

    `sql` is as the driver reads it (%s, and %% for the sign itself); `places` says for each %s
    which value it is. `name` is what logs of statements show.
    """

    def __init__(self, name, sql, places):
        self.name = re.sub(r"\W", "", f"{name}_{next(_numbers)}").strip("_").lower()
        self._sql, self._places = sql, places
        several = ", ".join(["%s"] * len(set(places)))
        self._call = f"EXECUTE {self.name} ({several})" if several else f"EXECUTE {self.name}"

    def with_values(self, connection, values):
        """(SQL, parameters) for a cursor of this connection of Django's."""
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self._sql, tuple(values[place] for place in self._places)
        connection.ensure_connection()
        known = _known.setdefault(connection.connection, set())
        if self.name not in known:
            text = self._sql % tuple(f"${place + 1}" for place in self._places)
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {text}")
            known.add(self.name)
        return self._call, tuple(values)


class Question:
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
