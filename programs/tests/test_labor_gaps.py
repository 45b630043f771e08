"""Labor gaps: openings minus awards, each number once, and what is not on file said so."""

import random
from fractions import Fraction

import pytest
from django.utils import translation

from partners.models import Organization
from partners.tests.factories import CountyFactory, OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import AreaKind, EntryEducation, FigureKind, GapLevel, Scheme, Training
from programs.gaps.labor import gap_of, gaps, gaps_of_pathways, largest
from programs.gaps.years import newest_years
from programs.models import (
    AwardCount,
    Code,
    Occupation,
    OccupationFigure,
    Pathway,
    SupplyLink,
)
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    PathwayProgramFactory,
    PriorityRuleFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProjectionFactory,
    SupplyLinkFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

YEARS = ["2021-22", "2022-23", "2023-24"]


@pytest.fixture
def san_diego():
    return AreaFactory(name="San Diego County", county__name="San Diego")


@pytest.fixture
def imperial():
    return AreaFactory(name="Imperial County", county__name="Imperial")


def give(code, counts, *, area=None, organization=None):
    """Awards of one college in the newest years, oldest first; None is a year not on file."""
    if organization is None:
        county = area.county if area else CountyFactory()
        organization = OrganizationFactory(county=county)
    for year, count in zip(YEARS[-len(counts) :], counts, strict=True):
        if count is not None:
            AwardCountFactory(organization=organization, code=code, academic_year=year, count=count)
    return organization


def trained(area, *, openings=100, awards=(30, 30, 30), **occupation):
    """An occupation with openings in the area, and a code of a college there that supplies it."""
    link = SupplyLinkFactory(occupation=OccupationFactory(**occupation))
    if openings is not None:
        EstimateFactory(occupation=link.occupation, area=area, openings=openings)
    if awards:
        give(link.code, awards, area=area)
    return link


def place_on_pathway(pathway, code, **program):
    program = ProgramFactory(**program)
    ProgramCodeFactory(program=program, code=code)
    return PathwayProgramFactory(pathway=pathway, program=program)


def numbers(row):
    return row.openings, row.awards, row.gap


# --- One occupation ------------------------------------------------------------------------------


def test_a_gap_is_openings_minus_the_mean_of_three_years_of_awards(san_diego):
    nurses = trained(san_diego, openings=100, awards=(20, 30, 41)).occupation

    row = gap_of(nurses.pk)

    assert numbers(row) == (100, 30, 70)
    assert row.awards_mean == Fraction(91, 3)
    assert row.ratio == Fraction(91, 300)
    assert row.basis == "openings 2023–33, awards 2021-22 to 2023-24"


def test_only_the_three_newest_years_count(san_diego):
    link = trained(san_diego, awards=(30, 30, 30))
    first = AwardCount.objects.filter(code=link.code).first()
    AwardCountFactory(
        organization=first.organization, code=link.code, academic_year="2020-21", count=9000
    )

    assert gap_of(link.occupation.pk).awards == 30


def test_a_year_nobody_counted_is_not_a_year_without_awards(san_diego):
    link = trained(san_diego, awards=(30, 30, 30))
    give(link.code, (10,), area=san_diego)  # a college on file for the newest year only

    assert gap_of(link.occupation.pk).awards == 40


def test_the_region_is_the_sum_of_its_counties(san_diego, imperial):
    link = trained(san_diego, openings=100, awards=(30, 30, 30))
    EstimateFactory(occupation=link.occupation, area=imperial, openings=7)
    give(link.code, (3, 3, 3), area=imperial)

    region, there = gap_of(link.occupation.pk), gap_of(link.occupation.pk, imperial.county)

    assert numbers(region) == (107, 33, 74)
    assert numbers(there) == (7, 3, 4)
    assert there.get_absolute_url().endswith(f"?county={imperial.county.slug}")


def test_a_published_number_for_the_whole_region_is_not_added(san_diego):
    nurses = trained(san_diego, openings=100).occupation
    region = AreaFactory(kind=AreaKind.REGION, county=None, name="Both")
    ProjectionFactory(occupation=nurses, area=region, openings=999)

    assert gap_of(nurses.pk).openings == 100


def test_the_newest_projection_counts(san_diego):
    nurses = trained(san_diego, openings=100).occupation
    ProjectionFactory(occupation=nurses, area=san_diego, year=2025, through_year=2035, openings=120)

    assert gap_of(nurses.pk).openings == 120


