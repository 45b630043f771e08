"""The command import_programs: counts that add up, a dry run, and files it cannot read."""

import pytest

from programs.imports.programs import Programs
from programs.models import Program, SearchDocument
from programs.tests.lists import imported, printed, refused
from programs.tests.lists import report as read_report
from programs.tests.official_files import text
from programs.tests.program_import.plain_list import HEADER, NURSE

pytestmark = pytest.mark.django_db


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
