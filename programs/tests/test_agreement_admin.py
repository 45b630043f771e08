"""Agreements and links in the admin: buttons, parts, renewal, filters, and who may touch them."""

import datetime
import re

import pytest
from django.contrib.messages import get_messages
from django.db.models.expressions import DatabaseDefault
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from partners import rights
from partners.enums import MembershipRole, OrganizationKind
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
from programs.admin.agreement_parts import TERMS
from programs.enums import AgreementState as State
from programs.enums import Mechanism, SignerRole
from programs.models import ArticulationAgreement, CourseAlias, SendingCourse
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import (
    AgreementFactory,
    AgreementWithCoursesFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db
LIST = "admin:programs_articulationagreement_changelist"
FORM = "admin:programs_articulationagreement_change"
ADD = "admin:programs_articulationagreement_add"
PARTS = ["sending_courses", "receiving_courses", "signatures"]
NOW = academic_year.on(timezone.localdate())
COMING = academic_year.later(NOW, 1)


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """The second factor has its own tests. A form looks each of its chosen keys up by itself."""
    settings.MFA_REQUIRED_FOR_EDITORS = False
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College")


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High", parent=DistrictFactory(name="Mesa District"))


@pytest.fixture
def coordinator(client, college):
    user = MembershipFactory(organization=college, role=MembershipRole.COORDINATOR).user
    client.force_login(user)
    return user


def an_agreement(college, school, **fields):
    """With a course and a signed place on each side."""
    made = AgreementWithCoursesFactory(receiving=college, sending=school, **fields)
    for order, (side, role) in enumerate(
        [(school, SignerRole.TEACHER), (college, SignerRole.FACULTY)], start=1
    ):
        SignatureFactory(agreement=made, organization=side, role=role, order=order)
    return made


def _text(value):
    """A value as it stands in a field; what the database would fill in stands empty."""
    return "" if value is None or isinstance(value, DatabaseDefault) else value


def typed(agreement, **changed):
    """What a browser sends for the form of an agreement as it stands."""
    data = {
        name: _text(getattr(agreement, name))
        for name in (
            "mechanism",
            "minimum_grade",
            "exam",
            "exam_es",
            "how_to_claim",
            "how_to_claim_es",
            "claim_opens",
            "claim_closes",
            "claim_years",
            "transfer_note",
            "transfer_note_es",
            "years_from",
            "years_through",
            "document_url",
            "source",
            "source_url",
            "status",
            "review_every",
        )
    }
    data |= {
        "sending": agreement.sending_id,
        "receiving": agreement.receiving_id,
        "owner": agreement.owner_id,
        "while_enrolled": "unknown",
        "not_retroactive": "on",
    }
    columns = {
        "sending_courses": ["course"],
        "receiving_courses": ["course", "units"],
        "signatures": ["order", "organization", "role", "person", "signed_on"],
    }
    for prefix in PARTS:
        rows = list(getattr(agreement, prefix).order_by("pk")) if agreement.pk else []
        data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = len(rows)
        for at, row in enumerate(rows):
            data |= {f"{prefix}-{at}-id": row.pk, f"{prefix}-{at}-agreement": agreement.pk}
            for name in columns[prefix]:
                value = getattr(row, row._meta.get_field(name).attname)
                data[f"{prefix}-{at}-{name}"] = "" if value is None else value
    return data | changed


def added(prefix, **fields):
    """One more row of a part, for an agreement that has none of it."""
    row = {f"{prefix}-0-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 0, **row}


def press(client, agreement, **changed):
    return client.post(reverse(FORM, args=[agreement.pk]), typed(agreement, **changed))


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


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


# --- The form -------------------------------------------------------------------------------------


def test_a_new_agreement_joins_the_courses_of_two_organizations(
    client, coordinator, college, school
):
    """The other side's school and course are chosen, though the coordinator keeps neither."""
    new = AgreementFactory.build(
        sending=school, receiving=college, owner=college, state=State.DRAFT
    )
    taken = CourseFactory(organization=school.parent, title="Welding 1")
    earned = CourseFactory(organization=college)

    client.post(
        reverse(ADD),
        typed(new)
        | added("sending_courses", course=taken.pk)
        | added("receiving_courses", course=earned.pk, units="3"),
    )

    made = ArticulationAgreement.objects.get()
    assert (made.state, made.slug) == (State.DRAFT, "welding-1-canyon-high-harbor-college")
    assert made.sending_courses.get().course == taken


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("sending_courses", "not of Canyon High or its district"),
        ("receiving_courses", "not of Harbor College"),
    ],
)
def test_a_course_of_somebody_else_is_refused_at_its_row(
    client, coordinator, college, school, prefix, words
):
    agreement = AgreementFactory(sending=school, receiving=college, state=State.DRAFT)
    course = CourseFactory(organization__name="Bay College")

    response = press(client, agreement, **added(prefix, course=course.pk, agreement=agreement.pk))

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not getattr(agreement, prefix).exists()


