"""The cells of an import file by column: each text is kept once, and a number for each row.

Half a million rows fit into little memory so, and whatever is asked of a cell is asked once of
each text.
"""

import csv
from array import array

import numpy as np
from django.utils.translation import gettext as _

from equity.importing import guards, header
from equity.importing.problems import Problems, Refused
from partners.spreadsheet import FORMULA_STARTS

MOST_ROWS = 500_000
LONGEST_TEXT = 200
# Beside a formula's signs: numbers below zero, which get a sentence of their own.
_COUNTS = ("denominator", "numerator", "rate_pct")


class Column:
    """One column: its different texts, and for each row the place of its text among them."""

    def __init__(self):
        self._places = {}
        self._rows = array("i")

    def append(self, text):
        self._rows.append(self._places.setdefault(text, len(self._places)))

    @property
    def texts(self):
        return list(self._places)

    @property
    def rows(self):
        return np.frombuffer(self._rows, dtype=np.int32)


class Table:
    """`lines`: the line in the file of each row. `column(name)`: empty where the file has none."""

    def __init__(self, columns, lines):
        self._columns, self.lines = columns, np.frombuffer(lines, dtype=np.int32)

    def __len__(self):
        return len(self.lines)

    def column(self, name):
        """(texts, place of each row's text among them)."""
        found = self._columns.get(name)
        if found is None:
            return [""], np.zeros(len(self), dtype=np.int32)
        return found.texts, found.rows


def read(file, problems):
    """The `Table` of an open binary file; `Refused` if it is none. Bad cells go to `problems`."""
    text = guards.lines(file)
    first = next(text, "")
    names = header.read(first)
    columns = {name: Column() for name in names}
    take = [column.append for column in columns.values()]
    lines, uneven = array("i"), Problems()
    for line, cells in _rows(text):
        if not any(cells):
            continue
        if len(cells) != len(names):
            if len(cells) > len(names) and not any(cells[len(names) :]):
                cells = cells[: len(names)]
            else:
                uneven.add([line], _uneven(len(cells), len(names)))
                continue
        if len(lines) == MOST_ROWS:
            raise Refused(
                [
                    _("Line %(line)s: more than 500,000 rows. Divide the file, such as by year.")
                    % {"line": line}
                ]
            )
        lines.append(line)
        for append, cell in zip(take, cells, strict=True):
            append(cell.strip())
    uneven.refuse()  # what is missing would be missed in every sum
    table = Table(columns, lines)
    if not len(table):
        raise Refused([_("The file has a header and no rows.")])
    _check_texts(table, names, problems)
    return table


def _rows(text):
    """(line it begins in, cells) of each row after the header."""
    reader = csv.reader(text, strict=True)
    line = 2
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused(
                [
                    _(
                        "Line %(line)s: a quotation mark is opened and not closed, or stands "
                        "inside a text. The file may be cut off; save it again, and write a "
                        "quotation mark in a text twice."
                    )
                    % {"line": line}
                ]
            ) from None
        yield line, cells
        line = reader.line_num + 2


def _uneven(found, wanted):
    if found < wanted:
        return _(
            "%(found)s cells, but the header has %(wanted)s columns. The file may be cut off here."
        ) % {"found": found, "wanted": wanted}
    return _(
        "%(found)s cells, but the header has %(wanted)s columns. Put a text that holds a comma "
        "into double quotes."
    ) % {"found": found, "wanted": wanted}


def _check_texts(table, names, problems):
    for name in names:
        texts, rows = table.column(name)
        bad = {}
        for place, text in enumerate(texts):
            if text.startswith(FORMULA_STARTS) and not _is_number(name, text):
                bad[place] = _(
                    "column %(column)s starts with “%(sign)s”, as a formula does. Write the value "
                    "itself."
                ) % {"column": name, "sign": text[0]}
            elif len(text) > LONGEST_TEXT:
                bad[place] = _(
                    "column %(column)s has %(length)s characters; it takes 200 at most."
                ) % {"column": name, "length": len(text)}
        problems.add_by_text(table.lines, rows, bad)


def _is_number(name, text):
    return name in _COUNTS and text[:1] in "-+" and text[1:].replace(".", "", 1).isdigit()
