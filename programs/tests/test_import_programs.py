"""Lists of programs as people keep them: what becomes of each row, and what is made of it."""

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs import award_words
from programs.enums import OccupationBasis
from programs.imports import cells
from programs.imports.programs import Programs
from programs.models import (
    Code,
    Occupation,
    Program,
    ProgramCode,
    ProgramOccupation,
    SearchDocument,
)
from programs.tests.factories import (
    CodeFactory,
    CredentialFactory,
    OccupationFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorCodeFactory,
    SurveyFactory,
)
from programs.tests.lists import imported, outcomes, printed, refused, refused_by_the_database
from programs.tests.lists import report as read_report
from programs.tests.official_files import text

pytestmark = pytest.mark.django_db

TOPS = ["010910", "070710", "095800", "121000", "123010", "123020", "123030", "120500"]
CIPS = ["01.0605", "11.0201", "15.0506", "51.0908", "51.1004", "51.3801", "51.3901", "51.3902"]
SOCS = ["15-1251", "15-1252", "29-1126", "29-1141", "29-2061", "31-1131", "37-3011", "51-8031"]
HEADER = ["College", "Program Title", "Control #", "TOP", "CIP", "SOC", "Type", "Units"]
NURSE = ["San Diego City", "Nursing", "31169", "123010", "51.3801", "29-1141", "AS", "62"]


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


def test_every_row_of_a_list_kept_by_hand_ends_as_it_should(kept_by_hand):
    found = imported(Programs, kept_by_hand)

    accepted = {line for line, outcome, _reason in found if outcome == "accepted"}
    assert accepted == {5, 6, 7, 9, 10, 11, 12, 13, 16, 18}
    assert [row for row in found if row[1] != "accepted"] == [
        (8, "duplicate", "The same as line 7."),
        (14, "skipped", "An empty line."),
        (
            15,
            "review",
            "Column “TOP”, “0707”: A TOP code has six digits. Is 070700 meant, or one of those "
            "below it?",
        ),
        (
            17,
            "review",
            "Column “College”, “Grossmont Colege”: Is this Grossmont College? Then write the name "
            "so.",
        ),
        (19, "skipped", "A note or a total, not a row."),
        (20, "skipped", "A note or a total, not a row."),
    ]


def test_codes_units_and_colleges_are_read_through_what_spreadsheets_did_to_them(kept_by_hand):
    imported(Programs, kept_by_hand)

    said = {
        (program.organization.short_name, program.control_number): (
            [code.code for code in program.codes.order_by("code_set__scheme", "code")],
            [row.occupation.code.code for row in program.program_occupations.order_by("rank")],
            program.award,
            (program.units_min, program.units_max),
        )
        for program in Program.objects.all()
    }
    assert said == {
        ("Cuyamaca", "21058"): (["01.0605", "010910"], ["37-3011"], "certificate_long", (32, 32)),
        ("Cuyamaca", "14479"): (["15.0506", "095800"], ["51-8031"], "associate", (36, 37)),
        ("San Diego City", "31169"): (["51.3801", "123010"], ["29-1141"], "associate", (62, 62)),
        ("San Diego City", "05075"): (
            ["11.0201", "070710"],
            ["15-1251", "15-1252"],
            "associate",
            (27, 27),
        ),
        ("Grossmont", "07866"): (["11.0201", "070710"], ["15-1251"], "associate", (22, 22)),
        ("Imperial Valley", "30362"): (
            ["15.0506", "095800"],
            ["51-8031"],
            "certificate_long",
            (18, 18),
        ),
        ("Imperial Valley", "01890"): (["51.3901", "123020"], ["29-2061"], "associate", (64, 65)),
        ("Southwestern", "19031"): (["51.1004", "120500"], ["29-2012"], "associate", (39, 39)),
        ("Grossmont", "05010"): (
            ["51.0908", "121000"],
            ["29-1126"],
            "associate",
            (Decimal("47.5"), Decimal("47.5")),
        ),
        ("", "24143"): (["51.3902", "123030"], ["31-1131"], "noncredit", (None, None)),
    }


def test_what_is_made_is_a_draft_of_the_college_with_its_source(rows, colleges):
    sector = SectorCodeFactory(code=Code.objects.get(code="123010")).sector
    held = CredentialFactory(title="Associate of Science (A.S.)")

    rows(NURSE)

    program = Program.objects.get()
    assert (program.status, program.owner, program.organization) == (
        EditingStatus.DRAFT,
        colleges["city"],
        colleges["city"],
    )
    assert (program.slug, program.segment, program.sector) == (
        "nursing-san-diego-city",
        "college",
        sector,
    )
    assert (program.award_text, program.source) == ("A.S. Degree", "The deans")
    assert list(program.credentials.all()) == [held]
    assert ProgramCode.objects.count() == 2
    assert ProgramOccupation.objects.get().basis == OccupationBasis.COLLEGE
    assert not SearchDocument.objects.get(kind="program").is_public


