"""The first page of the admin counts the agreements that wait for whoever opens it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    SchoolFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from programs.enums import AgreementState as State
from programs.enums import SignerRole
from programs.tests.path_factories import AgreementFactory, SignatureFactory

pytestmark = pytest.mark.django_db
NOW = academic_year.on(timezone.localdate())
BEFORE = academic_year.later(NOW, -1)
ONE_PAST = "1 agreement is marked active, though its last year is over."


def past_its_end(college, **fields):
    return AgreementFactory(
        receiving=college,
        owner=college,
        years_from="2020-21",
        years_through=BEFORE,
        **{"state": State.ACTIVE, **fields},
    )


def first_page(client, user):
    client.force_login(user)
    return client.get(reverse("admin:index"))


def coordinator(organization):
    return MembershipFactory(organization=organization, role=MembershipRole.COORDINATOR).user


def listed(client, response, at=0):
    return list(client.get(response.context["notices"][at].url).context["cl"].queryset)


def test_a_keeper_reads_how_many_are_active_past_their_end_and_finds_them(client, college):
    mine = past_its_end(college)
    past_its_end(college, state=State.SUSPENDED)
    past_its_end(OrganizationFactory())
    AgreementFactory(receiving=college, owner=college, years_through=NOW)

    response = first_page(client, coordinator(college))

    assert ONE_PAST in response.content.decode()
    assert listed(client, response) == [mine]


def test_several_are_counted_and_staff_counts_all(client, college):
    kept = [past_its_end(college), past_its_end(OrganizationFactory())]

    response = first_page(client, UserFactory(is_superuser=True))

    assert "2 agreements are marked active" in response.content.decode()
    assert set(listed(client, response)) == set(kept)


@pytest.mark.parametrize("role", [MembershipRole.COORDINATOR, MembershipRole.VIEWER])
def test_who_can_do_nothing_about_it_is_not_told(client, college, role):
    """The other side only reads the agreement, and a viewer of its keeper, too."""
    agreement = past_its_end(college)
    at = agreement.sending if role == MembershipRole.COORDINATOR else college
    user = MembershipFactory(organization=at, role=role).user

    response = first_page(client, user)

    assert response.context["notices"] == []
    assert "desk-notices" not in response.content.decode()


def test_a_side_reads_what_waits_for_its_signature_and_finds_it(client, college):
    school = SchoolFactory(parent=DistrictFactory())
    agreement = AgreementFactory(
        sending=school, receiving=college, owner=college, state=State.IN_REVIEW
    )
    for order, side in enumerate([school, college], start=1):
        SignatureFactory(
            agreement=agreement,
            organization=side,
            role=SignerRole.TEACHER,
            order=order,
            signed_on=None,
        )
    words = "1 agreement waits for a signature of your organization."

    of_college = first_page(client, coordinator(college)).content.decode()
    response = first_page(client, coordinator(school))

    assert words not in of_college
    assert words in response.content.decode()
    assert listed(client, response) == [agreement]
