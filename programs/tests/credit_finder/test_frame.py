"""Both languages, no cookie, paper, and as many questions for one course as for many."""

import re

import pytest
from django.urls import reverse

from partners.tests.factories import OrganizationFactory
from partners.tests.queries import queries
from programs.tests.credit_finder.asked_page import agree, course, holding, page, text_of
from programs.tests.factories import ProgramFactory
from programs.tests.path_factories import ExamCreditFactory

pytestmark = pytest.mark.django_db


def test_a_spanish_reader_gets_spanish_titles(client, auto):
    auto.title_es = "Tecnología automotriz 1"
    auto.save()

    response = page(client, "took=auto-1:2026-27", language="/es")

    assert "Tecnología automotriz 1" in text_of(response)


def test_nothing_is_stored_in_the_browser(client, auto):
    assert not page(client, "took=auto-1:2026-27").cookies
    added = {"school": "canyon-high", "add": "auto-1", "when": "took:2025-26"}
    assert not client.get(reverse("programs:credit_finder"), added).cookies


def test_paper_leads_back_to_the_live_page(client, auto):
    html = page(client, "took=auto-1:2026-27").content.decode()

    assert re.search(r'aria-label="QR code of this address: http[^"]+took=auto-1:2026-27"', html)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, school, count):
    ExamCreditFactory(exam="Art")
    for number in range(count):
        college = OrganizationFactory()
        taught = course(school.parent, f"c-{number}")
        to = course(college, f"to-{number}")
        agree(taught, college, (to, 3))
        holding(ProgramFactory(organization=college), to)
        agree(taught, college, (course(college, f"no-{number}"), 3), state="suspended")
        course(school.parent, f"unnamed-{number}")
    asked = [f"took={name}-{n}:2026-27" for n in range(count) for name in ("c", "unnamed")]
    query = "&".join(["school=canyon-high", "exam=ap-art:4", *asked])

    # School, courses, agreements and their two sides, steps and their orders, all steps of those
    # orders, two lists of choices, exams and their rules, inventory, address of the school.
    assert queries(client, f"{reverse('programs:credit_finder')}?{query}") == 14


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_before_the_first_course_does_not_grow(client, school, college, count):
    for number in range(count):
        taught = course(school.parent, f"c-{number}")
        agree(taught, college, (course(college, f"to-{number}"), 3))

    assert queries(client, f"{reverse('programs:credit_finder')}?school=canyon-high") == 8