def test_an_occupation_priced_under_a_broader_code_only_is_valid(rows):
    occupation = Occupation.objects.get(code__code="29-2012")
    broad = CodeFactory(scheme="soc", code="29-2010")
    SurveyFactory(occupation=occupation, priced_as=broad)

    assert outcomes(rows([*NURSE[:5], "29-2012", "AS", "62"])) == [(2, "accepted")]


def test_a_second_run_makes_nothing_new(kept_by_hand):
    first = imported(Programs, kept_by_hand)
    before = Program.objects.count(), ProgramCode.objects.count()

    second = imported(Programs, kept_by_hand)

    assert outcomes(second) == outcomes(first)
    assert {reason for _line, outcome, reason in second if outcome == "accepted"} == {
        "On file already."
    }
    assert (Program.objects.count(), ProgramCode.objects.count()) == before


def test_what_differs_from_what_is_on_file_is_asked_and_not_written(rows, colleges):
    program = ProgramFactory(
        organization=colleges["city"],
        control_number="31169",
        title="Nursing",
        units_min=27,
        units_max=30,
    )
    ProgramCodeFactory(program=program, code=Code.objects.get(code="123010"))

    found = rows([*NURSE[:4], "", "", "Certificate", "32"])

    assert found == [
        (
            2,
            "review",
            "On file already, but differently: award on file Associate degree, here Certificate, "
            "16 units or more; units on file 27–30, here 32. Nothing was changed; decide which is "
            "right.",
        )
    ]
    program.refresh_from_db()
    assert (program.units_min, program.units_max, program.award) == (27, 30, "associate")


def test_a_second_run_asks_no_question_for_each_row(rows):
    lines = [[NURSE[0], f"Nursing {n}", f"3116{n}", *NURSE[3:]] for n in (1, 2, 3)]
    rows(*lines)

    with CaptureQueriesContext(connection) as one:
        rows(lines[0])
    with CaptureQueriesContext(connection) as three:
        found = rows(*lines)

    assert {reason for _line, _outcome, reason in found} == {"On file already."}
    assert len(three) == len(one)


@pytest.fixture
def bare(colleges):
    """A program of which nothing is on file but title and number."""
    return ProgramFactory(
        organization=colleges["city"],
        control_number="31169",
        title="Nursing",
        award=None,
        award_text="",
        sector=None,
    )


def test_what_is_empty_on_file_is_filled(rows, bare):
    sector = SectorCodeFactory(code=Code.objects.get(code="123010")).sector

    assert rows(NURSE) == [
        (
            2,
            "accepted",
            "On file already; filled in what was empty: award Associate degree; units 62; TOP "
            "123010; CIP 51.3801; SOC 29-1141.",
        )
    ]
    bare.refresh_from_db()
    assert (bare.award, bare.award_text, bare.units_min, bare.units_max, bare.sector) == (
        "associate",
        "A.S. Degree",
        62,
        62,
        sector,
    )
    assert set(bare.codes.values_list("code", flat=True)) == {"123010", "51.3801"}
    assert ProgramCode.objects.first().source == "The deans"
    assert ProgramOccupation.objects.get().basis == OccupationBasis.COLLEGE
    assert SearchDocument.objects.get(kind="program").object_id == bare.pk
    assert rows(NURSE) == [(2, "accepted", "On file already.")]


def test_beside_a_typed_value_that_differs_nothing_is_filled(rows, bare):
    bare.units_min = bare.units_max = 60
    bare.save()

    ((_line, outcome, reason),) = rows(NURSE)

    assert outcome == "review"
    assert "units on file 60, here 62; TOP on file nothing, here 123010;" in reason
    bare.refresh_from_db()
    assert (bare.award, bare.codes.count(), bare.units_min) == (None, 0, 60)


def test_an_occupation_that_was_only_worked_out_gives_way_to_that_of_the_school(rows, bare):
    for rank, code in enumerate(["15-1251", "15-1252"], start=1):
        ProgramOccupationFactory(
            program=bare,
            occupation=Occupation.objects.get(code__code=code),
            rank=rank,
            basis=OccupationBasis.CROSSWALK,
        )

    found = rows([*NURSE[:5], "29-1141 / 15-1252", *NURSE[6:]])

    assert outcomes(found) == [(2, "accepted")]
    there = bare.program_occupations.order_by("rank")
    assert list(there.values_list("occupation__code__code", "basis", "source")) == [
        ("29-1141", "college", "The deans"),
        ("15-1252", "college", "The deans"),
        ("15-1251", "crosswalk", there.last().source),
    ]


