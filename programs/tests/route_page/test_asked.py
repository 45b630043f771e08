"""What the route planner is asked, in either language, and addresses that mean nothing."""

import pytest
from django.urls import reverse

from partners.tests.factories import SchoolFactory
from programs import search_documents
from programs.models import ProgramLink
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.route_page.words_of_page import NURSE, words

pytestmark = pytest.mark.django_db


def test_without_anything_the_page_says_what_to_do(ask):
    assert "Choose one of the four starts above and name a job." in words(ask())


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"from_": "moon"}, "“moon” is no place to start from. Choose one of the four."),
        ({"from_": "hs", "school": "nowhere"}, "We know no place of this kind called “nowhere”."),
        ({"from_": "hs", "grade": "13"}, "“13” is no grade from 6 to 12; it was left out."),
        ({"from_": "work", "units": "-3"}, "“-3” is no number of units from 0 to 200"),
        ({"to": "00-0000"}, "We know no job called “00-0000”."),
        ({"to_program": "gone"}, "There is no open program called “gone”. Choose a job instead."),
        ({"color": "red"}, "There is no filter called “color”; it was left out."),
    ],
)
def test_what_means_nothing_is_said_and_left_out(ask, parameters, said):
    response = ask(**parameters)

    assert response.status_code == 200
    assert said in words(response)


def test_a_name_that_several_schools_share_is_asked_back(ask, nursing):
    for slug in ("canyon-a", "canyon-b"):
        SchoolFactory(name="Canyon School", slug=slug)

    response = ask(from_="hs", school="Canyon", to=NURSE)

    assert len(response.context["question"].schools) == 2
    assert "school=canyon-a&amp;" not in response.content.decode()
    assert "school=canyon-a" in response.content.decode()


def test_a_job_may_be_named_in_spanish(ask, nursing):
    response = ask(from_="work", to="Enfermeras tituladas", prefix="/es")

    assert response.context["question"].occupation.code.code == NURSE


def test_the_page_in_spanish(ask, care, nursing):
    ProgramLinkFactory(
        from_program=care, to_program=nursing, terms="With a B", terms_es="Con una B"
    )

    response = ask(from_="hs", school="canyon-high", to=NURSE, prefix="/es")

    text = words(response)
    assert "Con una B" in text
    assert "Enfermeras tituladas" in text
    assert len(response.context["routes"]) == 1


def test_a_career_and_a_program_lead_here(client, nursing):
    search_documents.rebuild_all()

    career = client.get(reverse("programs:career", args=[NURSE])).content.decode()
    program = client.get(nursing.get_absolute_url()).content.decode()

    assert f"/route/?to={NURSE}" in career
    assert f"/route/?to_program={nursing.slug}" in program
    assert not ProgramLink.objects.exists()
