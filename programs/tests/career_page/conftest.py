"""Registered nurses with every figure on file, in two counties, state and nation."""

import pytest

from programs.enums import AreaKind, EntryEducation, Experience
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

ONET = "O*NET 29.3 by the U.S. Department of Labor"


@pytest.fixture
def bay():
    """Bay County, with a rule: $26 an hour, 60 openings."""
    area = AreaFactory(county__slug="bay", county__name="Bay", name="Bay County", slug="bay-county")
    PriorityRuleFactory(county=area.county)
    return area


@pytest.fixture
def valley():
    """Valley County: no rule, no benchmark."""
    return AreaFactory(
        county__slug="valley", county__name="Valley", name="Valley County", slug="valley-county"
    )


@pytest.fixture
def nation():
    return AreaFactory(
        kind=AreaKind.NATION, county=None, name="United States", slug="united-states"
    )


@pytest.fixture
def nurse(bay, valley, nation):
    """Registered nurses with every figure on file, in both counties, state and nation."""
    occupation = OccupationFactory(
        code__code="29-1141",
        title="Registered Nurses",
        title_es="Enfermeras registradas",
        slug="registered-nurses",
        description="Assess patient health problems.",
        aliases=["RN"],
        entry_education=EntryEducation.ASSOCIATE,
        experience=Experience.NONE,
        needs_license=True,
        job_zone=4,
        interests=["S", "I"],
        source=ONET,
    )
    state = StateAreaFactory()
    SurveyFactory(occupation=occupation, area=bay, jobs=2000, source="Survey", **pay(60))
    SurveyFactory(occupation=occupation, area=valley, jobs=100, source="Survey", **pay(40))
    SurveyFactory(occupation=occupation, area=state, jobs=20_000, source="Survey", **pay(62))
    SurveyFactory(occupation=occupation, area=nation, jobs=300_000, source="Survey", **pay(45))
    ProjectionFactory(
        occupation=occupation,
        area=state,
        openings=17_580,
        growth="10.5",
        jobs=19_000,
        jobs_through=21_000,
        source="State projections",
    )
    EstimateFactory(occupation=occupation, area=bay, openings=1758, source="Our estimate")
    EstimateFactory(occupation=occupation, area=valley, openings=88, source="Our estimate")
    return occupation