@pytest.mark.parametrize("basis", [OccupationBasis.COLLEGE, OccupationBasis.SAMPLE])
def test_an_occupation_that_somebody_typed_stays(rows, bare, basis):
    told = ProgramOccupationFactory(
        program=bare, occupation=Occupation.objects.get(code__code="15-1251"), basis=basis
    )

    ((_line, outcome, reason),) = rows(NURSE)

    assert outcome == "review"
    assert "SOC on file 15-1251, here 29-1141" in reason
    assert list(bare.program_occupations.all()) == [told]


def test_words_of_an_award_that_somebody_typed_stay(rows, bare):
    bare.award_text = "Certificate of Nursing"
    bare.save()

    assert outcomes(rows(NURSE)) == [(2, "review")]


def test_a_program_area_gets_no_award_from_a_list(rows, bare):
    """It would be one program then, which a person has to say."""
    bare.is_program_area = True
    bare.save()

    assert outcomes(rows(NURSE)) == [(2, "review")]


def test_what_one_line_filled_another_does_not_overwrite(rows, colleges):
    program = ProgramFactory(
        organization=colleges["city"], control_number="31169", title="Nursing", award="associate"
    )
    CodeFactory(scheme="cip", code="51.3899")

    found = rows(
        [NURSE[0], "Nursing", "31169", "", "51.3801", "", "AS", ""],
        [NURSE[0], "Nursing", "", "", "51.3899", "", "AS", ""],
    )

    assert outcomes(found) == [(2, "accepted"), (3, "review")]
    assert "CIP on file 51.3801, here 51.3899" in found[1][2]
    assert [code.code for code in program.codes.all()] == ["51.3801"]


def test_the_number_of_a_program_known_by_its_title_is_filled(rows, colleges):
    program = ProgramFactory(
        organization=colleges["city"], title="Nursing", award="associate", control_number=""
    )

    printed_rows = rows([NURSE[0], "Nursing", "31169", "", "", "", "AS", ""])

    assert printed_rows == [
        (2, "accepted", "On file already; filled in what was empty: control number 31169.")
    ]
    program.refresh_from_db()
    assert program.control_number == "31169"


def test_a_program_without_number_is_known_by_title_and_award(rows, colleges):
    ProgramFactory(organization=colleges["city"], title="Nursing", award="associate")

    assert rows([NURSE[0], "Nursing", "", "", "", "", "AS", ""]) == [
        (2, "accepted", "On file already.")
    ]


@pytest.mark.parametrize(
    ("cells", "outcome", "why"),
    [
        ({0: "Harvard"}, "rejected", "Column “College”, “Harvard”: No school or college on file"),
        ({1: ""}, "rejected", "Column “Program Title”: This field is required."),
        ({3: "nursing"}, "rejected", "Column “TOP”, “nursing”: This is not a TOP code such as"),
        ({3: "999999"}, "review", "Column “TOP”, “999999”: TOP 999999 is not on file."),
        ({4: "51.38"}, "review", "Column “CIP”, “51.38”: A CIP code has four digits after"),
        ({5: "nurse"}, "rejected", "Column “SOC”, “nurse”: “nurse” is not an occupation code"),
        ({5: "11-1011"}, "review", "Column “SOC”, “11-1011”: SOC 11-1011 is not on file."),
        ({6: "Badge"}, "review", "Column “Type”, “Badge”: Whether this is a degree, a long or"),
        ({6: "Certificate", 7: ""}, "review", "Column “Type”, “Certificate”: Whether this is"),
        ({7: "37-36"}, "rejected", "Column “Units”, “37-36”: The fewest units are more than"),
        ({7: "about 60"}, "rejected", "Column “Units”, “about 60”: This is not a number of"),
    ],
)
def test_what_cannot_be_taken_is_told(rows, cells, outcome, why):
    line = [cells.get(at, text) for at, text in enumerate(NURSE)]

    ((at, found, reason),) = rows(line)

    assert (at, found) == (2, outcome)
    assert reason.startswith(why)
    assert Program.objects.count() == 0


