"""Which programs count what is earned, and what is left of them."""

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.enums import Pace, StepKind
from programs.tests.credit_finder.asked_page import agree, course, holding, page, received, text_of
from programs.tests.factories import (
    ChoiceGroupFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


def test_programs_that_count_it_say_what_is_left(client, auto, college):
    program = ProgramFactory(
        title="Automotive Service", organization=college, units_min=60, units_max=60
    )
    holding(program, received(auto))

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Automotive Service Associate degree 3 units count; 57 units left in the major" in text


def test_a_course_before_the_program_takes_nothing_off_what_is_left(client, auto, college):
    program = ProgramFactory(title="Nursing", organization=college, units_min=64, units_max=65)
    holding(program, received(auto), kind=StepKind.PREREQUISITE)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "3 units count, for a course before the program; 64–65 units left in the major" in text


def test_units_of_a_program_not_on_file_stay_so(client, auto, college):
    unknown = course(college, "unknown", units_min=None, units_max=None)
    holding(ProgramFactory(title="Auto", organization=college), received(auto), unknown)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "3 units count; left: not on file" in text


def test_without_units_of_the_program_the_order_on_file_says_what_is_left(client, auto, college):
    one, other = (course(college, f"more-{n}", units_min=n, units_max=n + 1) for n in (2, 4))
    holding(ProgramFactory(title="Auto", organization=college), received(auto), one, other)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "3 units count; 6–8 units left, by the order of courses on file" in text


def test_an_order_of_courses_that_is_made_up_is_labeled(client, auto, college):
    program = ProgramFactory(title="Auto", organization=college)
    sequence = holding(program, received(auto))
    sequence.is_sample = True
    sequence.save()

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Auto Associate degree Sample data 3 units count" in text


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param({"program": {"status": EditingStatus.DRAFT}}, id="draft program"),
        pytest.param({"sequence": {"status": EditingStatus.DRAFT}}, id="draft sequence"),
        pytest.param({"sequence": {"catalog_year": "2028-29"}}, id="a catalog not in force"),
    ],
)
def test_a_program_that_is_not_public_does_not_count_it(client, auto, college, hide):
    program = ProgramFactory(title="Auto", organization=college, **hide.get("program", {}))
    sequence = SequenceFactory(program=program, **hide.get("sequence", {}))
    SequenceStepFactory(sequence=sequence, course=received(auto))

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Which programs count it is not on file" in text


def test_only_the_newest_sequence_of_a_program_counts(client, auto, college):
    program = ProgramFactory(title="Auto", organization=college)
    holding(program, received(auto), catalog_year="2025-26")
    holding(program, course(college, "other"), catalog_year="2026-27")

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Which programs count it is not on file" in text


def test_of_two_paces_the_one_that_the_program_shows_first_counts(client, auto, college):
    both = ProgramFactory(title="Both", organization=college)
    holding(both, course(college, "other"))
    holding(both, received(auto), pace=Pace.PART_TIME)
    part_time = ProgramFactory(title="Evenings", organization=college)
    holding(part_time, received(auto), pace=Pace.PART_TIME)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Evenings Associate degree 3 units count" in text
    assert "Both" not in text


def test_a_choice_counts_no_more_courses_than_it_asks_for(client, school, college):
    first, second = course(college, "a-1"), course(college, "a-2")
    taught = course(school.parent, "auto-1")
    agree(taught, college, (first, 2), (second, 4))
    program = ProgramFactory(title="Auto", organization=college, units_min=10, units_max=10)
    sequence = SequenceFactory(program=program, catalog_year="2026-27")
    choice = ChoiceGroupFactory(sequence=sequence, required=1)
    for one in (first, second):
        SequenceStepFactory(sequence=sequence, course=one, choice=choice)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "4 units count; 6 units left" in text
