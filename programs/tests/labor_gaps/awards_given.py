"""Awards, codes that train for an occupation, and what of a gap is a number."""

from partners.tests.factories import CountyFactory, OrganizationFactory
from programs.tests.factories import (
    AwardCountFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayProgramFactory,
    ProgramCodeFactory,
    ProgramFactory,
    SupplyLinkFactory,
)

YEARS = ["2021-22", "2022-23", "2023-24"]


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
