"""Labor gaps compared with a second, slow calculation over a random region."""

import random
from fractions import Fraction

import pytest

from partners.models import Organization
from partners.tests.factories import OrganizationFactory
from programs.enums import FigureKind, Scheme
from programs.gaps.labor import gap_of, gaps, gaps_of_pathways
from programs.models import AwardCount, Code, Occupation, OccupationFigure, Pathway
from programs.tests.factories import (
    CodeFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    SupplyLinkFactory,
    SurveyFactory,
)
from programs.tests.labor_gaps.awards_given import YEARS, give, place_on_pathway, trained

pytestmark = pytest.mark.django_db


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
