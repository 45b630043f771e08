"""Sectors: what is taught in a field, by whom, and where it leads."""

import pytest

from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability
from programs.job_lines import JOBS_SHOWN
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
    assert found.places.in_all == 1
    assert [program.slug for program in found.places.programs] == [place.program.slug]


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


# --- Limits: a field of a whole state has thousands of everything --------------------------------


def programs_at(sector, *numbers):
    """A college with so many programs for each number, in their order."""
    colleges = []
    for number in numbers:
        colleges.append(ProgramFactory(sector=sector).organization)
        ProgramFactory.create_batch(number - 1, sector=sector, organization=colleges[-1])
    return colleges


def test_sector_page_names_so_many_organizations_and_says_how_many_more(client, monkeypatch):
    monkeypatch.setattr("programs.sector_pages.ORGANIZATIONS_SHOWN", 13)
    sector = SectorFactory()
    colleges = programs_at(sector, 1, 1, *[2] * 13)

    page = client.get(sector.get_absolute_url())

    assert page.context["organizations"] == colleges[2:]  # those with most programs
    assert (page.context["organization_count"], page.context["unlisted"]) == (15, 2)
    assert "2 more are not listed here. See the programs" in text(page)
    assert "Schools and colleges 15" in text(page)
    assert f'href="/programs/?sector={sector.slug}"' in page.content.decode()


def test_sector_page_that_names_all_organizations_says_nothing_of_more(client, monkeypatch):
    monkeypatch.setattr("programs.sector_pages.ORGANIZATIONS_SHOWN", 13)
    sector = SectorFactory()
    programs_at(sector, *[1] * 13)

    page = client.get(sector.get_absolute_url())

    assert (len(page.context["organizations"]), page.context["unlisted"]) == (13, 0)
    assert "not listed here" not in text(page)


def test_limits_of_organizations_leave_the_counts_whole(client, monkeypatch):
    monkeypatch.setattr("programs.sector_pages.ORGANIZATIONS_SHOWN", 1)
    sector = SectorFactory()
    programs_at(sector, 3, 2)

    page = client.get(sector.get_absolute_url())

    assert page.context["total"] == 5
    assert page.context["segments"] == [("college", 5)]


def test_sector_page_shows_the_first_programs_of_each_pathway_and_counts_all(client, monkeypatch):
    monkeypatch.setattr("programs.sector_pages.PLACES_SHOWN", 2)
    sector = SectorFactory(slug="health")
    long, short = (PathwayFactory(title=title, sector=sector) for title in ("A", "B"))
    for title in ("C", "A", "B"):
        PathwayProgramFactory(pathway=long, program__title=title)
    PathwayProgramFactory(pathway=long, program__title="0", program__status=EditingStatus.DRAFT)
    PathwayProgramFactory(pathway=short, program__title="D")

    page = client.get(sector.get_absolute_url())

    assert [
        ([program.title for program in pathway.places.programs], pathway.places.in_all)
        for pathway in page.context["pathways"]
    ] == [(["A", "B"], 3), (["D"], 1)]
    assert "All 3 programs on the pathway A" in text(page)
    assert f'href="/programs/?pathway={long.slug}"' in page.content.decode()
    assert "programs on the pathway B" not in text(page)


def test_sector_page_shows_the_commonest_jobs_only(client):
    sector = SectorFactory()
    jobs = [OccupationFactory(title=f"Job {number:02}") for number in range(JOBS_SHOWN + 1)]
    program = ProgramFactory(sector=sector)
    for rank, job in enumerate(jobs, start=1):
        ProgramOccupationFactory(program=program, occupation=job, rank=rank)
    ProgramOccupationFactory(program__sector=sector, occupation=jobs[-1], rank=2)

    lines = client.get(sector.get_absolute_url()).context["jobs"].lines

    # The first job, then the one that two programs lead to, then by title.
    assert [line.occupation for line in lines] == [jobs[0], jobs[-1], *jobs[1 : JOBS_SHOWN - 1]]
