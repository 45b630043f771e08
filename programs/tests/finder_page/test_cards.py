"""What the finder's cards say of a program, and in which language."""

import re

import pytest
from django.urls import reverse

from partners.tests.factories import PlaceFactory
from programs.models import Program
from programs.tests.factories import (
    AwardCountFactory,
    OfferingFactory,
    ProgramAreaFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
)
from programs.tests.finder_page.found import page

pytestmark = pytest.mark.django_db


def test_the_page_shows_cards_with_who_award_where_it_leads_and_source(client):
    program = ProgramFactory(
        title="Welding", organization__name="Bay College", units_min=9, units_max=9.5
    )
    for rank, title in enumerate(["Welders", "Brazers", "Solderers"], start=1):
        ProgramOccupationFactory(program=program, occupation__title=title, rank=rank)

    text = page(client)

    for shown in (
        "1 program",
        f'href="{program.get_absolute_url()}"',
        "Bay College",
        "Associate degree",
        "9 to 9.5 units in the major",
        "Welders",
        "and 2 more occupations",
        "Table of the tests, 30 Jun 2026",
        "not verified yet",
    ):
        assert shown in text, shown


def test_a_card_tells_what_the_offerings_hold_and_which_of_it_was_asked_for(client):
    program = ProgramFactory()
    OfferingFactory(
        program=program, cost=0, schedules=["days"], format="in_person", language="en_es"
    )
    OfferingFactory(program=program, schedules=["evenings"], format=None, language=None)

    words = " ".join(page(client, "?schedule=evenings").split())

    assert (
        "<li>Free</li> <li>Days, <strong>Evenings</strong></li> <li>In person</li> "
        "<li>Taught in English and Spanish</li>"
    ) in words


def test_a_card_without_offerings_on_file_says_nothing_of_them(client):
    ProgramFactory()

    assert "Taught in" not in page(client)


def test_units_of_a_certificate_are_those_of_the_whole_program(client):
    ProgramFactory(award="certificate_long", units_min=18, units_max=18)

    text = page(client)

    assert "18 units" in text and "18 units in the major" not in text


def test_awards_on_a_card_are_always_those_of_its_code(client):
    code = ProgramCodeFactory().code
    program = Program.objects.get()
    AwardCountFactory(
        organization=program.organization, code=code, academic_year="2023-24", count=156
    )

    text = page(client)

    assert "156 awards in its program code in 2023-24" in text
    assert "most awards in its code first" in text


def test_an_english_title_on_a_spanish_page_says_that_it_is_english(client):
    ProgramFactory(title="Welding", title_es="")
    ProgramFactory(title="Nursing", title_es="Enfermería")

    for headers in ({}, {"HX-Request": "true"}):
        text = client.get("/es/programs/", headers=headers).content.decode()

        assert re.search(r'lang="en">\s*Welding', text)
        assert not re.search(r'lang="en">\s*Enfermería', text)


def test_a_program_area_says_ask_the_college_and_a_sample_says_sample(client):
    ProgramAreaFactory()
    ProgramFactory(is_sample=True)

    text = page(client)

    assert "Program area: ask the college" in text
    assert text.count("badge-sample") == 2  # the card and the footer's explanation


@pytest.mark.parametrize("count", [1, 3])
def test_page_query_count_does_not_grow(client, count, django_assert_num_queries):
    PlaceFactory(name="92243")
    for _ in range(count):
        OfferingFactory(program=ProgramOccupationFactory(program__title="Welding").program)

    # columns, spelling, lists of documents, newer documents, place; of the cards documents, and
    # which programs are public
    with django_assert_num_queries(7):
        text = page(client, "?q=welding&near=92243")

    assert text.count('class="card card-split"') == count


def test_an_edit_is_on_the_page_at_once(client):
    program = ProgramFactory(title="Welding")
    page(client)

    program.title = "Underwater welding"
    program.save()

    assert "Underwater welding" in page(client, "?q=underwater")


def test_spanish_pages_speak_spanish_where_the_data_does(client):
    sector = SectorFactory(name="Health", name_es="Salud")
    ProgramFactory(title="Nursing", title_es="Enfermería", sector=sector)

    text = client.get("/es/programs/").content.decode()

    assert "Enfermería" in text and "Salud" in text
    assert 'action="/es/programs/"' in text


def test_the_list_is_where_it_says():
    assert (reverse("programs:list"), reverse("programs:csv")) == (
        "/programs/",
        "/programs/download.csv",
    )


def test_samples_among_the_results_are_counted_beside_the_total(client):
    ProgramFactory(title="Welding")
    ProgramFactory(title="Welding too", is_sample=True)

    page = client.get("/programs/?q=welding").content.decode()

    assert "2 programs" in page
    assert "1 of them sample data" in page


def test_results_without_samples_say_nothing_of_them(client):
    ProgramFactory(title="Welding")

    assert "of them sample data" not in client.get("/programs/?q=welding").content.decode()
