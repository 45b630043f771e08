"""What stands under signatures changes only in a draft."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from partners.tests.factories import PersonFactory
from programs import agreement_actions, agreement_moves
from programs.admin.agreement_parts import TERMS
from programs.enums import AgreementState as State
from programs.enums import SignerRole
from programs.tests.admin.agreements.agreement_form import FORM, an_agreement, press, said, typed

pytestmark = pytest.mark.django_db


CLOSED = [State.IN_REVIEW, State.SIGNED, State.ACTIVE, State.SUSPENDED]


def of_the_page(agreement, **changed):
    """What a browser sends from the page of an agreement whose terms and courses are closed."""
    places = "" if agreement.state == State.IN_REVIEW else "|organization|order|role"
    cells = re.compile(rf"\w+-\d+-(course|units|person|signed_on{places})")
    sent = typed(agreement).items()
    return {
        name: value for name, value in sent if name not in TERMS and not cells.fullmatch(name)
    } | changed


def test_the_terms_of_a_draft_are_typed(client, coordinator, college, school):
    agreement = an_agreement(college, school, state=State.DRAFT)

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()
    press(client, agreement, years_through="2031-32")

    agreement.refresh_from_db()
    assert agreement.years_through == "2031-32"
    assert "stand under them" not in text


@pytest.mark.parametrize("state", CLOSED)
def test_from_the_review_on_the_terms_are_closed_and_the_page_says_how_they_change(
    client, coordinator, college, school, state
):
    agreement = an_agreement(college, school, state=state)

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()

    assert escape(agreement_moves.how_to_change_terms(state)) in text
    assert not [name for name in (*TERMS, "sending_courses-0-course") if f'name="{name}"' in text]
    assert 'name="receiving_courses-0-units"' not in text
    assert 'name="how_to_claim"' in text


@pytest.mark.parametrize("state", CLOSED)
def test_how_it_is_claimed_and_its_source_are_mended_in_every_state(
    client, coordinator, college, school, state
):
    agreement = an_agreement(college, school, state=state)
    before = agreement_actions.facts_of(agreement)

    response = client.post(
        reverse(FORM, args=[agreement.pk]),
        of_the_page(agreement, how_to_claim="Ask the counselor.", source="Catalog"),
    )

    assert response.status_code == 302
    agreement.refresh_from_db()
    assert (agreement.how_to_claim, agreement.source) == ("Ask the counselor.", "Catalog")
    assert agreement_actions.facts_of(agreement) == before


@pytest.mark.parametrize(
    "change",
    [
        {"years_through": "2039-40"},
        {"minimum_grade": "C"},
        {"receiving_courses-0-units": "9"},
        {"sending_courses-0-DELETE": "on"},
    ],
)
@pytest.mark.parametrize("state", CLOSED)
def test_a_form_opened_as_a_draft_changes_no_signed_terms_and_keeps_what_was_typed(
    client, coordinator, college, school, state, change
):
    agreement = an_agreement(college, school, state=state)

    response = press(client, agreement, how_to_claim="Ask the counselor.", **change)

    text = response.content.decode()
    assert response.status_code == 200
    assert escape(agreement_moves.how_to_change_terms(state)) in text
    assert "Ask the counselor." in text
    ((name, value),) = change.items()
    assert re.search(rf'name="{name}"[^>]*value="{value}"|value="{value}" selected|checked', text)
    agreement.refresh_from_db()
    assert (agreement.years_through, agreement.minimum_grade) == ("2027-28", "B")
    assert agreement.sending_courses.count() == 1
    assert agreement.receiving_courses.get().units == 3


def test_the_day_of_a_signature_is_not_typed(client, coordinator, college, school):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    agreement.signatures.update(signed_on=None)

    press(client, agreement, **{"signatures-1-signed_on": "2031-01-01"})

    assert not agreement.signatures.exclude(signed_on=None).exists()


@pytest.mark.parametrize("change", [{"role": "dean"}, {"order": "7"}, {"DELETE": "on"}])
def test_a_signed_place_stays_as_it_is(client, coordinator, college, school, change):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    ((name, value),) = change.items()

    response = press(client, agreement, **{f"signatures-0-{name}": value})

    said = "“Teacher, Canyon High” is signed, so it stays as it is."
    assert said in response.content.decode()
    first = agreement.signatures.get(organization=school)
    assert (first.role, first.order) == (SignerRole.TEACHER, 1)


def test_a_place_that_was_forgotten_is_added_during_the_review(
    client, coordinator, college, school
):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    place = {"order": 3, "organization": college.pk, "role": "dean", "agreement": agreement.pk}

    press(
        client,
        agreement,
        **{f"signatures-2-{name}": value for name, value in place.items()},
        **{"signatures-TOTAL_FORMS": 3},
    )

    assert agreement.signatures.get(order=3).role == SignerRole.DEAN


def test_who_signed_is_chosen_beside_the_button_and_on_whose_word_it_stands_is_shown(
    client, coordinator, college, school
):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    agreement.signatures.update(signed_on=None)
    first = agreement.signatures.get(order=1)
    teacher = PersonFactory(organization=school, name="Rosa Vega")
    PersonFactory(name="Of another school")

    page = client.get(reverse(FORM, args=[agreement.pk])).content.decode()
    press(client, agreement, _sign=first.pk, signed_by=teacher.pk)

    first.refresh_from_db()
    assert f'<option value="{teacher.pk}">Rosa Vega</option>' in page
    assert "Of another school" not in page
    assert (first.person, first.recorded_by) == (teacher, college)
    page = client.get(reverse(FORM, args=[agreement.pk])).content.decode()
    assert "Rosa Vega, recorded by Harbor College, not by the side itself" in page


def test_a_signer_who_is_not_in_the_list_is_refused(client, coordinator, college, school):
    agreement = an_agreement(college, school, state=State.IN_REVIEW)
    agreement.signatures.update(signed_on=None)
    first = agreement.signatures.get(order=1)

    response = press(client, agreement, _sign=first.pk, signed_by=PersonFactory().pk)

    first.refresh_from_db()
    assert first.signed_on is None
    assert "Whoever signed is not in the list. Choose somebody from it." in said(response)
