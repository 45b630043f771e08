"""Colleges, codes and a list kept by hand."""

from datetime import datetime

import openpyxl
import pytest

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import OrganizationFactory
from programs.imports.programs import Programs
from programs.tests.factories import CodeFactory, OccupationFactory
from programs.tests.lists import imported
from programs.tests.official_files import text
from programs.tests.program_import.plain_list import HEADER

TOPS = ["010910", "070710", "095800", "121000", "123010", "123020", "123030", "120500"]
CIPS = ["01.0605", "11.0201", "15.0506", "51.0908", "51.1004", "51.3801", "51.3901", "51.3902"]
SOCS = ["15-1251", "15-1252", "29-1126", "29-1141", "29-2061", "31-1131", "37-3011", "51-8031"]


@pytest.fixture(autouse=True)
def colleges():
    """Colleges of the region, and the codes that the lists name."""
    for code in TOPS:
        CodeFactory(code=code)
    for code in CIPS:
        CodeFactory(scheme="cip", code=code)
    for code in [*SOCS, "29-2012"]:
        OccupationFactory(code=CodeFactory(scheme="soc", code=code))
    names = {
        "city": ("San Diego City College", "San Diego City", []),
        "cuyamaca": ("Cuyamaca College", "Cuyamaca", []),
        "grossmont": ("Grossmont College", "Grossmont", []),
        "valley": ("Imperial Valley College", "Imperial Valley", ["IVC"]),
        "southwestern": ("Southwestern College", "Southwestern", ["SWC"]),
    }
    made = {
        key: OrganizationFactory(name=name, short_name=short, aliases=aliases)
        for key, (name, short, aliases) in names.items()
    }
    made["adults"] = OrganizationFactory(
        name="San Diego College of Continuing Education",
        kind=OrganizationKind.CONTINUING_EDUCATION,
        segments=[Segment.NONCREDIT.value],
    )
    return made


@pytest.fixture
def kept_by_hand(tmp_path):
    """A workbook with all that people do to a list."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Programs 26-27"
    day = datetime(1980, 1, 1)  # noqa: DTZ001 - spreadsheets know no zones
    for line in [
        ["Regional list, DRAFT"],
        ["Updated 9/14/26"],
        [None, None, None, "Codes", None, None, "Award"],
        [
            "College ",
            "Program Title",
            "Control #",
            "TOP",
            "CIP",
            "SOC (target job)",
            "Type",
            "Units",
            "Approved",
            "Notes",
        ],
        ["Cuyamaca College", "Landscape", 21058, 10910, 1.0605, "37-3011", "Cert of Ach", 32, day],
        [None, "Water", "14479", 95800, "15.0506", "51-8031", "AS", " 36-37 ", "2003-01-01"],
        ["SD City", "Nurse", 31169, "1230.10*", 51.3801, "29-1141", "A.S. Degree", 62, "3/27/2012"],
        ["San Diego City College", "Nurse", "31169", "123010", "51.3801", "291141", "AS", "62.0"]
        + ["27-Mar-12", "the same again"],
        ["SD City", "Coding", "05075", "0707.10", "11.0201", "15-1251 / 15-1252", "A.S.", "27"],
        ["Grossmont", "Coding", 7866, "70710", "11.0201", "15-1251", "AA", "22", "1/1/85"],
        ["Imperial Valley College", "Systems", 30362, 95800, 15.0506, "51-8031.00"]
        + ["Certificate", "18", 40428],
        ["IVC", "Vocational Nursing", "01890", " 123020", "51.3901", "29-2061", "AS", "64-65"],
        ["Southwestern", "Laboratory", 19031, 120500, 51.1004, "29-2012", "A.S.", "39.00"],
        [None] * 10,
        ["Cuyamaca College", "Info Tech", 22513, "0707", "11.0201", "15-1251", "CA", "30"],
        ["Grossmont College", "Breathing", "05010", "121000", "51.0908", "29-1126", "AS", 47.5]
        + ["n/a"],
        ["Grossmont Colege", "Vessels", "08781", "121000", "51.0908", "29-1126", "AS", "47"],
        ["San Diego College of Continuing Education", "Assistants", "24143", "123030", "51.3902"]
        + ["31-1131", "Noncredit", None, "6/30/2010"],
        ["TOTAL", None, None, None, None, None, None, 569],
        ["* draft, do not share"],
    ]:
        sheet.append(line)
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("D3:F3")
    old = book.create_sheet("Lookup (old)")
    old.append(["TOP", "Title"])
    old.append([10100, "Agriculture"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    return path


@pytest.fixture
def rows(tmp_path):
    """The rows of a plain list; what became of them."""

    def rows(*lines, header=HEADER, **how):
        return imported(Programs, text(tmp_path / "list.csv", header, *lines), **how)

    return rows