def test_a_county_without_a_number_is_named_beside_the_sum(san_diego, imperial):
    nurses = trained(san_diego, openings=100).occupation

    row = gap_of(nurses.pk)

    assert row.counties_not_on_file == [imperial]
    assert "100 openings (estimate, Imperial County not on file)" in row.finding


def test_openings_that_are_not_on_file_leave_no_gap(san_diego):
    nurses = trained(san_diego, openings=None).occupation

    row = gap_of(nurses.pk)

    assert numbers(row) == (None, 30, None)
    assert row.ratio is None
    assert row.finding == "A year: openings not on file; 30 awards."


def test_a_code_without_award_rows_is_not_on_file(san_diego):
    nurses = trained(san_diego, awards=()).occupation

    row = gap_of(nurses.pk)

    assert numbers(row) == (100, None, None)
    assert row.finding == "A year: 100 openings (estimate); awards not on file."


def test_awards_of_zero_on_file_are_zero(san_diego):
    nurses = trained(san_diego, awards=(0, 0, 0)).occupation

    assert numbers(gap_of(nurses.pk)) == (100, 0, 100)
    assert gap_of(nurses.pk).ratio == 0


def test_a_mean_that_rounds_to_nothing_is_not_shown_as_zero(san_diego):
    row = gap_of(trained(san_diego, awards=(0, 1, 0)).occupation.pk)

    assert (row.gap, row.awards_shown, row.awards_words) == (100, "under 1", "under 1 award")


def test_a_code_that_is_not_on_file_is_named_beside_one_that_is(san_diego):
    link = trained(san_diego)
    other = SupplyLinkFactory(occupation=link.occupation).code

    row = gap_of(link.occupation.pk)

    assert row.awards == 30
    assert row.codes_not_on_file == (other,)


def test_awards_that_are_not_public_or_not_in_top_codes_do_not_count(san_diego):
    link = trained(san_diego)
    give(
        link.code,
        (50, 50, 50),
        organization=OrganizationFactory(county=san_diego.county, status=EditingStatus.DRAFT),
    )
    cip = SupplyLinkFactory(occupation=link.occupation, code=CodeFactory(scheme=Scheme.CIP)).code
    give(cip, (50, 50, 50), area=san_diego)

    assert gap_of(link.occupation.pk).awards == 30


def test_an_occupation_that_no_code_supplies_has_no_gap(san_diego):
    nurses = EstimateFactory(area=san_diego).occupation

    assert gap_of(nurses.pk) is None
    assert gaps() == []


# --- One demand, shared awards -------------------------------------------------------------------


@pytest.fixture
def aides(san_diego):
    """Two occupations whose openings were published as one number, each with a code of its own."""
    broader = CodeFactory(scheme=Scheme.SOC, code="31-1120", title="Aides")
    home, personal = (
        SupplyLinkFactory(occupation=OccupationFactory(title=title, code__code=code))
        for title, code in [("Home Aides", "31-1121"), ("Personal Aides", "31-1122")]
    )
    for link in (home, personal):
        EstimateFactory(occupation=link.occupation, area=san_diego, openings=900, priced_as=broader)
        give(link.code, (50, 50, 50), area=san_diego)
    return home, personal


def test_openings_published_under_one_broader_code_are_one_row(aides):
    (row,) = gaps()

    assert numbers(row) == (900, 100, 800)
    assert row.title == "Home Aides; Personal Aides"
    assert row.published_as.code == "31-1120"
    assert row.key == "labor:31-1121"


def test_both_occupations_of_one_number_lead_to_the_same_gap(aides):
    home, personal = (link.occupation for link in aides)

    assert gap_of(home.pk) == gap_of(personal.pk) == gaps()[0]


def test_an_occupation_published_with_one_that_is_trained_for_is_named_too(aides):
    SupplyLink.objects.filter(occupation=aides[1].occupation).delete()

    (row,) = gaps()

    assert numbers(row) == (900, 50, 850)
    assert row.title == "Home Aides; Personal Aides"
    assert row.supplied == (aides[0].occupation,)


def test_a_pathway_counts_one_number_once_however_many_occupations_share_it(aides):
    pathway = PathwayFactory()
    for link in aides:
        place_on_pathway(pathway, link.code)

    row = gaps_of_pathways()[pathway.pk]

    assert numbers(row) == (900, 100, 800)
    assert set(row.occupations) == {link.occupation for link in aides}


