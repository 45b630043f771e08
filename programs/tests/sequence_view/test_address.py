"""The address of a program's page says which order of courses is shown."""

import re

import pytest

from programs.tests.factories import SequenceFactory
from programs.tests.sequence_view.courses_in_order import page, said, section, step

pytestmark = pytest.mark.django_db


def switches(response):
    """{words: address, "" for the one that is shown}"""
    found = re.findall(
        r'<li>(?:<a href="([^"]*)">([^<]*)</a>|<strong aria-current="true">([^<]*)</strong>)',
        section(response).split("seq")[0],
    )
    return {words or here: address.replace("&amp;", "&") for address, words, here in found}


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
