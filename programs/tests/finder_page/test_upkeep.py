"""Upkeep of the finder's documents, and how long its answers take."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from programs import tasks
from programs.models import Program, SearchDocument
from programs.tests.factories import ProgramFactory, ProgramOccupationFactory

pytestmark = pytest.mark.django_db


def test_the_benchmark_needs_a_region():
    with pytest.raises(CommandError, match="load_region"):
        call_command("bench_finder")


@pytest.mark.django_db(transaction=True)  # warming up closes the connection
def test_the_benchmark_times_and_checks(capsys):
    for n in range(4):
        ProgramOccupationFactory(program__title=f"Welding technology {n}")

    call_command("bench_finder", rounds=1)
    call_command("bench_finder", check=True)

    printed = capsys.readouterr().out
    assert "one_filter" in printed and "counts compared, 0 differ" in printed


def test_the_nightly_task_mends_what_was_written_past_django():
    program = ProgramFactory(title="Welding")
    SearchDocument.objects.filter(object_id=program.pk, kind="program").update(is_public=False)

    assert tasks.rebuild_search()["program"] == 1
    assert tasks.rebuild_search()["program"] == 0


@pytest.mark.documents_at_once
def test_the_command_rebuilds_search_and_says_what_it_wrote(capsys):
    program = ProgramFactory(title="Welding")
    Program.objects.filter(pk=program.pk).update(title="Machining")

    call_command("rebuild_search")

    printed = capsys.readouterr().out.splitlines()
    assert [line.split() for line in printed[:2]] == [
        ["program", "1", "written"],
        ["organization", "0", "written"],
    ]
    assert printed[-1].startswith("Rebuilt in ")
    assert SearchDocument.objects.get(kind="program").title == "Machining"