def test_who_is_neither_side_of_a_new_agreement_does_not_sign(client, coordinator, college, school):
    """A new agreement has no number yet by which its parts could ask for its sides."""
    new = AgreementFactory.build(
        sending=school, receiving=college, owner=college, state=State.DRAFT
    )
    place = {"order": 1, "organization": OrganizationFactory().pk, "role": "dean"}

    response = client.post(reverse(ADD), typed(new) | added("signatures", **place))

    assert "Choose one of the two sides of the agreement." in response.content.decode()
    assert not ArticulationAgreement.objects.exists()


def test_who_belongs_to_neither_side_does_not_sign(client, coordinator, college, school):
    agreement = AgreementFactory(sending=school, receiving=college, state=State.DRAFT)
    other = OrganizationFactory(name="Bay College")
    place = {"order": 1, "organization": other.pk, "role": "dean", "agreement": agreement.pk}

    response = press(client, agreement, **added("signatures", **place))

    assert "Choose one of the two sides of the agreement." in response.content.decode()
    assert not agreement.signatures.exists()


def test_courses_of_the_other_side_are_offered_only_where_two_sides_meet(coordinator):
    course = CourseFactory()
    CourseFactory(status=EditingStatus.DRAFT)

    def offered(model):
        return list(rights.choices(coordinator, model._meta.get_field("course")))

    assert (offered(SendingCourse), offered(CourseAlias)) == ([course], [])


def test_search_fields_offer_other_organizations_only_as_a_side(client, coordinator, school):
    def offered(field):
        asked = {"app_label": "programs", "model_name": "articulationagreement", "term": "canyon"}
        answer = client.get(reverse("admin:autocomplete"), asked | {"field_name": field})
        return [row["text"] for row in answer.json()["results"]]

    assert (offered("sending"), offered("owner")) == (["Canyon High"], [])


def test_what_is_active_past_its_end_says_so_on_top_of_its_form(
    client, coordinator, college, school
):
    agreement = an_agreement(college, school, years_from="2020-21", years_through="2021-22")

    text = client.get(reverse(FORM, args=[agreement.pk])).content.decode()

    assert "though its last year, 2021-22, is over. End it or renew it" in text


# --- What stands under signatures -----------------------------------------------------------------

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


def test_a_coordinator_of_neither_side_states_no_agreement_between_them(client, school, college):
    employer = OrganizationFactory(name="Bay Shipyard", kind=OrganizationKind.EMPLOYER)
    client.force_login(
        MembershipFactory(organization=employer, role=MembershipRole.COORDINATOR).user
    )
    new = AgreementFactory.build(
        sending=school, receiving=college, owner=employer, state=State.DRAFT
    )

    response = client.post(reverse(ADD), typed(new))

    assert "An agreement is kept by one of its two sides" in response.content.decode()
    assert not ArticulationAgreement.objects.exists()


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


# --- The list -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "rule"),
    [("past", agreements.is_past_its_end), ("soon", agreements.ends_within_a_year)],
)
def test_the_list_finds_what_is_past_its_end_and_what_ends_soon(
    client, coordinator, college, asked, rule
):
    for slug, last in (
        ("past", "2024-25"),
        ("this-year", NOW),
        ("next-year", COMING),
        ("later", academic_year.later(NOW, 2)),
    ):
        AgreementFactory(slug=slug, receiving=college, years_through=last)
    AgreementFactory(slug="open", receiving=college, years_through=None)
    AgreementFactory(slug="draft", receiving=college, years_through=NOW, state=State.DRAFT)

    rows = client.get(reverse(LIST), {"end": asked}).context["cl"].result_list

    on_file, today = ArticulationAgreement.objects.all(), timezone.localdate()
    assert {row.slug for row in rows} == {row.slug for row in on_file if rule(row, today)}
    assert len(rows) > 0


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_list_does_not_grow(
    client, coordinator, college, count, django_assert_max_num_queries
):
    AgreementFactory.create_batch(count, receiving=college)

    with django_assert_max_num_queries(12):
        response = client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count


def test_staff_may_do_it_all(client, college, school):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    agreement = an_agreement(college, school, mechanism=Mechanism.GRADE)

    press(client, agreement, _move="suspend")

    agreement.refresh_from_db()
    assert agreement.state == State.SUSPENDED
