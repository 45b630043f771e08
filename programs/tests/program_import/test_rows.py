"""Every row of a list of programs ends with its reason; what is made is a draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways_portal.common.enums import EditingStatus
from programs.enums import OccupationBasis
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
    ProgramFactory,
    SectorCodeFactory,
    SurveyFactory,
)
from programs.tests.lists import imported, outcomes, refused_by_the_database
from programs.tests.official_files import text
from programs.tests.program_import.plain_list import HEADER, NURSE

pytestmark = pytest.mark.django_db


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


def test_a_second_run_asks_no_question_for_each_row(rows):
    lines = [[NURSE[0], f"Nursing {n}", f"3116{n}", *NURSE[3:]] for n in (1, 2, 3)]
    rows(*lines)

    with CaptureQueriesContext(connection) as one:
        rows(lines[0])
    with CaptureQueriesContext(connection) as three:
        found = rows(*lines)

    assert {reason for _line, _outcome, reason in found} == {"On file already."}
    assert len(three) == len(one)


def test_a_program_without_number_is_known_by_title_and_award(rows, colleges):
    ProgramFactory(organization=colleges["city"], title="Nursing", award="associate")

    assert rows([NURSE[0], "Nursing", "", "", "", "", "AS", ""]) == [
        (2, "accepted", "On file already.")
    ]


def test_nothing_is_half_loaded_when_the_database_refuses_a_row(tmp_path):
    path = text(tmp_path / "list.csv", HEADER, NURSE, [NURSE[0], "Coding", "1", *NURSE[3:]])

    sentence = refused_by_the_database(
        "import_programs", path, "programs_program", "title <> 'Coding'"
    )

    assert sentence.startswith("Nothing was written.\nThe database refuses a row:")
    assert Program.objects.count() == 0
