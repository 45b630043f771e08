"""Whose sequences may be read, moved and filled."""

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory
from pathways_portal.common.enums import EditingStatus
from programs.tests.admin.sequences.sequence_form import (
    LIST,
    form_data,
    said_at,
    save,
    sequence_of,
    step,
    url,
)
from programs.tests.factories import (
    ChoiceGroupFactory,
    CourseFactory,
    ProgramFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


def test_list_holds_own_sequences_only(client, coordinator, sequence, foreign):
    response = client.get(reverse(LIST))

    assert list(response.context["cl"].result_list) == [sequence]
    assert foreign.program.title not in response.content.decode()


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("role", MembershipRole)
def test_foreign_sequence_answers_404(client, foreign, page, role):
    client.force_login(MembershipFactory(role=role).user)

    assert client.get(url(page, foreign)).status_code == 404
    assert client.post(url(page, foreign), form_data(foreign)).status_code == 404


@pytest.mark.parametrize("field", ["program", "owner"])
def test_a_sequence_is_not_moved_to_others(client, coordinator, sequence, foreign, field):
    response = save(client, sequence, **{field: getattr(foreign, f"{field}_id")})

    sequence.refresh_from_db()
    assert list(response.context["adminform"].form.errors) == [field]
    assert getattr(sequence, field) != getattr(foreign, field)


def test_a_sequence_is_not_made_for_a_program_one_may_only_read(client, coordinator, sequence):
    theirs = ProgramFactory()
    MembershipFactory(
        user=coordinator, organization=theirs.organization, role=MembershipRole.VIEWER
    )

    response = save(client, sequence, program=theirs.pk)

    sequence.refresh_from_db()
    assert response.status_code == 403
    assert sequence.program != theirs


def test_viewers_read_and_cannot_save(client, college, sequence, courses):
    SequenceStepFactory(sequence=sequence, course=courses[0])
    client.force_login(MembershipFactory(organization=college, role=MembershipRole.VIEWER).user)

    page = client.get(url("change", sequence))

    assert page.status_code == 200
    assert "step-moves" not in page.content.decode()
    assert save(client, sequence, pace="part_time").status_code == 403


def test_an_unpublished_course_of_others_cannot_be_placed(client, coordinator, sequence):
    response = save(client, sequence, step(CourseFactory(status=EditingStatus.DRAFT), 1))

    assert "Select a valid choice" in str(said_at(response, "steps", "course"))
    assert sequence.steps.count() == 0


def test_a_choice_of_another_sequence_cannot_be_picked(client, coordinator, sequence, courses):
    other = ChoiceGroupFactory(sequence=sequence_of(sequence.program.organization, "Other"))

    response = save(client, sequence, step(courses[0], 1, choice=other.pk))

    assert "Select a valid choice" in str(said_at(response, "steps", "choice"))
    assert sequence.steps.count() == 0
