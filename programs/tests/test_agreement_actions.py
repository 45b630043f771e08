"""What is done with an agreement: its steps, its signatures, its renewal, and who may do it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partners.enums import MembershipRole
from partners.history import event_model
from partners.tests.factories import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SchoolFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import agreement_actions, agreement_moves, agreements
from programs.agreement_actions import Refused
from programs.agreement_moves import Facts, Move, Place
from programs.enums import AgreementState as State
from programs.enums import Mechanism, SignerRole
from programs.models import ArticulationAgreement
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import (
    AgreementFactory,
    AgreementWithCoursesFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
SIGNED_ON = datetime.date(2026, 5, 20)


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College")


@pytest.fixture
def coordinator(college):
    return MembershipFactory(organization=college, role=MembershipRole.COORDINATOR).user


def whole(college, **fields):
    """An agreement with a course and a signed place on each side."""
    agreement = AgreementWithCoursesFactory(receiving=college, **fields)
    for organization, role in (
        (agreement.sending, SignerRole.TEACHER),
        (agreement.receiving, SignerRole.FACULTY),
    ):
        SignatureFactory(
            agreement=agreement, organization=organization, role=role, signed_on=SIGNED_ON
        )
    return agreement


def this_year():
    return academic_year.on(timezone.localdate())


def refusal(step, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        step(*args, **kwargs)
    return " ".join(refused.value.sentences)


# --- The plain rules ------------------------------------------------------------------------------


def test_the_named_moves_are_exactly_those_that_the_database_lets_pass():
    named = {(old, new) for steps in agreement_moves.STEPS.values() for old, new in steps.items()}

    assert named == {(old, new) for old, several in agreements.MOVES.items() for new in several}


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (State.DRAFT, [Move.SEND]),
        (State.IN_REVIEW, [Move.SEND_BACK, Move.MARK_SIGNED]),
        (State.SIGNED, [Move.SEND_BACK, Move.ACTIVATE]),
        (State.ACTIVE, [Move.SUSPEND, Move.END]),
        (State.SUSPENDED, [Move.RESUME, Move.END]),
        (State.ENDED, []),
    ],
)
def test_from_each_state_some_moves_are_possible(state, moves):
    assert agreement_moves.possible(state) == moves


def test_a_move_from_the_wrong_state_is_refused_with_the_possible_ones():
    facts = Facts(AgreementFactory.build(state=State.DRAFT, sending=None, receiving=None))

    (said,) = agreement_moves.hindrances(Move.SUSPEND, facts, today=TODAY)

    assert said == "“Suspend” is no step from “Draft”. From here: Send to review."


def test_all_that_is_missing_is_said_at_once():
    facts = Facts(
        AgreementFactory.build(state=State.IN_REVIEW, sending=None, receiving=None),
        places=[Place(2, "Dean, Harbor College", "receiving", is_signed=False)],
    )

    said = agreement_moves.hindrances(Move.MARK_SIGNED, facts, today=TODAY)

    assert [sentence.split(".")[0] for sentence in said] == [
        "No course is named that is taken",
        "No college course is named that is earned",
        "Nobody signs for the sending side",
        "Not signed yet: Dean, Harbor College",
    ]


# --- The steps ------------------------------------------------------------------------------------


def test_a_life_from_draft_to_end(college, coordinator):
    agreement = whole(college, state=State.DRAFT)
    today = timezone.localdate()
    states = []

    for step in (
        agreement_actions.send_to_review,
        agreement_actions.mark_signed,
        agreement_actions.activate,
        agreement_actions.suspend,
        agreement_actions.resume,
    ):
        step(agreement, by=coordinator)
        states.append(agreement.state)
    agreement_actions.end(agreement, by=coordinator, on=today)

    assert states == ["in_review", "signed", "active", "suspended", "active"]
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == (State.ENDED, today)


def test_history_keeps_every_state(college, coordinator):
    agreement = whole(college, state=State.DRAFT)
    agreement_actions.send_to_review(agreement, by=coordinator)

    events = event_model(ArticulationAgreement).objects.filter(pgh_obj=agreement)

    assert list(events.order_by("pgh_id").values_list("state", flat=True)) == [
        "draft",
        "in_review",
    ]


@pytest.mark.parametrize("missing", ["sending_courses", "receiving_courses"])
def test_without_a_course_on_each_side_it_is_not_sent_to_review(college, coordinator, missing):
    agreement = whole(college, state=State.DRAFT)
    getattr(agreement, missing).all().delete()

    words = refusal(agreement_actions.send_to_review, agreement, by=coordinator)

    assert words.endswith(
        "Add at least one sending course."
        if missing == "sending_courses"
        else "Add at least one receiving course."
    )


def test_it_is_not_signed_while_a_place_is_open(college, coordinator):
    agreement = whole(college, state=State.IN_REVIEW)
    SignatureFactory(
        agreement=agreement, organization=college, role=SignerRole.DEAN, signed_on=None
    )

    words = refusal(agreement_actions.mark_signed, agreement, by=coordinator)

    assert words == "Not signed yet: Dean, Harbor College. Give the day of each signature."


@pytest.mark.parametrize("side", ["sending", "receiving"])
def test_both_sides_have_to_sign(college, coordinator, side):
    agreement = whole(college, state=State.IN_REVIEW)
    agreement.signatures.filter(organization=getattr(agreement, side)).delete()

    assert f"Nobody signs for the {side} side." in refusal(
        agreement_actions.mark_signed, agreement, by=coordinator
    )


def test_what_is_past_its_last_year_is_not_put_in_force(college, coordinator):
    agreement = whole(college, state=State.SIGNED, years_from="2020-21", years_through="2021-22")

    words = refusal(agreement_actions.activate, agreement, by=coordinator)

    assert words == (
        "Its last year, 2021-22, is over, so no student could use it. Copy it as a draft for the "
        "next years instead."
    )


def test_sent_back_to_a_draft_it_loses_its_signatures(college, coordinator):
    agreement = whole(college, state=State.IN_REVIEW)

    agreement_actions.send_back(agreement, by=coordinator)

    assert agreement.state == State.DRAFT
    assert not agreement.signatures.exclude(signed_on=None).exists()


def test_what_was_never_in_force_does_not_end(college, coordinator):
    """Else its courses would count as taken under it."""
    agreement = whole(college, state=State.SIGNED)

    words = refusal(agreement_actions.end, agreement, by=coordinator, on=SIGNED_ON)

    assert words == "“End” is no step from “Signed”. From here: Send back, Put in force."


def test_it_does_not_end_on_a_day_to_come(college, coordinator):
    agreement = whole(college)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    assert "end it when the day has come" in refusal(
        agreement_actions.end, agreement, by=coordinator, on=tomorrow
    )


def test_what_was_refused_has_changed_nothing(college, coordinator):
    agreement = whole(college, state=State.ENDED, ended_on=SIGNED_ON)

    words = refusal(agreement_actions.activate, agreement, by=coordinator)

    agreement.refresh_from_db()
    assert words.startswith("An ended agreement stays ended.")
    assert (agreement.state, agreement.ended_on) == (State.ENDED, SIGNED_ON)


def test_the_step_starts_from_the_state_in_the_database(college, coordinator):
    agreement = whole(college)
    ArticulationAgreement.objects.filter(pk=agreement.pk).update(state=State.SUSPENDED)

    assert "is no step from “Suspended”" in refusal(
        agreement_actions.suspend, agreement, by=coordinator
    )


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


# --- Renewal --------------------------------------------------------------------------------------


def test_a_renewal_is_a_draft_for_as_many_years_with_the_same_parts_unsigned(college, coordinator):
    first = int(this_year()[:4])
    agreement = whole(
        college,
        years_from=academic_year.starting(first - 1),
        years_through=academic_year.starting(first + 1),
        is_sample=True,
    )

    copy = agreement_actions.renew(agreement, by=coordinator)

    assert (copy.state, copy.status, copy.is_sample) == (State.DRAFT, EditingStatus.DRAFT, True)
    assert (copy.years_from, copy.years_through) == (
        academic_year.starting(first + 2),
        academic_year.starting(first + 4),
    )
    assert copy.source == "Harbor College"
    for parts in ("sending_courses", "receiving_courses"):
        assert [row.course for row in getattr(copy, parts).all()] == [
            row.course for row in getattr(agreement, parts).all()
        ]
    assert [row.signed_on for row in copy.signatures.all()] == [None, None]
    assert agreement.signatures.exclude(signed_on=None).count() == 2


def test_what_ended_long_ago_is_renewed_from_this_year_on(college, coordinator):
    agreement = whole(college, years_from="2019-20", years_through="2020-21")

    copy = agreement_actions.renew(agreement, by=coordinator)

    assert copy.years_from == this_year()


def test_what_holds_until_further_notice_is_not_renewed(college, coordinator):
    agreement = whole(college, years_through=None)

    assert "nothing to renew" in refusal(agreement_actions.renew, agreement, by=coordinator)


def test_what_held_until_further_notice_is_copied_once_it_has_ended(college, coordinator):
    agreement = whole(college, years_through=None)
    agreement_actions.end(agreement, by=coordinator, on=timezone.localdate())

    copy = agreement_actions.renew(agreement, by=coordinator)

    assert (copy.years_from, copy.years_through) == (academic_year.later(this_year(), 1), None)


def test_it_is_renewed_once(college, coordinator):
    """Two clicks would give two drafts on the same courses in the same years."""
    agreement = whole(college, years_from=this_year(), years_through=this_year())
    copy = agreement_actions.renew(agreement, by=coordinator)

    words = refusal(agreement_actions.renew, agreement, by=coordinator)

    assert f"“{copy}” from {copy.years_from} on (Draft), about the same courses." in words


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"years_through": "2020-21", "years_from": "2020-21"}, id="of other years"),
        pytest.param({"state": State.ENDED, "ended_on": SIGNED_ON}, id="ended"),
        pytest.param({"mechanism": Mechanism.PRIOR}, id="by another way"),
        pytest.param({}, id="about other courses"),
    ],
)
def test_another_agreement_of_the_two_sides_is_no_renewal(college, coordinator, other):
    agreement = whole(college, years_from=this_year(), years_through=this_year())
    beside = AgreementFactory(
        **{"sending": agreement.sending, "receiving": college, "years_through": None} | other
    )
    if other:
        for side in ("sending_courses", "receiving_courses"):
            for row in getattr(agreement, side).all():
                getattr(beside, side).create(course=row.course)

    assert agreement_actions.renew(agreement, by=coordinator).state == State.DRAFT


def test_its_address_names_what_is_taken_and_both_sides(college, coordinator):
    school = SchoolFactory(name="Canyon High")
    welding = CourseFactory(organization=school, title="Welding 1")
    slugs = []

    for _n in range(2):
        agreement = AgreementFactory(sending=school, receiving=college)
        SendingCourseFactory(agreement=agreement, course=welding)
        ReceivingCourseFactory(agreement=agreement)
        slugs.append(agreement_actions.renew(agreement, by=coordinator).slug)

    assert slugs == [
        "welding-1-canyon-high-harbor-college",
        "welding-1-canyon-high-harbor-college-2",
    ]


# --- Rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", list(Move))
def test_only_coordinators_of_the_owner_take_a_step(college, step):
    agreement = whole(college)
    for user in (
        MembershipFactory(organization=college, role=MembershipRole.VIEWER).user,
        MembershipFactory(organization=agreement.sending, role=MembershipRole.LEAD).user,
    ):
        with pytest.raises(PermissionDenied):
            agreement_actions.move(agreement, step, by=user, on=TODAY)

    agreement.refresh_from_db()
    assert agreement.state == State.ACTIVE


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


def test_the_other_side_does_not_renew(college):
    agreement = whole(college)
    other = MembershipFactory(organization=agreement.sending, role=MembershipRole.LEAD).user

    with pytest.raises(PermissionDenied):
        agreement_actions.renew(agreement, by=other)
