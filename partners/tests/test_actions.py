"""Actions: what they write, and that they refuse what is not the user's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partners import actions
from partners.enums import MembershipRole, ReportState
from partners.models import Person, ProblemReport
from partners.tests.factories import (
    InventoryFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    ProblemReportFactory,
    TermFactory,
)
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def coordinator(organization):
    return MembershipFactory(organization=organization).user


def test_verifying_changes_the_day_and_the_person_only(coordinator, organization):
    person = PersonFactory(organization=organization, job_title="Dean")
    Person.objects.filter(pk=person.pk).update(job_title="Provost")  # by somebody else, meanwhile

    actions.verify_unchanged(person, by=coordinator)

    person.refresh_from_db()
    assert (person.job_title, person.verified_on, person.verified_by) == (
        "Provost",
        timezone.localdate(),
        coordinator,
    )


@pytest.mark.parametrize(
    ("action", "factory"),
    [
        (actions.verify_unchanged, PersonFactory),
        (actions.answer_report, ProblemReportFactory),
        (actions.report_inventory, InventoryFactory),
    ],
)
def test_a_foreign_record_is_refused(coordinator, action, factory):
    with pytest.raises(PermissionDenied):
        action(factory(), by=coordinator)


def test_viewers_are_refused(organization):
    viewer = MembershipFactory(organization=organization, role=MembershipRole.VIEWER).user

    with pytest.raises(PermissionDenied):
        actions.verify_unchanged(PersonFactory(organization=organization), by=viewer)


def test_verifying_many_is_all_or_none(coordinator, organization):
    PersonFactory(organization=organization)
    PersonFactory()

    with pytest.raises(PermissionDenied):
        actions.verify_all_unchanged(Person.objects.order_by("pk"), by=coordinator)

    assert not Person.objects.filter(verified_on__isnull=False).exists()


def test_settling_many_keeps_who_settled_the_settled_ones(coordinator, organization):
    first = MembershipFactory(organization=organization).user
    settled = ProblemReportFactory(
        organization=organization,
        state=ReportState.MENDED,
        resolved_on=timezone.localdate(),
        resolved_by=first,
    )
    ProblemReportFactory(organization=organization)

    count = actions.settle_reports(
        ProblemReport.objects.all(), state=ReportState.DECLINED, by=coordinator
    )

    settled.refresh_from_db()
    assert (count, settled.state, settled.resolved_by) == (1, ReportState.MENDED, first)


@pytest.mark.parametrize("factory", [TermFactory, PathwayFactory])
def test_what_no_organization_offers_is_stated_by_its_owner(organization, coordinator, factory):
    owner = MembershipFactory(user=coordinator).organization  # the second of two memberships

    assert actions.stated_by(factory(owner=owner), by=coordinator) == owner.name
    assert actions.stated_by(factory(owner=organization), by=coordinator) == organization.name
