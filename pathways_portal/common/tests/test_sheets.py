"""Spreadsheets as rows of text: nothing that stood in a cell is lost or guessed."""

import datetime
import zipfile

import openpyxl
import pytest

from pathways_portal.common.sheets import SheetError, sheets, text_of


def rows(path, sheet=0):
    with sheets(path) as found:
        return list(found[sheet].rows())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  010900 ", "010900"),
        (101, "101"),
        (3391.0, "3391"),
        (1.0102, "1.0102"),
        (0.0000125, "0.0000125"),
        (1e20, "100000000000000000000"),
        (True, "TRUE"),
        (datetime.datetime.fromisoformat("2018-06-21"), "2018-06-21"),
        (datetime.datetime.fromisoformat("2018-06-21T08:30"), "2018-06-21T08:30:00"),
        (datetime.date(2018, 6, 21), "2018-06-21"),
    ],
)
def test_cells_are_text(value, text):
    assert text_of(value) == text


def test_workbook_gives_each_sheet_with_its_lines(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["TOP", None, 101])
    book.create_sheet("Second").append(["x"])
    book.save(tmp_path / "two.xlsx")

    assert rows(tmp_path / "two.xlsx") == [(1, ["TOP", "", "101"])]
    assert rows(tmp_path / "two.xlsx", sheet=1) == [(1, ["x"])]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "Muñoz"), ("utf-8-sig", "Muñoz"), ("utf-16", "Muñoz"), ("cp1252", "Muñoz–")],
)
def test_text_is_read_in_its_encoding(tmp_path, encoding, name):
    path = tmp_path / "schools.csv"
    path.write_text(f"School\r\n{name}\r\n", encoding=encoding)

    assert rows(path) == [(1, ["School"]), (2, [name])]


def test_a_comma_in_quotes_and_a_break_in_a_cell_are_read(tmp_path):
    path = tmp_path / "programs.csv"
    path.write_text('A,B\n"Arts, General","two\nlines"\nx,y\n')

    assert rows(path) == [(1, ["A", "B"]), (3, ["Arts, General", "two\nlines"]), (4, ["x", "y"])]


def test_quotes_in_tab_separated_text_are_part_of_it(tmp_path):
    path = tmp_path / "occupations.txt"
    path.write_text('Code\tWords\n1\t"a" and b\n2\t"whole ""cell"""\n3\t"open\n')

    assert [cells[1] for _line, cells in rows(path, sheet=1)] == [
        "Words",
        '"a" and b',
        'whole "cell"',
        '"open',
    ]


def test_lines_are_read_when_asked_for(tmp_path):
    path = tmp_path / "large.csv"
    path.write_text("A,B\n" + "1,2\n" * 10)

    with sheets(path) as found:
        some = found[0].rows()
        assert next(some) == (1, ["A", "B"])
        some.close()


def locked_workbook(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0 not packed at all")


def packed_text(path):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("db_29_3_text/Skills.txt", "x")


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("old.xls", locked_workbook, "Save it as .xlsx, .csv, .tsv or .txt."),
        ("locked.xlsx", locked_workbook, "is no workbook, or is locked by a password"),
        ("empty.xlsx", packed_text, "is no workbook, or is locked by a password"),
        ("onet.zip", packed_text, "is packed. Unpack it"),
        ("none.csv", lambda path: None, "There is no file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path, name, make, sentence):
    make(tmp_path / name)

    with pytest.raises(SheetError, match=sentence):
        rows(tmp_path / name)


def test_a_cell_without_an_end_is_told_with_its_line(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text('A,B\n1,"' + "x" * 200_000)

    with pytest.raises(SheetError, match="line .* cannot be read"):
        rows(path)
