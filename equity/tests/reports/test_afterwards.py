"""Reports of past months that were put together afterwards, for nobody, are taken away by hand."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from equity.models import ReportIssue
from equity.reports import months
from equity.reports.letter import KIND
from equity.tests.factories import ReportIssueFactory
from pathways_portal.common.outbox import queue

pytestmark = pytest.mark.django_db


def issue(month, *, days_after):
    """A report of a month that was put together so many days after its end."""
    made = ReportIssueFactory(month=month)
    at = months.end_of(month) + timedelta(days=days_after)
    ReportIssue.objects.filter(pk=made.pk).update(created_at=at)
    return made


def months_left():
    return set(ReportIssue.objects.values_list("month", flat=True))


@pytest.fixture
def on_file():
    """One in its own month, one made up for in the next, one that nobody was due."""
    issue("2026-03", days_after=-10)
    issue("2026-04", days_after=3)
    issue("2026-05", days_after=60)
    queue.new(
        kind=KIND, recipient="1", address="ann@example.edu", period="2026-04", language="en"
    ).save()


def test_only_what_was_told_to_nobody_after_its_month_is_removed(on_file, capsys):
    call_command("send_monthly_reports", tidy=True)

    assert months_left() == {"2026-03", "2026-04"}
    assert "for nobody: 2026-05 (1)\n1 removed." in capsys.readouterr().out


def test_a_dry_run_names_them_and_removes_nothing(on_file, capsys):
    call_command("send_monthly_reports", tidy=True, dry_run=True)

    assert months_left() == {"2026-03", "2026-04", "2026-05"}
    assert "for nobody: 2026-05 (1)\nNothing was removed." in capsys.readouterr().out


def test_a_month_told_right_at_its_end_is_over(on_file):
    issue("2026-06", days_after=0)

    call_command("send_monthly_reports", tidy=True)

    assert "2026-06" not in months_left()


def test_of_one_month_only_its_reports_are_removed(on_file):
    issue("2026-06", days_after=60)

    call_command("send_monthly_reports", tidy=True, month="2026-06")

    assert months_left() == {"2026-03", "2026-04", "2026-05"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"to": "ann@example.edu"}, "--tidy sends nothing"),
        ({"month": "June"}, "is not a month"),
    ],
)
def test_tidying_does_not_guess_what_was_meant(on_file, asked, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("send_monthly_reports", tidy=True, **asked)

    assert "2026-05" in months_left()
