"""People and their roles in the admin: never tied to another organization or account."""

import pytest

from partners.enums import MembershipRole
from partners.tests.admin.admin_pages import errors, url
from partners.tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    RoleFactory,
    UserFactory,
)
from partners.tests.queries import queries

pytestmark = pytest.mark.django_db


def person_data(person, **changes):
    return {
        "name": person.name,
        "organization": person.organization_id,
        "owner": person.owner_id,
        "job_title": "",
        "status": person.status,
        "source": person.source,
        "review_every": 12,
        "roles-TOTAL_FORMS": 0,
        "roles-INITIAL_FORMS": 0,
    } | changes


def test_a_person_cannot_be_moved_to_a_foreign_organization(client, coordinator, organization):
    person = PersonFactory(organization=organization)
    data = person_data(person, organization=OrganizationFactory().pk)

    response = client.post(url("person", "change", person.pk), data)

    assert list(errors(response)) == ["organization"]


def test_a_person_is_not_tied_to_an_account_by_coordinators(client, coordinator, organization):
    person = PersonFactory(organization=organization)

    client.post(url("person", "change", person.pk), person_data(person, user=UserFactory().pk))

    person.refresh_from_db()
    assert person.user is None


def test_a_role_at_a_foreign_organization_is_refused(client, coordinator, organization):
    person = PersonFactory(organization=organization)
    data = person_data(person) | {
        "roles-TOTAL_FORMS": 1,
        "roles-0-organization": OrganizationFactory().pk,
        "roles-0-kind": "dean",
    }

    response = client.post(url("person", "change", person.pk), data)

    assert response.status_code == 200
    assert person.roles.count() == 0


def role_data(role, **changes):
    """The form of a person with the one role they have."""
    return person_data(role.person) | {
        "roles-TOTAL_FORMS": 1,
        "roles-INITIAL_FORMS": 1,
        "roles-0-id": role.pk,
        "roles-0-person": role.person_id,
        "roles-0-organization": role.organization_id,
        "roles-0-kind": role.kind,
        **{f"roles-0-{name}": value for name, value in changes.items()},
    }


def test_a_coordinator_takes_a_role_away(client, coordinator, organization):
    role = RoleFactory(person=PersonFactory(organization=organization))

    client.post(url("person", "change", role.person_id), role_data(role, DELETE="on"))

    assert role.person.roles.count() == 0


@pytest.fixture
def readable_role(coordinator, organization):
    """A role of an own person at an organization where the coordinator may only read."""
    other = MembershipFactory(user=coordinator, role=MembershipRole.VIEWER).organization
    return RoleFactory(person=PersonFactory(organization=organization), organization=other)


def test_a_role_at_an_organization_one_reads_is_not_deleted(client, readable_role):
    page = url("person", "change", readable_role.person_id)

    response = client.post(page, role_data(readable_role, DELETE="on"))

    assert response.status_code == 403
    assert readable_role.person.roles.count() == 1


def test_a_role_at_an_organization_one_reads_is_not_moved(client, organization, readable_role):
    page = url("person", "change", readable_role.person_id)

    response = client.post(page, role_data(readable_role, organization=organization.pk))

    assert response.status_code == 403
    assert readable_role.person.roles.get().organization == readable_role.organization


def test_people_have_forms_that_do_not_grow(client, coordinator, organization):
    person = PersonFactory(organization=organization)
    RoleFactory(person=person)
    for_one = queries(client, url("person", "change", person.pk))
    RoleFactory(person=person, kind="dean")
    RoleFactory(person=person, kind="faculty")

    assert queries(client, url("person", "change", person.pk)) == for_one
