"""What is on file of the order of courses, and the sentences that refuse a wrong one."""

import pytest
from django.db import IntegrityError, connection, transaction

from pathways_portal.common.enums import EditingStatus
from programs import course_order
from programs.enums import PrerequisiteKind
from programs.models import Prerequisite
from programs.sequences import Asked
from programs.tests.factories import (
    ChoiceGroupFactory,
    CourseFactory,
    PrerequisiteFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses():
    """Three courses that ask for nothing yet."""
    return [CourseFactory(number=f"WELD-{n}", title=f"Welding {n}") for n in (1, 2, 3)]


def asks(course, required, **more):
    return PrerequisiteFactory(course=course, required=required, **more)


def circle_of(course, *required, **more):
    asked = [Asked(course.pk, other.pk, **more) for other in required]
    return course_order.circle_through(asked)


def test_a_circle_of_two_is_found(courses):
    one, two, _three = courses
    asks(two, one)

    assert set(circle_of(one, two)) == {one.pk, two.pk}


def test_a_circle_of_three_is_found_through_courses_of_others(courses):
    one, two, three = courses
    asks(two, three)
    asks(three, one)

    assert circle_of(one, two) == [one.pk, two.pk, three.pk]


def test_a_chain_is_no_circle(courses):
    one, two, three = courses
    asks(two, three)

    assert circle_of(one, two, three) == []


@pytest.mark.parametrize("side", ["asked for", "on file"])
def test_what_is_only_advised_makes_no_circle(courses, side):
    one, two, _three = courses
    advised = {"kind": PrerequisiteKind.ADVISED}
    asks(two, one, **(advised if side == "on file" else {}))

    assert circle_of(one, two, **(advised if side == "asked for" else {})) == []


def test_the_words_name_every_course_of_a_circle(courses):
    words = course_order.circle_words([course.pk for course in courses])

    assert words == (
        "These prerequisites form a circle, so nobody could begin: “WELD-1 Welding 1” asks for "
        "“WELD-2 Welding 2”; “WELD-2 Welding 2” asks for “WELD-3 Welding 3”; “WELD-3 Welding 3” "
        "asks for “WELD-1 Welding 1”. Take one of them away, or mark it as advised only."
    )


@pytest.mark.parametrize(
    ("segment", "first", "second"),
    [("college", "term 1", "term 2"), ("hs", "grade 1", "grade 2"), (None, "term 1", "term 2")],
)
def test_a_course_before_what_it_asks_for_is_named_with_both_places(
    courses, segment, first, second
):
    one, two, _three = courses
    asks(one, two)

    wrong = course_order.misplaced({one.pk: 1, two.pk: 2}, segment=segment)

    assert wrong == [
        course_order.Misplaced(
            one.pk,
            f"“WELD-1 Welding 1” is in {first}, but “WELD-2 Welding 2”, which has to come before "
            f"it, is in {second}. Put “WELD-2 Welding 2” earlier, or “WELD-1 Welding 1” later.",
        )
    ]


def test_a_course_that_may_come_at_the_same_time_is_said_so(courses):
    one, two, _three = courses
    asks(one, two, kind=PrerequisiteKind.WITH)

    (wrong,) = course_order.misplaced({one.pk: 1, two.pk: 2}, segment="college")

    assert "which has to come at the same time or before it, is in term 2." in wrong.words
    assert course_order.misplaced({one.pk: 2, two.pk: 2}, segment="college") == []


def test_alternatives_are_all_named(courses):
    one, two, three = courses
    asks(one, two, alternative=1)
    asks(one, three, alternative=1)

    (wrong,) = course_order.misplaced({one.pk: 1, two.pk: 2, three.pk: 3}, segment="college")

    assert wrong.words == (
        "“WELD-1 Welding 1” is in term 1 and asks for one of several courses, but none of them "
        "comes early enough: “WELD-2 Welding 2” (term 2); “WELD-3 Welding 3” (term 3). Put one of "
        "them earlier, or “WELD-1 Welding 1” later."
    )


def test_one_alternative_that_comes_early_enough_will_do(courses):
    one, two, three = courses
    asks(one, two, alternative=1)
    asks(one, three, alternative=1)

    assert course_order.misplaced({one.pk: 2, two.pk: 1, three.pk: 3}, segment="college") == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_asked_is_read_in_one_query(django_assert_num_queries, count):
    rows = PrerequisiteFactory.create_batch(count)

    with django_assert_num_queries(1):
        asked = course_order.asked_by({row.course_id for row in rows})

    assert asked == [Asked(row.course_id, row.required_id, "before", None) for row in rows]


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_way_round_is_one_query(django_assert_num_queries, count):
    chain = CourseFactory.create_batch(count + 1)
    for course, required in zip(chain, chain[1:], strict=False):
        asks(course, required)

    with django_assert_num_queries(1):
        found = circle_of(chain[-1], chain[0])

    assert len(found) == count + 1


# --- The database refuses a circle, whoever writes it --------------------------------------------


def judge():
    """What the database does when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def chain(courses):
    """The first course asks for the second, and that for the third."""
    one, two, three = courses
    return asks(one, two), asks(two, three)


def test_the_database_refuses_a_circle(courses, chain):
    asks(courses[2], courses[0])

    with pytest.raises(IntegrityError, match="asks for itself"):
        judge()


@pytest.mark.parametrize("field", ["required", "course", "kind"])
def test_the_database_refuses_a_row_that_becomes_part_of_a_circle(courses, chain, field):
    one, _two, three = courses
    right = {"course": three, "required": one, "kind": PrerequisiteKind.BEFORE}
    other = {"course": CourseFactory(), "required": CourseFactory(), "kind": "advised"}
    row = asks(**right | {field: other[field]})
    judge()

    setattr(row, field, right[field])
    with pytest.raises(IntegrityError, match="asks for itself"):
        row.save()


def test_the_database_lets_advice_lead_back(courses, chain):
    asks(courses[2], courses[0], kind=PrerequisiteKind.ADVISED)

    judge()


def test_the_database_judges_what_is_there_when_all_rows_are_written(courses, chain):
    closing = asks(courses[2], courses[0])
    chain[0].delete()

    judge()

    assert Prerequisite.objects.filter(pk=closing.pk).exists()


# --- Sequences that a new prerequisite puts out of order -----------------------------------------


def placed(sequence, *courses):
    for place, course in enumerate(courses, start=1):
        SequenceStepFactory(sequence=sequence, course=course, place=place)
    return sequence


def test_sequences_out_of_order_are_found(courses):
    one, two, three = courses
    upset = placed(SequenceFactory(), one, two)
    placed(SequenceFactory(), two, one)
    placed(SequenceFactory(), one, three)
    asks(one, two)

    assert list(course_order.sequences_upset_by(one.pk)) == [upset]


def test_archived_sequences_are_left_in_peace(courses):
    one, two, _three = courses
    placed(SequenceFactory(status=EditingStatus.ARCHIVED), one, two)
    asks(one, two)

    assert list(course_order.sequences_upset_by(one.pk)) == []


# --- Choices of a sequence ------------------------------------------------------------------------


def test_the_database_keeps_a_choice_and_its_courses_in_one_sequence():
    own, other = SequenceFactory(), SequenceFactory()
    choice = ChoiceGroupFactory(sequence=own)
    step = SequenceStepFactory(sequence=own, choice=choice)
    elsewhere = SequenceStepFactory(sequence=other)

    for change in (
        lambda: SequenceStepFactory(sequence=other, choice=choice),
        lambda: type(step).objects.filter(pk=elsewhere.pk).update(choice=choice),
        lambda: type(step).objects.filter(pk=step.pk).update(sequence=other),
        lambda: type(choice).objects.filter(pk=choice.pk).update(sequence=other),
    ):
        with pytest.raises(IntegrityError, match="another sequence"), transaction.atomic():
            change()
            connection.check_constraints()


def test_a_choice_that_goes_leaves_its_courses():
    choice = ChoiceGroupFactory()
    step = SequenceStepFactory(sequence=choice.sequence, choice=choice)

    choice.delete()

    step.refresh_from_db()
    assert step.choice is None