def test_awards_counted_for_several_occupations_name_the_others(san_diego):
    link = trained(san_diego, title="Barbers")
    other = trained(san_diego, title="Manicurists", awards=())
    SupplyLinkFactory(code=link.code, occupation=other.occupation)

    row = gap_of(link.occupation.pk)

    assert row.shared_with == (other.occupation,)
    assert gap_of(other.occupation.pk).shared_with == (link.occupation,)
    assert gap_of(other.occupation.pk).awards == 30


def test_a_code_without_awards_shares_none(san_diego):
    link = trained(san_diego, awards=(0, 0, 0))
    SupplyLinkFactory(code=link.code)

    assert gap_of(link.occupation.pk).shared_with == ()


# --- Pathways ------------------------------------------------------------------------------------


def test_a_pathway_counts_each_code_and_each_occupation_once(san_diego):
    pathway = PathwayFactory()
    first, second = trained(san_diego), trained(san_diego, openings=10, awards=(5, 5, 5))
    SupplyLinkFactory(code=first.code, occupation=second.occupation)
    for code in (first.code, first.code, second.code):
        place_on_pathway(pathway, code)

    assert numbers(gaps_of_pathways()[pathway.pk]) == (110, 35, 75)


def test_programs_that_are_samples_or_not_published_bring_no_code(san_diego):
    pathway = PathwayFactory()
    place_on_pathway(pathway, trained(san_diego).code, is_sample=True)
    place_on_pathway(pathway, trained(san_diego).code, status=EditingStatus.DRAFT)
    place = place_on_pathway(pathway, trained(san_diego).code)
    place.is_sample = True
    place.save()

    row = gaps_of_pathways()[pathway.pk]

    assert (row.codes, row.gap, row.short_words) == ((), None, "no program code on file")
    assert row.finding == "No program code of its programs is on file."


def test_only_top_codes_of_a_program_count(san_diego):
    pathway, link = PathwayFactory(), trained(san_diego)
    place = place_on_pathway(pathway, link.code)
    ProgramCodeFactory(program=place.program, code=CodeFactory(scheme=Scheme.CIP))

    assert gaps_of_pathways()[pathway.pk].codes == (link.code,)


def test_awards_of_a_pathway_that_lead_to_no_occupation_are_counted_and_named(san_diego):
    pathway, link = PathwayFactory(), trained(san_diego)
    nowhere = CodeFactory()
    give(nowhere, (7, 7, 7), area=san_diego)
    for code in (link.code, nowhere):
        place_on_pathway(pathway, code)

    row = gaps_of_pathways()[pathway.pk]

    assert numbers(row) == (100, 37, 63)
    assert (row.codes_unmapped, row.awards_unmapped) == ((nowhere,), 7)
    assert row.words_without_unmapped == "70 more openings than awards"


def test_awards_of_a_pathway_that_round_to_nothing_are_no_zero(san_diego):
    pathway, nowhere = PathwayFactory(), CodeFactory()
    give(nowhere, (0, 1, 0), area=san_diego)
    for code in (trained(san_diego).code, nowhere):
        place_on_pathway(pathway, code)

    row = gaps_of_pathways()[pathway.pk]

    assert (row.awards_unmapped, row.unmapped_shown) == (0, "under 1")


def test_a_pathway_whose_codes_lead_nowhere_says_so(san_diego):
    pathway, nowhere = PathwayFactory(), CodeFactory()
    give(nowhere, (7, 7, 7), area=san_diego)
    place_on_pathway(pathway, nowhere)

    row = gaps_of_pathways()[pathway.pk]

    assert numbers(row) == (None, 7, None)
    assert row.finding == (
        "Its program codes lead to no occupation that is counted; a year: 7 awards."
    )


def test_pathways_that_carry_the_same_code_name_each_other(san_diego):
    link, one, two = trained(san_diego), PathwayFactory(title="A"), PathwayFactory(title="B")
    for pathway in (one, two):
        place_on_pathway(pathway, link.code)

    rows = gaps_of_pathways()

    assert rows[one.pk].shared_with == (two,)
    assert gaps_of_pathways([two.pk])[two.pk].shared_with == (one,)


def test_a_pathway_in_a_county_counts_its_openings_and_its_colleges(san_diego, imperial):
    pathway, link = PathwayFactory(), trained(san_diego)
    EstimateFactory(occupation=link.occupation, area=imperial, openings=9)
    give(link.code, (2, 2, 2), area=imperial)
    place_on_pathway(pathway, link.code)

    assert numbers(gaps_of_pathways(county=imperial.county)[pathway.pk]) == (9, 2, 7)


