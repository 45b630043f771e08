"""Finds the table in a spreadsheet: its header by the names of its columns, wherever it stands."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from pathways_portal.common.sheets import sheets

# Titles and credits stand above a header; one further down is not looked for.
HEADER_WITHIN = 30
# More columns than a person compares at a glance.
NAMES_SHOWN = 40
# {year} and {academic_year} in a column's name, as they are once blanks and signs are left out.
_PLACES = {"{year}": r"(\d{4})", "{academic_year}": r"(\d{4}\d{4}|\d{4}\d{2})"}


class LayoutError(Exception):
    """No table of the file has the columns that are needed; the message names what is missing."""


@dataclass(frozen=True)
class Column:
    """A column that an import reads: our name, and the names that files give it.

    Names are compared without case, blanks, signs and footnote marks such as [9]; {year} and
    {academic_year} stand for any. `many`: every column that fits, as `name 2023-24`.
    `fills_down`: an empty cell repeats the one above, as in merged cells.
    """

    name: str
    labels: tuple[str, ...]
    needed: bool = True
    many: bool = False
    fills_down: bool = False

    @cached_property
    def patterns(self):
        return [re.compile(_pattern(label)) for label in self.labels]

    def match(self, text):
        """The match of a header cell, None if it is another column."""
        return next((found for one in self.patterns if (found := one.fullmatch(text))), None)


def plain(label):
    """A header cell as it is compared: without case, blanks, signs and footnote marks."""
    text = re.sub(r"\[[^\]]*\]", "", label).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def _pattern(label):
    parts = re.split(r"(\{\w+\})", label)
    return "".join(_PLACES.get(part) or re.escape(plain(part)) for part in parts)


@dataclass
class Table:
    """A table whose header was found.

    `places`: position in a row by our name. `labels`: the file's own name by ours. `found`: the
    year that stood in a name, by ours. `above`: texts of the lines before the header.
    """

    rows: object
    line: int
    width: int
    counts_cells: bool
    places: dict[str, int]
    labels: dict[str, str]
    found: dict[str, str]
    above: list[str]
    fills_down: tuple[str, ...] = ()

    def cells(self):
        """(line, cells by our name, cells filled in all, cells too many) below the header."""
        last = dict.fromkeys(self.fills_down, "")
        for line, row in self.rows():
            if line <= self.line:
                continue
            cells = {
                name: row[place] if place < len(row) else "" for name, place in self.places.items()
            }
            filled = sum(map(bool, row))
            for name in self.fills_down if filled > 1 else ():
                last[name] = cells[name] = cells[name] or last[name]
            too_many = self.counts_cells and any(row[self.width :])
            yield line, cells, filled, too_many


@contextmanager
def open_table(path, columns):
    """The file's table that has the needed columns; `LayoutError` names those that are missing."""
    with sheets(path) as found:
        best = None
        for sheet in found:
            table, missing, seen = _find_header(sheet, columns)
            if not missing:
                yield table
                return
            if best is None or len(missing) < len(best[0]):
                best = (missing, seen, sheet.name)
        raise LayoutError(_missing(*best, columns))


def _find_header(sheet, columns):
    """(Table, needed columns that it lacks, names that stand there) of the line that fits best."""
    needed = [column for column in columns if column.needed]
    best, above, looks = (None, needed, []), [], []
    for number, (line, row) in enumerate(sheet.rows()):
        if number >= HEADER_WITHIN:
            break
        if not any(row):
            continue
        places, found = _places(row, columns)
        missing = [column for column in needed if column.name not in found]
        if len(missing) < len(best[1]):
            width = max(at for at, text in enumerate(row) if text) + 1
            table = Table(
                rows=sheet.rows,
                line=line,
                width=width,
                counts_cells=sheet.counts_cells,
                places=places,
                labels={name: row[place] for name, place in places.items()},
                found={name: found for name, found in found.items() if found},
                above=list(above),
                fills_down=tuple(c.name for c in columns if c.fills_down and c.name in places),
            )
            best = (table, missing, [text for text in row if text])
            if not missing:
                break
        looks = looks or _names(row)
        above += [text for text in row if text]
    return (*best[:2], best[2] or looks)


def _names(row):
    """The texts of a line that may be a header of another layout; none of a line of data.

    What is wrong with a file is told with the names of its columns, and must not repeat what its
    rows say of people.
    """
    texts = [text for text in row if text]
    is_header = len(texts) > 1 and not any("@" in text or _is_data(text) for text in texts)
    return texts if is_header else []


def _is_data(text):
    return bool(re.fullmatch(r"[\d.,:/$% -]+", text))


def _places(row, columns):
    """({our name: position}, {our name: year in the header or ""}) of a line read as a header."""
    places, found = {}, {}
    for place, text in enumerate(row):
        name = plain(text)
        if not name:
            continue
        for column in columns:
            if column.name in found and not column.many:
                continue
            match = column.match(name)
            if not match:
                continue
            year = match[1] if match.lastindex else ""
            own = f"{column.name} {year}" if column.many else column.name
            places.setdefault(own, place)
            found.setdefault(column.name, "" if column.many else year)
            if column.many:
                found.setdefault(own, year)
            break
    return places, found


def _in_words(label):
    return label.replace("{year}", _("(year)")).replace("{academic_year}", _("(years)"))


def _missing(missing, seen, sheet, columns):
    names = ", ".join(f"“{_in_words(column.labels[0])}”" for column in missing)
    if not seen:
        # Not a header at all; what stands there may be anything, so it is not repeated.
        return _(
            "None of the first %(lines)s lines is a header with the columns that are needed: "
            "%(names)s. Is it the right file?"
        ) % {"lines": HEADER_WITHIN, "names": names}
    there = ", ".join(seen[:NAMES_SHOWN]) + (" …" if len(seen) > NAMES_SHOWN else "")
    said = {"names": names, "there": there, "sheet": sheet}
    if sheet:
        return _("Sheet “%(sheet)s” lacks: %(names)s. Its columns are: %(there)s.") % said
    return _("The file lacks: %(names)s. Its columns are: %(there)s.") % said
