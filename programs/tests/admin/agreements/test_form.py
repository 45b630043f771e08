"""The form and the list of agreements: two sides, their courses, who signs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partners import rights
from partners.enums import MembershipRole, OrganizationKind
from partners.tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import agreements
from programs.enums import AgreementState as State
from programs.enums import Mechanism
from programs.models import ArticulationAgreement, CourseAlias, SendingCourse
from programs.tests.admin.agreements.agreement_form import (
    COMING,
    FORM,
    LIST,
    NOW,
    an_agreement,
    press,
    typed,
)
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import AgreementFactory

pytestmark = pytest.mark.django_db


ADD = "admin:programs_articulationagreement_add"


def added(prefix, **fields):
    """One more row of a part, for an agreement that has none of it."""
    row = {f"{prefix}-0-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 0, **row}


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

    with django_assert_max_num_queries(13):  # the menu asks once whether raw counts may be seen
        response = client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count


def test_staff_may_do_it_all(client, college, school):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    agreement = an_agreement(college, school, mechanism=Mechanism.GRADE)

    press(client, agreement, _move="suspend")

    agreement.refresh_from_db()
    assert agreement.state == State.SUSPENDED
