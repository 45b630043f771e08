"""History: every change of a record, by whatever way it came, with who and when."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from partners import history
from partners.models import Organization, Person, ProblemReport
from partners.tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    ProblemReportFactory,
    RoleFactory,
    UserFactory,
)
from partners.tests.forms import untouched_parts
from partners.tests.queries import queries
from programs.models import Offering, Program, ProgramCredential
from programs.tests.factories import CredentialFactory, OfferingFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organization):
    return PersonFactory(
        name="Sample Person", job_title="Dean", organization=organization, owner=organization
    )


@pytest.fixture
def editor(client, person):
    user = UserFactory(first_name="Editing", last_name="Person")
    MembershipFactory(user=user, organization=person.organization)
    client.force_login(user)
    return user


def last(record, **options):
    return history.timeline(record, **options)[0]


def changes(entry):
    return [(change.name, change.before, change.after) for change in entry.changes]


def history_page(client, record):
    info = (record._meta.app_label, record._meta.model_name)
    return client.get(reverse("admin:{}_{}_history".format(*info), args=[record.pk]))


def test_a_save_tells_what_changed_from_what_to_what(person):
    person.job_title = "Provost"
    person.save()

    assert changes(last(person)) == [("Job title", "Dean", "Provost")]


def test_a_bulk_update_is_told(person):
    Person.objects.filter(pk=person.pk).update(job_title="Provost")

    assert changes(last(person)) == [("Job title", "Dean", "Provost")]


def test_raw_sql_is_told(person):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partners_person SET job_title = 'Provost'")

    assert changes(last(person)) == [("Job title", "Dean", "Provost")]


def test_a_change_without_an_account_is_the_systems(person):
    Person.objects.filter(pk=person.pk).update(job_title="Provost")

    assert last(person).who == "System"


def test_a_new_row_tells_what_is_filled_in(person):
    entry = last(person)

    assert entry.what == "Added"
    assert ("Name", "", "Sample Person") in changes(entry)


def test_moments_are_told_by_the_regions_clock(person):
    user = UserFactory(date_joined=datetime.datetime(2026, 7, 1, 3, 30, tzinfo=datetime.UTC))

    assert ("Date joined", "", "June 30, 2026, 8:30 p.m.") in changes(last(user))


def test_keys_are_told_by_name(person):
    person.organization = OrganizationFactory(name="Mesa College")
    person.save()

    assert changes(last(person)) == [("Organization", "Harbor College", "Mesa College")]


def test_parts_belong_to_the_history_of_the_whole():
    offering = OfferingFactory()
    offering.academic_year = "2027-28"
    offering.save()

    entry = last(offering.program, parts=[(Offering, "program")])

    assert entry.about == "Offering"
    assert changes(entry) == [("Academic year", "2026-27", "2027-28")]


def test_the_address_of_a_reader_stays_out_of_the_history():
    report = ProblemReportFactory(reply_to="reader@example.org")
    ProblemReport.objects.update(reply_to="other@example.org")
    report.delete()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), string_agg(e::text, ' ') FROM partners_problemreportevent e"
        )
        count, told = cursor.fetchone()

    assert count == 2  # a change of the address alone is no event
    assert "example.org" not in told


def number_higher(table, other):
    """As where more has happened to a table: its events have higher numbers than the other's."""
    sequences = [f"pg_get_serial_sequence('{name}', 'pgh_id')" for name in (table, other)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval({}, nextval({}) + 1000)".format(*sequences))


def test_in_one_transaction_a_part_is_written_after_its_whole():
    number_higher("programs_programevent", "programs_offeringevent")
    offering = OfferingFactory()

    entries = history.timeline(offering.program, parts=[(Offering, "program")])

    assert [entry.about for entry in entries[-2:]] == ["Offering", ""]


def test_in_one_transaction_the_whole_is_deleted_after_its_parts():
    number_higher("programs_offeringevent", "programs_programevent")
    program = OfferingFactory().program
    pk = program.pk
    program.delete()
    program.pk = pk

    entries = history.timeline(program, parts=[(Offering, "program")])

    assert [(entry.what, entry.about) for entry in entries[:2]] == [
        ("Deleted", ""),
        ("Deleted", "Offering"),
    ]


def test_a_deleted_part_stays_in_the_history():
    offering = OfferingFactory()
    program = offering.program
    offering.delete()

    entry = last(program, parts=[(Offering, "program")])

    assert (entry.what, entry.about) == ("Deleted", "Offering")
    assert ("Academic year", "2026-27", "") in changes(entry)


@pytest.mark.parametrize("statement", ["UPDATE {} SET job_title = 'x'", "DELETE FROM {}"])
def test_events_are_written_once(person, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("partners_personevent"))


def test_the_page_names_who_changed_it_in_the_admin(client, editor, person):
    url = reverse("admin:partners_person_change", args=[person.pk])
    client.post(
        url,
        {
            "name": person.name,
            "organization": person.organization_id,
            "owner": person.owner_id,
            "job_title": "Provost",
            "email": person.email,
            "status": person.status,
            "source": person.source,
            "as_of": person.as_of,
            "review_every": 12,
            "roles-TOTAL_FORMS": 0,
            "roles-INITIAL_FORMS": 0,
        },
    )

    entry = last(person)
    page = history_page(client, person).content.decode()

    assert (entry.who, entry.url) == ("Editing Person", url)
    assert ("Job title", "Dean", "Provost") in changes(entry)
    assert "Editing Person" in page
    assert "Job title: from “Dean” to “Provost”" in page


def test_the_button_verified_is_told(client, editor, person):
    client.post(reverse("admin:partners_person_verify", args=[person.pk]))

    entry = last(person)

    assert entry.who == "Editing Person"
    assert {change.name for change in entry.changes} == {"Verified on", "Verified by"}


def test_verifying_many_is_told_for_each(client, editor, person):
    other = PersonFactory(organization=person.organization)

    client.post(
        reverse("admin:partners_person_changelist"),
        {"action": "verify_selected", "_selected_action": [person.pk, other.pk]},
    )

    assert [last(row).who for row in (person, other)] == ["Editing Person", "Editing Person"]


def test_values_are_escaped_on_the_page(client, editor, person):
    Person.objects.filter(pk=person.pk).update(job_title="<script>alert(1)</script>")

    assert "<script>alert(1)" not in history_page(client, person).content.decode()


def test_history_takes_the_same_queries_however_long_it_is(client, editor, person):
    RoleFactory(person=person)
    url = reverse("admin:partners_person_history", args=[person.pk])
    Person.objects.update(job_title="one")
    short = queries(client, url)
    for title in ("two", "three", "four"):
        Person.objects.update(job_title=title)

    assert queries(client, url) == short


def test_history_shows_the_latest_and_says_so(client, editor, person, monkeypatch):
    monkeypatch.setattr(history, "LATEST", 3)
    for number in range(5):
        Person.objects.update(job_title=f"Title {number}")

    assert [changes(entry)[0][2] for entry in history.timeline(person)] == [
        "Title 4",
        "Title 3",
        "Title 2",
    ]
    assert "Older ones are kept" in history_page(client, person).content.decode()


def test_ticking_a_credential_is_told_in_the_programs_history(client, editor, person):
    organization = person.organization
    program = ProgramFactory(organization=organization, owner=organization, award=None)
    credentials = [CredentialFactory(title=title) for title in ("Diploma", "Certificate")]
    program.credentials.add(credentials[0])
    data = {
        "title": program.title,
        "organization": organization.pk,
        "owner": organization.pk,
        "segment": program.segment,
        "availability": program.availability,
        "status": program.status,
        "source": program.source,
        "review_every": 12,
        "credentials": [credentials[1].pk],
    }
    for part in ("program_codes", "program_occupations", "offerings", "pathway_programs"):
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    data |= untouched_parts(Program)

    client.post(reverse("admin:programs_program_change", args=[program.pk]), data)

    told = history.timeline(program, parts=[(ProgramCredential, "program")])[:2]
    assert {(entry.what, entry.who, *changes(entry)[-1]) for entry in told} == {
        ("Added", "Editing Person", "Credential", "", "Certificate"),
        ("Deleted", "Editing Person", "Credential", "Diploma", ""),
    }
    page = history_page(client, program).content.decode()
    assert "Credential: “Certificate”" in page
    assert "Credential: from “Diploma” to “—”" in page


def test_programs_show_their_parts(client):
    organization = OrganizationFactory()
    program = ProgramFactory(organization=organization, owner=organization)
    OfferingFactory(program=program)
    client.force_login(MembershipFactory(organization=organization).user)

    assert "Added: Offering" in history_page(client, program).content.decode()


@pytest.mark.parametrize("model", [Organization, Person, Program])
def test_edited_tables_have_events(model):
    assert history.event_model(model) is not None
