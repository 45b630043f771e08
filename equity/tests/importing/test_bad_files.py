"""Files that are no tidy CSV: a sentence with the line, and nothing stored."""

import gzip
import io
import zipfile

import openpyxl
import pytest

from equity.importing import Refused, table
from equity.models import Release
from equity.tests.importing.conftest import HEADER

ROW = "2022-23,cc,Example College,,completed_9_cte_units,all,all,300,120"
TEXT = f"{HEADER}\n{ROW}\n"


def zip_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("counts.csv", b"0" * 60_000_000)
    assert len(packed.getvalue()) < 65 * 1024
    return packed.getvalue()


def workbook():
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


BAD = {
    "empty": (b"", "The file is empty"),
    "a zip bomb": (zip_bomb(), "Line 1: this is a workbook or a packed file"),
    "a workbook": (workbook(), "Line 1: this is a workbook or a packed file"),
    "gzip": (gzip.compress(TEXT.encode()), "Line 1: this is a workbook or a packed file"),
    "UTF-16": (TEXT.encode("utf-16"), "Line 1: the file is in UTF-16"),
    "Latin-1": (f"{TEXT}{ROW} año\n".encode("latin-1"), "Line 3: it is not in UTF-8"),
    "NUL": (f"{TEXT}\0\n".encode(), "Line 3: it holds a NUL byte"),
    "one endless line": (b"x" * 200_000, "Line 1: it is longer than 64 kB"),
    "semicolons": (TEXT.replace(",", ";").encode(), "divided by semicolons"),
    "tabs": (TEXT.replace(",", "\t").encode(), "divided by tabs"),
    "a header alone": (f"{HEADER}\n".encode(), "a header and no rows"),
    "no header": (f"{ROW}\n".encode(), "Line 1: the header is missing"),
    "an unknown column": (TEXT.replace("numerator", "numerator,color").encode(), "color"),
    "a column missing": (b"cohort,segment\n", "columns are missing: organization"),
    "a column twice": (TEXT.replace("pathway", "metric").encode(), "there twice: metric"),
    "half a row": (f"{TEXT}2021-22,cc,Exam".encode(), "Line 3: 3 cells, but the header has 9"),
    "half a quotation": (f'{TEXT}2021-22,cc,"Exam\nple'.encode(), "Line 3: a quotation mark"),
    "a comma in a text": (f"{TEXT}{ROW},x\n".encode(), "Put a text that holds a comma"),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_gets_a_sentence_and_nothing_is_stored(load_text, content, said):
    with pytest.raises(Refused) as refused:
        load_text(content)

    assert said in str(refused.value)
    assert not Release.objects.exists()


def test_of_a_file_without_a_header_nothing_is_repeated(load_text):
    with pytest.raises(Refused) as refused:
        load_text("900001,Smith,2003-02-01\n900002,Jones,2002-11-19\n")

    assert "Smith" not in str(refused.value)


def test_more_rows_than_allowed_are_refused_with_the_line(load_text, monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 3)

    with pytest.raises(Refused, match="Line 5: more than 500,000 rows"):
        load_text(HEADER + f"\n{ROW}" * 4)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.rstrip().encode(),
        f"{TEXT}\n\n".encode(),
        f'{HEADER},note\n{ROW},"one, two"\n'.encode(),
        f"{HEADER},,\n{ROW},,\n".encode(),
    ],
    ids=["mark", "Windows", "no last line break", "empty lines", "quotes", "empty columns"],
)
def test_what_spreadsheet_programs_write_is_taken(load_text, content):
    assert load_text(content).rows == 1


def test_a_line_is_counted_in_the_file_also_after_a_text_of_two_lines(load_text):
    with pytest.raises(Refused, match="Line 4: "):
        load_text(f'{HEADER},note\n{ROW},"one\ntwo"\n2022,{ROW[8:]},\n')
