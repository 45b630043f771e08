"""The page of a course says what it is worth, and hides what is not published."""

import json
import re
from datetime import date

import pytest
from django.utils import timezone

from partners.enums import Operating
from partners.tests.factories import DistrictFactory, SchoolFactory, TermFactory, UserFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability
from programs.tests.factories import (
    ChoiceGroupFactory,
    CodeFactory,
    CourseAliasFactory,
    CourseFactory,
    CourseOfferingFactory,
    PrerequisiteFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    """A day in 2026-27: 2027-28 is the coming academic year."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 26))


def page(client, course):
    return client.get(course.get_absolute_url())


def words(html):
    body = re.sub(r"<script.*?</script>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def text(response):
    return words(response.content.decode())


def part(response, name):
    """The HTML of the panel with this id."""
    return response.content.decode().split(f'id="{name}">')[1].split("</section>")[0]


def test_the_page_names_what_is_on_file(client):
    course = CourseFactory(
        number="AUTO-110",
        title="Engines",
        credit="degree",
        units_min="3.0",
        units_max="4.5",
        code=CodeFactory(code="094800", title="Automotive Technology"),
    )

    response = page(client, course)

    assert "<h1>Engines</h1>" in response.content.decode()
    assert "AUTO-110" in text(response)
    assert f'<a href="{course.organization.get_absolute_url()}">' in response.content.decode()
    assert "Credit Counts for a degree" in text(response)
    assert "Units 3–4.5" in text(response)
    assert "TOP code 0948.00 Automotive Technology" in text(response)


def test_what_is_not_on_file_is_said_to_be(client):
    response = page(client, CourseFactory())

    assert "Credit not on file" in text(response)
    assert "Units not on file" in text(response)
    assert "Program code not on file" in text(response)
    assert "Common course number, C-ID and former numbers: not on file" in text(response)
    assert "No source here names a course that has to come first." in text(response)
    assert "not on file: ask the college" in words(part(response, "taught"))


def test_a_course_of_a_district_has_a_level_and_says_nothing_of_units(client):
    response = page(client, CourseFactory(organization=DistrictFactory(), level="capstone"))

    assert "Level Capstone" in text(response)
    assert "Units" not in text(response)
    assert "No school has reported yet that it teaches this course." in text(response)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="draft"),
        pytest.param({"status": EditingStatus.ARCHIVED}, id="archived"),
        pytest.param({"organization__status": EditingStatus.DRAFT}, id="of a draft organization"),
        pytest.param({"organization__operating": Operating.CLOSED}, id="of a closed organization"),
    ],
)
def test_a_course_that_is_not_public_is_not_found(client, hidden):
    assert page(client, CourseFactory(**hidden)).status_code == 404


def test_other_numbers_say_from_when_to_when_those_that_are_over_last(client):
    TermFactory(slug="ccn")
    course = CourseFactory()
    CourseAliasFactory(course=course, scheme="c_id", number="C 1", valid_to=date(2026, 11, 25))
    CourseAliasFactory(
        course=course, scheme="common", number="C 2", title="Autos", valid_from=date(2026, 7, 1)
    )
    CourseAliasFactory(
        course=course,
        scheme="control",
        number="C 3",
        valid_from=date(2020, 7, 1),
        valid_to=date(2026, 11, 26),
    )
    CourseAliasFactory(course=course, scheme="former", number="C 4")

    html = part(page(client, course), "numbers")

    rows = [words(row) for row in re.findall(r"<tr>(.*?)</tr>", html, flags=re.S)[1:]]
    assert rows == [
        "Common course number C 2 Autos since 1 Jul 2026",
        "State control number C 3 1 Jul 2020 to 26 Nov 2026",
        "Former number C 4 days not on file",
        "C-ID C 1 until 25 Nov 2026 holds no more",
    ]
    assert 'href="/glossary/ccn/"' in html
    assert html.count("Source:") == 1


def test_where_it_is_taught_is_told_by_year_the_newest_first(client):
    course = CourseFactory(organization=DistrictFactory())
    school = SchoolFactory(name="Bay High")
    CourseOfferingFactory(course=course, organization=school, academic_year="2025-26")
    CourseOfferingFactory(course=course, organization=school, grade=10, is_sample=True)
    CourseOfferingFactory(
        course=course, organization=SchoolFactory(name="Old High", operating=Operating.CLOSED)
    )

    html = part(page(client, course), "taught")

    assert words(html) == (
        "Where it is taught 2026-27 Bay High Grade 10 Sample data Earlier years 2025-26 Bay High"
    )
    assert html.count(f'<a href="{school.get_absolute_url()}">') == 2


def test_what_it_asks_for_and_what_asks_for_it(client):
    course = CourseFactory()
    for number, kind, alternative in (
        ("A-1", "before", None),
        ("B-1", "with", None),
        ("C-1", "before", 1),
        ("D-1", "advised", 1),
    ):
        PrerequisiteFactory(
            course=course,
            required__number=number,
            required__title="One",
            kind=kind,
            alternative=alternative,
        )
    later = PrerequisiteFactory(
        required=course, course__number="E-1", course__title="Two", alternative=1
    )
    PrerequisiteFactory(course=later.course, alternative=1)
    PrerequisiteFactory(required=course, course__number="F-1", course__title="Two", alternative=1)

    assert words(part(page(client, course), "order")) == (
        "What comes before and after What it asks for "
        "A-1 One before it B-1 One at the same time "
        "One of these: C-1 One before it D-1 One advised, not needed "
        "What asks for it E-1 Two this course first, or another one F-1 Two this course first"
    )


def test_courses_that_are_not_published_are_not_named(client):
    course = CourseFactory()
    PrerequisiteFactory(
        course=course, required__number="SECRET-1", required__status=EditingStatus.DRAFT
    )
    PrerequisiteFactory(
        required=course, course__number="SECRET-2", course__status=EditingStatus.DRAFT
    )

    assert "SECRET" not in page(client, course).content.decode()


def counted(response):
    return [
        words(line) for line in re.findall(r"<li>(.*?)</li>", part(response, "counts"), flags=re.S)
    ]


def test_it_counts_in_programs_grouped_by_who_offers_them(client):
    course = CourseFactory()
    group = ChoiceGroupFactory(
        sequence__program__title="Welding",
        sequence__program__organization__name="B College",
        required=2,
    )
    for _number in range(3):
        SequenceStepFactory(sequence=group.sequence, choice=group)
    SequenceStepFactory(sequence=group.sequence, choice=group, course=course, place=3)
    SequenceStepFactory(
        sequence__program__title="Autos",
        sequence__program__organization__name="A College",
        sequence__pace="part_time",
        course=course,
        kind="prerequisite",
    )
    SequenceStepFactory(
        sequence__program__title="Engines",
        sequence__program__organization=group.sequence.program.organization,
        sequence__program__segment="hs",
        sequence__program__award=None,
        course=course,
        place=10,
    )

    response = page(client, course)

    assert re.findall(r"<h3>(.*?)</h3>", part(response, "counts")) == ["A College", "B College"]
    assert counted(response) == [
        "Autos Associate degree · before the program · catalog year 2026-27 · part time",
        "Engines Grade 10 · catalog year 2026-27",
        "Welding Associate degree · Term 3 · in a choice: 2 of 4 courses · catalog year 2026-27",
    ]


def test_of_a_program_the_usual_order_is_named(client):
    step = SequenceStepFactory(sequence__catalog_year="2027-28", place=2)
    for year, pace, place in (
        ("2028-29", "full_time", 1),
        ("2027-28", "part_time", 3),
        ("2025-26", "full_time", 4),
    ):
        SequenceStepFactory(
            sequence=SequenceFactory(program=step.sequence.program, catalog_year=year, pace=pace),
            course=step.course,
            place=place,
        )

    (line,) = counted(page(client, step.course))

    assert "Term 2 · catalog year 2027-28" in line


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="draft sequence"),
        pytest.param({"program__status": EditingStatus.DRAFT}, id="draft program"),
        pytest.param(
            {"program__availability": Availability.TEACH_OUT}, id="closed to new students"
        ),
    ],
)
def test_it_counts_only_where_students_can_enter(client, hidden):
    step = SequenceStepFactory(sequence=SequenceFactory(program__title="Secret", **hidden))

    response = page(client, step.course)

    assert "Secret" not in response.content.decode()
    assert "Programs without such an order on file may have it all the same." in text(response)


@pytest.mark.parametrize(
    ("made_up", "said"),
    [
        ({}, None),
        ({"is_sample": True}, "sample order of real courses"),
        ({"program__is_sample": True}, "Sample data"),
    ],
)
def test_samples_among_its_programs_are_marked(client, made_up, said):
    step = SequenceStepFactory(sequence=SequenceFactory(**made_up))

    found = re.findall(r"badge-sample\">([^<]*)<", part(page(client, step.course), "counts"))

    assert found == ([said] if said else [])


@pytest.mark.parametrize("is_sample", [True, False])
def test_a_sample_course_is_labeled_and_not_for_search_engines(client, is_sample):
    response = page(client, CourseFactory(is_sample=is_sample))
    html = response.content.decode()

    assert ("This is sample data." in text(response)) is is_sample
    assert ('<meta name="robots" content="noindex">' in html) is is_sample
    assert ("application/ld+json" in html) is not is_sample


def test_linked_data_holds_the_course_and_who_gives_it(client, settings):
    settings.SITE_URL = "https://pathways.example.org"
    course = CourseFactory(number="A-1", title="Engines & <more>", slug="a-1")

    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, course).content.decode()
    )

    assert json.loads(found[1]) == {
        "@context": "https://schema.org",
        "@type": "Course",
        "courseCode": "A-1",
        "name": "Engines & <more>",
        "url": "https://pathways.example.org/courses/a-1/",
        "provider": {
            "@type": "CollegeOrUniversity",
            "name": course.organization.name,
            "url": f"https://pathways.example.org{course.organization.get_absolute_url()}",
        },
    }


def test_the_record_says_when_it_was_verified_and_that_it_is_stale(client):
    course = CourseFactory(verified_on=date(2024, 1, 1), verified_by=UserFactory())

    response = page(client, course)

    assert "1 Jan 2024" in part(response, "record")
    assert "status-care" in part(response, "record")
    assert f"?about={course.get_absolute_url()}" in part(response, "record")


def test_a_spanish_page_shows_the_spanish_title(client):
    course = CourseFactory(title_es="Motores")
    PrerequisiteFactory(course=course, required__title="Tools")

    html = client.get(f"/es{course.get_absolute_url()}").content.decode()

    assert "<h1>Motores</h1>" in html
    assert '<span lang="en">Tools</span>' in html


def test_the_page_has_one_canonical_address_and_may_be_cached(client, settings):
    settings.SITE_URL = "https://pathways.example.org"

    response = page(client, CourseFactory(slug="a-1"))

    assert (
        '<link rel="canonical" href="https://pathways.example.org/courses/a-1/">'
        in response.content.decode()
    )
    assert response.cookies == {}
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    course = CourseFactory(code=CodeFactory())
    for number in range(count):
        CourseAliasFactory(course=course)
        CourseOfferingFactory(course=course, academic_year=f"20{number + 20}-{number + 21}")
        PrerequisiteFactory(course=course)
        PrerequisiteFactory(required=course)
        SequenceStepFactory(course=course)

    # Course, agreements, numbers, where taught, asks, asked by, counts; the glossary.
    with django_assert_num_queries(8):
        response = page(client, course)

    assert len(counted(response)) == count


def test_the_site_map_names_published_real_courses(client, settings):
    settings.SITE_URL = "https://pathways.example.org"
    CourseFactory(slug="real")
    CourseFactory(slug="made-up", is_sample=True)
    CourseFactory(slug="draft", status=EditingStatus.DRAFT)

    found = client.get("/sitemap-courses.xml").content.decode()

    assert re.findall(r"<loc>https://pathways.example.org(.*?)</loc>", found) == [
        "/courses/real/",
        "/es/courses/real/",
    ]
