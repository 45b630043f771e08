"""The method's own example files."""

import logging
import re
from pathlib import Path

import pytest

from equity.enums import ReleaseStatus, SourceStatus
from equity.importing import Refused
from equity.models import Release
from equity.models.raw import RawCell

FOLDER = Path(__file__).parents[1] / "examples"


def read(name):
    return (FOLDER / name).read_bytes()


def test_the_good_file_becomes_a_draft(load_text):
    loaded = load_text(read("import_good.csv"), label="Fall 2026 release")

    assert (loaded.rows, loaded.slices) == (13, 2)
    assert loaded.release.status == ReleaseStatus.DRAFT
    cells = RawCell.objects.filter(slice__organization__name="Example College")
    assert cells.get(group__label="Asian").n == 210
    assert cells.get(group__label="Asian").s == 118
    suppressed = cells.filter(source_status=SourceStatus.SUPPRESSED)
    assert [(one.n, one.s, one.note) for one in suppressed] == [
        (None, None, "suppressed at the source")
    ] * 2
    school = RawCell.objects.filter(slice__pathway__title="Health Science")
    assert sorted(school.values_list("n", flat=True)) == [41, 141, 182]


def test_the_same_file_again_changes_nothing_and_says_so(load_text):
    first = load_text(read("import_good.csv"), label="Fall 2026 release")

    again = load_text(read("import_good.csv"), label="Another label")

    assert not again.is_new
    assert again.release == first.release
    assert "Fall 2026 release" in again.sentence
    assert RawCell.objects.count() == 13


def test_the_bad_file_is_refused_whole_and_names_each_bad_line(load_text):
    with pytest.raises(Refused) as refused:
        load_text(read("import_bad.csv"))

    assert [re.match(r"Line (\d+): ", one)[1] for one in refused.value.sentences] == [
        *("3", "4", "5", "6", "7", "8", "10", "11")
    ]
    said = dict(
        re.match(r"Line (\d+): (.*)", sentence).groups() for sentence in refused.value.sentences
    )
    assert "larger than the denominator" in said["3"]
    assert "not a whole number" in said["4"]
    assert "same key as line 3" in said["5"]
    assert "Write it like 2022-23" in said["6"]
    assert "unknown segment" in said["7"]
    assert "(lines 8, 9)" in said["8"]
    assert "290" in said["8"] and "300" in said["8"]
    assert "unknown dimension" in said["10"]
    assert "write c for a suppressed count" in said["11"]
    assert not Release.objects.exists()
    assert not RawCell.objects.exists()


def test_student_records_are_refused_on_the_header_and_leave_no_trace(load_text, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(Refused) as refused:
        load_text(read("import_student_level.csv"))

    (sentence,) = refused.value.sentences
    assert "student_id, last_name, birthdate" in sentence
    for kept in (sentence, caplog.text):
        assert "900001" not in kept
        assert "Sample" not in kept
        assert "2003-02-01" not in kept
    assert "student_id, last_name, birthdate" in caplog.text
    assert not Release.objects.exists()
