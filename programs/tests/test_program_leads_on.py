"""Jobs, awards and other programs on the page of a program."""

import pytest

from partners.tests.factories import OrganizationFactory, SiteFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.cards import cards
from programs.charts import awards_by_year, years_up_to
from programs.enums import Availability, Scheme
from programs.program_page import awards_of
from programs.related_programs import PATHWAY_PROGRAMS_SHOWN
from programs.search.answer import Question, ask
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    OccupationFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramAreaFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SectorFactory,
    SupplyLinkFactory,
)
from programs.tests.program_sent import page

pytestmark = pytest.mark.django_db


def test_jobs_stand_in_order_of_rank_with_their_basis_and_source(client):
    program = ProgramFactory()
    second = OccupationFactory(title="Nurse Practitioners")
    first = OccupationFactory(
        title="Registered Nurses", description="Care for patients.", source="O*NET 29.3"
    )
    ProgramOccupationFactory(program=program, occupation=second, rank=2)
    ProgramOccupationFactory(program=program, occupation=first, rank=1)

    words = text(page(client, program))

    assert words.index("Registered Nurses") < words.index("Nurse Practitioners")
    assert "Federal crosswalk from the program&#x27;s CIP code" in words
    assert "Descriptions: O*NET 29.3" in words


def test_jobs_say_what_the_order_is(client):
    words = text(page(client, ProgramOccupationFactory().program))

    assert "Nearest to the program’s title and level first. The order is our own" in words


@pytest.mark.parametrize(("education", "said"), [(6, True), (5, False), (None, False)])
def test_job_that_usually_asks_for_more_than_the_award_says_so(client, education, said):
    job = ProgramOccupationFactory(occupation__entry_education=education)

    assert ("more than this award" in text(page(client, job.program))) is said


def test_zero_is_not_said_to_be_reported_by_a_college(client):
    program = ProgramFactory()
    count = AwardCountFactory(organization=program.organization, count=0)
    ProgramCodeFactory(program=program, code=count.code)

    words = text(page(client, program))

    assert "0 is a 0 in the state’s table." in words
    assert "college reported" not in words


def test_awards_show_ten_years_with_zero_and_gap_told_apart(client):
    program = ProgramFactory()
    code = CodeFactory()
    ProgramCodeFactory(program=program, code=code)
    AwardCountFactory(
        organization=program.organization, code=code, academic_year="2022-23", count=0
    )
    AwardCountFactory(
        organization=program.organization, code=code, academic_year="2023-24", count=7
    )
    AwardCountFactory(code=code, academic_year="2023-24", count=99)  # another college's

    series = page(client, program).context["awards"]["series"]

    assert series.rows == [(year, None) for year in years_up_to("2021-22", 8)] + [
        ("2022-23", 0),
        ("2023-24", 7),
    ]


def test_awards_page_says_the_count_is_for_the_whole_code(client):
    program = ProgramFactory()
    count = AwardCountFactory(organization=program.organization)
    ProgramCodeFactory(program=program, code=count.code)

    assert "The count is for the whole code, not for this award alone." in text(
        page(client, program)
    )


def test_card_and_page_give_the_awards_of_all_top_codes_together(client):
    program = ProgramFactory(title="Welding")
    for title, counts in {
        "Welding": {"2022-23": 3, "2023-24": 5},
        "Metals": {"2023-24": 40},
    }.items():
        code = ProgramCodeFactory(program=program, code__title=title).code
        for year, count in counts.items():
            AwardCountFactory(
                organization=program.organization, code=code, academic_year=year, count=count
            )

    awards = page(client, program).context["awards"]
    (card,) = cards(ask(Question()), 1)

    assert awards["series"].rows[-2:] == [("2022-23", 3), ("2023-24", 45)]
    assert awards["titles"] == "Welding + Metals"
    assert "45 awards in its program code in 2023-24" in card.html


def test_awards_of_reads_top_codes_only():
    program = ProgramFactory()
    code = CodeFactory(scheme=Scheme.CIP)
    AwardCountFactory(organization=program.organization, code=code)

    assert awards_of(program, [code]) is None


