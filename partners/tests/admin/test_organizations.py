"""Organizations in the admin: contact facts are the members', the rest is the staff's."""

import pytest

from partners.models import Organization
from partners.tests.admin.admin_pages import errors, rows, url
from partners.tests.factories import OrganizationFactory
from partners.tests.forms import untouched_parts
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db


def test_the_owner_of_an_organization_is_not_asked(client, staff, organization):
    page = client.get(url("organization", "change", organization.pk)).content.decode()

    assert "field-owner" not in page


def contact(organization, **changes):
    return {
        "name": organization.name,
        "short_name": "",
        "website": "",
        "phone": "",
        "email": "",
        "source": organization.source,
        "review_every": 12,
        "sites-TOTAL_FORMS": 0,
        "sites-INITIAL_FORMS": 0,
        **untouched_parts(Organization),
    } | changes


# --- Organizations --------------------------------------------------------------------------------


def test_organization_list_query_count_does_not_grow(client, staff):
    OrganizationFactory()
    for_one = queries(client, url("organization", "changelist"))
    OrganizationFactory(parent=OrganizationFactory())

    assert queries(client, url("organization", "changelist")) == for_one


def test_organization_of_others_answers_404(client, lead):
    other = OrganizationFactory()

    assert client.get(url("organization", "change", other.pk)).status_code == 404


def test_coordinators_mend_contact_facts(client, coordinator, organization):
    client.post(
        url("organization", "change", organization.pk), contact(organization, phone="760 555 0100")
    )

    organization.refresh_from_db()
    assert organization.phone == "760 555 0100"


def test_what_an_organization_is_stays_the_staffs(client, lead, organization):
    before = (organization.kind, organization.slug, organization.parent, organization.status)
    data = contact(
        organization,
        kind="employer",
        slug="taken",
        mis_code="999",
        parent=OrganizationFactory().pk,
        status="archived",
    )

    client.post(url("organization", "change", organization.pk), data)

    organization.refresh_from_db()
    after = (organization.kind, organization.slug, organization.parent, organization.status)
    assert (after, organization.mis_code) == (before, None)


def test_the_source_of_a_published_organization_cannot_be_emptied(
    client, coordinator, organization
):
    """Its status is the staff's and not in the form; the rule joins both."""
    response = client.post(
        url("organization", "change", organization.pk), contact(organization, source="")
    )

    assert errors(response) == {"source": ["Say where this comes from before you publish."]}


def test_the_source_of_a_draft_organization_can_be_emptied(client, coordinator, organization):
    Organization.objects.update(status=EditingStatus.DRAFT)

    client.post(url("organization", "change", organization.pk), contact(organization, source=""))

    organization.refresh_from_db()
    assert organization.source == ""


def test_organizations_are_not_added_or_deleted_by_leads(client, lead, organization):
    assert client.get(url("organization", "add")).status_code == 403
    assert client.post(url("organization", "delete", organization.pk), {}).status_code == 403


def test_staff_adds_an_organization(client, staff):
    data = {
        "name": "New School",
        "slug": "new-school",
        "kind": "school",
        "segments": ["ms", "hs"],
        "operating": "open",
        "is_charter": "unknown",
        "is_virtual": "unknown",
        "status": "draft",
        "review_every": 12,
        "sites-TOTAL_FORMS": 0,
        "sites-INITIAL_FORMS": 0,
        **untouched_parts(Organization),
    }

    response = client.post(url("organization", "add"), data)

    assert response.status_code == 302
    assert rows(client, "organization")[0].segments == ["ms", "hs"]
