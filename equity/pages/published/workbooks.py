"""A table as a workbook: its lines as CSV has them, and beside them what they are about.

The lines stand first, where programs look for them; the second sheet is for people who get the file
from somebody else. Made-up figures say so in the name of the first sheet, before anything is read.
"""

from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _

from equity.pages.published.downloads import HEADER
from partners.spreadsheet import FORMULA_STARTS

# Widths of columns in letters; what is not named is as wide as its name.
WIDTHS = {
    "cohort": 20,
    "place": 36,
    "pathway": 32,
    "metric": 28,
    "dimension": 20,
    "group": 22,
    "rate_text": 16,
    "share_of": 20,
    "release": 32,
    "published_on": 14,
    "source": 44,
    "address": 60,
    "note": 40,
}
ABOUT_WIDTHS = (26, 100)
TAB = "equity"


def workbook(lines, header=HEADER, *, letter):
    """A workbook as bytes, written row by row: a whole table never stands in memory twice.

    `letter`: the `Letter` that is its second sheet. A decimal stands in a cell with the digits of
    the page: 77.4, where openpyxl writes 16 digits of the nearest binary number,
    77.40000000000001. Text that looks like a formula is text, and stays it when the cell is edited.
    """
    import openpyxl  # not before somebody asks for one: it takes a while to import

    book = openpyxl.Workbook(write_only=True)
    book.properties.title = _titled(letter)
    book.properties.creator = ""
    _fill(book.create_sheet(f"SYNTHETIC {TAB}" if letter.is_synthetic else TAB), lines, header)
    _explain(book.create_sheet(_("About this table")), letter)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _titled(letter):
    return f"{_('SYNTHETIC')}: {letter.title}" if letter.is_synthetic else letter.title


def _fill(sheet, lines, header):
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _on_paper(sheet)
    for at, name in enumerate(header, 1):
        width = WIDTHS.get(name, len(name) + 2)
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_bold(sheet, name) for name in header])
    count = 1
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count}"


def _explain(sheet, letter):
    _on_paper(sheet)
    for column, width in zip("AB", ABOUT_WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for label, words in letter.lines:
        sheet.append([_bold(sheet, label), _wrapped(sheet, words)])


def _on_paper(sheet):
    """As wide as a sheet of paper, whatever its length."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _cell(sheet, value):
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        made = WriteOnlyCell(sheet)
        made.value, made.data_type = f"{value:f}", "n"
        return made
    text = str(value)
    return _text(sheet, text) if text.startswith((*FORMULA_STARTS, "#")) else text


def _text(sheet, text):
    """Whatever it begins with, and when it is edited too."""
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet)
    made.value, made.data_type = text, "s"
    made.quotePrefix = text.startswith(FORMULA_STARTS)
    return made


def _bold(sheet, text):
    from openpyxl.styles import Alignment, Font

    made = _text(sheet, str(text))
    made.font, made.alignment = Font(bold=True), Alignment(vertical="top")
    return made


def _wrapped(sheet, text):
    from openpyxl.styles import Alignment

    made = _text(sheet, str(text))
    made.alignment = Alignment(wrap_text=True, vertical="top")
    return made