def test_awards_by_year_latest_skips_years_not_on_file():
    series = awards_by_year({"2021-22": 4}, last="2023-24")

    assert series.latest == ("2021-22", 4)
    assert len(series.rows) == 10


def test_pathway_lists_other_open_programs_by_segment(client):
    program = ProgramFactory()
    pathway = PathwayFactory(title="Patient Care")
    PathwayProgramFactory(pathway=pathway, program=program)
    school = PathwayProgramFactory(
        pathway=pathway, program__segment="hs", program__title="First Aid"
    )
    PathwayProgramFactory(pathway=pathway, program__availability=Availability.INACTIVE)

    (here,) = page(client, program).context["pathways"]

    ((segment, (shown,), more),) = here.segments
    assert (segment, shown.slug, shown.title, more) == ("hs", school.program.slug, "First Aid", 0)
    assert shown.organization == school.program.organization.label


def test_a_job_that_a_license_opens_says_so_instead(client):
    job = ProgramOccupationFactory(
        occupation__entry_education=6,
        occupation__needs_license=True,
        program__organization=OrganizationFactory(county=AreaFactory().county),
    )
    before = text(page(client, job.program))

    SupplyLinkFactory(occupation=job.occupation)
    after = text(page(client, job.program))

    assert "more than this award" in before
    assert "more than this award" not in after
    assert "a license opens the job, and an associate degree on file here leads to it" in after


def test_a_program_area_on_the_pathway_is_no_award(client):
    place = PathwayProgramFactory()
    area = ProgramAreaFactory(title="Nursing aide")
    PathwayProgramFactory(pathway=place.pathway, program=area)

    words = text(page(client, place.program))

    assert f"Nursing aide {area.organization.label}, program area: ask the college" in words


def test_awards_that_count_for_other_jobs_too_are_said_to(client):
    link = SupplyLinkFactory()
    AwardCountFactory(code=link.code)
    program = ProgramOccupationFactory(occupation=link.occupation).program
    said = "Its awards count for other occupations too."
    before = text(page(client, program))

    SupplyLinkFactory(code=link.code)

    assert said not in before
    assert said in text(page(client, program))


def test_the_rest_of_a_pathway_stands_in_the_finder(client):
    place = PathwayProgramFactory()
    for _number in range(PATHWAY_PROGRAMS_SHOWN + 2):
        PathwayProgramFactory(pathway=place.pathway, program__segment="hs")

    response = page(client, place.program)

    finder = f"/programs/?pathway={place.pathway.slug}&amp;segment=hs"
    assert f'<a href="{finder}">and 2 more: see all' in response.content.decode()
    answer = client.get(finder.replace("&amp;", "&")).context["finder"].answer
    assert answer.total == PATHWAY_PROGRAMS_SHOWN + 2


def test_pathway_that_is_not_published_is_not_named(client):
    place = PathwayProgramFactory(pathway__status=EditingStatus.DRAFT, pathway__title="Secret")

    assert "Secret" not in text(page(client, place.program))


def test_same_sector_nearby_is_ordered_by_distance_and_counts_open_programs(client):
    sector = SectorFactory()
    program = ProgramFactory(sector=sector)
    SiteFactory(organization=program.organization)
    far, near = OrganizationFactory(name="A far one"), OrganizationFactory(name="B near one")
    SiteFactory(organization=far, latitude=33.5)
    SiteFactory(organization=near, latitude=32.80)
    ProgramFactory.create_batch(2, sector=sector, organization=near)
    ProgramFactory(sector=sector, organization=near, status=EditingStatus.DRAFT)
    ProgramFactory(sector=sector, organization=far)

    nearby = page(client, program).context["nearby"]

    assert [(one.slug, one.label, one.count) for one in nearby] == [
        (near.slug, near.label, 2),
        (far.slug, far.label, 1),
    ]
    assert nearby[0].miles == pytest.approx(0.69, abs=0.01)


@pytest.mark.parametrize(("is_sample", "shown"), [(False, 1), (True, 2)])
def test_beside_a_real_program_only_real_ones_stand(client, is_sample, shown):
    program = ProgramFactory(is_sample=is_sample)
    ProgramFactory(sector=program.sector)
    ProgramFactory(sector=program.sector, is_sample=True)

    assert len(page(client, program).context["nearby"]) == shown
