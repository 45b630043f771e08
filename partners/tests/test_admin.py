"""The admin over all tables: own rows only, 404 for the rest, reference tables for reading."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners import rights
from partners.enums import InventoryState, MembershipRole, ReportState
from partners.models import Membership, Organization, Person
from partners.scoped_admin import ScopedAdmin
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
    UserFactory,
)
from partners.tests.forms import untouched_parts
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """The second factor has its own tests. A form looks each of its chosen keys up by itself."""
    settings.MFA_REQUIRED_FOR_EDITORS = False
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def organization():
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


def url(model, page, *args):
    return reverse(f"admin:partners_{model}_{page}", args=args)


def rows(client, model, **query):
    return list(client.get(url(model, "changelist"), query).context["cl"].result_list)


def errors(response):
    return response.context["adminform"].form.errors


def test_every_page_of_the_admin_is_a_scoped_one():
    """A page made without the base class would show all rows to all members."""
    loose = [
        model._meta.label
        for model, page in admin.site._registry.items()
        if not isinstance(page, ScopedAdmin)
    ]

    assert loose == []


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


def test_the_owner_of_an_organization_is_not_asked(client, staff, organization):
    page = client.get(url("organization", "change", organization.pk)).content.decode()

    assert "field-owner" not in page


def test_terms_in_draft_are_the_staffs(client, lead):
    term = TermFactory(status=EditingStatus.DRAFT)

    assert client.get(url("term", "change", term.pk)).status_code == 404


# --- Organizations -------------------------------------------------------------------------------


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


# --- People --------------------------------------------------------------------------------------


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


# --- Memberships ---------------------------------------------------------------------------------


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


# --- Inventories and reports ---------------------------------------------------------------------


def test_saying_complete_notes_who_and_when(client, coordinator, organization, today):
    row = InventoryFactory(organization=organization)
    data = {
        "organization": organization.pk,
        "kind": row.kind,
        "academic_year": row.academic_year,
        "state": "complete",
    }

    client.post(url("inventory", "change", row.pk), data)

    row.refresh_from_db()
    assert (row.state, row.confirmed_on, row.confirmed_by) == (
        InventoryState.COMPLETE,
        today,
        coordinator,
    )


def test_taking_a_state_back_takes_the_confirmation_back(client, coordinator, organization, today):
    row = InventoryFactory(
        organization=organization, state="complete", confirmed_on=today, confirmed_by=coordinator
    )
    data = {
        "organization": organization.pk,
        "kind": row.kind,
        "academic_year": row.academic_year,
        "state": "unknown",
    }

    client.post(url("inventory", "change", row.pk), data)

    row.refresh_from_db()
    assert (row.confirmed_on, row.confirmed_by) == (None, None)


def test_settling_a_report_notes_who_and_when(client, coordinator, organization, today):
    report = ProblemReportFactory(organization=organization)

    client.post(
        url("problemreport", "change", report.pk), {"state": "mended", "answer": "Units mended."}
    )

    report.refresh_from_db()
    assert (report.answer, report.resolved_on, report.resolved_by) == (
        "Units mended.",
        today,
        coordinator,
    )


def test_opening_a_report_again_takes_that_back(client, coordinator, organization, today):
    report = ProblemReportFactory(
        organization=organization, state="mended", resolved_on=today, resolved_by=coordinator
    )

    client.post(url("problemreport", "change", report.pk), {"state": "in_work", "answer": ""})

    report.refresh_from_db()
    assert (report.state, report.resolved_on) == (ReportState.IN_WORK, None)


def test_a_readers_words_cannot_be_changed(client, coordinator, organization):
    report = ProblemReportFactory(organization=organization)

    client.post(
        url("problemreport", "change", report.pk), {"state": "new", "message": "All is well."}
    )

    report.refresh_from_db()
    assert report.message == "The number of units is wrong."


def test_settling_many_leaves_foreign_reports_alone(client, coordinator, organization):
    mine = ProblemReportFactory(organization=organization)
    theirs = ProblemReportFactory()

    client.post(
        url("problemreport", "changelist"),
        {"action": "mark_declined", "_selected_action": [mine.pk, theirs.pk]},
    )

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == (ReportState.DECLINED, ReportState.NEW)


def test_viewers_do_not_read_reports(client, organization):
    client.force_login(
        MembershipFactory(organization=organization, role=MembershipRole.VIEWER).user
    )

    assert client.get(url("problemreport", "changelist")).status_code == 403


def test_reports_are_not_written_here(client, lead):
    assert client.get(url("problemreport", "add")).status_code == 403


# --- Verifying -----------------------------------------------------------------------------------


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
