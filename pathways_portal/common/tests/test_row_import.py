"""The screener: a header anywhere, one form a row, each row ends once with a reason."""

import csv
import re
import zipfile

import openpyxl
import pytest
from django import forms

from pathways_portal.common.layouts import Column, LayoutError, open_table
from pathways_portal.common.row_import import Outcome, RowForm, Screening

COLUMNS = (
    Column("college", ("College", "College Name"), fills_down=True),
    Column("top", ("TOP Code",)),
    Column("units", ("Units (semester)",), needed=False),
)


class ProgramRow(RowForm):
    college = forms.CharField()
    top = forms.RegexField(r"^\d{6}$", error_messages={"invalid": "Six digits are needed."})
    units = forms.IntegerField(required=False)

    def clean(self):
        values = super().clean()
        if values.get("college") == "Grossmnt":
            self.send_to_review("Is this Grossmont?", "college")
        if values.get("units") == 0:
            self.skip("Without units.")
        return values


def text(path, *lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def workbook(path, *lines, sheet="Data"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def screened(path, columns=COLUMNS, form=ProgramRow, **how):
    """(Screening, its rows) once it went through the file."""
    with open_table(path, columns) as table:
        screening = Screening(table, form, **how)
        return screening, list(screening)


def key(values):
    return values["college"], values["top"]


HEADER = ["College", "TOP Code", "Units (semester)"]


def test_each_row_ends_as_one_outcome_with_its_line_and_why(tmp_path):
    path = text(
        tmp_path / "programs.csv",
        HEADER,
        ["Palomar", "123010", "60"],
        ["Palomar", "123010", "60"],
        ["Palomar", "123010", "61"],
        ["Grossmnt", "123020", "12"],
        ["Mesa", "1230", "12"],
        ["Mesa", "094800", "0"],
        ["", "", ""],
        ["Mesa", "#REF!", "3"],
        ["", "", "* draft, do not share"],
        ["Elsewhere", "123010", "5"],
        HEADER,
        ["Mesa", "094800", "many"],
        ["Mesa", "094800", "3", "and more"],
    )

    screening, rows = screened(
        path,
        key=key,
        elsewhere=lambda cells: "Another region." if cells["college"] == "Elsewhere" else "",
    )

    assert [(row.line, row.outcome.value, row.reason) for row in rows] == [
        (2, "accepted", ""),
        (3, "duplicate", "The same as line 2."),
        (4, "review", "Line 2 says something else of the same. The first one was taken."),
        (5, "review", "Column “College”, “Grossmnt”: Is this Grossmont?"),
        (6, "rejected", "Column “TOP Code”, “1230”: Six digits are needed."),
        (7, "skipped", "Without units."),
        (8, "skipped", "An empty line."),
        (9, "rejected", "Column “TOP Code” holds the spreadsheet’s error #REF!."),
        (10, "skipped", "A note or a total, not a row."),
        (12, "skipped", "The header once more."),
        (13, "rejected", "Column “Units (semester)”, “many”: Enter a whole number."),
        (
            14,
            "rejected",
            "More cells than columns. Put text that holds a comma into double quotes.",
        ),
    ]
    assert rows[0].values == {"college": "Palomar", "top": "123010", "units": 60}
    assert screening.left_out == {"Another region.": 1}


@pytest.mark.parametrize("blank", [0, 1, 3])
@pytest.mark.parametrize("wrong", [0, 2])
@pytest.mark.parametrize("again", [0, 1, 5])
@pytest.mark.parametrize("elsewhere", [0, 4])
def test_rows_read_are_the_sum_of_all_outcomes(tmp_path, blank, wrong, again, elsewhere):
    lines = [["Palomar", "123010", "60"]] * (1 + again) + [["", "", ""]] * blank
    lines += [["Palomar", "12", "60"]] * wrong + [["Fresno", "123010", "60"]] * elsewhere
    path = text(tmp_path / "programs.csv", HEADER, *lines, ["Mesa", "094800", "3"])

    screening, _rows = screened(
        path, key=key, elsewhere=lambda cells: cells["college"] == "Fresno" and "Elsewhere."
    )

    assert screening.read == len(lines) + 1
    assert screening.counts == {
        Outcome.ACCEPTED: 2,
        Outcome.DUPLICATE: again,
        Outcome.REVIEW: 0,
        Outcome.REJECTED: wrong,
        Outcome.SKIPPED: blank + elsewhere,
    }


def test_empty_lines_at_the_end_are_no_rows(tmp_path):
    path = text(tmp_path / "programs.csv", HEADER, ["Mesa", "094800", "3"], ["", "", ""], [""])

    assert screened(path)[0].read == 1


@pytest.mark.parametrize(
    "header",
    [
        ["College", "TOP Code", "Units (semester)"],
        ["\ufeffCOLLEGE NAME ", "top code[1]", "Units\n(semester)\n[9][12]"],
        ["Notes", "TOP  Code", "college"],
    ],
)
def test_header_is_found_by_its_names_below_lines_of_titles(tmp_path, header):
    row = {"college": "Mesa", "topcode": "094800"}
    cells = [row.get(name.casefold().replace(" ", ""), "") for name in header]
    cells = cells if "094800" in cells else ["Mesa", "094800", "3"]
    path = workbook(
        tmp_path / "programs.xlsx",
        ["Program inventory"],
        [None, "Prepared by the college, June 2026"],
        header,
        cells,
    )

    _screening, (found,) = screened(path)

    assert (found.line, found.outcome) == (4, Outcome.ACCEPTED)
    assert found.values["top"] == "094800"


def test_lines_above_the_header_are_kept_for_who_reads_the_file(tmp_path):
    path = text(tmp_path / "programs.csv", ["2023-2033 Projections"], ["Statewide"], HEADER)

    with open_table(path, COLUMNS) as table:
        assert table.above == ["2023-2033 Projections", "Statewide"]


def test_the_sheet_that_has_the_columns_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("Programs")
    sheet.append(HEADER)
    sheet.append(["Mesa", "094800", 3])
    book.save(tmp_path / "programs.xlsx")

    assert [row.values["units"] for row in screened(tmp_path / "programs.xlsx")[1]] == [3]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_is_cut_where_the_header_fits(tmp_path, delimiter):
    path = tmp_path / "programs.txt"
    cells = [["Title, of, the, file"], HEADER, ["Mesa", "094800", "3"]]
    path.write_text("\n".join(delimiter.join(line) for line in cells))

    assert [row.values["top"] for row in screened(path)[1]] == ["094800"]


def test_merged_cells_repeat_what_stands_above(tmp_path):
    path = text(tmp_path / "p.csv", HEADER, ["Mesa", "094800", "3"], ["", "095650", "4"])

    assert [row.values["college"] for row in screened(path)[1]] == ["Mesa", "Mesa"]


@pytest.mark.parametrize(("saved", "units"), [(b"<v>3</v>", 3), (b"<v></v>", None)])
def test_a_formula_counts_with_the_value_it_had(tmp_path, saved, units):
    plain = workbook(tmp_path / "plain.xlsx", HEADER, ["Mesa", "094800", "=1+2"])
    path = tmp_path / "programs.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = re.sub(rb"(<f>1\+2</f>)<v\s*/?>(</v>)?", rb"\1" + saved, text)
            new.writestr(name, text)

    assert [row.values["units"] for row in screened(path)[1]] == [units]


def test_an_unknown_layout_names_what_is_missing_and_what_is_there(tmp_path):
    path = text(tmp_path / "programs.csv", ["College", "Title", "CIP"], ["Mesa", "Autos", "47.06"])

    with pytest.raises(LayoutError) as told:
        screened(path)

    assert str(told.value) == "The file lacks: “TOP Code”. Its columns are: College, Title, CIP."


def test_an_unknown_workbook_names_its_nearest_sheet(tmp_path):
    path = workbook(tmp_path / "p.xlsx", ["College", "Title"], ["Mesa", "Autos"], sheet="Spring")

    with pytest.raises(LayoutError, match="Sheet “Spring” lacks: “TOP Code”."):
        screened(path)


def test_rows_without_a_header_are_not_repeated_in_what_is_told(tmp_path):
    path = text(tmp_path / "people.csv", ["13101320000000", "Ana", "Ruiz", "ana@example.org"])

    with pytest.raises(LayoutError) as told:
        screened(path)

    assert "Ruiz" not in str(told.value)
    assert "“College”, “TOP Code”" in str(told.value)


def test_years_in_the_header_are_found(tmp_path):
    columns = (
        Column("jobs", ("Employment, {year}",)),
        Column("jobs_through", ("Employment, {year}",)),
        Column("awards", ("{academic_year}",), many=True),
    )
    path = text(
        tmp_path / "t.csv", ["Employment, 2024", "Employment, 2034", "2014-2015", "2015-16"]
    )

    with open_table(path, columns) as table:
        assert table.found == {
            "jobs": "2024",
            "jobs_through": "2034",
            "awards 20142015": "20142015",
            "awards 201516": "201516",
        }
