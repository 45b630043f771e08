"""Places of an agreement are signed in their order, each side for itself."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import DistrictFactory, MembershipFactory, PersonFactory, UserFactory
from programs import agreement_actions
from programs.enums import AgreementState as State
from programs.enums import SignerRole
from programs.tests.agreement_actions.whole_agreement import SIGNED_ON, refusal, whole
from programs.tests.path_factories import (
    AgreementFactory,
    AgreementWithCoursesFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db


# --- Signatures -----------------------------------------------------------------------------------


def test_a_place_is_signed_with_day_and_person(college, coordinator):
    agreement = whole(college, state=State.IN_REVIEW)
    place = SignatureFactory(
        agreement=agreement, organization=college, role=SignerRole.DEAN, signed_on=None
    )
    dean = PersonFactory(organization=college)

    agreement_actions.sign(place, by=coordinator, on=SIGNED_ON, person=dean)

    place.refresh_from_db()
    assert (place.signed_on, place.person) == (SIGNED_ON, dean)


def test_the_chain_is_signed_in_its_order(college, coordinator):
    agreement = AgreementWithCoursesFactory(receiving=college, state=State.IN_REVIEW)
    SignatureFactory(agreement=agreement, order=1, role=SignerRole.FACULTY, signed_on=None)
    second = SignatureFactory(agreement=agreement, order=2, role=SignerRole.DEAN, signed_on=None)

    words = refusal(agreement_actions.sign, second, by=coordinator)

    assert "signs before “Dean, Harbor College”" in words


def test_a_draft_is_not_signed(college, coordinator):
    draft = AgreementFactory(receiving=college, state=State.DRAFT)
    place = SignatureFactory(agreement=draft, signed_on=None)

    assert "Send it to review first" in refusal(agreement_actions.sign, place, by=coordinator)


def test_nobody_signs_tomorrow(college, coordinator):
    agreement = AgreementFactory(receiving=college, state=State.IN_REVIEW)
    place = SignatureFactory(agreement=agreement, signed_on=None)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    assert "a day to come" in refusal(agreement_actions.sign, place, by=coordinator, on=tomorrow)


def test_a_signature_keeps_on_whose_word_it_stands(college, coordinator):
    """The college's coordinator speaks for the college, and only as the keeper for the school."""
    agreement = AgreementWithCoursesFactory(receiving=college, state=State.IN_REVIEW)
    school, district = agreement.sending, DistrictFactory()
    type(school).objects.filter(pk=school.pk).update(parent=district)
    of_both = MembershipFactory(organization=college, role=MembershipRole.COORDINATOR).user
    MembershipFactory(organization=district, role=MembershipRole.COORDINATOR, user=of_both)
    staff = UserFactory(is_superuser=True)
    told = {}

    for side in (school, college):
        for role, user in (
            (SignerRole.TEACHER, coordinator),
            (SignerRole.DEAN, of_both),
            (SignerRole.FACULTY, staff),
        ):
            place = SignatureFactory(
                agreement=agreement, organization=side, role=role, signed_on=None
            )
            agreement_actions.sign(place, by=user, on=SIGNED_ON)
            place.refresh_from_db()
            told[side.pk, role] = (place.recorded_by, place.is_on_anothers_word, place.source)

    staff_says = "Staff of this portal"
    assert told == {
        (school.pk, SignerRole.TEACHER): (college, True, "Harbor College"),
        (school.pk, SignerRole.DEAN): (school, False, school.name),
        (school.pk, SignerRole.FACULTY): (college, True, staff_says),
        (college.pk, SignerRole.TEACHER): (college, False, "Harbor College"),
        (college.pk, SignerRole.DEAN): (college, False, "Harbor College"),
        (college.pk, SignerRole.FACULTY): (college, False, staff_says),
    }


def test_nobody_signs_for_a_side_to_which_they_do_not_belong(college, coordinator):
    agreement = AgreementFactory(receiving=college, state=State.IN_REVIEW)
    place = SignatureFactory(agreement=agreement, organization=college, signed_on=None)
    stranger = PersonFactory(name="Rosa Vega")

    words = refusal(agreement_actions.sign, place, by=coordinator, person=stranger)

    assert words.startswith("Rosa Vega is not of Harbor College or its district.")


# --- Rights ---------------------------------------------------------------------------------------


def test_each_side_signs_for_itself_and_for_nobody_else(college):
    """The college keeps the agreement; the school gives its own word, and only its own."""
    agreement = AgreementWithCoursesFactory(receiving=college, state=State.IN_REVIEW)
    school = agreement.sending
    of_school, of_college = (
        SignatureFactory(agreement=agreement, organization=side, order=order, signed_on=None)
        for order, side in enumerate([school, college], start=1)
    )
    teacher = MembershipFactory(organization=school, role=MembershipRole.COORDINATOR).user

    agreement_actions.sign(of_school, by=teacher, on=SIGNED_ON)
    with pytest.raises(PermissionDenied):
        agreement_actions.sign(of_college, by=teacher, on=SIGNED_ON)

    of_school.refresh_from_db()
    of_college.refresh_from_db()
    assert (of_school.signed_on, of_school.recorded_by, of_school.source) == (
        SIGNED_ON,
        school,
        school.name,
    )
    assert of_college.signed_on is None


def test_who_only_looks_or_belongs_to_neither_side_signs_nothing(college):
    agreement = AgreementWithCoursesFactory(receiving=college, state=State.IN_REVIEW)
    place = SignatureFactory(agreement=agreement, organization=agreement.sending, signed_on=None)
    viewer = MembershipFactory(organization=agreement.sending, role=MembershipRole.VIEWER).user

    for user in (viewer, MembershipFactory(role=MembershipRole.LEAD).user):
        with pytest.raises(PermissionDenied):
            agreement_actions.sign(place, by=user)


def test_a_side_signs_only_in_review(college):
    agreement = AgreementWithCoursesFactory(receiving=college, state=State.DRAFT)
    school = agreement.sending
    place = SignatureFactory(agreement=agreement, organization=school, signed_on=None)
    teacher = MembershipFactory(organization=school, role=MembershipRole.COORDINATOR).user

    assert agreement_actions.own_places(agreement, teacher) == []
    assert "while it is in review" in refusal(agreement_actions.sign, place, by=teacher)
