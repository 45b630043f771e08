"""Lists and forms of sequences, and no course before what it asks for."""

import pytest
from django.urls import reverse

from partners.tests.factories import MembershipFactory, SchoolFactory
from partners.tests.queries import queries
from programs.tests.admin.sequences.sequence_form import (
    LIST,
    on_file,
    said_at,
    save,
    sequence_of,
    step,
    url,
)
from programs.tests.admin.test_courses import holds_the_turn
from programs.tests.factories import (
    ChoiceGroupFactory,
    CourseFactory,
    PrerequisiteFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


def places(sequence):
    return list(
        sequence.steps.order_by("place", "order").values_list("course__number", "place", "order")
    )


# --- Lists and forms ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "narrowed",
    [
        {"catalog_year": "2025-26"},
        {"pace__exact": "part_time"},
        {"status__exact": "draft"},
        {"q": "Nursing"},
    ],
)
def test_sequences_are_found_by_year_pace_status_and_program(
    client, coordinator, college, sequence, narrowed
):
    found = sequence_of(
        college, "Nursing", catalog_year="2025-26", pace="part_time", status="draft"
    )

    response = client.get(reverse(LIST), narrowed)

    assert list(response.context["cl"].result_list) == [found]


def test_sequences_are_found_by_organization_and_program(client, sequence):
    district = SchoolFactory().parent
    one, two = (SchoolFactory(parent=district) for _ in range(2))
    found = sequence_of(one)
    sequence_of(two)
    client.force_login(MembershipFactory(organization=district).user)

    by_school = client.get(reverse(LIST), {"program__organization__id__exact": one.pk})
    by_program = client.get(reverse(LIST), {"program__id__exact": found.program_id})

    assert list(by_school.context["cl"].result_list) == [found]
    assert list(by_program.context["cl"].result_list) == [found]


def test_list_query_count_does_not_grow(client, coordinator, college, sequence):
    for_one = queries(client, reverse(LIST))
    sequence_of(college)
    sequence_of(college)

    assert queries(client, reverse(LIST)) == for_one


def test_form_query_count_does_not_grow_with_parts(client, coordinator, sequence):
    def add_parts():
        choice = ChoiceGroupFactory(sequence=sequence)
        SequenceStepFactory(sequence=sequence, choice=choice)

    add_parts()
    for_one = queries(client, url("change", sequence))
    add_parts()
    add_parts()

    assert queries(client, url("change", sequence)) == for_one


def test_the_form_shows_courses_in_their_order(client, coordinator, sequence, courses):
    for course, (place, order) in zip(courses, [(2, 1), (1, 2), (1, 1)], strict=True):
        SequenceStepFactory(sequence=sequence, course=course, place=place, order=order)

    response = client.get(url("change", sequence))

    steps = response.context["inline_admin_formsets"][1].formset
    assert [form.instance.course for form in steps.initial_forms] == courses[::-1]


def test_the_numbers_order_the_courses_without_a_script(client, coordinator, sequence, courses):
    one, two = (
        SequenceStepFactory(sequence=sequence, course=course, order=order)
        for order, course in enumerate(courses[:2], start=1)
    )

    save(client, sequence, on_file(one, order=2), on_file(two, order=1))

    assert places(sequence) == [("WELD-2", 1, 1), ("WELD-1", 1, 2)]


def test_two_courses_change_places(client, coordinator, sequence, courses):
    one, two = (
        SequenceStepFactory(sequence=sequence, course=course, place=place)
        for place, course in enumerate(courses[:2], start=1)
    )

    save(client, sequence, on_file(one, course=two.course_id), on_file(two, course=one.course_id))

    assert places(sequence) == [("WELD-2", 1, 1), ("WELD-1", 2, 1)]


def test_a_course_twice_is_refused(client, coordinator, sequence, courses):
    response = save(client, sequence, step(courses[0], 1), step(courses[0], 2))

    assert "This course is in the sequence already." in response.content.decode()
    assert sequence.steps.count() == 0


# --- No course before what it asks for ------------------------------------------------------------


def test_a_course_before_its_prerequisite_is_refused_at_its_row(
    client, coordinator, sequence, courses
):
    basics, advanced, other = courses
    PrerequisiteFactory(course=advanced, required=basics)

    response = save(client, sequence, step(other, 1), step(advanced, 1), step(basics, 2))

    assert said_at(response, "steps") == [
        [],
        [
            "“WELD-2 Welding 2” is in term 1, but “WELD-1 Welding 1”, which has to come before "
            "it, is in term 2. Put “WELD-1 Welding 1” earlier, or “WELD-2 Welding 2” later."
        ],
        [],
    ]
    assert sequence.steps.count() == 0


def test_a_school_is_told_of_grades(client, courses):
    school = SchoolFactory()
    client.force_login(MembershipFactory(organization=school).user)
    sequence = SequenceFactory(program=ProgramFactory(organization=school, segment="hs"))
    basics, advanced = (CourseFactory(organization=school) for _ in range(2))
    PrerequisiteFactory(course=advanced, required=basics)

    response = save(client, sequence, step(advanced, 9), step(basics, 10))

    assert "is in grade 9, but" in str(said_at(response, "steps"))


def test_a_course_after_its_prerequisite_is_kept(client, coordinator, sequence, courses):
    PrerequisiteFactory(course=courses[1], required=courses[0])

    save(client, sequence, step(courses[0], 1), step(courses[1], 2))

    assert sequence.steps.count() == 2


@pytest.mark.parametrize(("early", "kept"), [(1, 3), (3, 0)])
def test_one_of_two_alternatives_comes_early_enough(
    client, coordinator, sequence, courses, early, kept
):
    first, second, advanced = courses
    for required in (first, second):
        PrerequisiteFactory(course=advanced, required=required, alternative=1)

    save(client, sequence, step(first, early), step(second, 3), step(advanced, 2))

    assert sequence.steps.count() == kept


def test_a_step_that_somebody_added_meanwhile_counts_too(client, coordinator, sequence, courses):
    basics, advanced, _other = courses
    PrerequisiteFactory(course=advanced, required=basics)
    SequenceStepFactory(sequence=sequence, course=basics, place=2)  # not in the form that is sent

    response = save(client, sequence, step(advanced, 1))

    assert "which has to come before it, is in term 2." in response.content.decode()
    assert sequence.steps.count() == 1


def test_the_fault_of_a_step_that_somebody_added_meanwhile_is_said_too(
    client, coordinator, sequence, courses
):
    basics, advanced, _other = courses
    PrerequisiteFactory(course=advanced, required=basics)
    SequenceStepFactory(sequence=sequence, course=advanced, place=1)

    response = save(client, sequence, step(basics, 2))

    assert "“WELD-2 Welding 2” is in term 1" in response.content.decode()


def test_a_step_that_is_deleted_is_not_judged(client, coordinator, sequence, courses):
    basics, advanced, _other = courses
    rows = [
        SequenceStepFactory(sequence=sequence, course=course, place=place)
        for course, place in ((advanced, 1), (basics, 2))
    ]
    PrerequisiteFactory(course=advanced, required=basics)

    save(client, sequence, on_file(rows[0], DELETE="on"), on_file(rows[1]))

    assert places(sequence) == [("WELD-1", 2, 1)]


def test_who_saves_a_sequence_waits_for_their_turn(client, coordinator, sequence):
    save(client, sequence)

    assert holds_the_turn()