@pytest.mark.parametrize(
    ("text_of_cell", "segment"),
    [("cc", "college"), ("NC", "noncredit"), ("Community college", "college"), ("", "college")],
)
def test_segments_have_other_names(rows, text_of_cell, segment):
    rows([*NURSE, text_of_cell], header=[*HEADER, "Segment"])

    assert Program.objects.get().segment == segment


def test_a_school_of_several_segments_is_asked_which(rows):
    OrganizationFactory(
        name="Brawley Middle High",
        kind=OrganizationKind.SCHOOL,
        segments=[Segment.MIDDLE_SCHOOL.value, Segment.HIGH_SCHOOL.value],
    )

    ((_line, outcome, reason),) = rows(["Brawley Middle High", "Welding", *[""] * 6])

    assert outcome == "review"
    assert "teaches in several segments (Middle school, High school)" in reason


@pytest.mark.parametrize(
    "text_of_cell",
    ["40428", "2010-09-07", "9/7/2010", "9/7/10", "7-Sep-10", "Sep 7, 2010", "September 7, 2010"],
)
def test_days_are_read_in_many_forms(text_of_cell):
    assert cells.day(text_of_cell) == date(2010, 9, 7)


@pytest.mark.parametrize(
    ("text_of_cell", "code"),
    [("1230.1", "123010"), ("0949.00", "094900"), ("95800", "095800"), ("1230.10*", "123010")],
)
def test_codes_that_lost_zeros_find_them(text_of_cell, code):
    assert cells.top_code(text_of_cell) == code


@pytest.mark.parametrize("text_of_cell", ["31/12/2010", "soon", "2010"])
def test_what_is_no_day_is_said(text_of_cell):
    with pytest.raises(ValidationError, match="not a day that can be read"):
        cells.day(text_of_cell)


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("AS", "A.S. Degree"),
        ("A.A.-T", "A.A.-T Degree"),
        ("Cert. of Ach", "Certificate of Achievement"),
        ("CA", "Certificate of Achievement"),
        ("Non-credit", "Noncredit program"),
        ("Associate of Arts Degree", "A.A. Degree"),
        ("Certificate of Competency", "Certificate of Competency"),
    ],
)
def test_awards_in_short_are_spelled_out(short, words):
    assert award_words.spelled_out(short) == words


def test_a_dry_run_says_the_same_and_writes_nothing(kept_by_hand):
    dry = imported(Programs, kept_by_hand, dry_run=True)

    assert Program.objects.count() == SearchDocument.objects.filter(kind="program").count() == 0
    assert dry == imported(Programs, kept_by_hand)


def test_the_command_prints_counts_that_add_up_and_reports_every_row(kept_by_hand, tmp_path):
    out = tmp_path / "report.csv"

    lines = printed("import_programs", kept_by_hand, "--report", str(out))

    counts = [line.split() for line in lines]
    assert ["rows", "of", "the", "file", "16", "10", "1", "2", "0", "3"] in counts
    assert ["new", "programs", "10"] in counts
    assert "2 skipped: A note or a total, not a row." in lines
    written = read_report(out)
    assert [int(row["line"]) for row in written] == list(range(5, 21))
    assert written[2] | {"reason": ""} == {
        "line": "7",
        "outcome": "accepted",
        "reason": "",
        "organization": "San Diego City College",
        "control number": "31169",
        "title": "Nurse",
        "segment": "college",
        "top": "123010",
        "cip": "51.3801",
        "occupations": "29-1141",
        "award text": "A.S. Degree",
        "units": "62",
        "approved": "2012-03-27",
    }


def test_the_source_is_the_file_unless_somebody_is_named(tmp_path):
    path = text(tmp_path / "list.csv", HEADER, NURSE)

    printed("import_programs", path)

    assert Program.objects.get().source == "Imported from list.csv"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none.csv", "Nothing was written.\nThere is no file"),
        ("list.pdf", "Nothing was written.\n“list.pdf” is not a table that can be read."),
        ("list.csv", "Nothing was written.\nThe file lacks: “Program Title”."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, name, sentence):
    for there in ("list.pdf", "list.csv"):
        text(tmp_path / there, ["College", "Units"], ["IVC", "3"])

    assert refused("import_programs", tmp_path / name).startswith(sentence)


def test_nothing_is_half_loaded_when_the_database_refuses_a_row(tmp_path):
    path = text(tmp_path / "list.csv", HEADER, NURSE, [NURSE[0], "Coding", "1", *NURSE[3:]])

    sentence = refused_by_the_database(
        "import_programs", path, "programs_program", "title <> 'Coding'"
    )

    assert sentence.startswith("Nothing was written.\nThe database refuses a row:")
    assert Program.objects.count() == 0
