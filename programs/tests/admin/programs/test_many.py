"""What is done to many programs at once reaches only one's own."""

import csv
import datetime
from io import StringIO

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.models import Program
from programs.tests.admin.programs.program_form import LIST, messages_of, program_of

pytestmark = pytest.mark.django_db


def run(client, action, *programs, **data):
    return client.post(
        reverse(LIST), {"action": action, "_selected_action": [p.pk for p in programs], **data}
    )


def test_verifying_many_leaves_foreign_ones_alone(client, coordinator, program, foreign, today):
    run(client, "verify_selected", program, foreign)

    program.refresh_from_db()
    foreign.refresh_from_db()
    assert (program.verified_on, foreign.verified_on) == (today, None)


def test_verifying_many_leaves_those_one_may_only_read(client, coordinator, program, today):
    readable = program_of(OrganizationFactory())
    MembershipFactory(
        user=coordinator, organization=readable.organization, role=MembershipRole.VIEWER
    )

    run(client, "verify_selected", program, readable)

    program.refresh_from_db()
    readable.refresh_from_db()
    assert (program.verified_on, readable.verified_on) == (today, None)


def test_verifying_all_that_are_due_leaves_no_minus(client, coordinator, school):
    due = [
        program_of(
            school,
            title=f"Welding {number}",
            status=EditingStatus.PUBLISHED,
            verified_on=datetime.date(2020, 1, 1),
            verified_by=coordinator,
        )
        for number in range(3)
    ]

    response = client.post(
        reverse(LIST) + "?review=due",
        {"action": "verify_selected", "_selected_action": [program.pk for program in due]},
    )

    assert messages_of(response) == ["3 records are verified."]


def test_verifying_many_tells_how_many_one_may_only_read(client, coordinator, program):
    readable = program_of(OrganizationFactory())
    MembershipFactory(
        user=coordinator, organization=readable.organization, role=MembershipRole.VIEWER
    )

    response = run(client, "verify_selected", program, readable)

    assert messages_of(response) == [
        "1 record is verified.",
        "1 record was left alone: you may only read it.",
    ]


def test_deleting_many_is_refused_where_one_row_may_only_be_edited(client, program):
    lead = MembershipFactory(organization=program.organization, role=MembershipRole.LEAD).user
    editable = program_of(MembershipFactory(user=lead).organization)
    client.force_login(lead)

    response = run(client, "delete_selected", program, editable, post="yes")

    assert response.status_code == 403
    assert Program.objects.count() == 2


def test_deleting_many_does_not_reach_foreign_ones(client, program, foreign):
    client.force_login(
        MembershipFactory(organization=program.organization, role=MembershipRole.LEAD).user
    )

    run(client, "delete_selected", program, foreign, post="yes")

    assert list(Program.objects.all()) == [foreign]


def test_download_holds_own_rows_and_runs_nothing(client, coordinator, school, foreign):
    own = program_of(school, title="=HYPERLINK(1)")

    response = run(client, "download_csv", own, foreign)

    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Title"] for row in rows] == ["'=HYPERLINK(1)"]
    assert rows[0]["Organization"] == school.name


def test_download_query_count_does_not_grow(client, coordinator, school):
    def counted(*programs):
        data = {"action": "download_csv", "_selected_action": [p.pk for p in programs]}
        return queries(client, reverse(LIST), data)

    own = [program_of(school) for _ in range(3)]

    assert counted(*own) == counted(own[0])
