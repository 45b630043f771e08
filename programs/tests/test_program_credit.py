"""Credit on the page of a program: which agreements count, on which side, and how it is said."""

from datetime import date

import pytest
from django.utils import timezone

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from programs.articulation.on_program import MOST, Brought, credit_of
from programs.enums import AgreementState, Mechanism
from programs.tests.credit_finder.asked_page import text_of
from programs.tests.factories import (
    CourseFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db


def step_of(program, **sequence):
    return SequenceStepFactory(sequence=SequenceFactory(program=program, **sequence))


def brought_into(course, **agreement):
    received = ReceivingCourseFactory(course=course, agreement=AgreementFactory(**agreement))
    SendingCourseFactory(agreement=received.agreement)
    return received.agreement


def test_agreements_into_its_courses_come_with_all_courses_taken():
    program = ProgramFactory()
    agreement = brought_into(step_of(program).course)
    SendingCourseFactory(agreement=agreement)

    (row,) = credit_of(program.pk).rows

    assert (row.agreement, len(row.sent), len(row.received)) == (agreement, 2, 1)


@pytest.mark.parametrize(
    "agreement",
    [
        pytest.param({"state": AgreementState.IN_REVIEW}, id="not in force yet"),
        pytest.param({"years_from": "2015-16", "years_through": "2016-17"}, id="past its end"),
        pytest.param({"years_from": "2090-91", "years_through": None}, id="far ahead"),
        pytest.param({"status": EditingStatus.DRAFT}, id="not published"),
    ],
)
def test_what_nobody_can_use_does_not_stand_there(agreement):
    program = ProgramFactory()
    brought_into(step_of(program).course, **agreement)

    assert credit_of(program.pk).rows == []


@pytest.mark.parametrize("segment", [Segment.COLLEGE, Segment.HIGH_SCHOOL])
def test_a_course_of_an_unpublished_sequence_brings_nothing(segment):
    """Though the course stands in a published sequence of another program."""
    program = ProgramFactory(segment=segment)
    course = step_of(program, status=EditingStatus.DRAFT).course
    SequenceStepFactory(sequence=SequenceFactory(program=ProgramFactory()), course=course)
    if segment == Segment.COLLEGE:
        brought_into(course)
    else:
        ReceivingCourseFactory(agreement=SendingCourseFactory(course=course).agreement)

    assert credit_of(program.pk).rows == []


def test_of_a_school_program_stands_what_its_courses_earn(client):
    program = ProgramFactory(segment=Segment.HIGH_SCHOOL)
    sent = SendingCourseFactory(course=step_of(program).course)
    ReceivingCourseFactory(agreement=sent.agreement)

    page = client.get(program.get_absolute_url()).content.decode()

    assert "What its courses earn in college" in page
    assert sent.agreement.get_absolute_url() in page


def test_a_draft_that_an_agreement_names_has_its_number_alone(client):
    program = ProgramFactory()
    agreement = brought_into(step_of(program).course, years_through=None)
    draft = agreement.sending_courses.get().course
    draft.title, draft.status = "Secret", EditingStatus.DRAFT
    draft.save()

    html = client.get(program.get_absolute_url()).content.decode()

    assert f'{draft.number} <span class="soft">(record not published yet)</span>' in html
    assert "Secret" not in html


def test_what_it_asks_for_is_said_as_the_credit_finder_says_it(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 26))
    program = ProgramFactory()
    terms = {"claim_opens": "05-01", "claim_years": 1, "transfer_note": "Ask the university."}
    brought_into(step_of(program).course, **terms)

    text = text_of(client.get(program.get_absolute_url()))

    assert (
        "Credit by exam Only if your grade is B or better and you pass the exam "
        "A course of 2026-27: Claim it from 1 May 2027 to 30 Jun 2028 "
        "Not retroactive: only courses from 2024-25 on count. Ask the university."
    ) in text


@pytest.mark.parametrize(
    "state",
    [
        pytest.param({"state": AgreementState.ACTIVE, "years_through": "2025-26"}, id="past end"),
        pytest.param(
            {"state": AgreementState.ENDED, "ended_on": date(2026, 6, 1), "years_through": None},
            id="ended",
        ),
    ],
)
def test_a_course_taken_before_the_end_still_counts_after_those_in_force(
    client, monkeypatch, state
):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 26))
    program = ProgramFactory()
    course = step_of(program).course
    past = brought_into(course, sending__name="A High", claim_years=1, **state)
    first = brought_into(course, sending__name="B High")

    text = text_of(client.get(program.get_absolute_url()))

    assert [row.agreement for row in credit_of(program.pk).rows] == [first, past]
    assert (
        "Past its end: a course of 2025-26 still counts, claim it by 30 Jun 2027; "
        "nothing for 2026-27."
    ) in text


def test_what_comes_in_and_is_over_does_not_hide_what_is_earned():
    program = ProgramFactory(segment=Segment.HIGH_SCHOOL)
    course = step_of(program).course
    brought_into(course, years_through="2024-25", years_from="2024-25", claim_years=0)
    sent = SendingCourseFactory(course=course)
    ReceivingCourseFactory(agreement=sent.agreement)

    assert [row.agreement for row in credit_of(program.pk).rows] == [sent.agreement]


def test_a_college_class_is_entered_not_claimed(client):
    program = ProgramFactory()
    agreement = brought_into(step_of(program).course, mechanism=Mechanism.CCAP, claim_closes="")

    text = text_of(client.get(program.get_absolute_url()))

    assert f"you enroll at {agreement.receiving.label} for it before it begins" in text
    assert "Nothing to claim later" in text and "Not retroactive" not in text


@pytest.mark.parametrize(
    ("today", "year"),
    [
        pytest.param(date(2026, 8, 31), "2026-27", id="the last day of this year's course"),
        pytest.param(date(2026, 9, 1), "2027-28", id="the day after: the coming one"),
    ],
)
def test_the_days_are_of_the_first_year_that_can_still_be_claimed(today, year):
    row = Brought(AgreementFactory(claim_closes="08-31"), [CourseFactory()], today)

    assert row.year == year


def test_more_than_fit_are_said():
    program = ProgramFactory()
    course = step_of(program).course
    for _ in range(MOST + 1):
        brought_into(course)

    credit = credit_of(program.pk)

    assert (len(credit.rows), credit.is_short) == (MOST, True)


def test_the_page_says_that_none_on_file_is_not_none(client):
    program = ProgramFactory()
    step_of(program)

    page = client.get(program.get_absolute_url()).content.decode()

    assert "No agreement into its courses is on file." in page


def test_made_up_agreements_are_labeled(client):
    program = ProgramFactory()
    brought_into(step_of(program).course, is_sample=True)

    page = client.get(program.get_absolute_url()).content.decode()

    assert "Some of these agreements are sample data" in page


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(count, django_assert_num_queries):
    program = ProgramFactory()
    course = step_of(program).course
    for _ in range(count):
        brought_into(course)

    with django_assert_num_queries(3):
        credit_of(program.pk)
