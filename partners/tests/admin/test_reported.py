"""Inventories and reports of readers in the admin: who settled what, and when."""

import pytest

from partners.enums import InventoryState, MembershipRole, ReportState
from partners.tests.admin.admin_pages import url
from partners.tests.factories import InventoryFactory, MembershipFactory, ProblemReportFactory

pytestmark = pytest.mark.django_db


def test_saying_complete_notes_who_and_when(client, coordinator, organization, today):
    row = InventoryFactory(organization=organization)
    data = {
        "organization": organization.pk,
        "kind": row.kind,
        "academic_year": row.academic_year,
        "state": "complete",
    }

    client.post(url("inventory", "change", row.pk), data)

    row.refresh_from_db()
    assert (row.state, row.confirmed_on, row.confirmed_by) == (
        InventoryState.COMPLETE,
        today,
        coordinator,
    )


def test_taking_a_state_back_takes_the_confirmation_back(client, coordinator, organization, today):
    row = InventoryFactory(
        organization=organization, state="complete", confirmed_on=today, confirmed_by=coordinator
    )
    data = {
        "organization": organization.pk,
        "kind": row.kind,
        "academic_year": row.academic_year,
        "state": "unknown",
    }

    client.post(url("inventory", "change", row.pk), data)

    row.refresh_from_db()
    assert (row.confirmed_on, row.confirmed_by) == (None, None)


def test_settling_a_report_notes_who_and_when(client, coordinator, organization, today):
    report = ProblemReportFactory(organization=organization)

    client.post(
        url("problemreport", "change", report.pk), {"state": "mended", "answer": "Units mended."}
    )

    report.refresh_from_db()
    assert (report.answer, report.resolved_on, report.resolved_by) == (
        "Units mended.",
        today,
        coordinator,
    )


def test_opening_a_report_again_takes_that_back(client, coordinator, organization, today):
    report = ProblemReportFactory(
        organization=organization, state="mended", resolved_on=today, resolved_by=coordinator
    )

    client.post(url("problemreport", "change", report.pk), {"state": "in_work", "answer": ""})

    report.refresh_from_db()
    assert (report.state, report.resolved_on) == (ReportState.IN_WORK, None)


def test_a_readers_words_cannot_be_changed(client, coordinator, organization):
    report = ProblemReportFactory(organization=organization)

    client.post(
        url("problemreport", "change", report.pk), {"state": "new", "message": "All is well."}
    )

    report.refresh_from_db()
    assert report.message == "The number of units is wrong."


def test_settling_many_leaves_foreign_reports_alone(client, coordinator, organization):
    mine = ProblemReportFactory(organization=organization)
    theirs = ProblemReportFactory()

    client.post(
        url("problemreport", "changelist"),
        {"action": "mark_declined", "_selected_action": [mine.pk, theirs.pk]},
    )

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == (ReportState.DECLINED, ReportState.NEW)


def test_viewers_do_not_read_reports(client, organization):
    client.force_login(
        MembershipFactory(organization=organization, role=MembershipRole.VIEWER).user
    )

    assert client.get(url("problemreport", "changelist")).status_code == 403


def test_reports_are_not_written_here(client, lead):
    assert client.get(url("problemreport", "add")).status_code == 403
