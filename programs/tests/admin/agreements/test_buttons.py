"""Buttons move an agreement: what they ask for, who may press them, and how one is renewed."""

import datetime

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory
from programs.enums import AgreementState as State
from programs.models import ArticulationAgreement
from programs.tests.admin.agreements.agreement_form import (
    COMING,
    FORM,
    LIST,
    NOW,
    an_agreement,
    press,
    said,
)
from programs.tests.path_factories import AgreementFactory

pytestmark = pytest.mark.django_db


# --- Buttons --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words", "others"),
    [
        (State.DRAFT, ["Send to review"], ["Mark as signed", "Suspend"]),
        (State.IN_REVIEW, ["Send back", "Mark as signed"], ["Put in force"]),
        (State.ACTIVE, ["Suspend", "End"], ["Resume", "Send to review"]),
        (State.SUSPENDED, ["Resume", "End"], ["Suspend<"]),
    ],
)
def test_only_the_possible_steps_have_a_button(
    client, coordinator, college, school, state, words, others
):
    agreement = an_agreement(college, school, state=state)

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()

    assert all(f">{word}</button>" in text for word in words)
    assert not any(f">{word}</button>" in text for word in others)


def test_a_button_saves_the_form_and_takes_the_step(client, coordinator, college, school):
    agreement = an_agreement(college, school, state=State.DRAFT)

    response = press(client, agreement, exam="Portfolio", _move="send")

    agreement.refresh_from_db()
    assert (agreement.state, agreement.exam) == (State.IN_REVIEW, "Portfolio")
    assert "The agreement is now: In review." in said(response)


def test_a_refusal_names_what_is_missing_and_keeps_what_was_typed(
    client, coordinator, college, school
):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    agreement.signatures.update(signed_on=None)

    response = press(client, agreement, how_to_claim="Portfolio", _move="mark_signed")

    agreement.refresh_from_db()
    assert (agreement.state, agreement.how_to_claim) == (State.IN_REVIEW, "Portfolio")
    words = said(response)
    assert "Not signed yet: Teacher, Canyon High; College faculty, Harbor College." in words
    assert "What you changed in the form is saved." in words


def test_what_is_missing_stands_beside_the_button_before_it_is_pressed(
    client, coordinator, college, school
):
    agreement = AgreementFactory(receiving=college, sending=school, state=State.DRAFT)

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()

    assert 'aria-describedby="missing-send"' in text
    assert "Add at least one sending course." in text


def test_an_end_takes_the_day_that_is_typed(client, coordinator, college, school):
    agreement = an_agreement(college, school)

    press(client, agreement, _move="end", on="2026-06-30")

    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == (State.ENDED, datetime.date(2026, 6, 30))


def test_a_day_that_is_none_is_refused_and_shown_again(client, coordinator, college, school):
    agreement = an_agreement(college, school)

    response = press(client, agreement, _move="end", on="soon")

    agreement.refresh_from_db()
    assert agreement.state == State.ACTIVE
    assert "“soon” is no day. Write it like 2026-06-30." in said(response)
    assert response.url.endswith("?on=soon")


def test_the_next_place_in_the_chain_is_signed_by_a_button(client, coordinator, college, school):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    agreement.signatures.update(signed_on=None)
    first = agreement.signatures.get(order=1)

    page = client.get(reverse(FORM, args=[agreement.pk])).content.decode()
    response = press(client, agreement, _sign=first.pk, on="2026-05-20")

    first.refresh_from_db()
    assert "Record the signature: Teacher, Canyon High" in page
    assert first.signed_on == datetime.date(2026, 5, 20)
    assert "Signed: Teacher, Canyon High." in said(response)


def test_the_key_enter_saves_and_takes_no_step(client, coordinator, college, school):
    """A browser presses the first button of a form."""
    agreement = an_agreement(college, school)

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()

    assert text.index('name="_save"') < text.index('name="_move"')


def test_the_state_itself_is_not_typed(client, coordinator, college, school):
    agreement = an_agreement(college, school, state=State.DRAFT)

    press(client, agreement, state="active")

    agreement.refresh_from_db()
    assert agreement.state == State.DRAFT


def test_an_unknown_step_is_a_bad_request(client, coordinator, college, school):
    agreement = an_agreement(college, school)

    assert press(client, agreement, _move="explode").status_code == 400


# --- Rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", [{"_move": "suspend"}, {"_renew": "1"}, {"_move": "end"}])
def test_another_organization_cannot_press_the_buttons(client, college, school, button):
    agreement = an_agreement(college, school)
    client.force_login(MembershipFactory(organization=school, role=MembershipRole.LEAD).user)

    response = press(client, agreement, **button)

    agreement.refresh_from_db()
    assert response.status_code == 403
    assert (agreement.state, ArticulationAgreement.objects.count()) == (State.ACTIVE, 1)


@pytest.mark.parametrize("button", [{"_move": "suspend"}, {"_renew": "1"}])
def test_a_viewer_of_the_owner_sees_no_buttons_and_cannot_press_them(
    client, college, school, button
):
    agreement = an_agreement(college, school)
    client.force_login(MembershipFactory(organization=college, role=MembershipRole.VIEWER).user)

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()
    response = press(client, agreement, **button)

    agreement.refresh_from_db()
    assert 'name="_move"' not in text
    assert response.status_code == 403
    assert (agreement.state, ArticulationAgreement.objects.count()) == (State.ACTIVE, 1)


# --- Renewal --------------------------------------------------------------------------------------


def test_the_button_renews_and_opens_the_copy(client, coordinator, college, school):
    agreement = an_agreement(college, school, years_from=NOW, years_through=NOW)

    response = press(client, agreement, _renew="1")

    copy = ArticulationAgreement.objects.exclude(pk=agreement.pk).get()
    assert response.url == reverse(FORM, args=[copy.pk])
    assert (copy.state, copy.years_from) == (State.DRAFT, COMING)
    assert f"a draft for {COMING} through {COMING}" in said(response)


def test_several_are_renewed_from_the_list_and_the_rest_say_why_not(
    client, coordinator, college, school
):
    one = an_agreement(college, school)
    open_end = AgreementFactory(receiving=college, years_through=None)

    response = client.post(
        reverse(LIST),
        {"action": "renew_selected", "_selected_action": [one.pk, open_end.pk]},
    )

    assert ArticulationAgreement.objects.count() == 3
    assert "1 agreement is copied as a draft." in said(response)
    assert "It holds until further notice" in said(response)
