"""Memberships and accounts in the admin: who may give rights, and to whom."""

import pytest

from partners.enums import MembershipRole
from partners.models import Membership
from partners.tests.admin.admin_pages import errors, url
from partners.tests.factories import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer():
    """An account with a confirmed address and no rights."""
    user = UserFactory(email="new@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def give(client, **data):
    return client.post(url("membership", "add"), {"role": "coordinator", **data})


def test_a_lead_makes_a_member_by_e_mail(client, lead, organization, newcomer):
    give(client, email="New@example.org", organization=organization.pk)

    assert newcomer.memberships.get().organization == organization


def test_an_unconfirmed_address_gets_no_rights(client, lead, organization):
    UserFactory(email="new@example.org")

    response = give(client, email="new@example.org", organization=organization.pk)

    assert list(errors(response)) == ["email"]


def test_rights_elsewhere_cannot_be_given(client, lead, newcomer):
    response = give(client, email=newcomer.email, organization=OrganizationFactory().pk)

    assert list(errors(response)) == ["organization"]
    assert not newcomer.memberships.exists()


def test_nobody_gives_rights_to_themselves(client, lead, organization):
    lead.emailaddress_set.create(email=lead.email, verified=True, primary=True)
    below = OrganizationFactory(parent=organization)

    response = give(client, email=lead.email, organization=below.pk)

    assert list(errors(response)) == ["email"]


def test_a_second_membership_says_to_change_the_first(client, lead, organization, newcomer):
    MembershipFactory(user=newcomer, organization=organization)

    response = give(client, email=newcomer.email, organization=organization.pk)

    assert "This user is a member here already" in response.content.decode()


def test_a_lead_changes_a_role(client, lead, organization):
    other = MembershipFactory(organization=organization)

    client.post(
        url("membership", "change", other.pk), {"organization": organization.pk, "role": "viewer"}
    )

    other.refresh_from_db()
    assert other.role == MembershipRole.VIEWER


def test_a_membership_is_not_moved_to_where_the_user_has_one(client, lead, organization):
    below = OrganizationFactory(parent=organization)
    there = MembershipFactory(organization=below)
    other = MembershipFactory(organization=organization, user=there.user)

    response = client.post(
        url("membership", "change", other.pk), {"organization": below.pk, "role": "viewer"}
    )

    assert errors(response) == {
        "organization": ["This user is a member here already; change the role."]
    }


def test_a_membership_does_not_pass_to_another_account(client, lead, organization):
    other = MembershipFactory(organization=organization)

    client.post(
        url("membership", "change", other.pk),
        {"organization": organization.pk, "role": "lead", "user": lead.pk},
    )

    assert Membership.objects.get(pk=other.pk).user == other.user


def test_own_membership_is_read_only(client, lead):
    own = lead.memberships.get()

    assert client.get(url("membership", "change", own.pk)).status_code == 200
    assert client.post(url("membership", "change", own.pk), {"role": "viewer"}).status_code == 403
    assert client.post(url("membership", "delete", own.pk), {"post": "yes"}).status_code == 403


def test_own_membership_survives_deletion_of_many(client, lead):
    own = lead.memberships.get()

    client.post(
        url("membership", "changelist"),
        {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"},
    )

    assert lead.memberships.exists()


def test_coordinators_do_not_see_memberships(client, coordinator):
    assert client.get(url("membership", "changelist")).status_code == 403


def test_accounts_are_the_staffs(client, lead, staff):
    client.force_login(lead)
    assert client.get(url("user", "changelist")).status_code == 403

    client.force_login(staff)
    assert client.get(url("user", "changelist")).status_code == 200


def test_accounts_are_never_deleted(client, staff):
    assert client.post(url("user", "delete", UserFactory().pk), {"post": "yes"}).status_code == 403


def test_staff_adds_and_changes_an_account(client, staff):
    assert client.get(url("user", "add")).status_code == 200
    assert client.get(url("user", "change", staff.pk)).status_code == 200


def test_download_of_accounts_holds_no_password(client, staff):
    response = client.post(
        url("user", "changelist"), {"action": "download_csv", "_selected_action": [staff.pk]}
    )

    assert "md5$" not in response.content.decode()
    assert staff.email in response.content.decode()
