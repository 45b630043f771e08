"""The list of courses: what is public, how it narrows, counts and orders, and its page."""

import datetime

import pytest
from django.utils.translation import override

from partners.enums import OrganizationKind as Kind
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.bounded_answer import BoundedQuestion
from programs.courses import answer as answers
from programs.courses.answer import ask
from programs.courses.facets import TAUGHT_IN, taught_in
from programs.enums import CourseLevel, CreditStatus
from programs.models import Course
from programs.tests.factories import CourseFactory, CourseOfferingFactory
from programs.tests.path_factories import AgreementWithCoursesFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
URL = "/courses/"


def titles(text="", **chosen):
    """Titles of the courses that answer a question, in order."""
    rows = ask(BoundedQuestion(text, chosen), today=TODAY).rows
    names = dict(Course.objects.values_list("pk", "title"))
    return [names[row.pk] for row in rows]


def counts(name, **chosen):
    return ask(BoundedQuestion(chosen=chosen), today=TODAY).counts[name]


def test_published_courses_of_public_organizations_stand_in_the_order_of_their_titles():
    CourseFactory(title="welding")
    CourseFactory(title="Nursing")
    CourseFactory(title="Draft", status=EditingStatus.DRAFT)
    CourseFactory(title="Hidden", organization__status=EditingStatus.DRAFT)

    assert titles() == ["Nursing", "welding"]


@pytest.mark.parametrize("text", ["weld", "WELD-100", "soldadura", "mesa", "welding mesa", "MC"])
@pytest.mark.parametrize("most", [0, 100])
def test_words_are_found_in_numbers_titles_and_names(monkeypatch, text, most):
    monkeypatch.setattr(answers, "MOST_SORTED", most)
    college = OrganizationFactory(name="San Diego Mesa College", aliases=["MC"])
    CourseFactory(title="Welding", title_es="Soldadura", number="WELD-100", organization=college)
    CourseFactory(title="Nursing", organization__name="Bay College")

    assert titles(text) == ["Welding"]


def test_names_are_found_without_their_accents_and_by_the_beginnings_of_words_alone():
    CourseFactory(title="Welding", organization__name="Cañada College")
    CourseFactory(title="Nursing", organization=OrganizationFactory(aliases=["Stuart"]))

    assert titles("canada") == ["Welding"]
    assert titles("art") == []


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("credit", [None, *CreditStatus])
def test_where_a_course_is_taught_is_the_same_to_the_database(kind, credit):
    CourseFactory(title="One", organization__kind=kind, credit=credit)

    assert [key for key in TAUGHT_IN if titles(taught=(key,))] == [taught_in(kind, credit)]


def test_filters_of_one_kind_widen_and_of_two_kinds_narrow():
    CourseFactory(title="A", level=CourseLevel.CAPSTONE)
    CourseFactory(title="B", level=CourseLevel.CONCENTRATOR)
    CourseFactory(title="C", level=CourseLevel.CAPSTONE, organization__slug="bay")
    levels = ("capstone", "concentrator")

    assert titles(level=levels) == ["A", "B", "C"]
    assert titles(level=levels, organization=("bay",)) == ["C"]
    assert counts("level", level=("concentrator",)) == {"capstone": 2, "concentrator": 1}


def test_a_school_has_its_own_courses_and_those_that_it_teaches():
    district = DistrictFactory()
    school = SchoolFactory(slug="canyon", parent=district)
    CourseFactory(title="Own", organization=school)
    CourseOfferingFactory(
        course=CourseFactory(title="Taught", organization=district), organization=school
    )
    CourseFactory(title="Elsewhere", organization=district)

    assert titles(organization=("canyon",)) == ["Own", "Taught"]


def test_an_agreement_that_the_public_sees_is_one():
    sent = AgreementWithCoursesFactory().sending_courses.get().course
    AgreementWithCoursesFactory(status=EditingStatus.DRAFT)

    found = titles(agreement=("yes",), level=(sent.level,) if sent.level else ())

    assert sent.title in found
    assert counts("agreement") == {"yes": 2}


def test_of_too_many_only_the_first_are_read_and_nothing_is_counted(monkeypatch):
    monkeypatch.setattr(answers, "MOST", 1)
    CourseFactory.create_batch(2)

    answer = ask(BoundedQuestion(), today=TODAY)

    assert (len(answer.rows), answer.is_more, set(answer.counts.values())) == (1, True, {None})


# --- The page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_list_does_not_grow(client, count, django_assert_num_queries):
    for number in range(count):
        CourseFactory(title=f"Welding {number}")

    # words, organizations of the word; how many, rows; organizations, agreements; rows of the page
    with django_assert_num_queries(7):
        response = client.get(URL, {"q": "welding"})

    assert len(response.context["courses"].page.object_list) == count


def test_a_card_says_who_teaches_what_it_is_worth_and_whether_credit_comes_of_it(client):
    agreement = AgreementWithCoursesFactory()
    course = agreement.sending_courses.get().course
    course.level = CourseLevel.CAPSTONE
    course.save()

    page = client.get(URL, {"q": course.title, "level": "capstone"}).content.decode()

    assert course.get_absolute_url() in page
    assert course.organization.name in page
    assert "Capstone" in page
    assert "counts as a college course by agreement" in page


def test_an_empty_list_names_what_stands_in_the_way(client):
    CourseFactory(title="Welding", level=CourseLevel.CAPSTONE)

    page = client.get(URL, {"q": "welding", "level": "introductory"}).content.decode()

    assert "No course matches all of this" in page
    assert f'href="{URL}?q=welding"' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("level=magic", "“magic” is not a choice of “Level”; it was left out."),
        ("color=red", "There is no filter called “color”; it was left out."),
        ("sort=color", "The list cannot be sorted by “color”."),
        ("page=9", "There is no page “9”; this is the only one."),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(client, query, sentence):
    CourseFactory()

    response = client.get(f"{URL}?{query}")

    assert (response.status_code, sentence in response.content.decode()) == (200, True)


def test_the_page_of_a_course_leads_to_the_list(client):
    course = CourseFactory()

    page = client.get(course.get_absolute_url()).content.decode()

    assert f'<li><a href="{URL}">Courses</a></li>' in page


def test_the_list_is_there_in_spanish(client):
    CourseFactory(title="Welding", title_es="Soldadura")

    with override("es"):
        page = client.get(f"/es{URL}").content.decode()

    assert "Soldadura" in page
