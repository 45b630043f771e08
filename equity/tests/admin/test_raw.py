"""Raw counts: who sees them, of whom, and that each look is on record."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from equity.models.raw import RawCellView
from equity.tests.publication.conftest import ROWS
from partners.enums import MembershipRole
from partners.models import Organization
from partners.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
PAGE = "admin:equity_rawcell_changelist"


@pytest.fixture
def permitted(client, coordinator):
    """A coordinator of Example College who was given the permission."""

    def made(organization):
        MembershipFactory(
            user=coordinator, organization=organization, role=MembershipRole.COORDINATOR
        )
        coordinator.user_permissions.add(
            Permission.objects.get(codename="view_unsuppressed_counts")
        )
        client.force_login(coordinator)
        return coordinator

    return made


@pytest.fixture
def college(lists):
    return Organization.objects.get(name="Example College")


def ask(client, **asked):
    return client.get(reverse(PAGE), asked)


def test_a_permitted_coordinator_sees_the_counts_of_the_own_organization(
    client, draft, college, permitted
):
    release, user = draft(), permitted(college)

    response = ask(client, release=release.pk, organization=college.pk)

    assert len(response.context["page"]) == len(ROWS)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    view = RawCellView.objects.get()
    assert (view.user, view.organization, view.release) == (user, college, release)


def test_nobody_sees_counts_of_another_organization(client, draft, college, permitted):
    release = draft()
    other = Organization.objects.get(name="Example High School")
    permitted(other)

    for asked in ({"organization": college.pk}, {}, {"organization": ""}):
        response = ask(client, release=release.pk, **asked)
        assert response.context["page"] is None
    assert not RawCellView.objects.exists()


def test_without_the_permission_nothing_is_shown(client, draft, college, coordinator):
    MembershipFactory(user=coordinator, organization=college, role=MembershipRole.LEAD)
    client.force_login(coordinator)

    assert ask(client, release=draft().pk, organization=college.pk).status_code == 403


def test_a_superuser_is_logged_too(client, draft, staff):
    release = draft()

    response = ask(client, release=release.pk)

    assert len(response.context["page"]) == len(ROWS)
    assert RawCellView.objects.get().user == staff


def test_no_count_is_shown_before_something_is_asked(client, draft, staff):
    draft()

    assert ask(client).context["page"] is None
    assert not RawCellView.objects.exists()


def test_a_row_has_no_page_of_its_own(client, draft, staff):
    draft()
    cell = reverse("admin:equity_rawcell_change", args=[1])

    assert client.get(cell).status_code == 404


def test_looks_are_listed_for_staff(client, draft, staff):
    ask(client, release=draft().pk)

    response = client.get(reverse("admin:equity_rawcellview_changelist"))

    assert staff.email in response.content.decode()
