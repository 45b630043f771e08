"""Courses stand term by term, with what they come after, their choices and their units."""

import re

import pytest

from partners.tests.reading import words
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import PrerequisiteFactory, ProgramFactory, SequenceFactory
from programs.tests.sequence_view.courses_in_order import choice, page, section, step

pytestmark = pytest.mark.django_db


def test_courses_stand_term_by_term_with_links(client):
    sequence = SequenceFactory()
    second = step(sequence, "AUTO-120", 2)
    first = step(sequence, "AUTO-110", 1)

    html = section(page(client, sequence.program))

    assert re.findall(r"<h3>(.*?)</h3>", html) == ["Term 1", "Term 2"]
    assert html.index("AUTO-110") < html.index("Term 2") < html.index("AUTO-120")
    for one in (first, second):
        assert f'<a href="{one.course.get_absolute_url()}">' in html


def test_terms_are_an_ordered_list_whose_courses_are_lists(client):
    sequence = SequenceFactory()
    step(sequence, "AUTO-110", 1)
    step(sequence, "AUTO-120", 2)

    html = section(page(client, sequence.program))

    assert html.count("<ol") == 1
    assert html.count("<h2>") == 1
    assert html.count('<ul class="seq-courses" role="list">') == 2


def test_a_school_counts_grades(client):
    sequence = SequenceFactory(program__segment="hs")
    step(sequence, "7701", 10, units=None)

    assert re.findall(r"<h3>(.*?)</h3>", section(page(client, sequence.program))) == ["Grade 10"]


@pytest.mark.parametrize(("terms", "layout"), [(4, "seq-beside"), (5, "seq-below")])
def test_up_to_four_terms_stand_side_by_side(client, terms, layout):
    sequence = SequenceFactory()
    for place in range(1, terms + 1):
        step(sequence, f"C-{place}", place)

    assert f'<ol class="seq {layout}"' in section(page(client, sequence.program))


def test_what_is_taken_before_the_program_stands_first_and_is_not_counted(client):
    sequence = SequenceFactory()
    step(sequence, "AUTO-110", 1, units=4)
    step(sequence, "AUTO-099", 1, units=2, kind="prerequisite")

    html = section(page(client, sequence.program))

    assert html.index("Before the program") < html.index("AUTO-099") < html.index("Term 1")
    assert "In all, without what comes before the program: 4 units" in words(html)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("before", "after AUTO-099"),
        ("with", "at the same time as AUTO-099"),
        ("advised", "advised before: AUTO-099"),
    ],
)
def test_a_course_says_what_it_comes_after(client, kind, expected):
    sequence = SequenceFactory()
    one = step(sequence, "AUTO-110")
    PrerequisiteFactory(course=one.course, required__number="AUTO-099", kind=kind)

    assert f"3 units · {expected}" in words(section(page(client, sequence.program)))


def test_of_alternatives_one_is_enough_and_the_rest_is_needed_too(client):
    sequence = SequenceFactory()
    one = step(sequence, "AUTO-110")
    for number, alternative in (("B-1", 1), ("A-1", 1), ("C-1", None), ("D-1", None)):
        PrerequisiteFactory(course=one.course, required__number=number, alternative=alternative)

    assert "after C-1 · after D-1 · after A-1 or B-1" in words(
        section(page(client, sequence.program))
    )


def test_a_prerequisite_that_is_not_published_is_not_named(client):
    sequence = SequenceFactory()
    one = step(sequence, "AUTO-110")
    PrerequisiteFactory(
        course=one.course, required__number="SECRET-1", required__status=EditingStatus.DRAFT
    )

    assert "SECRET-1" not in page(client, sequence.program).content.decode()


def test_a_choice_says_how_many_of_how_many(client):
    sequence = SequenceFactory()
    choice(sequence, 2, ["A-1", "B-1", "C-1", "D-1"])

    assert "Choose 2 of these 4 Electives A-1" in words(section(page(client, sequence.program)))


