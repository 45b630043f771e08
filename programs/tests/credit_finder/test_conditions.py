"""On what a claim depends: what the visitor has not told is said, never assumed."""

import pytest

from partners.tests.factories import OrganizationFactory
from programs.enums import Mechanism
from programs.tests.credit_finder.asked_page import agree, course, page, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Only if your grade is B or better and you pass the exam"),
        ({"minimum_grade": None}, "Only if you pass the exam"),
        ({"mechanism": Mechanism.GRADE}, "Only if your grade is B or better"),
        (
            {"mechanism": Mechanism.GRADE, "minimum_grade": None},
            "Only if you reach the grade it asks for, which is not on file",
        ),
        (
            {"mechanism": Mechanism.PRIOR, "minimum_grade": None},
            "Only if the college’s faculty accept what you show",
        ),
    ],
)
def test_what_the_visitor_has_not_told_is_a_condition(client, school, college, fields, sentence):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), **fields)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert f"{sentence} You took" in text
    # On the screen and on paper: the sentence at the top, and the total of the college.
    assert text.count("up to 3 units") == 2


def test_units_that_are_not_on_file_are_no_total(client, school, college):
    taught = course(school.parent, "auto-1")
    to = (course(college, "aut-100"), 3), (course(college, "aut-101"), None)
    agree(taught, college, *to)
    other = course(school.parent, "weld-1")
    agree(other, OrganizationFactory(name="Bay College"), (course(college, "w-1"), None))

    text = text_of(page(client, "took=auto-1:2026-27"))
    unknown = text_of(page(client, "took=weld-1:2026-27"))

    assert "Harbor College counts up to 3 units, and some not on file." in text
    assert "Bay College counts some of it; units not on file." in unknown


@pytest.mark.parametrize(
    ("query", "condition", "when"),
    [
        pytest.param(
            "took=english:2025-26",
            "Only if you were enrolled at Harbor College for it and your grade is B or better. "
            "Its units are on the college’s transcript already.",
            "Nothing to claim: order the transcript of the college",
            id="taken",
        ),
        pytest.param(
            "took=english:2026-27",
            "Only if you were enrolled at Harbor College for it and your grade is B or better. "
            "Its units stand on the college’s transcript once you have passed.",
            "Nothing to claim later: the units stand on the transcript of the college",
            id="under way",
        ),
        pytest.param(
            "plan=english:2027-28",
            "Only if you take ENGLISH in 2027-28, you enroll at Harbor College for it before it "
            "begins and your grade is B or better. Its units stand on the college’s transcript "
            "once you have passed.",
            "Nothing to claim later: the units stand on the transcript of the college",
            id="planned",
        ),
    ],
)
def test_a_college_class_begins_with_enrolling(client, school, college, query, condition, when):
    taught = course(school.parent, "english")
    steps = {"how_to_claim": "Ask for the form."}
    agree(taught, college, (course(college, "engl"), 3), mechanism=Mechanism.CCAP, **steps)

    card = text_of(page(client, query)).partition("up to 3 units")[2].partition("up to 3 units")[2]

    assert condition in card.partition("You took" if "took" in query else "You take English")[0]
    assert when in card and "Claim it" not in card
    # What is done before the class begins helps only those who plan it.
    steps = (
        "Before you take it : ENGL It is done before the class begins; afterwards nothing is left"
    )
    assert (steps in card) == ("Ask for the form." in card) == query.startswith("plan")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("took=auto-1:2025-26", "How to claim it now"),
        ("took=auto-1:2026-27", "While you take it, and after"),
        ("plan=auto-1:2026-27", "Before you take it, and after"),
    ],
)
def test_steps_are_for_before_or_after_the_course(client, auto, query, title):
    agreement = auto.agreements_out.get().agreement
    agreement.claim_years, agreement.how_to_claim = 1, "Ask the teacher."
    agreement.save()

    text = text_of(page(client, query))

    steps = text.partition(title)[2]
    assert "Ask the teacher." in steps
    assert ("You took the course" in steps) == (title == "How to claim it now")


def test_a_course_named_for_two_years_counts_in_the_better_one(client, auto):
    asked = "took=auto-1:2026-27", "took=auto-1:2025-26"

    response = page(client, *asked)

    text = text_of(response)
    assert "You took Automotive Technology 1 2026-27" in text
    assert (
        "AUTO-1 in 2025-26 is not the one that counts. The last day to claim it was 30 Jun 2026."
    ) in text
    assert "Not granted" not in text
    html = response.content.decode()
    assert all(f'name="took" value="{one.partition("=")[2]}"' in html for one in asked)


def test_two_years_that_give_nothing_are_refused_each_for_itself(client, auto):
    text = text_of(page(client, "took=auto-1:2023-24", "took=auto-1:2025-26"))

    refused = text.partition("Not granted, and why")[2]
    assert "Automotive Technology 1 2023-24 → AUT-100" in refused
    assert "Automotive Technology 1 2025-26 → AUT-100" in refused


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        ("11-26", "Today is the last day Claim it by 26 Nov 2026"),
        ("11-27", "1 day left Claim it by 27 Nov 2026"),
        ("01-25", "60 days left Claim it by 25 Jan 2027"),
        ("01-26", "Claim it by 26 Jan 2027"),
    ],
)
def test_a_last_day_that_is_near_is_a_warning(client, auto, closes, said):
    agreement = auto.agreements_out.get().agreement
    agreement.claim_years, agreement.claim_closes = 1, closes
    agreement.save()

    text = text_of(page(client, "took=auto-1:2025-26"))

    assert said in text
    assert ("left Claim" in text) == ("left Claim" in said)


def test_a_claim_that_is_not_open_yet_has_no_days_left(client, auto):
    agreement = auto.agreements_out.get().agreement
    agreement.claim_opens, agreement.claim_closes = "12-01", "12-20"
    agreement.save()

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Opens on 1 Dec 2026; claim it by 20 Dec 2026" in text
    assert "days left" not in text


def test_a_course_can_be_chosen_for_a_second_year(client, auto):
    html = page(client, "took=auto-1:2025-26").content.decode()

    assert '<option value="auto-1">' in html
