"""Labor gaps of occupations: openings minus awards, and what is not on file said so."""

from fractions import Fraction

import pytest

from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import AreaKind, Scheme
from programs.gaps.labor import gap_of, gaps, gaps_of_pathways
from programs.models import AwardCount, SupplyLink
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    ProjectionFactory,
    SupplyLinkFactory,
)
from programs.tests.labor_gaps.awards_given import give, numbers, place_on_pathway, trained

pytestmark = pytest.mark.django_db


# --- One occupation -------------------------------------------------------------------------------


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


# --- One demand, shared awards --------------------------------------------------------------------


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
