"""What earns nothing says why, and what nobody told us is never none."""

from datetime import date

import pytest

from partners.enums import InventoryKind, InventoryState
from partners.tests.factories import InventoryFactory, UserFactory
from programs.enums import AgreementState, ExamKind
from programs.tests.credit_finder.asked_page import agree, course, page, text_of
from programs.tests.path_factories import ExamCreditFactory, SendingCourseFactory

pytestmark = pytest.mark.django_db


# --- What is refused, and what nobody told us -----------------------------------------------------


@pytest.mark.parametrize(
    ("query", "fields", "why"),
    [
        ("took=auto-1:2025-26", {}, "The last day to claim it was 30 Jun 2026."),
        (
            "took=auto-1:2023-24",
            {},
            "Taken in 2023-24, before the agreement’s first year, 2024-25; it is not retroactive.",
        ),
        (
            "took=auto-1:2026-27",
            {"years_through": "2025-26"},
            "Taken in 2026-27, after the agreement’s last year, 2025-26.",
        ),
        (
            "plan=auto-1:2027-28",
            {"years_through": "2026-27"},
            "The agreement holds through 2026-27; for 2027-28 nothing is on file yet.",
        ),
        (
            "plan=auto-1:2026-27",
            {"state": AgreementState.ENDED, "ended_on": date(2026, 10, 1)},
            "The agreement ended on 1 Oct 2026, so a course still to be taken cannot count.",
        ),
        (
            "took=auto-1:2026-27",
            {"state": AgreementState.SUSPENDED},
            "The agreement is suspended and promises nothing until both sides have spoken.",
        ),
        (
            "took=auto-1:2026-27",
            {"state": AgreementState.IN_REVIEW},
            "The agreement is still in review, so it gives no credit so far.",
        ),
    ],
)
def test_a_refusal_says_why(client, school, college, query, fields, why):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), **fields)

    text = text_of(page(client, query))

    assert why in text
    assert "Nothing can be claimed on what is on file today." in text
    assert "See why" in text and "See what you can claim" not in text


def test_courses_that_are_needed_too_are_named(client, auto, school):
    both = auto.agreements_out.get().agreement
    SendingCourseFactory(agreement=both, course=course(school.parent, "auto-2", "Automotive 2"))

    assert "You also need AUTO-2 Automotive 2." in text_of(page(client, "took=auto-1:2026-27"))


def test_a_course_without_agreement_is_not_yet_reported_never_none(client, school):
    course(school.parent, "pottery", "Pottery")

    text = text_of(page(client, "took=pottery:2025-26"))

    assert "Not yet reported No agreement on file names these courses." in text
    assert "Ask Canyon High" in text and "(760) 555-0101" in text


def test_a_complete_list_makes_absence_a_fact(client, school):
    course(school.parent, "pottery", "Pottery")
    InventoryFactory(
        organization=school.parent,
        kind=InventoryKind.AGREEMENTS,
        state=InventoryState.COMPLETE,
        confirmed_on=date(2026, 10, 12),
        confirmed_by=UserFactory(),
    )

    text = text_of(page(client, "took=pottery:2025-26"))

    assert "confirmed on 12 Oct 2026 that its list of agreements is complete" in text
    assert "Not yet reported" not in text


def test_a_complete_list_of_an_older_year_says_nothing_of_this_one(client, school):
    course(school.parent, "pottery", "Pottery")
    InventoryFactory(
        organization=school,
        kind=InventoryKind.AGREEMENTS,
        academic_year="2025-26",
        state=InventoryState.COMPLETE,
        confirmed_on=date(2025, 10, 12),
        confirmed_by=UserFactory(),
    )

    assert "Not yet reported" in text_of(page(client, "took=pottery:2025-26"))


def test_old_rules_of_exams_are_said_beside_their_units(client, school):
    rule = ExamCreditFactory(exam="Biology", least_score=3, units=4, as_of=date(2017, 5, 1))

    assert "This list is of 2017." in text_of(page(client, "exam=ap-biology:4"))
    rule.as_of = date(2026, 5, 1)
    rule.save()
    assert "This list is of" not in text_of(page(client, "exam=ap-biology:4"))


def test_a_score_that_the_exam_does_not_give_earns_nothing(client, school):
    ExamCreditFactory(exam="Biology", least_score=3, units=4)

    response = page(client, "exam=ap-biology:9")

    assert "4 units" not in text_of(response)
    assert '<optgroup label="AP exam"><option value="5">' in response.content.decode()
    assert '<option value="6">' not in response.content.decode()


# --- Exams ----------------------------------------------------------------------------------------


def test_an_exam_counts_everywhere_but_where_a_college_has_its_own_rule(client, auto, college):
    ExamCreditFactory(exam="Biology", least_score=3, units=4, areas="Natural Sciences")
    ExamCreditFactory(exam="Biology", least_score=4, units=5, organization=college)

    text = text_of(page(client, "took=auto-1:2026-27", "exam=ap-biology:3"))

    assert "every community college of the state at least 4 units · Natural Sciences" in text
    assert "A score of 3 is too low: credit begins at 4." in text
    assert "Harbor College counts up to 3 units." in text  # its own rule gives nothing


def test_an_exam_alone_is_answered(client, school):
    ExamCreditFactory(kind=ExamKind.AP, exam="Biology", least_score=3, units=4)

    text = text_of(page(client, "exam=ap-biology:5"))

    assert "Your exams count at every community college: 4 units." in text
