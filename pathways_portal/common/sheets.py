"""Spreadsheets as rows of text: CSV, tab-separated text, and Excel workbooks.

Everything is read as text first, because codes have leading zeros and publishers write signs for
"not published" among numbers. A row is read when it is asked for, so that a file of a whole state
fits into little memory.
"""

import codecs
import csv
import warnings
import zipfile
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

DELIMITERS = (",", "\t", ";", "|")
WORKBOOKS = {".xlsx", ".xlsm"}
TEXTS = {".csv", ".tsv", ".txt", ".tab"}
# What a spreadsheet program shows in a cell that it could not work out.
CELL_ERRORS = frozenset(
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]
)
# A workbook is packed; one that unpacks to more than this is no table that an agency publishes.
MOST_UNPACKED = 2 * 1024**3
_READ_AT_ONCE = 1024 * 1024


class SheetError(Exception):
    """A file that is no spreadsheet we can read; the message says what to do."""


class Sheet:
    """One table of a file: its name, and its rows as (line, [text, …]), anew at each call.

    `counts_cells`: a row with more cells than the header is broken, as in CSV whose text holds a
    comma without quotes.
    """

    def __init__(self, name, rows, *, counts_cells=False):
        self.name, self.rows, self.counts_cells = name, rows, counts_cells


@contextmanager
def sheets(path):
    """The tables that a file may hold: the sheets of a workbook, or a text by each delimiter.

    They can be read while the context is open.
    """
    path = Path(path)
    if not path.is_file():
        raise SheetError(_("There is no file “%s”.") % path)
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        with _workbook(path) as found:
            yield found
        return
    if suffix in TEXTS:
        encoding = _encoding(path)
        yield [
            Sheet("", _text_rows(path, encoding, delimiter), counts_cells=delimiter != "\t")
            for delimiter in DELIMITERS
        ]
        return
    if suffix == ".zip":
        raise SheetError(_("“%s” is packed. Unpack it, and give the table in it.") % path.name)
    raise SheetError(
        _("“%s” is not a table that can be read. Save it as .xlsx, .csv, .tsv or .txt.") % path.name
    )


def _encoding(path):
    """UTF-16 and UTF-8 by their marks; UTF-8 if all of it is; else that of Windows."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while chunk := file.read(_READ_AT_ONCE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _text_rows(path, encoding, delimiter):
    def rows():
        # Publishers of tab-separated text put no quotes around a cell, and leave those inside it.
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, quoting=quoting)
            try:
                for cells in reader:
                    yield reader.line_num, [_unquoted(cell.strip()) for cell in cells]
            except csv.Error as error:
                raise SheetError(
                    _("“%(file)s”, line %(line)s cannot be read: %(error)s.")
                    % {"file": path.name, "line": reader.line_num, "error": error}
                ) from None

    def _unquoted(text):
        if delimiter == "\t" and len(text) > 1 and text[0] == text[-1] == '"':
            return text[1:-1].replace('""', '"').strip()
        return text

    return rows


@contextmanager
def _workbook(path):
    import openpyxl  # not before a workbook is read: it takes a while to import

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise SheetError(_("“%s” is too large to be read.") % path.name)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about styles and drop-down lists, which we do not read
            # Values that formulas had when the file was saved, not the formulas.
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise SheetError(
            _("“%s” is no workbook, or is locked by a password. Save it anew as .xlsx.") % path.name
        ) from None
    try:
        yield [Sheet(sheet.title, _workbook_rows(sheet)) for sheet in book.worksheets]
    finally:
        book.close()


def _workbook_rows(sheet):
    def rows():
        sheet.reset_dimensions()  # some publishers' programs write a wrong size into the file
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield line, [text_of(cell) for cell in cells]

    return rows


def text_of(value):
    """A cell's value as text: whole numbers without a point, days as 2026-06-17, empty as ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # A float prints the shortest text that gives it back, but large ones with an exponent.
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
