"""The page of a pathway names its open programs by segment."""

import re

import pytest

from partners.tests.factories import OrganizationFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.seam.page import SHOWN_FIRST
from programs.tests.factories import (
    PathwayFactory,
    PathwayProgramFactory,
    ProgramAreaFactory,
    ProgramOccupationFactory,
)

pytestmark = pytest.mark.django_db

# Sixteen for programs, jobs and the gap; the rest for the seam, whatever it holds.
MOST_QUERIES = 34


def page(client, pathway, language=""):
    return client.get(f"{language}{pathway.get_absolute_url()}")


def lines(response):
    """The lines of the list of programs, as the page says them."""
    body = response.content.decode().split('id="programs"')[1].split("</section>")[0]
    return [
        " ".join(re.sub("<[^>]+>", "", line).split())
        for line in re.findall("<li>.*?</li>", body, re.S)
    ]


@pytest.fixture
def college():
    return OrganizationFactory(name="A & B College", short_name="A&B")


def test_pathway_page_says_who_offers_a_program_and_what_it_gives(client, college):
    pathway = PathwayFactory()
    place = PathwayProgramFactory(
        pathway=pathway, program__title="Welding <1>", program__organization=college
    )
    area = ProgramAreaFactory(title="Nursing", organization=college)
    PathwayProgramFactory(pathway=pathway, program=area)
    PathwayProgramFactory(pathway=pathway, program__status=EditingStatus.DRAFT)

    response = page(client, pathway)

    assert lines(response) == [
        "Nursing A&amp;B, program area: ask the college",
        "Welding &lt;1&gt; A&amp;B, Associate degree",
    ]
    assert f'href="{place.program.get_absolute_url()}"' in response.content.decode()
    assert response.context["total"] == 2


def test_a_sample_on_a_pathway_is_labeled_and_stands_behind_what_is_real(client, college):
    pathway = PathwayFactory()
    for title, made_up in (("A", True), ("B", False)):
        PathwayProgramFactory(
            pathway=pathway,
            program__title=title,
            program__organization=college,
            program__is_sample=made_up,
        )

    assert lines(page(client, pathway)) == [
        "B A&amp;B, Associate degree",
        "A A&amp;B, Associate degree Sample data",
    ]


def test_a_made_up_place_of_a_real_program_counts_on_no_list(client):
    """Its own page shows it, labeled; elsewhere it would be read as a fact."""
    pathway = PathwayFactory()
    made_up = PathwayProgramFactory(pathway=pathway, is_sample=True)
    ProgramOccupationFactory(program=made_up.program)
    real = PathwayProgramFactory(pathway=pathway)

    response = page(client, pathway)
    (group,) = client.get("/pathways/").context["groups"]
    (listed,) = client.get(pathway.sector.get_absolute_url()).context["pathways"]

    totals = (response.context["total"], group.pathways[0].count, listed.places.in_all)
    assert totals == (1, 1, 1)
    assert made_up.program.title not in text(response)
    assert response.context["jobs"].lines == []
    assert client.get(f"/programs/?pathway={pathway.slug}").context["finder"].answer.total == 1
    assert made_up.program.title not in text(client.get(real.program.get_absolute_url()))
    assert "The place on this pathway is sample data." in text(
        client.get(made_up.program.get_absolute_url())
    )


def test_a_job_on_a_pathway_leads_to_just_its_programs(client):
    place = PathwayProgramFactory()
    job = ProgramOccupationFactory(program=place.program).occupation
    ProgramOccupationFactory(occupation=job)  # leads there too, and is on no pathway

    html = page(client, place.pathway).content.decode()

    finder = f"/programs/?occupation={job.code.code}&amp;pathway={place.pathway.slug}"
    assert f'href="{finder}">1 program leads there' in html
    answer = client.get(finder.replace("&amp;", "&")).context["finder"].answer
    assert answer.program_ids == [place.program_id]


def test_jobs_of_a_pathway_are_those_of_real_programs(client):
    pathway = PathwayFactory()
    for made_up in (False, True):
        place = PathwayProgramFactory(pathway=pathway, program__is_sample=made_up)
        ProgramOccupationFactory(program=place.program, occupation__title=f"Job {made_up}")

    lines_of_jobs = page(client, pathway).context["jobs"].lines

    assert [line.occupation.title for line in lines_of_jobs] == ["Job False"]


def test_english_titles_on_a_spanish_pathway_page_are_marked(client, college):
    pathway = PathwayFactory()
    for spanish in ("", "Soldadura"):
        PathwayProgramFactory(
            pathway=pathway,
            program__title="Welding",
            program__title_es=spanish,
            program__organization=college,
        )

    html = page(client, pathway, "/es").content.decode()

    assert '/" lang="en">Welding</a>' in html
    assert '/">Soldadura</a>' in html


def test_more_programs_than_are_named_are_counted_and_the_finder_has_them(client, college):
    pathway = PathwayFactory()
    for number in range(SHOWN_FIRST + 2):
        PathwayProgramFactory(
            pathway=pathway,
            program__title=f"P{number}",
            program__organization=college,
            program__is_sample=number == 0,
        )

    response = page(client, pathway)

    assert len(lines(response)) == SHOWN_FIRST
    assert f"{SHOWN_FIRST + 2} programs on this pathway are on file" in text(response)
    assert "1 of them is sample data" in text(response)
    assert "and 2 more: see all" in text(response)
    finder = f"/programs/?pathway={pathway.slug}&segment=college"
    assert f'href="{finder.replace("&", "&amp;")}"' in response.content.decode()
    assert client.get(finder).context["finder"].answer.total == SHOWN_FIRST + 2


@pytest.mark.parametrize("count", [1, 3])
def test_pathway_page_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    pathway = PathwayFactory()
    for _number in range(count):
        place = PathwayProgramFactory(pathway=pathway)
        ProgramOccupationFactory(program=place.program)

    with django_assert_max_num_queries(MOST_QUERIES):
        response = page(client, pathway)

    assert response.context["total"] == count
