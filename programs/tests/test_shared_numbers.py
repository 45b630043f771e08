"""Numbers that colleges share: the official list beside the courses here that carry one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import CourseNumbering, Scheme
from programs.tests.factories import CodeFactory, CourseAliasFactory, CourseFactory
from programs.tests.test_program_page import text

pytestmark = pytest.mark.django_db
ADDRESS = reverse("programs:shared_numbers")


def code(number, title, scheme=Scheme.C_ID):
    return CodeFactory(scheme=scheme, code=number, title=title)


def carrying(shared, scheme=CourseNumbering.C_ID, **given):
    """The course that carries a shared number."""
    days = {name: given.pop(name) for name in ("valid_from", "valid_to") if name in given}
    course = CourseFactory(**given)
    CourseAliasFactory(course=course, scheme=scheme, number=shared, **days)
    return course


def numbers(client, **query):
    return client.get(ADDRESS, query).context["numbers"]


def listed(client, **query):
    """{number: the courses that carry it} of the page."""
    return {
        row.number: [alias.course for alias in row.carriers]
        for row in numbers(client, **query).rows
    }


def test_courses_of_several_colleges_stand_beside_the_number_they_share(client):
    code("MATH 210", "Single Variable Calculus I")
    first, second = (
        carrying("MATH 210", organization=OrganizationFactory(name=name))
        for name in ("Alpha College", "Zeta College")
    )

    assert listed(client) == {"MATH 210": [first, second]}
    words = text(client.get(ADDRESS))
    assert "Single Variable Calculus I" in words
    assert first.number in words and second.number in words


def test_what_nobody_carries_is_not_yet_reported_and_shown_when_asked(client):
    code("MATH 210", "Calculus")
    carrying("MATH 210")
    code("BIOL 190", "Biology")

    assert list(listed(client)) == ["MATH 210"]
    assert listed(client, show="all")["BIOL 190"] == []
    words = text(client.get(ADDRESS, {"show": "all"}))
    assert "1 of 2 numbers are carried" in words
    assert "not yet reported" in words


def test_a_number_of_several_courses_says_that_they_stand_together(client):
    code("MATH 900 S", "Single Variable Calculus Sequence")
    for number in ("M-180", "M-280"):
        carrying("MATH 900 S", number=number)

    assert "all courses of a college together" in text(client.get(ADDRESS))


def test_says_from_when_it_is_known_which_course_carries_a_number(client):
    code("MATH 210", "Calculus")
    alias = carrying("MATH 210").aliases.get()
    alias.as_of = datetime.date(2023, 9, 1)
    alias.save()

    assert "what was known on 1 Sep 2023" in text(client.get(ADDRESS))


def test_a_number_counts_up_to_its_last_day(client):
    code("MATH 210", "Calculus")
    course = carrying("MATH 210", valid_to=timezone.localdate())

    assert listed(client) == {"MATH 210": [course]}


def test_the_two_numberings_do_not_mix(client):
    code("MATH 210", "Calculus")
    code("STAT C1000", "Introduction to Statistics", Scheme.COMMON)
    carrying("MATH 210")
    statistics = carrying("STAT C1000", CourseNumbering.COMMON)

    assert listed(client, kind="common") == {"STAT C1000": [statistics]}
    assert list(listed(client, kind="c-id")) == ["MATH 210"]


def test_a_number_that_the_list_does_not_have_is_shown_without_a_title(client):
    course = carrying("NEW 100")

    assert listed(client) == {"NEW 100": [course]}
    assert "not on file" in text(client.get(ADDRESS))


@pytest.mark.parametrize(
    "given",
    [
        {"status": EditingStatus.DRAFT},
        {"organization__status": EditingStatus.DRAFT},
        {"valid_to": datetime.date(2020, 6, 30)},
        {"valid_from": datetime.date(2199, 8, 1)},
    ],
)
def test_courses_that_are_not_public_or_had_the_number_once_are_left_out(client, given):
    code("MATH 210", "Calculus")
    carrying("MATH 210", **given)

    assert listed(client) == {}
    assert "No course here carries such a number yet" in text(client.get(ADDRESS))


@pytest.mark.parametrize("words", ["math", "calculus I", "M-180"])
def test_words_are_looked_for_in_number_title_and_the_colleges_own_number(client, words):
    code("MATH 210", "Single Variable Calculus I")
    carrying("MATH 210", number="M-180")
    code("BIOL 190", "Biology")

    assert list(listed(client, q=words)) == ["MATH 210"]


def test_words_that_nothing_has_lead_back_to_all_numbers(client):
    code("MATH 210", "Calculus")

    words = text(client.get(ADDRESS, {"q": "zzz"}))

    assert "No number found" in words and "Show all numbers" in words


def test_another_numbering_and_unknown_filters_are_left_out_and_said(client):
    page = numbers(client, kind="latin", color="red")

    assert page.kind == "c-id"
    assert len(page.said) == 2


def test_page_asks_a_fixed_number_of_questions(client, django_assert_max_num_queries):
    code("MATH 210", "Calculus")
    carrying("MATH 210")
    client.get(ADDRESS)
    with django_assert_max_num_queries(20) as few:
        client.get(ADDRESS)
    for number in ("MATH 210", "MATH 220"):
        carrying(number)

    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)


def test_a_course_of_a_college_leads_to_the_numbers(client):
    assert (
        ADDRESS
        in client.get(
            CourseFactory(organization=OrganizationFactory()).get_absolute_url()
        ).content.decode()
    )
