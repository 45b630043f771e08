"""Two counties, and registered nurses with figures in both."""

from decimal import Decimal

import pytest

from programs.enums import EntryEducation
from programs.tests.factories import (
    AreaFactory,
    EstimateFactory,
    OccupationFactory,
    PriorityRuleFactory,
    ProjectionFactory,
    StateAreaFactory,
    SurveyFactory,
)
from programs.tests.percentiles import pay


@pytest.fixture
def bay():
    """Bay County, with a rule ($26 an hour, 60 openings), in the state of the tests."""
    area = AreaFactory(
        county__slug="bay", name="Bay County", name_es="Condado de la Bahía", slug="bay-county"
    )
    PriorityRuleFactory(county=area.county)
    return area


@pytest.fixture
def valley():
    return AreaFactory(county__slug="valley", name="Valley County", slug="valley-county")


@pytest.fixture
def nurse(bay):
    """An occupation with every figure on file."""
    occupation = OccupationFactory(
        code__code="29-1141",
        title="Registered Nurses",
        title_es="Enfermeras registradas",
        entry_education=EntryEducation.ASSOCIATE,
        experience="none",
        interests=["S"],
    )
    SurveyFactory(occupation=occupation, area=bay, jobs=9000, **pay(60))
    EstimateFactory(occupation=occupation, area=bay, openings=1758)
    ProjectionFactory(occupation=occupation, area=StateAreaFactory(), growth=Decimal("10.5"))
    return occupation
