"""Which programs lead to an occupation, and who hires."""

import re

import pytest

from partners.enums import Segment
from partners.tests.factories import PlaceFactory, SiteFactory
from partners.tests.reading import words
from programs.tests.career_page.read_page import lead, page, panel
from programs.tests.factories import ProgramAreaFactory, ProgramOccupationFactory

pytestmark = pytest.mark.django_db


def test_programs_stand_by_segment_and_lead_to_the_finder(client, nurse):
    for n in range(6):
        lead(nurse, title=f"Nursing {n}")
    lead(nurse, title="Care of patients", segment=Segment.HIGH_SCHOOL)
    lead(nurse, title="Secret", status="draft")

    text = panel(page(client), "programs")

    assert [words(head) for head in re.findall(r"<h3>(.*?)</h3>", text)] == [
        "High school 1",
        "College 6",
    ]
    assert text.count("Nursing ") == 4 and "Secret" not in text
    assert 'href="/programs/?occupation=29-1141&amp;segment=college">and 2 more' in text
    assert 'href="/programs/?occupation=29-1141">See all 7 programs in the finder' in text


def test_with_a_place_the_nearest_stand_first(client, nurse):
    PlaceFactory(name="92243")
    far, near = lead(nurse, title="Far"), lead(nurse, title="Near")
    SiteFactory(organization=far.organization, latitude=32.7, longitude=-117.2)
    SiteFactory(organization=near.organization, latitude=32.8, longitude=-115.5)
    lead(nurse, title="Nowhere")

    text = panel(page(client, "/careers/29-1141/?near=92243"), "programs")

    assert re.findall(r">(Near|Far|Nowhere)</a>", text) == ["Near", "Far", "Nowhere"]
    assert "Nearest to 92243 (El Centro) first." in text
    assert "miles away" in text
    assert "occupation=29-1141&amp;near=92243" in text


def test_an_unknown_place_is_a_sentence_and_offers_names_alike(client, nurse):
    lead(nurse, organization__name="Harbor College")
    SiteFactory(organization=nurse.program_occupations.get().program.organization)

    assert "We know no place called “Xanadu”" in page(client, "/careers/29-1141/?near=Xanadu")


def test_sample_programs_and_program_areas_are_labeled(client, nurse):
    lead(nurse, title="Made up", is_sample=True)
    ProgramOccupationFactory(occupation=nurse, program=ProgramAreaFactory())

    text = panel(page(client), "programs")

    assert re.search(r'Made up</a> <span class="badge badge-sample">', text)
    assert "1 of these programs is sample data." in text
    assert "program area: ask the college" in text


def test_without_a_program_the_page_says_that_none_is_known(client, nurse):
    text = words(panel(page(client), "programs"))

    assert "No program on file here is known to lead there. That does not mean" in text


def test_nobody_has_said_who_hires_and_employers_can(client, nurse):
    text = panel(page(client), "hires")

    assert "Not yet reported" in text
    assert 'href="/feedback/?about=/careers/29-1141/"' in text
