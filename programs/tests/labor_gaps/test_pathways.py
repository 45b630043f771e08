"""Labor gaps of pathways: each code and each occupation once."""

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.enums import Scheme
from programs.gaps.labor import gaps_of_pathways
from programs.tests.factories import (
    CodeFactory,
    EstimateFactory,
    PathwayFactory,
    ProgramCodeFactory,
    SupplyLinkFactory,
)
from programs.tests.labor_gaps.awards_given import give, numbers, place_on_pathway, trained

pytestmark = pytest.mark.django_db


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
