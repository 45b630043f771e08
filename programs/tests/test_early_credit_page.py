"""The ways to early college credit side by side, and what exams are worth."""

from datetime import date

import pytest
from django.urls import reverse

from partners.tests.factories import OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import EarlyCreditKind
from programs.tests.credit_finder.asked_page import text_of
from programs.tests.path_factories import EarlyCreditOptionFactory, ExamCreditFactory

pytestmark = pytest.mark.django_db


def page(client, **query):
    response = client.get(reverse("programs:early_credit"), query)
    assert response.status_code == 200
    return response


@pytest.fixture
def everywhere():
    """What holds everywhere: kept by the regional office, of no college."""
    office = OrganizationFactory()
    return EarlyCreditOptionFactory(
        organization=None,
        owner=office,
        summary="A course that counts.",
        rules="An agreement is signed.\n\nThe grade is reached.",
        steps="Ask the teacher.\nSend the petition.",
        deadline="",
        cost="Free.",
        transfer_note="Ask the university.",
    )


def test_a_way_says_all_its_parts(client, everywhere):
    text = text_of(page(client))

    assert (
        "A course that counts. For whom High school Cost Free. Rules An agreement is signed. "
        "The grade is reached. What you do Ask the teacher. Send the petition. "
        "By when Each agreement has days of its own: the Credit Finder names them "
        "Going on to a university Ask the university. "
        "Table of the tests, 30 Jun 2026 · not verified yet"
    ) in text


@pytest.mark.parametrize(
    ("kind", "claimed"),
    [
        (EarlyCreditKind.ARTICULATION, "Yes, at the college"),
        (EarlyCreditKind.CCAP, "No: the class stands on the college’s transcript once you have"),
        (EarlyCreditKind.DUAL, "No: the class stands on the college’s transcript once you have"),
        (EarlyCreditKind.EXAM, "Yes: have your scores sent to the college"),
        (EarlyCreditKind.PRIOR, "Yes, at the college"),
    ],
)
def test_the_short_table_says_whether_a_way_is_claimed(client, kind, claimed):
    office = OrganizationFactory()
    row = EarlyCreditOptionFactory(kind=kind, organization=None, owner=office, cost="")

    table = text_of(page(client)).partition("The ways in short")[2]

    assert f"By when {row.get_kind_display()} not on file {claimed}" in table


def test_a_deadline_on_file_stands_in_the_table_and_the_column(client, everywhere):
    everywhere.deadline = "By 1 May."
    everywhere.save()

    assert text_of(page(client)).count("By 1 May.") == 2


def test_colleges_to_ask_have_their_phone_and_website(client, everywhere):
    OrganizationFactory(name="Harbor College", slug="harbor", phone="(760) 555-0100", website="")
    OrganizationFactory(name="Hidden College", status=EditingStatus.DRAFT)
    school = SchoolFactory(name="Canyon High")
    EarlyCreditOptionFactory(kind=EarlyCreditKind.PRIOR, organization=OrganizationFactory())

    offices = text_of(page(client)).rpartition("Whom to ask")[2]

    assert "Harbor College (760) 555-0100 · website: not on file" in offices
    assert "Hidden College" not in offices and school.name not in offices


def test_not_retroactive_is_explained_with_a_year_on_each_side(client):
    text = text_of(page(client)).rpartition("What “not retroactive” means")[2]

    assert "if you took it in 2024-25 or later, and does not count if you took it in 2023" in text


def test_ways_stand_in_one_order(client, everywhere):
    for kind in (EarlyCreditKind.PRIOR, EarlyCreditKind.CCAP):
        EarlyCreditOptionFactory(kind=kind, organization=None, owner=everywhere.owner)

    kinds = [option.kind for option in page(client).context["early"].options]

    assert kinds == ["articulation", "ccap", "prior"]


def test_a_draft_is_not_shown(client):
    EarlyCreditOptionFactory(
        organization=None, owner=OrganizationFactory(), status=EditingStatus.DRAFT
    )

    assert "No rules are on file yet" in text_of(page(client))


def test_a_colleges_own_rules_stand_in_place_of_the_general_ones(client, everywhere):
    college = OrganizationFactory(name="Harbor College", slug="harbor")
    EarlyCreditOptionFactory(organization=college, summary="At Harbor it is online.")

    general, own = text_of(page(client)), text_of(page(client, college="harbor"))

    assert "A course that counts." in general and "At Harbor it is online." not in general
    assert "At Harbor it is online." in own and "A course that counts." not in own


def test_a_college_without_rules_of_its_own_says_so(client, everywhere):
    text = text_of(page(client, college="nowhere"))

    assert "“nowhere” has no rules of its own on file; what holds everywhere is shown." in text
    assert "A course that counts." in text


def test_nothing_on_file_says_whom_to_ask(client):
    text = text_of(page(client))

    assert "No rules are on file yet" in text
    assert "ask the college which AP, IB and CLEP scores it counts." in text


def test_exams_carry_their_year_and_an_old_list_a_warning(client):
    ExamCreditFactory(exam="Biology", units=4, areas="Natural Sciences", as_of=date(2017, 5, 1))

    text = text_of(page(client))

    assert "This list is of 2017." in text
    assert "Biology AP 3 4 Natural Sciences" in text
    assert "as of 1 May 2017" in text


def test_a_new_list_has_no_warning(client, everywhere):
    ExamCreditFactory(exam="Biology")

    assert "This list is of" not in text_of(page(client))


def test_exams_of_a_college_are_shown_with_it(client, everywhere):
    college = OrganizationFactory(name="Harbor College", slug="harbor")
    EarlyCreditOptionFactory(organization=college)
    ExamCreditFactory(exam="Biology", organization=college, least_score=4)
    ExamCreditFactory(exam="Biology")

    scores = [row.least_score for row in page(client, college="harbor").context["early"].exams]

    assert (scores, len(page(client).context["early"].exams)) == ([3, 4], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, everywhere, count, django_assert_num_queries):
    for _number in range(count):
        EarlyCreditOptionFactory()
        ExamCreditFactory()

    with django_assert_num_queries(4):  # ways, colleges of their own, exams, colleges to ask
        page(client)
