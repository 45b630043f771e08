"""A program's page shows its courses in order, says which order it is, and what is not on file."""

import json
import re
from datetime import date

import pytest
from django.utils import timezone

from partners.tests.factories import UserFactory
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import (
    ChoiceGroupFactory,
    CourseFactory,
    PrerequisiteFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    """A day in 2026-27: 2027-28 is the coming academic year."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 26))


def page(client, program, query=""):
    return client.get(f"{program.get_absolute_url()}{query}")


def section(response):
    """The HTML of the courses in order; "" where the page has none."""
    parts = response.content.decode().split('id="courses">')
    return parts[1].split("</section>")[0] if len(parts) > 1 else ""


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def said(response):
    """What the page says of an address that was not followed."""
    return re.findall(r'<p class="said">(.*?)</p>', section(response))


def switches(response):
    """{words: address, "" for the one that is shown}"""
    found = re.findall(
        r'<li>(?:<a href="([^"]*)">([^<]*)</a>|<strong aria-current="true">([^<]*)</strong>)',
        section(response).split("seq")[0],
    )
    return {words or here: address.replace("&amp;", "&") for address, words, here in found}


def step(sequence, number, place=1, *, units=3, most=None, **more):
    return SequenceStepFactory(
        sequence=sequence,
        place=place,
        course__number=number,
        course__units_min=units,
        course__units_max=most or units,
        **more,
    )


def choice(sequence, required, numbers, *, title="Electives", units=3, place=1):
    group = ChoiceGroupFactory(sequence=sequence, title=title, required=required)
    for number in numbers:
        step(sequence, number, place, units=units, choice=group)
    return group


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


@pytest.fixture
def program():
    """Full time in three years, the last one too far off; part time in the first only."""
    program = ProgramFactory()
    for year, pace in (
        ("2025-26", "full_time"),
        ("2025-26", "part_time"),
        ("2027-28", "full_time"),
        ("2028-29", "full_time"),
    ):
        sequence = SequenceFactory(program=program, catalog_year=year, pace=pace)
        step(sequence, f"{year}-{pace}")
    return program


def shown(response):
    (found,) = re.findall(r'course-number">([^<]*)<', section(response))
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", "2027-28-full_time", id="the newest year up to the coming one"),
        pytest.param("?year=2028-29", "2028-29-full_time", id="a later year, asked for"),
        pytest.param("?pace=part_time", "2025-26-part_time", id="a pace, its year"),
        pytest.param("?pace=full_time&year=2025-26", "2025-26-full_time", id="both"),
        pytest.param("?year=2025-2026", "2025-26-full_time", id="a year in another spelling"),
        pytest.param("?utm_source=x", "2027-28-full_time", id="what is not asked here"),
    ],
)
def test_the_address_says_which_order(client, program, query, expected):
    response = page(client, program, query)

    assert shown(response) == expected
    assert said(response) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param(
            "?year=1999-00",
            "The catalog year “1999-00” is not on file here. On file: 2028-29, 2027-28, 2025-26.",
            id="a year not on file",
        ),
        pytest.param(
            "?year=%3Cb%3E",
            "The catalog year “&lt;b&gt;” is not on file here. On file: 2028-29, 2027-28, 2025-26.",
            id="no year",
        ),
        pytest.param(
            "?pace=evening",
            "The pace “evening” is not on file here. On file: full time, part time.",
            id="no pace",
        ),
        pytest.param(
            "?year=2027-28&pace=part_time",
            "For the catalog year 2027-28 only the order for full time is on file.",
            id="not together",
        ),
        pytest.param(
            "?year=2025-26&year=2027-28",
            "The address gives “year” more than once; the last one counts: “2027-28”.",
            id="twice",
        ),
    ],
)
def test_an_address_that_cannot_be_followed_is_said(client, program, query, sentence):
    response = page(client, program, query)

    assert response.status_code == 200
    assert shown(response) == "2027-28-full_time"
    assert said(response) == [sentence]


def test_a_pace_that_the_program_has_not_is_said(client):
    sequence = SequenceFactory()
    step(sequence, "A-1")

    assert said(page(client, sequence.program, "?pace=part_time")) == [
        "The pace “part time” is not on file here. On file: full time."
    ]


def test_switches_keep_the_other_choice_or_say_what_changes(client, program):
    path = program.get_absolute_url()

    assert switches(page(client, program, "?year=2025-26")) == {
        "2028-29": f"{path}?year=2028-29&pace=full_time#courses",
        "2027-28": f"{path}?year=2027-28&pace=full_time#courses",
        "2025-26": "",
        "Full time": "",
        "Part time": f"{path}?year=2025-26&pace=part_time#courses",
    }
    assert switches(page(client, program, "?year=2027-28")) == {
        "2028-29": f"{path}?year=2028-29&pace=full_time#courses",
        "2027-28": "",
        "2025-26": f"{path}?year=2025-26&pace=full_time#courses",
        "Full time": "",
        "Part time (2025-26)": f"{path}?year=2025-26&pace=part_time#courses",
    }
    assert "2028-29 (full time)" in switches(page(client, program, "?pace=part_time"))


def test_one_order_has_no_switches(client):
    sequence = SequenceFactory()
    step(sequence, "A-1")

    assert switches(page(client, sequence.program)) == {}


def test_every_order_has_the_address_of_the_program(client, program, settings):
    settings.SITE_URL = "https://pathways.example.org"

    html = page(client, program, "?pace=part_time").content.decode()

    assert (
        f'<link rel="canonical" href="https://pathways.example.org{program.get_absolute_url()}">'
        in html
    )


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


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow_with_courses(client, count, django_assert_max_num_queries):
    sequence = SequenceFactory()
    without = ProgramFactory()
    for number in range(count):
        one = step(sequence, f"A-{number}", number + 1)
        PrerequisiteFactory(course=one.course)
        choice(sequence, 1, [f"B-{number}", f"C-{number}"], title=f"Choice {number}")
    SequenceFactory(program=sequence.program, catalog_year="2025-26")

    with django_assert_max_num_queries(14) as plain:
        page(client, without)
    # Its steps, and twice whether agreements bring credit into its courses or out of them.
    with django_assert_max_num_queries(len(plain) + 3):
        response = page(client, sequence.program)

    assert section(response).count("course-number") == 3 * count


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
