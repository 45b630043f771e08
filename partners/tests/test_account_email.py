"""The e-mail of an account: in small letters, one account each, and only the newest opens it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse

from partners import history
from partners.enums import MembershipRole
from partners.models import Membership, SecondFactor, User
from partners.tests.factories import PASSWORD, MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "quiet-meadow-anchor-77"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """The second factor has its own tests. The pages of allauth look an address up twice."""
    settings.MFA_REQUIRED_FOR_EDITORS = False
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def confirmed(user):
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def account():
    return confirmed(UserFactory(email="old@example.org"))


def signs_in(client, email, password=PASSWORD):
    client.logout()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def change(client, user, **data):
    page = reverse("admin:partners_user_change", args=[user.pk])
    fields = {"email": user.email, "is_active": "on"} | data
    response = client.post(page, fields)
    user.refresh_from_db()
    return response


def addresses(user):
    return list(user.emailaddress_set.values_list("email", "verified", "primary"))


# --- Small letters -------------------------------------------------------------------------------


def test_an_account_added_with_capitals_signs_in(client, staff):
    client.post(
        reverse("admin:partners_user_add"),
        {
            "email": "Dean@Example.org",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    confirmed(User.objects.get(email="dean@example.org"))

    assert signs_in(client, "Dean@Example.org")


def test_an_account_keeps_small_letters_when_it_is_changed(client, staff, account):
    change(client, account, email="New@Example.org")

    assert account.email == "new@example.org"


def test_an_address_in_other_letters_is_no_second_account(client, staff, account):
    other = UserFactory(email="other@example.org")

    response = change(client, other, email="OLD@example.org")

    assert list(response.context["adminform"].form.errors) == ["email"]
    assert other.email == "other@example.org"


def test_saving_in_code_keeps_small_letters():
    user = User(email="Dean@Example.org")
    user.save()

    assert user.email == "dean@example.org"


def test_capitals_written_past_the_portal_are_refused(account):
    with pytest.raises(IntegrityError, match="user_email_in_small_letters"):
        User.objects.update(email="Old@example.org")


# --- A new address takes the place of the old one ------------------------------------------------


def test_the_old_address_no_longer_signs_in(client, staff, account):
    change(client, account, email="new@example.org")

    assert addresses(account) == [("new@example.org", False, True)]
    assert not signs_in(client, "old@example.org")


def test_the_new_address_signs_in_once_it_is_confirmed(client, staff, account):
    change(client, account, email="new@example.org")
    before = signs_in(client, "new@example.org")
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[-1].body)[0]
    client.post(link)

    assert (before, mail.outbox[-1].to) == (False, ["new@example.org"])
    assert signs_in(client, "new@example.org")


def test_the_old_mailbox_no_longer_resets_the_password(client, staff, account):
    client.post(reverse("account_reset_password"), {"email": "old@example.org"})
    sent_before = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    change(client, account, email="new@example.org")
    mail.outbox.clear()

    client.logout()
    client.post(reverse("account_reset_password"), {"email": "old@example.org"})
    page = client.get(sent_before, follow=True)

    assert [message for message in mail.outbox if "/reset/key/" in message.body] == []
    assert "password1" not in page.content.decode()


def test_a_change_of_the_name_leaves_the_address_confirmed(client, staff, account):
    change(client, account, first_name="Robin", email="Old@example.org")

    assert account.first_name == "Robin"
    assert addresses(account) == [("old@example.org", True, True)]


# --- What happened to an account is in its history ------------------------------------------------


def told(user):
    parts = [(Membership, "user"), (SecondFactor, "user")]
    return [
        (entry.what, entry.about, {change.name: change.after for change in entry.changes})
        for entry in history.timeline(user, parts=parts)
    ]


@pytest.mark.parametrize(
    ("field", "name", "value", "printed"),
    [
        ("is_superuser", "Superuser status", True, "yes"),
        ("is_active", "Active", False, "no"),
        ("email", "Email address", "new@example.org", "new@example.org"),
    ],
)
def test_rights_and_address_of_an_account_are_told(account, field, name, value, printed):
    User.objects.filter(pk=account.pk).update(**{field: value})

    assert told(account)[0] == ("Changed", "", {name: printed})


def test_password_and_sign_ins_are_not_told(client, account):
    account.set_password(NEW_PASSWORD)
    account.save()
    signs_in(client, account.email, NEW_PASSWORD)

    assert [what for what, _about, _changes in told(account)] == ["Added"]
    assert not hasattr(User.pgh_event_model(), "password")


def test_a_second_factor_taken_away_is_told(client, staff, account):
    Authenticator.objects.create(user=account, type="totp", data={"secret": "JBSWY3DP"})
    page = reverse("admin:partners_user_changelist")

    client.post(page, {"action": "take_second_factor_away", "_selected_action": [account.pk]})

    entry = history.timeline(account, parts=[(SecondFactor, "user")])[0]
    assert (entry.what, entry.about, entry.who) == ("Deleted", "Second factor", staff.email)


def test_the_secret_of_a_second_factor_stays_out_of_the_history(account):
    Authenticator.objects.create(user=account, type="totp", data={"secret": "JBSWY3DP"})

    assert told(account)[0][:2] == ("Added", "Second factor")
    assert not hasattr(SecondFactor.pgh_event_model(), "data")


def test_the_history_page_of_an_account_shows_its_parts(client, staff, account):
    MembershipFactory(user=account, organization=OrganizationFactory(name="Harbor College"))
    Authenticator.objects.create(user=account, type="totp", data={"secret": "JBSWY3DP"})

    page = client.get(reverse("admin:partners_user_history", args=[account.pk])).content.decode()

    assert "Added: Membership" in page
    assert "Added: Second factor" in page


def test_a_lead_finds_an_account_by_its_address_in_any_letters(client, account):
    lead = MembershipFactory(role=MembershipRole.LEAD)
    client.force_login(lead.user)

    client.post(
        reverse("admin:partners_membership_add"),
        {"email": "OLD@example.org", "organization": lead.organization_id, "role": "viewer"},
    )

    assert account.memberships.get().organization == lead.organization
