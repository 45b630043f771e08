"""Questions to the database whose SQL Django writes once.

Django works a queryset out into SQL each time it is asked. A page that asks twenty small questions
spends more time on that than on all else. A function marked `written_once` is worked out when it is
first asked; from then on only its values are put in:

    @written_once
    def codes_of(program):
        return ProgramCode.objects.filter(program=program).select_related("code")

    codes_of(program.pk)  # a list of ProgramCodes

Rows are read every time: nothing of an answer is kept. The function returns a queryset, of rows or
of `values_list`. Its arguments are whole numbers, texts, or lists of either, and each must stand in
the statement as it is; the first call refuses others. An argument must not pick a branch in Python,
and neither may the day or a setting: the branch of the first call would stay.
"""

from copy import copy
from functools import wraps

from django.db import connections

from pathways_portal.common.prepared import Prepared

# Stand for the arguments while a statement is written; no row has such a number or text. Two sets
# of them, so that what is made of an argument gives itself away.
_MARKS = ((-(10**15), "\0{}a"), (-(10**12), "\0{}b"))
# A list of another length is another statement. Longer ones than pages have are written anew.
LONGEST_KEPT = 128


def written_once(question):
    """The function that asks `question`, a function of values that returns a queryset.

    It returns a list. Raises TypeError for an argument that is no plain value, and ValueError if
    one does not reach the statement as it is, or changes something else in it.
    """
    statements = {}

    @wraps(question)
    def ask(*values):
        shape = tuple(_shape(value) for value in values)
        if not all(0 < length <= LONGEST_KEPT for length, *_kind in shape):
            return list(question(*values))
        statement = statements.get(shape)
        if statement is None:
            statement = statements[shape] = _Statement(question, values)
        return statement.rows(values)

    return ask


def _shape(value):
    """How many of which kind, in a list or alone."""
    ones = value if isinstance(value, list) else [value]
    kinds = {type(one) for one in ones}
    if len(kinds) > 1 or kinds - {int, str}:
        raise TypeError(f"Only whole numbers, texts and lists of either can be put in: {value!r}.")
    return len(ones), isinstance(value, list), *kinds


def _flat(values):
    """All values in one row, those of lists too."""
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


class _Statement:
    """The SQL of a question for values of one shape, and where in it each value goes."""

    def __init__(self, question, values):
        self.queryset, self.sql, self.params, self.places = self._write(question, values, 0)
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.compiler.as_sql()  # now it knows how columns become rows
        self.converters = self.compiler.get_converters(
            [column for column, _sql, _alias in self.compiler.select[: self.compiler.col_count]]
        )
        _queryset, sql, params, places = self._write(question, values, 1)
        fixed = [
            (one, other)
            for one, other, place in zip(self.params, params, self.places, strict=False)
            if place is None
        ]
        if (
            (sql, places) != (self.sql, self.places)
            or {*range(len(_flat(values)))} - {*places}
            or any(one != other for one, other in fixed)
        ):
            raise ValueError(
                f"{question.__name__} cannot be written once: each of its arguments must stand in "
                "its statement as it is, and decide nothing else."
            )
        self.prepared = Prepared(question.__name__, *self._without_fixed())

    @staticmethod
    def _write(question, values, turn):
        """(queryset, SQL, parameters, for each parameter which value it is or None)"""
        number, text = _MARKS[turn]
        flat = [
            number - at if isinstance(one, int) else text.format(at)
            for at, one in enumerate(_flat(values))
        ]
        place_of, marks = {mark: at for at, mark in enumerate(flat)}, iter(flat)
        queryset = question(
            *(
                [next(marks) for _one in value] if isinstance(value, list) else next(marks)
                for value in values
            )
        )
        sql, params = queryset.query.get_compiler(queryset.db).as_sql()
        places = [place_of.get(one) if isinstance(one, int | str) else None for one in params]
        return queryset, sql, params, places

    def _without_fixed(self):
        """(SQL in which only values are parameters, for each parameter which value it is)"""
        with connections[self.queryset.db].cursor() as cursor:
            pieces = [
                cursor.mogrify("%s", [fixed]).decode().replace("%", "%%") if place is None else "%s"
                for fixed, place in zip(self.params, self.places, strict=True)
            ]
        sql = self.sql.replace("%%", "%%%%") % tuple(pieces)
        return sql, [place for place in self.places if place is not None]

    def rows(self, values):
        # The compiler also knows how columns become rows; a copy of it has the SQL at hand.
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        statement = self.prepared.with_values(compiler.connection, _flat(values))
        compiler.as_sql = lambda *_args, **_kwargs: statement
        compiler.get_converters = lambda _columns: self.converters
        query = copy(self.queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler
        rows = self.queryset.all()
        rows._query = query  # the public setter would make dicts of a values_list
        return list(rows)
