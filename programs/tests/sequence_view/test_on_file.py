"""What is not published or made up is said so on the order of courses, in either language."""

import json
import re
from datetime import date

import pytest

from partners.tests.factories import UserFactory
from partners.tests.reading import words
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import (
    CourseFactory,
    PrerequisiteFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.sequence_view.courses_in_order import page, said, section, step

pytestmark = pytest.mark.django_db


def test_a_course_that_is_not_published_is_counted_but_not_named(client):
    sequence = SequenceFactory()
    step(sequence, "A-1")
    step(sequence, "SECRET-1", course__status=EditingStatus.DRAFT)

    response = page(client, sequence.program)

    assert "SECRET-1" not in response.content.decode()
    assert said(response) == [
        "1 more course of this order is missing here: its record is not published yet."
    ]
    assert "In all: units not on file" in words(section(response))


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="draft"),
        pytest.param({"status": EditingStatus.ARCHIVED}, id="archived"),
    ],
)
def test_a_sequence_that_is_not_published_is_not_shown(client, hidden):
    sequence = SequenceFactory(**hidden)
    step(sequence, "A-1")

    response = page(client, sequence.program)

    assert section(response) == ""
    assert "A-1" not in response.content.decode()


@pytest.mark.parametrize(("segment", "whom"), [("college", "college"), ("hs", "school")])
def test_without_a_sequence_the_page_says_once_whom_to_ask(client, segment, whom):
    response = page(client, ProgramFactory(segment=segment))

    text = words(response.content.decode())
    assert section(response) == ""
    assert text.count("Courses in order") == 1
    assert f"Courses in order not on file: ask the {whom}" in text


def test_a_made_up_order_of_a_real_program_says_so(client):
    sequence = SequenceFactory(is_sample=True)
    step(sequence, "A-1")

    assert "sample order of real courses" in section(page(client, sequence.program))


def test_made_up_courses_are_marked_beside_real_ones(client):
    sequence = SequenceFactory()
    step(sequence, "A-1")
    assert "Sample data" not in section(page(client, sequence.program))

    step(sequence, "B-1", course__is_sample=True)

    html = section(page(client, sequence.program))
    assert html.count("Sample data") == 1
    assert html.index("B-1") < html.index("Sample data")


def test_an_order_of_made_up_courses_is_marked_once_at_its_head(client):
    sequence = SequenceFactory()
    step(sequence, "A-1", course__is_sample=True)

    html = section(page(client, sequence.program))

    assert html.count("Sample data") == 1
    assert html.index("Sample data") < html.index("A-1")


def test_a_sequence_past_its_review_says_so(client):
    sequence = SequenceFactory(verified_on=date(2024, 1, 1), verified_by=UserFactory())
    step(sequence, "A-1")

    assert "check is overdue" in section(page(client, sequence.program))


def linked_courses(response):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()
    )
    return [one["courseCode"] for one in json.loads(found[1]).get("hasCourse", [])]


def test_linked_data_names_the_real_courses_of_a_real_order(client, settings):
    settings.SITE_URL = "https://pathways.example.org"
    sequence = SequenceFactory()
    step(sequence, "A-1")
    step(sequence, "B-1", course__is_sample=True)
    step(sequence, "C-1", course__status=EditingStatus.DRAFT)
    made_up = SequenceFactory(is_sample=True)
    step(made_up, "D-1")

    assert linked_courses(page(client, sequence.program)) == ["A-1"]
    assert linked_courses(page(client, made_up.program)) == []


def test_a_spanish_page_shows_spanish_titles_and_marks_english_ones(client):
    sequence = SequenceFactory()
    step(sequence, "A-1", course__title_es="Soldadura")
    step(sequence, "B-1", course__title="Brakes")

    html = section(client.get(f"/es{sequence.program.get_absolute_url()}"))

    assert "<span>Soldadura</span>" in html
    assert '<span lang="en">Brakes</span>' in html
    assert '<a href="/es/courses/' in html


def test_a_course_number_cannot_bring_markup(client):
    sequence = SequenceFactory()
    one = step(sequence, "<i>1</i>")
    one.course.title = "<b>x</b>"
    one.course.save()
    PrerequisiteFactory(course=one.course, required__number="<u>2</u>")

    html = section(page(client, sequence.program))

    assert not {"<i>", "<b>", "<u>"} & set(re.findall(r"<[biu]>", html))


def test_a_course_of_an_organization_that_is_not_public_is_not_named(client):
    sequence = SequenceFactory()
    hidden = CourseFactory(number="SECRET-1", organization__status=EditingStatus.DRAFT)
    SequenceStepFactory(sequence=sequence, course=hidden)

    assert "SECRET-1" not in page(client, sequence.program).content.decode()
