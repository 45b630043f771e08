"""An agreement moves from draft to end by steps that say what is missing, taken by its keeper."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partners.enums import MembershipRole
from partners.history import event_model
from partners.tests.factories import MembershipFactory
from programs import agreement_actions, agreement_moves, agreements
from programs.agreement_moves import Facts, Move, Place
from programs.enums import AgreementState as State
from programs.enums import SignerRole
from programs.models import ArticulationAgreement
from programs.tests.agreement_actions.whole_agreement import SIGNED_ON, refusal, whole
from programs.tests.path_factories import AgreementFactory, SignatureFactory

pytestmark = pytest.mark.django_db


TODAY = datetime.date(2026, 11, 26)


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
