"""The other side of an agreement in the admin: it reads the terms, and signs at its own places."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partners import rights
from partners.enums import MembershipRole
from partners.tests.factories import (
    MembershipFactory,
    PersonFactory,
    SchoolFactory,
    UserFactory,
)
from programs.enums import AgreementState as State
from programs.enums import SignerRole
from programs.models import ArticulationAgreement, Signature
from programs.tests.path_factories import AgreementWithCoursesFactory, SignatureFactory

pytestmark = pytest.mark.django_db
LIST = "admin:programs_articulationagreement_changelist"
FORM = "admin:programs_articulationagreement_change"
SIGN = "admin:programs_articulationagreement_sign"
DAY = datetime.date(2026, 5, 20)


@pytest.fixture
def teacher(client, school):
    """Coordinator of the school, which is a side but does not keep the agreement."""
    user = MembershipFactory(organization=school, role=MembershipRole.COORDINATOR).user
    client.force_login(user)
    return user


def an_agreement(college, school, state=State.IN_REVIEW):
    """Kept by the college; the school signs first, then the college."""
    made = AgreementWithCoursesFactory(
        receiving=college, sending=school, owner=college, state=state, minimum_grade="B"
    )
    for order, (side, role) in enumerate(
        [(school, SignerRole.TEACHER), (college, SignerRole.FACULTY)], start=1
    ):
        SignatureFactory(agreement=made, organization=side, role=role, order=order, signed_on=None)
    return made


def page_of(client, agreement):
    return client.get(reverse(FORM, args=[agreement.pk])).content.decode()


def sign(client, place, **typed):
    url = reverse(SIGN, args=[place.agreement_id])
    return client.post(url, {"_sign": place.pk, **typed})


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_other_side_reads_the_terms_and_types_none(client, teacher, college, school):
    agreement = an_agreement(college, school)

    page = page_of(client, agreement)
    response = client.post(reverse(FORM, args=[agreement.pk]), {"minimum_grade": "D"})

    agreement.refresh_from_db()
    assert "Harbor College keeps this agreement" in page
    assert 'name="minimum_grade"' not in page
    assert 'name="_save"' not in page
    assert 'name="signatures-0-role"' not in page
    assert (response.status_code, agreement.minimum_grade) == (403, "B")


def test_the_other_side_signs_at_its_own_place(client, teacher, college, school):
    agreement = an_agreement(college, school)
    own = agreement.signatures.get(organization=school)
    rosa = PersonFactory(organization=school, name="Rosa Vega")

    page = page_of(client, agreement)
    response = sign(client, own, on="2026-05-20", signed_by=rosa.pk)

    own.refresh_from_db()
    assert "Sign: Teacher, Canyon High</button>" in page
    assert "Sign: College faculty, Harbor College" not in page
    assert (own.signed_on, own.person, own.recorded_by) == (DAY, rosa, school)
    assert "Signed: Teacher, Canyon High." in said(response)
    assert "not by the side itself" not in page_of(client, agreement)


def test_the_other_side_does_not_sign_for_the_keeper(client, teacher, college, school):
    agreement = an_agreement(college, school)
    agreement.signatures.filter(organization=school).update(signed_on=DAY)
    theirs = agreement.signatures.get(organization=college)

    response = sign(client, theirs)

    theirs.refresh_from_db()
    assert (response.status_code, theirs.signed_on) == (403, None)


def test_a_place_of_another_agreement_is_not_signed_through_this_one(
    client, teacher, college, school
):
    agreement, other = an_agreement(college, school), an_agreement(college, school)
    place = other.signatures.get(organization=school)

    response = client.post(reverse(SIGN, args=[agreement.pk]), {"_sign": place.pk})

    place.refresh_from_db()
    assert place.signed_on is None
    assert "Somebody else has changed the signatures meanwhile." in said(response)


def test_who_signs_later_reads_who_comes_first(client, teacher, college, school):
    agreement = an_agreement(college, school)
    agreement.signatures.filter(organization=school).update(order=3)
    own = agreement.signatures.get(organization=school)

    page = page_of(client, agreement)
    response = sign(client, own)

    own.refresh_from_db()
    assert "“College faculty, Harbor College” signs before “Teacher, Canyon High”." in page
    assert "Sign: Teacher, Canyon High" not in page
    assert own.signed_on is None
    assert "signs before" in said(response)


def test_a_refused_day_is_shown_again(client, teacher, college, school):
    agreement = an_agreement(college, school)

    response = sign(client, agreement.signatures.get(organization=school), on="soon")

    assert "“soon” is no day. Write it like 2026-06-30." in said(response)
    assert response.url.endswith("?on=soon")


@pytest.mark.parametrize("state", [State.SIGNED, State.ACTIVE, State.SUSPENDED])
def test_after_the_review_the_other_side_only_reads(client, teacher, college, school, state):
    agreement = an_agreement(college, school, state=state)
    own = agreement.signatures.get(organization=school)

    page = page_of(client, agreement)
    sign(client, own)

    own.refresh_from_db()
    assert "It is signed while it is in review" in page
    assert own.signed_on is None


def test_a_draft_is_its_keepers_alone(client, teacher, college, school):
    agreement = an_agreement(college, school, state=State.DRAFT)

    form = client.get(reverse(FORM, args=[agreement.pk]))
    signed = sign(client, agreement.signatures.get(organization=school))

    assert (form.status_code, signed.status_code) == (404, 404)
    assert list(rights.visible(teacher, ArticulationAgreement.objects.all())) == []
    assert list(rights.visible(teacher, Signature.objects.all())) == []


def test_a_district_signs_for_its_school(client, college, school):
    agreement = an_agreement(college, school)
    user = MembershipFactory(organization=school.parent, role=MembershipRole.COORDINATOR).user
    client.force_login(user)
    own = agreement.signatures.get(organization=school)

    sign(client, own)

    own.refresh_from_db()
    assert own.recorded_by == school


@pytest.mark.parametrize("role", [MembershipRole.VIEWER, None])
def test_a_viewer_and_a_stranger_sign_nothing(client, college, school, role):
    agreement = an_agreement(college, school)
    at = {"organization": school, "role": role} if role else {"role": MembershipRole.LEAD}
    client.force_login(MembershipFactory(**at).user)
    own = agreement.signatures.get(organization=school)

    page = client.get(reverse(FORM, args=[agreement.pk]))
    response = sign(client, own)

    own.refresh_from_db()
    assert "Sign: " not in page.content.decode()
    assert (page.status_code, response.status_code) == ((200, 403) if role else (404, 404))
    assert own.signed_on is None


def test_the_list_finds_what_waits_for_ones_own_organization(client, teacher, college, school):
    mine, later = an_agreement(college, school), an_agreement(college, school)
    later.signatures.filter(organization=school).update(order=3)
    an_agreement(college, school, state=State.ACTIVE)
    an_agreement(college, SchoolFactory())

    found = client.get(reverse(LIST), {"sign": "mine"}).context["cl"].queryset

    assert list(found) == [mine]


def test_staff_speaks_for_no_side(client, college, school):
    agreement = an_agreement(college, school)
    client.force_login(UserFactory(is_superuser=True))
    own = agreement.signatures.get(organization=school)

    sign(client, own)

    own.refresh_from_db()
    assert own.is_on_anothers_word
