"""The form of the Credit Finder, and addresses that mean nothing."""

import re

import pytest
from django.urls import reverse

from partners.tests.factories import OrganizationFactory, SchoolFactory
from programs.tests.credit_finder.asked_page import agree, course, page, text_of
from programs.tests.factories import CourseOfferingFactory
from programs.tests.path_factories import ExamCreditFactory

pytestmark = pytest.mark.django_db


def test_a_form_leads_to_one_address_that_says_all(client, auto):
    url = reverse("programs:credit_finder")
    sent = {"school": "canyon-high", "add": "auto-1", "when": "took:2025-26", "exam": "ap-art:3"}

    response = client.get(url, sent)

    assert response.status_code == 302
    assert response.url == f"{url}?school=canyon-high&took=auto-1:2025-26&exam=ap-art:3#courses"


def test_the_form_adds_an_exam(client, school):
    url = reverse("programs:credit_finder")

    response = client.get(url, {"school": "canyon-high", "exam_add": "ap-art", "score": "4"})

    assert response.url == f"{url}?school=canyon-high&exam=ap-art:4#courses"


def test_courses_to_choose_are_those_taught_there_and_those_that_something_names(
    client, school, auto
):
    CourseOfferingFactory(course=course(school.parent, "taught"), organization=school)
    course(school.parent, "unnamed", "Nothing names it")
    course(SchoolFactory(), "elsewhere")

    html = page(client).content.decode()
    found = page(client, "find=nothing").content.decode()

    assert re.findall(r'<option value="([a-z-]+\d?)"', html.partition('name="when"')[0]) == [
        "auto-1",
        "taught",
    ]
    assert '<option value="unnamed">' in found


def test_a_middle_school_has_of_its_districts_courses_those_taught_there(client, school, auto):
    school.segments = ["ms"]
    school.save()
    explore = course(school.parent, "explore-7", "Exploring Careers")
    CourseOfferingFactory(course=explore, organization=school)
    agree(explore, OrganizationFactory(name="Bay College"), (course(school, "b-1"), 1))

    html = page(client).content.decode()

    assert '<option value="explore-7">' in html and '<option value="auto-1">' not in html
    counted = text_of(page(client)).partition("Courses here that count in college now")[2]
    assert "Exploring Careers" in counted and "Automotive" not in counted
    asked = text_of(page(client, "took=auto-1:2026-27"))
    assert "“auto-1” is no course of Canyon High" in asked
    assert "Bay College counts up to 1 unit." in text_of(page(client, "took=explore-7:2026-27"))


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("took=auto-1", "“auto-1” was left out: write a course and its academic year"),
        ("took=auto-1:2025", "its academic year is written like 2025-26."),
        ("took=auto-1:2025-27", "its academic year is written like 2025-26."),
        ("took=auto-1:1950-51", "choose a year from 1996-97 to 2029-30."),
        ("took=auto-1:2027-28", "2027-28 has not begun, so “auto-1” is read as planned."),
        ("plan=auto-1:2024-25", "2024-25 is over, so “auto-1” is read as taken."),
        (
            "plan=auto-1:2026-27&took=auto-1:2026-27",
            "“auto-1” stands there as taken and as planned; it is read as taken.",
        ),
        ("took=nowhere:2024-25", "“nowhere” is no course of Canyon High or its district"),
        ("add=auto-1", "Choose the year of the course too, then add it."),
        ("when=took:2024-25", "Choose a course, then add it."),
        ("exam=ap-biology", "write an exam and its score, like ap-biology:4."),
        ("exam=ap-biology:0", "a score of this kind of exam (AP) is from 1 to 5."),
        ("exam=ap-biology:6", "a score of this kind of exam (AP) is from 1 to 5."),
        ("exam=ib-biology:8", "a score of this kind of exam (IB) is from 1 to 7."),
        ("exam=clep-biology:19", "a score of this kind of exam (CLEP) is from 20 to 80."),
        ("exam=ap-nothing:4", "No exam “ap-nothing” is on file."),
        ("exam_add=ap-biology", "Write your score in the exam too, then add it."),
        ("score=4", "Choose an exam, then add it."),
        ("color=red", "There is no filter called “color”"),
    ],
)
def test_what_means_nothing_is_said_and_the_rest_stays(client, auto, school, part, sentence):
    course(school.parent, "pottery", "Pottery")

    text = text_of(page(client, "took=pottery:2025-26", part))

    assert sentence in text
    assert "Pottery" in text


def test_what_means_nothing_is_not_passed_on(client, auto):
    html = page(client, "took=auto-1:2025-26", "took=nowhere:2024-25").content.decode()

    assert 'name="took" value="auto-1:2025-26"' in html
    assert 'value="nowhere' not in html


def test_a_school_that_nobody_knows(client, auto):
    response = client.get(reverse("programs:credit_finder"), {"school": "no-such-school"})

    assert "We know no school “no-such-school”." in text_of(response)
    assert response.status_code == 200


def test_a_college_is_no_school(client, college):
    response = client.get(reverse("programs:credit_finder"), {"school": "harbor-college"})

    assert "We know no school" in text_of(response)


def test_more_courses_than_anybody_takes(client, auto):
    parts = [f"took=c-{number}:2024-25" for number in range(25)]

    assert "Only the first 20 courses are read." in text_of(page(client, *parts))


def test_a_course_too_many_that_the_form_adds_is_said(client, auto):
    parts = [f"took=c-{number}:2024-25" for number in range(20)]

    response = page(client, *parts, "add=auto-1", "when=took:2025-26")

    assert "Only the first 20 courses are read." in text_of(response)


def test_a_course_that_the_form_adds_otherwise_than_asked_is_said(client, auto):
    response = page(client, "add=auto-1", "when=took:2027-28")

    assert "2027-28 has not begun, so “auto-1” is read as planned." in text_of(response)
    assert "Only if you take AUTO-1 in 2027-28, your grade is B or better and you pass" in text_of(
        response
    )


def test_an_exam_too_many_is_said(client, school):
    ExamCreditFactory(exam="Art")
    parts = [f"exam=ap-{number}:3" for number in range(12)]

    for added in (["exam=ap-art:4"], ["exam_add=ap-art", "score=4"]):
        text = text_of(page(client, *parts, *added))
        assert "Only the first 12 exams are read. Take some away to add others." in text


def test_schools_are_found_by_words_of_the_name(client, school):
    SchoolFactory(name="Ocean Middle")

    response = client.get(reverse("programs:credit_finder"), {"q": "canyon"})

    assert "Canyon High" in text_of(response)
    assert "Ocean Middle" not in response.content.decode()
