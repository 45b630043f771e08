"""Search documents of the rows that factories make: built when a statement first asks for them.

Most tests never look at one, and building them again with every row that a factory makes was more
than half the work of the suite. Only new rows of factories wait. Whatever a test saves, changes or
deletes itself, and whatever a page does, builds at once.
"""

from contextlib import contextmanager, nullcontext

from django.db import connection
from zeal import zeal_ignore

from programs import search_upkeep

# How the names of the tables begin that hold documents and their words; and how a statement begins
# that PostgreSQL was told before, of which only the name is seen (see `common.prepared`).
ASKS = "programs_search"
TOLD_BEFORE = "EXECUTE "


class Later:
    """The new rows of one test whose documents nobody has asked for yet."""

    def __init__(self):
        self.rows = None

    def noting(self):
        """What a factory saves within is noted, if this test waits."""
        return nullcontext() if self.rows is None else search_upkeep.new_rows_noted(self.rows)

    @contextmanager
    def until_asked(self):
        """Within it rows wait; the first statement that names a search table has them built."""
        self.rows = []
        try:
            with connection.execute_wrapper(self._statement):
                yield
        finally:
            self.rows = None

    def _statement(self, execute, sql, params, many, context):
        if self.rows and (ASKS in sql or sql.startswith(TOLD_BEFORE)):
            self._build()
        return execute(sql, params, many, context)

    def _build(self):
        """Build unseen: the test counts and reads its own statements only."""
        rows, self.rows[:] = list(self.rows), []
        seen = connection.execute_wrappers, connection.force_debug_cursor
        connection.execute_wrappers, connection.force_debug_cursor = [], False
        try:
            with zeal_ignore():
                search_upkeep.build_for(rows)
        finally:
            connection.execute_wrappers, connection.force_debug_cursor = seen


later = Later()
