"""Who is signed in on a page of the admin, and where: what the conftest of its tests takes over."""

import pytest
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory, UserFactory


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    """The second factor has its own tests. A form looks each of its chosen keys up by itself."""
    settings.MFA_REQUIRED_FOR_EDITORS = False
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def organization():
    """Where whoever signs in is a member; tests about a school or college say which."""
    return OrganizationFactory(name="Harbor College")


@pytest.fixture
def coordinator(client, organization):
    user = MembershipFactory(organization=organization).user
    client.force_login(user)
    return user


@pytest.fixture
def lead(client, organization):
    user = MembershipFactory(organization=organization, role=MembershipRole.LEAD).user
    client.force_login(user)
    return user


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user
