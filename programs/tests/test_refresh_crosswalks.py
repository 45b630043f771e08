"""Crosswalks: zeros that a spreadsheet lost come back, and programs lead where they lead."""

from datetime import date

import pytest

from programs.models import Code, Crosswalk, ProgramOccupation
from programs.refresh.crosswalks import cip_code, top_code
from programs.row_files import Refused
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)
from programs.tests.official_files import counts, ours, run, workbook

pytestmark = pytest.mark.django_db

CREDIT = [None] * 5 + ["Prepared by WestEd and Reviewed by Centers of Excellence, June 2020"]
TOP_CIP = [
    "TOP Code",
    "TOP Code Title",
    "CIP Code",
    "CIP Code (2)",
    "CIP Title",
    "Change or Addition",
]
CIP_SOC = ["CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("101", "010100"),
        ("102.1", "010210"),
        ("1230.1", "123010"),
        ("1230.10", "123010"),
        ("123010", "123010"),
        ("0949.00", "094900"),
        ("4930.12", "493012"),
    ],
)
def test_a_top_code_gets_its_zeros_back(written, code):
    assert top_code(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("1.0102", "01.0102"), ("12.051", "12.0510"), ("51.3801", "51.3801"), ("11.1", "11.1000")],
)
def test_a_cip_code_gets_its_zeros_back(written, code):
    assert cip_code(written) == code


@pytest.fixture
def top_cip(tmp_path):
    def top_cip(*lines, credit=CREDIT, **options):
        path = workbook(tmp_path / "TOPCIP.xlsx", credit, TOP_CIP, *lines)
        return run("top-cip", path, **{"as_of": None, **options})

    return top_cip


@pytest.fixture
def cip_soc(tmp_path):
    def cip_soc(*lines, **options):
        path = workbook(tmp_path / "CIP2020_SOC2018_Crosswalk.xlsx", CIP_SOC, *lines)
        return run("cip-soc", path, **{"as_of": None, **options})

    return cip_soc


def test_a_row_joins_two_codes_and_makes_the_second(top_cip):
    start = CodeFactory(code="010210")

    top_cip([102.1, "Veterinary Technician", 18201, 1.8201, "Veterinary Services.", "New code"])

    row = Crosswalk.objects.get()
    assert (row.from_code, row.to_code.code, row.to_code.title, row.note) == (
        start,
        "01.8201",
        "Veterinary Services",
        "New code",
    )
    assert (row.source, row.as_of) == (
        "TOP to CIP crosswalk of June 2020, prepared by WestEd, reviewed by the Centers of "
        "Excellence",
        date(2020, 6, 30),
    )


def test_rows_from_codes_that_nothing_here_carries_are_left_out(top_cip):
    CodeFactory(code="010210")

    done = top_cip([101, "Agriculture", 10102, 1.0102, "Agribusiness.", None])

    assert done.left_out == {"Starts from a TOP code that nothing on file carries.": 1}
    assert Code.objects.count() == 1


def test_the_month_of_the_credit_line_may_be_told_instead(top_cip):
    CodeFactory(code="010210")
    line = [102.1, "Veterinary Technician", 18201, 1.8201, "Veterinary Services.", None]

    with pytest.raises(Refused, match="--as-of"):
        top_cip(line, credit=["Prepared by WestEd"])
    done = top_cip(line, credit=["Prepared by WestEd"], as_of=date(2026, 2, 28))

    assert done.said["source"].startswith("TOP to CIP crosswalk of February 2026")


def test_no_match_is_kept_as_a_code_and_never_as_an_occupation(cip_soc):
    CodeFactory(scheme="cip", code="24.0101")

    cip_soc(["24.0101", "Liberal Arts.", "99-9999", "NO MATCH"])

    code = Code.objects.get(code="99-9999")
    assert (code.is_match, Crosswalk.objects.get().to_code) == (False, code)
    assert not hasattr(code, "occupation")


def test_programs_lead_where_a_new_row_leads(cip_soc):
    occupation = OccupationFactory(
        code=CodeFactory(scheme="soc", code="49-3021"), title="Body Repairers", entry_education=2
    )
    cip = CodeFactory(scheme="cip", code="47.0603", title="Autobody Repair")
    program = ProgramCodeFactory(code=cip).program

    cip_soc(["47.0603", "Autobody Repair.", "49-3021", "Automotive Body Repairers"])

    row = ProgramOccupation.objects.get()
    assert (row.program, row.occupation, row.rank) == (program, occupation, 1)


def test_occupations_that_a_person_gave_a_program_stay(cip_soc):
    OccupationFactory(code=CodeFactory(scheme="soc", code="49-3021"), entry_education=2)
    program = ProgramFactory()
    cip = CodeFactory(scheme="cip", code="47.0603", title="Autobody Repair")
    ProgramCodeFactory(program=program, code=cip)
    own = ProgramOccupationFactory(program=program, basis="college")

    done = cip_soc(["47.0603", "Autobody Repair.", "49-3021", "Automotive Body Repairers"])

    assert list(ProgramOccupation.objects.all()) == [own]
    assert counts(done, "occupations of programs") == (0, 0, 0, 1, 0)


def test_occupations_that_no_row_leads_to_any_more_are_taken_out(cip_soc):
    with ours():
        row = ProgramOccupationFactory()
        cip = CodeFactory(scheme="cip", code="47.0603", title="Autobody Repair")
        ProgramCodeFactory(program=row.program, code=cip)
    soc = CodeFactory(scheme="soc", code="49-3021")
    OccupationFactory(code=soc, entry_education=2)

    done = cip_soc(["47.0603", "Autobody Repair.", "49-3021", "Automotive Body Repairers"])

    assert counts(done, "occupations of programs") == (1, 0, 0, 0, 1)
    assert ProgramOccupation.objects.get().occupation.code == soc


def test_a_second_run_of_a_crosswalk_finds_everything_the_same(top_cip, cip_soc):
    CodeFactory(code="010210")
    vet = [102.1, "Veterinary Technician", 18201, 1.8201, "Veterinary Services.", None]
    pair = ["01.8201", "Veterinary Services.", "29-2056", "Veterinary Technologists"]
    top_cip(vet)
    cip_soc(pair)

    assert counts(top_cip(vet), "crosswalk") == (0, 0, 1, 0, 0)
    assert counts(cip_soc(pair), "crosswalk") == (0, 0, 1, 0, 0)
