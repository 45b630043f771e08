"""Accounts: signing up and in, and the second factor for whoever can edit."""

import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core import mail
from django.urls import reverse

from partners import rights
from partners.enums import MembershipRole
from partners.models import User
from partners.tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _production(settings):
    """As in production: the second factor is asked for, and no demo account is exempt."""
    settings.DEBUG = False
    settings.MFA_REQUIRED_FOR_EDITORS = True
    # The sign-in pages of allauth look an address and the session up more than once.
    settings.ZEAL_ALLOWLIST = [
        {"model": "account.EmailAddress", "field": "get()"},
        {"model": "sessions.Session", "field": "get()"},
    ]


def confirmed(user):
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def member(role=MembershipRole.COORDINATOR, **fields):
    return MembershipFactory(user=confirmed(UserFactory(**fields)), role=role).user


def with_totp(user):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


# --- Signing up and in ---------------------------------------------------------------------------


def test_signing_up_gives_an_account_without_rights(client):
    client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    user = User.objects.get()
    assert (user.email, user.is_staff, rights.is_member(user)) == ("new@example.org", False, False)
    assert mail.outbox[0].to == ["new@example.org"]


def test_an_unconfirmed_address_does_not_sign_in(client):
    user = UserFactory()

    sign_in(client, user.email)

    assert "_auth_user_id" not in client.session


def test_a_confirmed_address_signs_in(client):
    user = member(MembershipRole.VIEWER)

    response = sign_in(client, user.email)

    assert response.url == ADMIN
    assert client.session["_auth_user_id"] == str(user.pk)


def test_signing_up_again_does_not_tell_who_has_an_account(client):
    user = confirmed(UserFactory(email="known@example.org"))
    data = {"password1": PASSWORD, "password2": PASSWORD}

    known = client.post(reverse("account_signup"), {"email": user.email, **data})
    new = client.post(reverse("account_signup"), {"email": "new@example.org", **data})

    assert (known.status_code, known.url) == (new.status_code, new.url)


def test_the_right_password_is_refused_after_many_wrong_ones(client):
    user = member(MembershipRole.VIEWER)
    for _ in range(8):
        sign_in(client, user.email, "not the password")

    sign_in(client, user.email)

    assert "_auth_user_id" not in client.session


def reset_from(client, number, **where):
    page = reverse("account_reset_password")
    return client.post(page, {"email": f"nobody{number}@example.org"}, **where).status_code


