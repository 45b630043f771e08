"""The promises the database keeps about who: each constraint refuses what breaks it, in words."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from partners.enums import InventoryState, ReportState
from partners.models import Organization
from partners.tests.factories import (
    InventoryFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    ProblemReportFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
)
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 9, 1)


def refused(row, constraint):
    """The row fails validation with a sentence, and the database refuses it by this name."""
    with pytest.raises(ValidationError) as spoken:
        row.validate_constraints()
    with pytest.raises(IntegrityError, match=constraint):
        row.save()
    return spoken.value.messages


def test_published_without_a_source_is_refused():
    row = TermFactory()
    row.source = ""

    assert refused(row, "term_published_has_source") == [
        "Say where this comes from before you publish."
    ]


@pytest.mark.parametrize(
    ("made", "constraint"),
    [
        (TermFactory, "term_published_has_owner"),
        (PersonFactory, "person_published_has_owner"),
        (OrganizationFactory, "organization_published_has_owner"),
    ],
)
def test_published_without_an_owner_is_refused(made, constraint):
    row = made()
    row.owner = None

    assert refused(row, constraint) == ["Say who keeps this true before you publish."]


def test_draft_without_source_and_owner_is_kept():
    row = TermFactory(source="", owner=None, status=EditingStatus.DRAFT)

    assert row.pk


def test_organization_is_its_own_owner():
    assert OrganizationFactory().owner_id == Organization.objects.get().pk


def test_organization_that_others_own_is_refused():
    row = OrganizationFactory()
    row.owner = OrganizationFactory()

    assert refused(row, "organization_keeps_its_own_record") == [
        "An organization is its own owner."
    ]


def test_organization_does_not_stand_in_its_own_way():
    OrganizationFactory().delete()

    assert not Organization.objects.exists()


def test_verified_day_without_a_person_is_refused():
    row = TermFactory()
    row.verified_on = DAY

    assert refused(row, "term_verified_on_and_by_go_together") == [
        "Give both the day and the person, or neither."
    ]


@pytest.mark.parametrize("months", [0, 61])
def test_review_outside_1_to_60_months_is_refused(months):
    row = TermFactory()
    row.review_every = months

    assert refused(row, "term_review_every_1_to_60_months")


@pytest.mark.parametrize("state", [InventoryState.COMPLETE, InventoryState.NONE_OFFERED])
def test_absence_that_nobody_confirmed_is_refused(state):
    row = InventoryFactory()
    row.state = state

    assert refused(row, "inventory_absence_needs_confirmation") == [
        "“Complete” and “none offered” need the day and the person who confirmed it."
    ]


def test_absence_that_somebody_confirmed_is_kept():
    row = InventoryFactory(
        state=InventoryState.NONE_OFFERED, confirmed_on=DAY, confirmed_by=UserFactory()
    )

    assert row.pk


def test_inventory_year_in_another_spelling_is_refused():
    row = InventoryFactory()
    row.academic_year = "2026/27"

    assert refused(row, "inventory_academic_year_is_spelled_right")


def test_organization_that_belongs_to_itself_is_refused():
    row = OrganizationFactory()
    row.parent = row

    assert refused(row, "organization_is_not_its_own_parent")


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("cds_code", "1234", "organization_cds_code_has_14_digits"),
        ("ipeds_id", "12345", "organization_ipeds_id_has_6_digits"),
        ("mis_code", "31", "organization_mis_code_has_3_digits"),
    ],
)
def test_organization_code_with_the_wrong_number_of_digits_is_refused(field, value, constraint):
    row = OrganizationFactory()
    setattr(row, field, value)

    assert refused(row, constraint)


def test_second_main_site_is_refused():
    first = SiteFactory()
    second = SiteFactory.build(organization=first.organization)

    assert refused(second, "site_one_main_per_organization") == [
        "This organization has a main site already."
    ]


@pytest.mark.parametrize(("latitude", "longitude"), [(32.7, None), (None, -115.5), (91, -115.5)])
def test_half_a_point_or_one_off_the_globe_is_refused(latitude, longitude):
    row = PlaceFactory()
    row.latitude, row.longitude = latitude, longitude

    assert refused(row, "place_point_is_whole_and_on_the_globe")


def test_settled_report_without_day_and_person_is_refused():
    row = ProblemReportFactory()
    row.state = ReportState.MENDED

    assert refused(row, "problemreport_settled_has_day_and_person") == [
        "Say who settled it and when."
    ]


@pytest.mark.parametrize(
    ("months_ago", "stale"),
    [pytest.param(11, False, id="inside its year"), pytest.param(14, True, id="past its year")],
)
def test_record_is_stale_once_its_review_is_past(months_ago, stale):
    verified = timezone.localdate() - datetime.timedelta(days=30 * months_ago)
    row = TermFactory(verified_on=verified, verified_by=UserFactory(), review_every=12)

    assert row.is_stale is stale


def test_record_that_nobody_verified_is_not_stale():
    assert TermFactory().is_stale is False


def test_account_needs_an_email_and_keeps_it_in_small_letters():
    assert UserFactory(email="Dean@Example.org").email == "dean@example.org"

    with pytest.raises(ValueError, match="needs an e-mail address"):
        UserFactory(email="")
