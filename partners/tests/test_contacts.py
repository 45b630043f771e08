"""Whom to ask at an organization: the office for all, people for members."""

import pytest

from partners.contacts import contacts_of
from partners.tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    RoleFactory,
)
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def organization():
    return OrganizationFactory()


def told(organization, reader):
    people = contacts_of(organization, reader=reader).people
    return [(person.name, [role.kind for role in person.roles_here]) for person in people]


def test_a_role_shows_a_person_who_works_elsewhere(organization, member):
    role = RoleFactory(
        person=PersonFactory(name="Regional Helper"), organization=organization, kind="k14_tap"
    )

    assert told(organization, member) == [("Regional Helper", ["k14_tap"])]
    assert told(role.person.organization, member) == [("Regional Helper", [])]


def test_only_the_roles_for_this_organization_are_named(organization, member):
    person = PersonFactory(name="Dean", organization=organization)
    RoleFactory(person=person, kind="dean")
    RoleFactory(person=person, kind="faculty")
    RoleFactory(person=person, organization=OrganizationFactory(), kind="other")

    assert [(name, sorted(kinds)) for name, kinds in told(organization, member)] == [
        ("Dean", ["dean", "faculty"])
    ]


def test_a_person_in_draft_is_not_shown(organization, member):
    RoleFactory(person=PersonFactory(status=EditingStatus.DRAFT), organization=organization)

    assert told(organization, member) == []


@pytest.mark.parametrize("count", [1, 3])
def test_people_take_the_same_queries_however_many(
    organization, member, count, django_assert_num_queries
):
    RoleFactory.create_batch(count, organization=organization)

    with django_assert_num_queries(4):  # site, rights, people, their roles
        assert len(told(organization, member)) == count
