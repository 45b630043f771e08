"""The admin over all tables: own rows only, 404 for the rest, reference tables for reading."""

import pytest
from django.contrib import admin
from django.test import Client

from partners import rights
from partners.enums import MembershipRole
from partners.models import Person
from partners.scoped_admin import ScopedAdmin
from partners.tests.admin.admin_pages import rows, url
from partners.tests.factories import (
    CountyFactory,
    InventoryFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    ProblemReportFactory,
    RegionFactory,
    RoleFactory,
    SiteFactory,
    TermFactory,
)
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db


def inventory(organization):
    years = organization.inventories.count()
    return InventoryFactory(organization=organization, academic_year=f"202{years}-2{years + 1}")


def site(organization):
    return SiteFactory(organization=organization, is_main=not organization.sites.exists())


# A row of each scoped table at an organization.
OWNED = {
    "site": site,
    "person": lambda organization: PersonFactory(organization=organization, owner=organization),
    "role": lambda organization: RoleFactory(
        person=PersonFactory(organization=organization), organization=organization
    ),
    "membership": lambda organization: MembershipFactory(organization=organization),
    "inventory": inventory,
    "problemreport": lambda organization: ProblemReportFactory(organization=organization),
}
REFERENCE = {
    "region": RegionFactory,
    "county": CountyFactory,
    "place": PlaceFactory,
    "term": TermFactory,
}


def test_every_page_of_the_admin_is_a_scoped_one():
    """A page made without the base class would show all rows to all members."""
    loose = [
        model._meta.label
        for model, page in admin.site._registry.items()
        if not isinstance(page, ScopedAdmin)
    ]

    # E-mails belong to no organization: who has no permission as staff sees none of them.
    assert loose == ["outbox.Delivery"]


def test_who_is_not_staff_sees_no_email(client, lead):
    assert client.get("/admin/outbox/delivery/").status_code in (403, 404)


@pytest.mark.parametrize("table", ["mfa/authenticator", "account/emailaddress", "auth/group"])
def test_secrets_of_accounts_have_no_page_even_for_staff(client, staff, table):
    assert client.get(f"/admin/{table}/").status_code == 404


@pytest.mark.parametrize("model", OWNED)
def test_list_holds_own_rows_only(client, lead, organization, model):
    mine = OWNED[model](organization)
    theirs = OWNED[model](OrganizationFactory())

    found = rows(client, model)

    assert mine in found
    assert theirs not in found


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("model", OWNED)
def test_foreign_row_answers_404(client, lead, model, page):
    theirs = OWNED[model](OrganizationFactory())

    assert client.get(url(model, page, theirs.pk)).status_code == 404
    assert client.post(url(model, page, theirs.pk), {"post": "yes"}).status_code == 404


@pytest.mark.parametrize("page", ["change", "history"])
@pytest.mark.parametrize("model", OWNED)
def test_own_row_opens(client, lead, organization, model, page):
    assert client.get(url(model, page, OWNED[model](organization).pk)).status_code == 200


@pytest.mark.parametrize("model", [m for m in OWNED if m not in {"membership", "problemreport"}])
def test_viewers_read_and_cannot_save(client, organization, model):
    row = OWNED[model](organization)
    client.force_login(
        MembershipFactory(organization=organization, role=MembershipRole.VIEWER).user
    )

    assert client.get(url(model, "change", row.pk)).status_code == 200
    assert client.post(url(model, "change", row.pk), {}).status_code == 403


@pytest.mark.parametrize("model", OWNED)
def test_list_query_count_does_not_grow(client, lead, organization, model):
    OWNED[model](organization)
    for_one = queries(client, url(model, "changelist"))
    OWNED[model](organization)
    OWNED[model](organization)

    assert queries(client, url(model, "changelist")) == for_one