def test_a_pathway_that_is_not_published_has_no_gap():
    pathway = PathwayFactory(status=EditingStatus.DRAFT)

    assert gaps_of_pathways([pathway.pk]) == {}


# --- Order and levels ----------------------------------------------------------------------------


def test_years_are_the_newest_three_in_which_top_codes_are_counted():
    assert newest_years() == []

    for year in ("2015-16", "2019-20", "2021-22", "2022-23"):
        for _number in range(2):
            AwardCountFactory(academic_year=year)
    AwardCountFactory(academic_year="2023-24", code=CodeFactory(scheme=Scheme.CIP))

    assert newest_years() == ["2019-20", "2021-22", "2022-23"]


def test_the_largest_gap_comes_first_and_what_has_none_last(san_diego):
    small = trained(san_diego, openings=40).occupation
    none = trained(san_diego, openings=None).occupation
    large = trained(san_diego, openings=90).occupation

    assert [row.occupation for row in gaps()] == [large, small, none]


def test_the_largest_are_middle_skill_with_more_openings_than_awards(san_diego):
    PriorityRuleFactory(county=san_diego.county)
    middle = {"entry_education": EntryEducation.ASSOCIATE}
    high_school = {"entry_education": EntryEducation.HIGH_SCHOOL}
    nurses = trained(san_diego, **middle).occupation
    trained(san_diego, openings=1, **middle)  # more awards than openings
    guards = trained(san_diego, openings=500, **high_school).occupation
    masons = trained(
        san_diego, openings=90, training=Training.APPRENTICESHIP, **high_school
    ).occupation

    def found(*level):
        return [row.occupation for row in largest(10, *level)]

    assert found() == [nurses, masons]
    assert found(GapLevel.LOW) == [guards]
    assert found(GapLevel.ALL) == [guards, nurses, masons]
    assert len(largest(1)) == 1


def test_a_license_opens_middle_skill_above_an_associate_degree(san_diego):
    PriorityRuleFactory(county=san_diego.county)
    nurses = trained(san_diego, entry_education=EntryEducation.BACHELOR, needs_license=True)

    assert gap_of(nurses.occupation.pk).fits(GapLevel.MIDDLE)


def test_without_a_rule_nobody_knows_what_is_middle_skill(san_diego):
    trained(san_diego, entry_education=EntryEducation.ASSOCIATE)

    assert gaps()[0].is_middle is None
    assert largest(10) == []


def test_the_newest_rule_says_what_is_middle_skill(san_diego):
    trained(san_diego, entry_education=EntryEducation.ASSOCIATE)
    PriorityRuleFactory(county=san_diego.county, year=2025)
    PriorityRuleFactory(year=2026, education_max=EntryEducation.SOME_COLLEGE)

    assert gaps()[0].is_middle is False


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("openings", "awards", "words"),
    [
        (1816, 345, "1,471 more openings than awards"),
        (31, 30, "1 more opening than awards"),
        (30, 31, "1 more award than openings"),
        (30, 30, "As many openings as awards"),
    ],
)
def test_a_finding_says_which_are_more(san_diego, openings, awards, words):
    row = gap_of(trained(san_diego, openings=openings, awards=(awards,)).occupation.pk)

    assert row.finding.startswith(f"{words} a year: ")


def test_a_number_that_an_agency_published_is_not_called_an_estimate(san_diego):
    nurses = trained(san_diego, openings=None).occupation
    ProjectionFactory(occupation=nurses, area=san_diego, openings=50)

    assert gap_of(nurses.pk).openings_words == "50 openings"


def test_a_small_ratio_is_not_shown_as_none(san_diego):
    rows = [
        gap_of(trained(san_diego, openings=openings, awards=(1,)).occupation.pk)
        for openings in (1000, 4)
    ]

    assert [row.ratio_words for row in rows] == ["under 0.01", "0.25"]


def test_titles_follow_the_reader_s_language(san_diego):
    nurses = trained(san_diego, title="Nurses", title_es="Enfermeras").occupation

    with translation.override("es"):
        assert gap_of(nurses.pk).title == "Enfermeras"


# --- A second, slow calculation ------------------------------------------------------------------


