"""How the cells of a list of programs are read, and what of them cannot be taken."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import OrganizationFactory
from programs import award_words
from programs.imports import cells
from programs.imports.programs import Programs
from programs.models import Program
from programs.tests.lists import imported
from programs.tests.program_import.plain_list import HEADER, NURSE

pytestmark = pytest.mark.django_db


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
