"""The front page of the admin puts a coordinator's own work first."""

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def groups(client):
    response = client.get(reverse("admin:index"))
    return {
        str(app["name"]): [model["object_name"] for model in app["models"]]
        for app in response.context["app_list"]
    }


def test_coordinator_finds_own_records_before_what_is_only_looked_up(client, settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False
    client.force_login(MembershipFactory(role=MembershipRole.COORDINATOR).user)

    shown = groups(client)

    assert list(shown) == ["Records you keep", "To look up"]
    assert shown["Records you keep"][:3] == ["Program", "ProblemReport", "Inventory"]
    assert "Crosswalk" in shown["To look up"]


def test_viewer_has_nothing_to_keep(client):
    client.force_login(MembershipFactory(role=MembershipRole.VIEWER).user)

    assert list(groups(client)) == ["To look up"]


def test_staff_see_the_tables_by_house(client, settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False
    client.force_login(UserFactory(is_superuser=True))

    assert {"Partners", "Programs"} <= set(groups(client))
