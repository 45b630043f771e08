"""Rights: what memberships allow, up and down the organization tree."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from partners import rights
from partners.enums import MembershipRole
from partners.models import Membership, Organization, Person, Term
from partners.tests.factories import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    ProblemReportFactory,
    SchoolFactory,
    TermFactory,
    UserFactory,
)
from pathways_portal.common.enums import EditingStatus
from pathways_portal.data_dictionary import our_models
from programs.models import Program
from programs.tests.factories import OfferingFactory, PathwayFactory, ProgramFactory

pytestmark = pytest.mark.django_db
VERBS = ("view", "add", "change", "delete")
VIEWER, COORDINATOR, LEAD = MembershipRole.VIEWER, MembershipRole.COORDINATOR, MembershipRole.LEAD


def member(organization, role=COORDINATOR):
    return MembershipFactory(organization=organization, role=role).user


def program_of(organization, **fields):
    return ProgramFactory(organization=organization, owner=organization, **fields)


def test_rights_flow_down_the_organization_tree():
    district = DistrictFactory()
    school = SchoolFactory(parent=district)
    below = SchoolFactory(parent=school)

    assert set(rights.organizations(member(district))) == {district, school, below}


def test_rights_do_not_flow_up_or_sideways():
    district = DistrictFactory()
    school, _sister = SchoolFactory(parent=district), SchoolFactory(parent=district)

    assert set(rights.organizations(member(school))) == {school}


def test_a_loop_in_the_tree_ends():
    first = DistrictFactory()
    second = DistrictFactory(parent=first)
    Organization.objects.filter(pk=first.pk).update(parent=second)

    assert set(rights.organizations(member(first))) == {first, second}


def test_the_highest_role_on_the_way_down_counts():
    district = DistrictFactory()
    school = SchoolFactory(parent=district)
    user = member(district, LEAD)
    MembershipFactory(user=user, organization=school, role=VIEWER)

    assert rights.can_delete(user, program_of(school))


def test_a_role_below_does_not_raise_the_one_above():
    district = DistrictFactory()
    school = SchoolFactory(parent=district)
    user = member(district, VIEWER)
    MembershipFactory(user=user, organization=school, role=COORDINATOR)

    assert set(rights.organizations(user)) == {school}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        pytest.param(VIEWER, {"view"}, id="viewers read"),
        pytest.param(COORDINATOR, {"view", "add", "change"}, id="coordinators edit"),
        pytest.param(LEAD, {"view", "add", "change", "delete"}, id="leads delete too"),
    ],
)
def test_role_on_a_program(role, may):
    organization = OrganizationFactory()
    program = program_of(organization)
    user = member(organization, role)

    assert {verb for verb in VERBS if rights.can(user, verb, program)} == may


def test_a_foreign_program_is_closed_to_every_verb():
    user = member(OrganizationFactory(), LEAD)
    program = program_of(OrganizationFactory())

    assert not any(rights.can(user, verb, program) for verb in VERBS)
    assert list(rights.visible(user, Program.objects.all())) == []


def test_a_program_needs_its_owner_and_its_organization():
    mine, other = OrganizationFactory(), OrganizationFactory()
    user = member(mine, LEAD)
    owned_elsewhere = ProgramFactory(organization=mine, owner=other)
    taught_elsewhere = ProgramFactory(organization=other, owner=mine)
    whole = program_of(mine)

    assert list(rights.editable(user, Program.objects.all())) == [whole]
    assert not rights.can_change(user, owned_elsewhere)
    assert not rights.can_change(user, taught_elsewhere)


def test_a_record_without_owner_is_the_staffs():
    mine = OrganizationFactory()
    program = ProgramFactory(organization=mine, owner=None, status=EditingStatus.DRAFT)

    assert not rights.can_view(member(mine, LEAD), program)
    assert rights.can_change(UserFactory(is_superuser=True), program)


def test_a_person_needs_their_organization_and_their_owner():
    mine, other = OrganizationFactory(), OrganizationFactory()
    kept_elsewhere = PersonFactory(organization=mine, owner=other)
    whole = PersonFactory(organization=mine)

    assert list(rights.editable(member(mine), Person.objects.all())) == [whole]
    assert not rights.can_view(member(mine), kept_elsewhere)


@pytest.mark.parametrize("made", [TermFactory, PathwayFactory])
def test_what_is_the_whole_regions_is_mended_by_its_owner_and_looked_up_by_all(made):
    mine, other = OrganizationFactory(), OrganizationFactory()
    kinds = [(mine, "published"), (other, "published"), (mine, "draft"), (other, "draft")]
    rows = [made(owner=owner, status=status) for owner, status in kinds]
    user, table = member(mine), made._meta.model.objects.order_by("pk")

    assert list(rights.visible(user, table)) == rows[:3]
    assert list(rights.editable(user, table)) == [rows[0], rows[2]]
    assert [rights.can_view(user, row) for row in rows] == [True, True, True, False]
    assert [rights.can_change(user, row) for row in rows] == [True, False, True, False]


@pytest.mark.parametrize("made", [TermFactory, PathwayFactory])
@pytest.mark.parametrize("role", MembershipRole)
def test_what_is_the_whole_regions_is_added_and_deleted_by_staff(made, role):
    row = made()
    user = member(row.owner, role)

    assert not rights.can_add(user, row)
    assert not rights.can_delete(user, row)
    assert rights.can_change(user, row) == (role != VIEWER)


def test_a_table_of_the_whole_region_is_kept_only_by_whoever_owns_a_row_of_it():
    term = TermFactory()

    assert rights.can_change(member(term.owner), Term)
    assert not rights.can_change(member(OrganizationFactory()), Term)


def test_a_row_not_saved_yet_is_judged_by_what_it_would_be():
    mine, other = OrganizationFactory(), OrganizationFactory()
    user = member(mine)
    program = program_of(mine)
    program.organization = other

    assert not rights.can_change(user, program)


def test_a_part_follows_its_program():
    mine = OrganizationFactory()
    user = member(mine)

    assert rights.can_delete(user, OfferingFactory(program=program_of(mine)))
    assert not rights.can_view(user, OfferingFactory(program=program_of(OrganizationFactory())))


def test_staff_may_do_everything():
    staff = UserFactory(is_superuser=True)

    assert all(rights.can(staff, verb, program_of(OrganizationFactory())) for verb in VERBS)
    assert rights.organizations(staff).count() == Organization.objects.count()


def test_an_inactive_account_has_no_rights():
    organization = OrganizationFactory()
    user = member(organization, LEAD)
    user.is_active = False

    assert not rights.is_member(user)
    assert not rights.can_view(user, program_of(organization))


def test_an_inactive_superuser_is_no_staff():
    assert not rights.is_staff(UserFactory(is_superuser=True, is_active=False))


def test_a_visitor_has_no_rights():
    program = program_of(OrganizationFactory())

    assert not rights.can_view(AnonymousUser(), program)
    assert list(rights.visible(AnonymousUser(), Program.objects.all())) == []


def test_an_account_without_membership_sees_nothing_not_even_reference_tables():
    TermFactory()
    user = UserFactory()

    assert not rights.is_member(user)
    assert list(rights.visible(user, apps.get_model("partners.Term").objects.all())) == []


def test_members_see_published_reference_rows_and_change_none():
    user = member(OrganizationFactory(), LEAD)
    shown, hidden = PathwayFactory(), PathwayFactory(status=EditingStatus.DRAFT)

    assert list(rights.visible(user, type(shown).objects.all())) == [shown]
    assert rights.can_view(user, shown)
    assert not rights.can_view(user, hidden)
    assert not rights.can_change(user, shown)


def test_only_staff_adds_and_removes_organizations():
    organization = OrganizationFactory()
    lead = member(organization, LEAD)

    assert rights.can_change(lead, organization)
    assert not rights.can_add(lead, Organization)
    assert not rights.can_delete(lead, organization)


def test_reports_are_read_by_those_who_answer_them():
    organization = OrganizationFactory()
    report = ProblemReportFactory(organization=organization)

    assert rights.can_change(member(organization, COORDINATOR), report)
    assert not rights.can_view(member(organization, VIEWER), report)


def test_a_report_about_the_portal_itself_is_the_staffs():
    user = member(OrganizationFactory(), LEAD)

    assert not rights.can_view(user, ProblemReportFactory(organization=None))


def test_only_leads_see_and_give_memberships():
    organization = OrganizationFactory()
    other = MembershipFactory(organization=organization)

    assert rights.can_change(member(organization, LEAD), other)
    assert not rights.can_view(member(organization, COORDINATOR), other)


def test_a_lead_cannot_change_their_own_membership():
    lead = member(OrganizationFactory(), LEAD)
    own = lead.memberships.get()

    assert rights.can_view(lead, own)
    assert not rights.can_change(lead, own)
    assert not rights.can_delete(lead, own)
    assert list(rights.editable(lead, Membership.objects.all())) == []


def test_a_lead_cannot_give_rights_above_their_tree():
    district = DistrictFactory()
    school = SchoolFactory(parent=district)
    lead = member(school, LEAD)

    assert not rights.can_add(
        lead, Membership(user=UserFactory(), organization=district, role=VIEWER)
    )


def test_a_role_for_another_organization_is_refused():
    mine, other = OrganizationFactory(), OrganizationFactory()
    role_model = apps.get_model("partners.Role")
    role = role_model(person=PersonFactory(organization=mine), organization=other, kind="dean")

    assert not rights.can_add(member(mine, LEAD), role)


@pytest.mark.parametrize("count", [1, 3])
def test_rights_take_one_query_however_many_are_asked(count, django_assert_num_queries):
    organization = OrganizationFactory()
    user = member(organization)
    programs = [program_of(organization) for _ in range(count)]

    with django_assert_num_queries(1):
        assert all(rights.can_change(user, program) for program in programs)


def test_rights_are_read_anew_for_the_next_request():
    organization = OrganizationFactory()
    membership = MembershipFactory(organization=organization)
    before = rights.is_member(membership.user)
    membership.delete()

    fresh = type(membership.user).objects.get(pk=membership.user.pk)

    assert (before, rights.is_member(fresh)) == (True, False)


def test_every_table_has_a_rule_or_is_the_staffs_on_purpose():
    staffs_alone = {
        "equity.Dimension",
        "equity.Group",
        "equity.Metric",
        "equity.Publication",
        "equity.PublishedCell",
        "equity.RawCell",
        "equity.RawCellView",
        "equity.Release",
        "equity.ReportIssue",
        "equity.SegmentMeaning",
        "equity.Slice",
        "equity.SourceLabel",
        "equity.Subscription",
        "equity.WithdrawnCell",
        "outbox.Delivery",
        "partners.EditStamp",
        "partners.User",
        "programs.AgreementFinding",
        "programs.AlignmentCount",
        "programs.AlignmentGap",
        "programs.GapSnapshot",
        "programs.HopDoubt",
        "programs.HopYear",
        "programs.NearestProgram",
        "programs.PlaceCount",
        "programs.ProgramHop",
        "programs.RegionLoad",
        "programs.SavedSearch",
        "programs.SearchDocument",
        "programs.SearchStem",
        "programs.SearchWord",
        "programs.StemsWritten",
    }

    without = {model._meta.label for model in our_models()} - set(rights.RULES)

    assert without <= staffs_alone
    assert {label for label in rights.RULES if not apps.get_model(label)} == set()


@pytest.mark.parametrize("label", rights.RULES)
def test_rule_paths_end_at_an_organization(label):
    model = apps.get_model(label)

    for path in (*rights.RULES[label].of, *rights.RULES[label].seen_by):
        field_model = model
        for name in [] if path == "self" else path.split("__"):
            field_model = field_model._meta.get_field(name).remote_field.model
        assert field_model is Organization
