"""Sectors: what is taught in a field, by whom, and where it leads."""

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability
from programs.tests.factories import (
    AwardCountFactory,
    OccupationFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramAreaFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorCodeFactory,
    SectorFactory,
)
from programs.tests.test_program_page import text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_sector_list_query_count_does_not_grow(client, count, django_assert_num_queries):
    ProgramFactory.create_batch(count)

    with django_assert_num_queries(4):  # counts, sectors, samples, words for the glossary
        response = client.get("/sectors/")

    assert len(response.context["sectors"]) == count


def test_sector_list_counts_open_programs_by_segment(client):
    sector = SectorFactory()
    ProgramFactory.create_batch(2, sector=sector)
    ProgramFactory(sector=sector, segment="hs")
    ProgramFactory(sector=sector, availability=Availability.INACTIVE)

    (row,) = client.get("/sectors/").context["sectors"]

    assert row == {"sector": sector, "segments": [("hs", 1), ("college", 2)], "total": 3}


def test_sector_without_programs_says_nothing_is_on_file_yet(client):
    SectorFactory()

    assert "No program on file yet" in text(client.get("/sectors/"))


def test_unknown_sector_is_not_found(client):
    assert client.get("/sectors/nothing/").status_code == 404


def test_sector_page_names_organizations_by_number_of_programs(client):
    sector = SectorFactory()
    one = ProgramFactory(sector=sector).organization
    two = ProgramFactory(sector=sector).organization
    ProgramFactory(sector=sector, organization=two)
    ProgramFactory(organization=one)  # another sector

    organizations = client.get(sector.get_absolute_url()).context["organizations"]

    assert [(row, row.count) for row in organizations] == [(two, 2), (one, 1)]


def test_sector_page_puts_the_commonest_first_job_first(client):
    sector = SectorFactory()
    often, seldom = OccupationFactory(title="Nurse"), OccupationFactory(title="Aide")
    for _number in range(2):
        program = ProgramFactory(sector=sector)
        ProgramOccupationFactory(program=program, occupation=often, rank=1)
        ProgramOccupationFactory(program=program, occupation=seldom, rank=2)
    hidden = ProgramFactory(sector=sector, status=EditingStatus.DRAFT)
    ProgramOccupationFactory(program=hidden, rank=1)

    jobs = client.get(sector.get_absolute_url()).context["jobs"]

    assert [(line.occupation, line.occupation.first, line.count) for line in jobs.lines] == [
        (often, 2, 2),
        (seldom, 0, 2),
    ]


def test_job_cards_print_the_number_they_are_sorted_by(client):
    sector = SectorFactory()
    nurse, aide, clerk = (OccupationFactory(title=title) for title in ("Nurse", "Aide", "Clerk"))
    for first in (nurse, nurse, aide):
        program = ProgramFactory(sector=sector)
        ProgramOccupationFactory(program=program, occupation=first, rank=1)
        ProgramOccupationFactory(program=program, occupation=clerk, rank=2)

    words = text(client.get(sector.get_absolute_url()))

    assert words.index("First job of 2 programs") < words.index("First job of 1 program ·")
    assert "First job of 0" not in words
    assert "3 programs lead there : Clerk" in words


def test_job_leads_to_as_many_programs_as_it_counts(client):
    sector = SectorFactory(slug="health")
    job = OccupationFactory()
    ProgramOccupationFactory(program__sector=sector, occupation=job)
    ProgramOccupationFactory(occupation=job)  # another sector

    page = client.get(sector.get_absolute_url()).content.decode()
    link = f"/programs/?occupation={job.code.code}&sector=health"

    assert link.replace("&", "&amp;") in page
    assert client.get(link).context["finder"].answer.total == 1


def test_sector_page_shows_published_pathways_with_open_programs(client):
    pathway = PathwayFactory()
    place = PathwayProgramFactory(pathway=pathway)
    PathwayProgramFactory(pathway=pathway, program__status=EditingStatus.DRAFT)
    PathwayFactory(sector=pathway.sector, status=EditingStatus.DRAFT)

    (found,) = client.get(pathway.sector.get_absolute_url()).context["pathways"]

    assert found == pathway
    assert found.open_places == [place]


def test_sector_page_adds_up_the_newest_year_of_its_codes(client):
    own = SectorCodeFactory()
    first = AwardCountFactory(code=own.code, academic_year="2023-24", count=5)
    AwardCountFactory(code=own.code, academic_year="2023-24", count=8)
    AwardCountFactory(
        code=own.code, academic_year="2022-23", count=100, organization=first.organization
    )
    AwardCountFactory(academic_year="2024-25", count=1000)  # not in the sector

    awards = client.get(own.sector.get_absolute_url()).context["awards"]

    assert (awards.academic_year, awards.total) == ("2023-24", 13)
    assert [row.count for row in awards.organizations] == [8, 5]


def test_sector_page_tells_offered_approved_and_areas_apart(client):
    sector = SectorFactory()
    ProgramFactory(sector=sector)
    ProgramFactory(sector=sector, availability=Availability.APPROVED)
    ProgramAreaFactory(sector=sector)

    words = text(client.get(sector.get_absolute_url()))

    assert "3 programs on file" in words
    assert "Of these, 1 offered; 1 approved by the state" in words
    assert "1 program areas" in words


def test_sector_page_without_awards_says_not_on_file(client):
    assert client.get(SectorFactory().get_absolute_url()).context["awards"] is None


def test_sector_page_says_which_counts_hold_samples(client):
    sector = SectorFactory()
    ProgramFactory(sector=sector)
    sample = ProgramFactory(sector=sector, segment="hs", is_sample=True)

    response = client.get(sector.get_absolute_url())

    assert "1 of them is sample data." in text(response)
    assert response.context["samples"] == {"hs": 1}
    assert {row.name for row in response.context["organizations"] if row.samples} == {
        sample.organization.name
    }


@pytest.mark.parametrize("count", [1, 3])
def test_sector_page_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    sector = SectorFactory()
    for _number in range(count):
        program = ProgramFactory(sector=sector)
        PathwayProgramFactory(pathway__sector=sector, program=program)
        ProgramOccupationFactory(program=program)

    with django_assert_max_num_queries(19):
        response = client.get(sector.get_absolute_url())

    assert len(response.context["pathways"]) == count
