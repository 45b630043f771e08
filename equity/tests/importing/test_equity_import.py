"""The command that brings in a file."""

import pytest
from django.core.management import CommandError, call_command

from equity.enums import ReleaseStatus
from equity.models import PublishedCell, Release
from equity.models.raw import RawCell
from equity.tests.importing.conftest import HEADER
from equity.tests.publication.conftest import PLACE, ROWS, draft, lists

__all__ = ["draft", "lists"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path, lists):
    path = tmp_path / "counts.csv"
    path.write_text("\n".join([HEADER, *(f"{PLACE},{row}" for row in ROWS), ""]))
    return path


def test_a_file_becomes_a_draft_and_its_preview_is_printed(file, capsys):
    call_command("equity_import", str(file), label="Fall 2026 release")

    said = capsys.readouterr().out
    assert "9 rows of 1 slice were read and are sound." in said
    assert "Tables left useful" in said
    assert Release.objects.get().status == ReleaseStatus.DRAFT
    assert not PublishedCell.objects.exists()


def test_a_dry_run_keeps_nothing(file, capsys):
    call_command("equity_import", str(file), dry_run=True, publish=True)

    assert "Nothing was kept" in capsys.readouterr().out
    assert not Release.objects.exists()
    assert not RawCell.objects.exists()


def test_it_is_published_when_told_so_and_a_second_time_changes_nothing(file, capsys):
    call_command("equity_import", str(file), publish=True)
    call_command("equity_import", str(file), publish=True)

    assert "Nothing was changed." in capsys.readouterr().out
    assert Release.objects.get().status == ReleaseStatus.PUBLISHED
    assert PublishedCell.objects.standing().count() == len(ROWS)


def test_a_bad_file_ends_with_an_error_that_names_the_lines(file):
    file.write_text(file.read_text().replace("300,165", "300,465"))

    with pytest.raises(CommandError, match="Line 4: the numerator is larger"):
        call_command("equity_import", str(file))
    assert not Release.objects.exists()


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("equity_import", str(tmp_path / "none.csv"))


def test_a_draft_that_is_loaded_is_published_by_its_number(draft, capsys):
    release = draft()

    call_command("equity_import", draft=release.pk)
    looked_at = PublishedCell.objects.exists()
    call_command("equity_import", draft=release.pk, publish=True)

    said = capsys.readouterr().out
    assert not looked_at
    assert f"“{release.label}”, loaded from counts.csv" in said and "Tables left useful" in said
    release.refresh_from_db()
    assert release.status == ReleaseStatus.PUBLISHED
    assert PublishedCell.objects.standing().count() == len(ROWS)


def test_what_is_no_draft_is_said_so(draft):
    release = draft()
    call_command("equity_import", draft=release.pk, publish=True)

    with pytest.raises(CommandError, match="is no draft"):
        call_command("equity_import", draft=release.pk, publish=True)
    with pytest.raises(CommandError, match="No release has the number 0"):
        call_command("equity_import", draft=0)


@pytest.mark.parametrize("both", [True, False])
def test_a_file_or_a_draft_is_named_and_not_both(file, both):
    named = {"draft": 1} if both else {}

    with pytest.raises(CommandError, match="Name a file, or with --draft the number"):
        call_command("equity_import", *([str(file)] if both else []), **named)


@pytest.mark.parametrize(
    "told",
    [{"label": "Fall"}, {"source": "Office"}, {"source_url": "https://x.org"}, {"synthetic": True}],
)
def test_what_readers_see_of_a_draft_is_not_said_anew(draft, told):
    """It would be taken as done: figures that are made up would stand there as real ones."""
    release = draft()

    with pytest.raises(CommandError, match="A draft keeps its label, source and mark"):
        call_command("equity_import", draft=release.pk, publish=True, **told)
    assert not PublishedCell.objects.exists()