def test_behind_a_proxy_each_visitor_has_limits_of_their_own(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    proxy = {"REMOTE_ADDR": "127.0.0.1"}
    for number in range(10):
        reset_from(client, number, HTTP_X_FORWARDED_FOR="203.0.113.1", **proxy)

    same = reset_from(client, 10, HTTP_X_FORWARDED_FOR="203.0.113.1", **proxy)
    claimed = reset_from(client, 11, HTTP_X_FORWARDED_FOR="203.0.113.5, 203.0.113.1", **proxy)
    other = reset_from(client, 12, HTTP_X_FORWARDED_FOR="203.0.113.2", **proxy)

    assert (same, claimed, other) == (429, 429, 302)


@pytest.mark.parametrize(("behind", "count"), [("1", "1"), ("0", "0")])
def test_the_proxy_is_trusted_where_there_is_one(behind, count):
    asked = (
        "from allauth import app_settings; import django; django.setup();"
        "print(app_settings.TRUSTED_PROXY_COUNT)"
    )
    environment = os.environ | {
        "BEHIND_PROXY": behind,
        "DJANGO_SETTINGS_MODULE": "pathways_portal.settings",
    }

    said = subprocess.run(
        [sys.executable, "-c", asked],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.strip() == count


def test_a_visitor_without_an_address_is_refused_not_failed(client):
    """A server bound to a socket names none; limits could not hold."""
    assert reset_from(client, 1, REMOTE_ADDR="") == 403


def test_a_forgotten_password_is_reset_by_mail(client):
    user = member(MembershipRole.VIEWER)

    client.post(reverse("account_reset_password"), {"email": user.email})

    assert mail.outbox[0].to == [user.email]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_demo_accounts_do_not_sign_in_outside_debug(client):
    user = member(MembershipRole.VIEWER, is_demo=True)

    sign_in(client, user.email)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password"])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_sign_in_pages_are_open_in_both_languages(client, page, prefix):
    assert client.get(prefix + reverse(page)).status_code == 200


# --- The door of the admin -----------------------------------------------------------------------


@pytest.mark.parametrize("path", [ADMIN, "/admin/login/", "/admin/programs/program/"])
def test_visitors_are_sent_to_the_portals_own_sign_in(client, path):
    response = client.get(path, follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/")


def test_an_account_without_membership_reads_what_to_do(client):
    user = UserFactory(is_staff=True)
    client.force_login(user)

    response = client.get(ADMIN, follow=True)

    assert response.status_code == 403
    assert "Ask the lead of your organization" in response.content.decode()
    assert user.email in response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_viewers_enter_without_a_second_factor(client, prefix):
    client.force_login(member(MembershipRole.VIEWER))

    assert client.get(f"{prefix}{ADMIN}").status_code == 200


@pytest.mark.parametrize("role", [MembershipRole.COORDINATOR, MembershipRole.LEAD])
@pytest.mark.parametrize("path", [ADMIN, "/admin/programs/program/add/", "/admin/autocomplete/"])
def test_editors_set_up_a_second_factor_first(client, role, path):
    client.force_login(member(role))

    response = client.get(path)

    assert (response.status_code, response.url) == (302, SET_UP)


def test_staff_sets_up_a_second_factor_first(client):
    client.force_login(confirmed(UserFactory(is_superuser=True)))

    assert client.get(ADMIN).url == SET_UP


def test_the_page_says_why(client):
    user = member()
    sign_in(client, user.email)

    page = client.get(ADMIN, follow=True)

    assert page.redirect_chain[0] == (SET_UP, 302)
    assert "your account needs a second factor" in page.content.decode()


def test_an_editor_sets_it_up_and_enters(client):
    user = member()
    sign_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret

    client.post(SET_UP, {"code": code(secret)})

    assert client.get(ADMIN).status_code == 200


def test_signing_in_with_a_second_factor_asks_for_the_code(client):
    user = member()
    secret = with_totp(user)

    asked = sign_in(client, user.email)
    before = "_auth_user_id" in client.session
    client.post(asked.url, {"code": code(secret)})

    assert (before, client.get(ADMIN).status_code) == (False, 200)


def test_recovery_codes_alone_are_no_second_factor(client):
    user = member()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0}
    )
    client.force_login(user)

    assert client.get(ADMIN).url == SET_UP


def test_staff_takes_the_second_factor_of_a_lost_phone_away(client, settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False
    user, other = member(), member()
    with_totp(user)
    with_totp(other)
    client.force_login(UserFactory(is_superuser=True))
    page = reverse("admin:partners_user_changelist")

    client.post(page, {"action": "take_second_factor_away", "_selected_action": [user.pk]})

    assert [kept.user for kept in Authenticator.objects.all()] == [other]


def test_members_take_nobodys_second_factor_away(client, settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False
    user = member(MembershipRole.LEAD)
    with_totp(user)
    client.force_login(user)
    page = reverse("admin:partners_user_changelist")

    answer = client.post(page, {"action": "take_second_factor_away", "_selected_action": [user.pk]})

    assert (answer.status_code, Authenticator.objects.count()) == (403, 1)


def test_a_role_given_later_asks_for_the_factor_at_the_next_page(client):
    user = member(MembershipRole.VIEWER)
    client.force_login(user)
    before = client.get(ADMIN).status_code
    user.memberships.update(role=MembershipRole.COORDINATOR)

    assert (before, client.get(ADMIN).status_code) == (200, 302)


def test_demo_editors_are_exempt_on_a_laptop_only(client, settings):
    user = member(is_demo=True)
    settings.DEBUG = True
    client.force_login(user)
    laptop = client.get(ADMIN).status_code
    settings.DEBUG = False

    assert (laptop, client.get(ADMIN).status_code) == (200, 302)


def test_other_editors_are_not_exempt_on_a_laptop(client, settings):
    settings.DEBUG = True
    client.force_login(member())

    assert client.get(ADMIN).url == SET_UP


def test_the_rule_can_be_switched_off(client, settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False
    client.force_login(member())

    assert client.get(ADMIN).status_code == 200


def test_the_admins_own_password_page_leads_to_the_portals(client):
    client.force_login(member(MembershipRole.VIEWER))

    assert client.get("/admin/password_change/").url == "/accounts/password/change/"


def test_signing_out_in_the_admin_ends_the_session(client):
    client.force_login(member(MembershipRole.VIEWER))

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def code(secret):
    """What the app on the phone shows now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
