"""Choices of a sequence are judged with all their rows."""

import pytest
from django.urls import reverse

from programs.models import ChoiceGroup, Sequence, SequenceStep
from programs.tests.admin.sequences.sequence_form import (
    form_data,
    on_file,
    rows_of,
    said_at,
    save,
    step,
)
from programs.tests.factories import ChoiceGroupFactory, ProgramFactory, SequenceStepFactory

pytestmark = pytest.mark.django_db


def test_a_choice_typed_in_the_same_form_is_picked_at_once(client, coordinator, sequence, courses):
    choice = {"title": "Electives", "required": 1}
    picked = {"choice": "new:choice_groups-0"}

    save(
        client,
        sequence,
        step(courses[0], 1, **picked),
        step(courses[1], 1, **picked),
        step(courses[2], 1),
        choices=[choice],
    )

    (electives,) = ChoiceGroup.objects.all()
    assert electives.sequence == sequence
    assert set(electives.steps.values_list("course__number", flat=True)) == {"WELD-1", "WELD-2"}


def test_a_choice_typed_with_a_new_sequence_is_picked_at_once(
    client, coordinator, college, courses
):
    program = ProgramFactory(organization=college)
    new = Sequence(program=program, catalog_year="2026-27", owner=college)
    data = rows_of("choice_groups", {"title": "Electives", "required": 1})
    data |= rows_of("steps", step(courses[0], 1, choice="new:choice_groups-0"))

    client.post(reverse("admin:programs_sequence_add"), form_data(new, **data))

    assert SequenceStep.objects.get().choice.title == "Electives"


def test_what_was_typed_is_still_offered_and_picked_when_the_form_comes_back(
    client, coordinator, sequence, courses
):
    picked = step(courses[0], 99, choice="new:choice_groups-0")

    response = save(client, sequence, picked, choices=[{"title": "Electives", "required": 1}])

    page = response.content.decode()
    assert '<option value="new:choice_groups-0" selected>Electives</option>' in page


def test_a_choice_holds_at_least_as_many_courses_as_it_asks_for(
    client, coordinator, sequence, courses
):
    response = save(
        client,
        sequence,
        step(courses[0], 1, choice="new:choice_groups-0"),
        step(courses[1], 1),
        choices=[{"title": "Electives", "required": 2}],
    )

    assert said_at(response, "choice_groups") == [
        [
            "“Electives” asks for more courses than it has (asked: 2, there: 1). Pick this choice "
            "at more of the courses below, or ask for fewer."
        ]
    ]
    assert ChoiceGroup.objects.count() == 0


@pytest.fixture
def electives(sequence, courses):
    """A choice of one of two courses, on file."""
    choice = ChoiceGroupFactory(sequence=sequence, title="Electives")
    for order, course in enumerate(courses[:2], start=1):
        SequenceStepFactory(sequence=sequence, course=course, choice=choice, order=order)
    return choice


def row_of(choice, **changes):
    return {"id": choice.pk, "title": choice.title, "required": choice.required} | changes


def test_a_choice_on_file_loses_no_course_it_needs(client, coordinator, sequence, electives):
    one, two = sequence.steps.order_by("order")

    response = save(
        client,
        sequence,
        on_file(one, DELETE="on"),
        on_file(two, choice=""),
        choices=[row_of(electives)],
    )

    assert "(asked: 1, there: 0)" in str(said_at(response, "choice_groups"))
    assert electives.steps.count() == 2


def test_a_choice_is_not_deleted_while_a_course_picks_it(client, coordinator, sequence, electives):
    one, two = sequence.steps.order_by("order")

    response = save(
        client,
        sequence,
        on_file(one),
        on_file(two, choice=""),
        choices=[row_of(electives, DELETE="on")],
    )

    at_one, at_two = said_at(response, "steps", "choice")
    assert at_two == [] and "is to be deleted" in at_one[0]
    assert ChoiceGroup.objects.get() == electives


def test_a_deleted_choice_leaves_its_courses(client, coordinator, sequence, electives):
    steps = [on_file(row, choice="") for row in sequence.steps.order_by("order")]
    pks = {row["id"] for row in steps}

    save(client, sequence, *steps, choices=[row_of(electives, DELETE="on")])

    assert ChoiceGroup.objects.count() == 0
    assert set(sequence.steps.filter(choice=None).values_list("pk", flat=True)) == pks