@pytest.mark.parametrize("model", REFERENCE)
def test_reference_list_query_count_does_not_grow(client, staff, model):
    REFERENCE[model]()
    for_one = queries(client, url(model, "changelist"))
    REFERENCE[model]()
    REFERENCE[model]()

    assert queries(client, url(model, "changelist")) == for_one


@pytest.mark.parametrize("model", REFERENCE)
def test_reference_tables_are_read_by_members_and_kept_by_staff(client, lead, model):
    row = REFERENCE[model]()

    assert client.get(url(model, "change", row.pk)).status_code == 200
    assert client.post(url(model, "change", row.pk), {}).status_code == 403
    assert client.get(url(model, "add")).status_code == 403


def term_data(term, **changes):
    return {
        "term": term.term,
        "term_es": term.term_es,
        "definition": term.definition,
        "definition_es": term.definition_es,
        "source": term.source,
        "review_every": 12,
    } | changes


def test_its_owner_mends_a_term(client, coordinator, organization):
    term = TermFactory(owner=organization)
    data = term_data(term, definition="Mended.", slug="taken-over", status="archived")

    client.post(url("term", "change", term.pk), data)

    term.refresh_from_db()
    assert (term.definition, term.status) == ("Mended.", EditingStatus.PUBLISHED)
    assert term.slug != "taken-over"


def test_a_term_of_others_is_only_read(client, coordinator):
    term = TermFactory()

    assert client.post(url("term", "change", term.pk), term_data(term)).status_code == 403


def test_terms_in_draft_are_the_staffs(client, lead):
    term = TermFactory(status=EditingStatus.DRAFT)

    assert client.get(url("term", "change", term.pk)).status_code == 404


# --- Verifying ------------------------------------------------------------------------------------


def test_verifying_is_refused_to_who_may_only_read(client, organization):
    person = PersonFactory(organization=organization)
    client.force_login(
        MembershipFactory(organization=organization, role=MembershipRole.VIEWER).user
    )

    assert client.post(url("person", "verify", person.pk)).status_code == 403
    assert Person.objects.get().verified_on is None


def test_verifying_needs_the_page_it_was_pressed_on(lead, organization):
    """A form on another site cannot press the button: the token is checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead)
    person = PersonFactory(organization=organization)

    assert client.post(url("person", "verify", person.pk)).status_code == 403


def test_every_page_of_the_admin_has_a_rule():
    """Every table in the admin has a rule, so that no page is open by accident."""
    ours = [m for m in admin.site._registry if m._meta.app_label in {"partners", "programs", "wbl"}]

    assert {m._meta.label for m in ours} - set(rights.RULES) == {
        "partners.User",
        "programs.SearchDocument",
    }


# --- lists ----------------------------------------------------------------------------------------


def test_filter_in_the_address_is_applied_even_where_there_is_one_choice(
    client, coordinator, organization
):
    """A coordinator of one organization has nothing to choose; the filter must not be dropped."""
    own, foreign = PersonFactory(organization=organization), PersonFactory()

    def found(pk):
        response = client.get(url("person", "changelist"), {"organization__id__exact": pk})
        changes = response.context["cl"]
        return list(changes.result_list), "organization" in [f.title for f in changes.filter_specs]

    assert found(organization.pk) == ([own], True)
    assert found(foreign.organization_id) == ([], True)


@pytest.mark.parametrize("query", ["organization__id__exact=", "organization__id__exact=x", "y=1"])
def test_filter_that_means_nothing_is_said(client, coordinator, organization, query):
    PersonFactory(organization=organization)

    page = client.get(f"{url('person', 'changelist')}?{query}", follow=True)

    assert "The address asks for a filter that this list does not have" in page.content.decode()


def test_list_stands_in_a_frame_with_a_name_that_the_keyboard_reaches(
    client, coordinator, organization
):
    PersonFactory(organization=organization)

    page = client.get(url("person", "changelist")).content.decode()

    assert 'class="results-frame" role="region" aria-label="People" tabindex="0"' in page
