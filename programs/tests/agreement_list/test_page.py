"""The page of the agreements: rows, filters, wrong addresses, the download."""

import csv
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import bounded_list
from programs.enums import Mechanism
from programs.tests.agreement_list.found import URL, agreement
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import (
    AgreementWithCoursesFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_list_does_not_grow(client, count, django_assert_num_queries):
    for number in range(count):
        agreement(f"a{number}")

    # words, sectors; how many, rows; their sectors, two kinds of organizations; rows, 2 of courses
    with django_assert_num_queries(10):
        response = client.get(URL, {"q": "welding"})

    assert len(response.context["agreements"].page.object_list) == count


def test_a_row_says_what_is_taken_what_it_earns_how_and_whether_it_holds(client):
    agreement("one", takes="Metal Shop", sending__name="Canyon High", is_sample=True)

    text = client.get(URL).content.decode()

    for said in (
        "Metal Shop",
        "Canyon High",
        "WELD 100",
        "3 units",
        "Credit by exam",
        "B or better",
        "In force",
        "Courses of 2024-25 through 2027-28",
        "Rows with this mark are made up",
    ):
        assert said in text


def test_rows_of_the_same_two_organizations_differ(client):
    """Each names its courses by number and title, what they earn, and how it is shown."""
    first = agreement("w1", earns="WELD 100", exam="Weld test plate")
    second = agreement(
        "w2", earns="WELD 101", exam="", sending=first.sending, receiving=first.receiving
    )
    more = CourseFactory(organization=second.receiving, title="Layout", number="WELD 102")
    ReceivingCourseFactory(agreement=second, course=more, units=2)

    cards = client.get(URL).content.decode().split("<article")[1:]

    said = [" ".join(strip_tags(f"<article{card}").split()) for card in cards]
    assert len(said) == 2
    assert "w1-1 Welding 1 → counts as WELD 100 Introduction," in said[0]
    assert "Exam: Weld test plate" in said[0]
    assert (
        "w2-1 Welding 1 → counts as WELD 101 Introduction (3 units) + WELD 102 Layout (2 units),"
        in said[1]
    )
    assert "Exam:" not in said[1]


def test_several_courses_are_said_to_be_all_needed(client):
    one = agreement("one")
    SendingCourseFactory(agreement=one)

    assert "all courses needed" in client.get(URL).content.decode()


def test_units_that_are_not_on_file_are_not_added_up(client):
    one = agreement("one")
    ReceivingCourseFactory(agreement=one, units=None)

    (row,) = client.get(URL).context["agreements"].page.object_list

    assert row.units is None


def test_chips_take_one_filter_away_and_keep_the_rest(client):
    agreement("one")

    page = client.get(URL, {"q": "welding", "mechanism": "exam", "state": "in-force"})

    assert [(chip.label, chip.url) for chip in page.context["agreements"].chips] == [
        ("Credit by exam", f"{URL}?q=welding&state=in-force"),
        ("In force", f"{URL}?q=welding&mechanism=exam"),
    ]


def test_an_empty_list_names_the_filter_that_stands_in_the_way(client):
    agreement("one")

    page = client.get(URL, {"q": "welding", "mechanism": "ccap"})

    (way,) = page.context["agreements"].ways_out
    assert (way.url, way.count) == (f"{URL}?q=welding", 1)
    assert "Nothing found does not mean that there is none" in page.content.decode()


def test_words_that_find_nothing_can_be_left_out(client):
    agreement("one")

    (way,) = client.get(URL, {"q": "qqqqq"}).context["agreements"].ways_out

    assert (way.url, way.count) == (URL, 1)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("mechanism=magic", "“magic” is not a choice of “How”"),
        ("sending=nowhere", "“nowhere” is not a choice of “Courses taken at”"),
        ("year=1999", "“1999” is not a choice of “Counts a course taken in”"),
        ("sort=size", "The list cannot be sorted by “size”."),
        ("color=red", "There is no filter called “color”"),
        ("page=9", "There is no page “9”"),
        ("q=the", "“the” has no word to search for"),
        ("q=a+b+c+d+e+f+g+h+i", "Only the first words were searched; 1 word was left out."),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(client, query, sentence):
    agreement("one")

    response = client.get(f"{URL}?{query}")

    assert response.status_code == 200
    assert sentence in " ".join(response.context["agreements"].sentences)


def test_to_htmx_only_the_results_are_sent_with_the_clean_address(client):
    agreement("one")

    response = client.get(URL, {"q": "welding", "sort": ""}, headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == f"{URL}?q=welding"
    assert "<html" not in response.content.decode()


def test_pages_keep_the_search(client, monkeypatch):
    monkeypatch.setattr(bounded_list.BoundedList, "per_page", 1)
    agreement("a")
    agreement("b")

    page = client.get(URL, {"q": "welding", "page": "2"})

    assert [row.agreement.slug for row in page.context["agreements"].page.object_list] == ["b"]
    assert page.context["agreements"].own_url == f"{URL}?q=welding&page=2"


def test_the_download_has_the_filtered_rows_in_order(client):
    agreement("b", mechanism=Mechanism.EXAM, is_sample=True)
    agreement("a", mechanism=Mechanism.EXAM)
    agreement("c", mechanism=Mechanism.GRADE)

    response = client.get(reverse("programs:agreements_csv"), {"mechanism": "exam"})
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))

    assert [(row["Page"].rsplit("/", 2)[1], row["Sample data"]) for row in rows] == [
        ("a", "no"),
        ("b", "yes"),
    ]
    assert (rows[0]["Counts as"], rows[0]["Units"], rows[0]["State"]) == (
        "WELD 100 Introduction",
        "3.00",
        "In force",
    )


def test_a_draft_that_an_agreement_names_has_its_number_alone(client):
    draft = agreement("a", takes="Secret").sending_courses.get().course
    draft.status = EditingStatus.DRAFT
    draft.save()

    page = client.get(URL).content.decode()
    (row,) = csv.DictReader(
        StringIO(client.get(reverse("programs:agreements_csv")).content.decode("utf-8-sig"))
    )

    assert 'a-1</span> <span class="soft">(record not published yet)</span>' in page
    assert "Secret" not in page
    assert row["Courses taken"] == "a-1"


def test_the_years_to_choose_are_the_coming_one_and_those_before(client):
    agreement("one", years_through=None, years_from="2019-20")

    with override("en"):
        keys = list(client.get(URL).context["agreements"].answer.choices["year"])

    now = int(academic_year.on(timezone.localdate())[:4])
    assert (keys[0], len(keys)) == (academic_year.starting(now + 1), 6)


def test_the_list_is_there_in_spanish(client):
    AgreementWithCoursesFactory()

    assert client.get(f"/es{URL}").status_code == 200
