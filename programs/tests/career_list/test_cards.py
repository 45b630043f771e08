"""What a card of the list of careers says of a job, with source and day."""

import re

import pytest
from django.urls import reverse

from partners.tests.reading import words
from programs.models import Occupation, SearchDocument
from programs.tests.career_list.listed_careers import page
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)

pytestmark = pytest.mark.django_db


def test_a_card_has_code_flags_pay_openings_growth_education_and_programs(client, nurse):
    ProgramOccupationFactory(occupation=nurse)
    ProgramOccupationFactory(occupation=nurse)

    text = page(client)

    for shown in (
        '<a class="card-link" href="/careers/29-1141/">Registered Nurses</a>',
        '<span class="num">29-1141</span>',
        'href="/careers/priority-rule/#bay">Priority job</a>',
        'href="/careers/priority-rule/#bay">High wage</a>',
        'href="/careers/priority-rule/#bay">High demand</a>',
        "$124,800 a year",
        '<strong class="num">1,758</strong> openings a year <span class="soft">(estimate)</span>',
        "growth +10.5%, California 2023–33",
        "Associate&#x27;s degree",
        'href="/programs/?occupation=29-1141">2 programs here lead there',
    ):
        assert shown in text, shown


def test_what_is_not_on_file_is_said_and_never_a_zero(client, bay):
    OccupationFactory(title="Legislators")

    card = page(client).partition('<article class="card')[2].partition("</article>")[0]

    assert "not published" in card
    assert "Openings: <span" in card and "not on file" in card
    assert "education not on file" in card
    assert "growth not published" in card
    assert "No program here is known to lead there." in card
    assert not re.search(r">\s*\$?0\b", card)


def test_sample_programs_are_labeled_and_counted_apart(client, nurse):
    ProgramOccupationFactory(occupation=nurse)
    ProgramOccupationFactory(occupation=nurse, program=ProgramFactory(is_sample=True))

    text = words(page(client))

    assert "1 program here leads there : Registered Nurses and 1 sample program Sample" in text


def test_figures_of_a_broader_code_say_so(client, nurse, bay):
    code = CodeFactory(scheme="soc", code="29-1140", title="Nurses of all kinds")
    nurse.figures.filter(area=bay).update(priced_as=code)

    text = page(client)

    assert "as published for 29-1140 Nurses of all kinds" in text
    assert "in all of 29-1140" in text


def test_the_page_says_whose_figures_it_shows_and_why(client, nurse, valley):
    first = words(page(client))
    other = words(page(client, "?county=valley"))

    assert "Pay and openings are those of Bay County . It has the most jobs" in first
    assert "Pay and openings are those of Valley County . Show Bay County" in other


def test_a_county_without_a_rule_says_so_and_offers_no_flags(client, nurse, valley):
    text = page(client, "?county=valley")

    assert "Valley County has no benchmark and no rule on file" in text
    assert 'name="flag"' not in text and 'value="living"' not in text
    assert "$124,800" not in text


def test_growth_says_that_it_is_the_states(client, nurse):
    assert "By the projection of California for ten years; no agency publishes it by county." in (
        page(client)
    )


def test_each_figure_has_its_source_and_day_below_the_list(client, nurse, bay):
    nurse.figures.filter(area=bay, kind="survey").update(source="Wage survey", as_of="2025-05-31")
    nurse.figures.filter(area=bay, kind="projection").update(source="Our estimate")
    nurse.figures.filter(area__kind="state").update(source="State projections")

    text = words(page(client))

    assert "Source: Wage survey, as of 31 May 2025" in text
    assert "Source: Our estimate, as of 30 Jun 2026" in text
    assert "Source: State projections, as of 30 Jun 2026" in text
    assert "Living wage of one adult: $26.00. Source: Table of the tests" in text


def test_spanish_pages_speak_spanish_where_the_data_does(client, nurse):
    OccupationFactory(title="Welders", title_es="")

    text = page(client, language="/es")

    assert "Enfermeras registradas" in text and "Condado de la Bahía" in text
    assert 'action="/es/careers/"' in text
    assert re.search(r'lang="en">\s*Welders', text)


# --- Where it stands ------------------------------------------------------------------------------


def test_the_finder_leads_from_a_title_to_the_page_of_the_occupation(client, nurse):
    document = SearchDocument.objects.get(kind="occupation", object_id=nurse.pk)

    assert (document.page, document.key) == ("programs:career", "29-1141")
    assert 'href="/careers/29-1141/">Registered Nurses</a>' in (
        client.get("/programs/?q=registered+nurses").content.decode()
    )


def test_the_addresses_are_where_they_say():
    assert [
        reverse(f"programs:{name}") for name in ("careers", "careers_csv", "priority_rule")
    ] == [
        "/careers/",
        "/careers/download.csv",
        "/careers/priority-rule/",
    ]
    assert reverse("programs:career", args=["29-1141"]) == "/careers/29-1141/"


def test_careers_are_in_the_menu_and_the_site_map(client, nurse):
    OccupationFactory(code__is_match=False)

    assert '<a href="/careers/" aria-current="page">Careers</a>' in page(client)
    listed = client.get("/sitemap-careers.xml").content.decode()
    assert listed.count("<url>") == 2 and "/es/careers/29-1141/" in listed
    assert "/careers/priority-rule/" in client.get("/sitemap-pages.xml").content.decode()
    assert Occupation.objects.count() == 2