@pytest.fixture
def world(san_diego, imperial):
    """Two counties, five colleges, and links, numbers and holes thrown at random."""
    dice = random.Random(3)
    areas = [san_diego, imperial]
    colleges = [OrganizationFactory(county=dice.choice(areas).county) for _number in range(5)]
    codes = CodeFactory.create_batch(8)
    occupations = OccupationFactory.create_batch(10)
    broader = CodeFactory.create_batch(2, scheme=Scheme.SOC)
    for number, occupation in enumerate(occupations):
        for code in dice.sample(codes, dice.randint(0, 3)):
            SupplyLinkFactory(code=code, occupation=occupation)
        group = broader[number] if number < 2 else broader[number - 2] if number < 4 else None
        for area in areas:
            if group:
                count = 100 * (1 + broader.index(group)) + areas.index(area)
            else:
                count = dice.choice([None, dice.randint(0, 200)])
            if count is not None:
                EstimateFactory(occupation=occupation, area=area, openings=count, priced_as=group)
            SurveyFactory(occupation=occupation, area=area)
    for code in codes[1:]:
        for college in dice.sample(colleges, 3):
            give(code, [dice.randint(0, 60) for _year in YEARS], organization=college)
    for _number in range(3):
        pathway = PathwayFactory()
        for code in dice.choices(codes, k=4):
            place_on_pathway(pathway, code)
    return areas


def slow_openings(occupations, counties):
    """Every county's number, written down once by the code it was published under."""
    seen = {}
    for occupation in occupations:
        for figure in OccupationFigure.objects.filter(occupation=occupation, kind="projection"):
            if figure.area.county in counties:
                code = figure.priced_as or occupation.code
                seen[figure.area.pk, code.code] = figure.openings
    return sum(seen.values()) if seen else None


def slow_awards(codes, counties):
    total = None
    for code in codes:
        for college in Organization.objects.filter(county__in=counties):
            counts = [
                row.count
                for row in AwardCount.objects.filter(code=code, organization=college)
                if row.academic_year in YEARS
            ]
            if counts:
                total = (total or 0) + Fraction(sum(counts), len(counts))
    return total


def places(areas):
    yield None, [area.county for area in areas]
    for area in areas:
        yield area.county, [area.county]


def test_every_occupation_equals_a_slow_count(world):
    for county, counties in places(world):
        rows = {one.pk: row for row in gaps(county) for one in row.supplied}
        for occupation in Occupation.objects.all():
            others = Occupation.objects.filter(
                figures__priced_as__in=[
                    figure.priced_as_id
                    for figure in occupation.figures.all()
                    if figure.priced_as_id
                ]
            )
            group = {occupation, *others}
            codes = {link.code for one in group for link in one.supply_links.all()}
            if not occupation.supply_links.exists():
                assert occupation.pk not in rows
                continue
            row = rows[occupation.pk]
            assert row.openings == slow_openings(group, counties)
            assert row.awards_mean == slow_awards(codes, counties)
            assert gap_of(occupation.pk, county) == row


def test_every_pathway_equals_a_slow_count(world):
    for county, counties in places(world):
        rows = gaps_of_pathways(county=county)
        for pathway in Pathway.objects.all():
            codes = set(Code.objects.filter(programs__pathways=pathway))
            occupations = Occupation.objects.filter(supply_links__code__in=codes)
            row = rows[pathway.pk]
            assert row.openings == slow_openings(occupations, counties)
            assert row.awards_mean == slow_awards(codes, counties)
            assert gaps_of_pathways([pathway.pk], county)[pathway.pk] == row


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(san_diego, count, django_assert_num_queries):
    pathway = PathwayFactory()
    links = [trained(san_diego) for _number in range(count)]
    for link in links:
        place_on_pathway(pathway, link.code)

    with django_assert_num_queries(8):
        assert len(gaps()) == count
    with django_assert_num_queries(8):
        gap_of(links[0].occupation.pk)
    with django_assert_num_queries(11):
        gaps_of_pathways()


def test_an_older_row_under_a_broader_code_joins_no_occupation_that_has_its_own_by_now(san_diego):
    broader = CodeFactory(code="31-9090", scheme=Scheme.SOC)
    apart = trained(san_diego, openings=70).occupation
    newest = apart.figures.get(kind=FigureKind.PROJECTION)
    EstimateFactory(
        occupation=apart,
        area=san_diego,
        year=newest.year - 2,
        through_year=newest.through_year - 2,
        openings=500,
        priced_as=broader,
    )
    own = trained(san_diego, openings=None).occupation
    EstimateFactory(occupation=own, area=san_diego, openings=300, priced_as=broader)

    alone = gap_of(own.pk)
    listed = {gap.occupation.pk: gap for gap in gaps()}[own.pk]

    assert (alone.openings, list(alone.occupations)) == (300, [own])
    assert (listed.openings, list(listed.occupations)) == (300, [own])
