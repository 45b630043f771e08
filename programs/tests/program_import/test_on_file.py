"""What is empty on file is filled by a list of programs, what was typed is never written over."""

import pytest

from programs.enums import OccupationBasis
from programs.models import Code, Occupation, ProgramCode, ProgramOccupation, SearchDocument
from programs.tests.factories import (
    CodeFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorCodeFactory,
)
from programs.tests.lists import outcomes
from programs.tests.program_import.plain_list import NURSE

pytestmark = pytest.mark.django_db


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