def test_a_choice_of_all_says_so(client):
    sequence = SequenceFactory()
    choice(sequence, 3, ["A-1", "B-1"])

    assert "All of these Electives" in words(section(page(client, sequence.program)))


def test_a_choice_over_two_terms_names_the_other_term(client):
    sequence = SequenceFactory()
    group = choice(sequence, 1, ["A-1"], place=2)
    step(sequence, "B-1", 3, choice=group)

    text = words(section(page(client, sequence.program)))

    assert "Choose 1 of 2: these, and more in Term 3" in text
    assert "Choose 1 of 2: these, and more in Term 2" in text
    assert "In all: 3 units" in text


def test_learning_at_work_is_marked(client):
    sequence = SequenceFactory()
    step(sequence, "A-1", is_work_based=True)
    step(sequence, "B-1")

    assert section(page(client, sequence.program)).count("Learning at work") == 1


def test_units_are_added_for_each_term_and_in_all(client):
    sequence = SequenceFactory()
    step(sequence, "A-1", 1, units=4)
    step(sequence, "B-1", 2, most=5)
    group = choice(sequence, 1, ["C-1"], units=2, place=2)
    step(sequence, "D-1", 2, units=3, choice=group)

    html = section(page(client, sequence.program))

    assert re.findall(r'<p class="seq-units">(.*?)</p>', html) == ["4 units", "5–8 units"]
    assert "In all: 9–12 units" in words(html)


def test_units_of_one_course_that_are_not_on_file_leave_the_sums_not_on_file(client):
    sequence = SequenceFactory()
    step(sequence, "A-1", 1)
    step(sequence, "B-1", 2, units=None)

    html = section(page(client, sequence.program))

    units = [words(one) for one in re.findall(r'<p class="seq-units">(.*?)</p>', html)]
    assert units == ["3 units", "units not on file"]
    assert "In all: units not on file" in words(html)


def test_where_no_course_has_units_nothing_is_said_of_them(client):
    sequence = SequenceFactory(program__segment="hs")
    step(sequence, "7701", 10, units=None)

    assert "nits" not in words(section(page(client, sequence.program)))


def test_courses_that_have_no_units_say_so_once(client):
    sequence = SequenceFactory(program__segment="noncredit")
    step(sequence, "A-1", 1, units=0)
    step(sequence, "B-1", 2, units=0)

    text = words(section(page(client, sequence.program)))

    assert text.count("units") == 1
    assert "These courses have no units." in text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow_with_courses(client, count, django_assert_max_num_queries):
    sequence = SequenceFactory()
    without = ProgramFactory()
    for number in range(count):
        one = step(sequence, f"A-{number}", number + 1)
        PrerequisiteFactory(course=one.course)
        choice(sequence, 1, [f"B-{number}", f"C-{number}"], title=f"Choice {number}")
    SequenceFactory(program=sequence.program, catalog_year="2025-26")

    with django_assert_max_num_queries(15) as plain:
        page(client, without)
    # Its steps, and twice whether agreements bring credit into its courses or out of them.
    with django_assert_max_num_queries(len(plain) + 3):
        response = page(client, sequence.program)

    assert section(response).count("course-number") == 3 * count


@pytest.mark.parametrize(
    ("award", "says"),
    [
        ((6, 6), ""),
        ((5, 8), ""),
        ((18, 30), "That is less than the"),
        ((3, 4), "That is more than the"),
    ],
)
def test_units_that_cannot_be_the_awards_are_said(client, award, says):
    program = ProgramFactory(units_min=award[0], units_max=award[1])
    sequence = SequenceFactory(program=program)
    step(sequence, "WELD 100")
    step(sequence, "WELD 110", 2)

    found = words(section(page(client, program)))

    assert "In all: 6 units" in found
    assert ("of this award on file" in found) == bool(says)
    assert says in found
