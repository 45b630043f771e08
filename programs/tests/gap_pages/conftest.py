"""The two counties of the region, and nurses whom both want."""

import pytest

from programs.tests.factories import AreaFactory, PriorityRuleFactory, SurveyFactory
from programs.tests.gap_pages.listed_gaps import MIDDLE
from programs.tests.labor_gaps.awards_given import trained


@pytest.fixture
def san_diego():
    area = AreaFactory(name="San Diego County", county__name="San Diego", county__slug="san-diego")
    PriorityRuleFactory(county=area.county, benchmark__hourly=26)
    return area


@pytest.fixture
def imperial():
    return AreaFactory(name="Imperial County", county__name="Imperial", county__slug="imperial")


@pytest.fixture
def nurses(san_diego):
    link = trained(
        san_diego, openings=100, awards=(20, 30, 40), title="Nurses", code__code="29-1141", **MIDDLE
    )
    return link


@pytest.fixture
def paid(san_diego, imperial, nurses):
    """Nurses are paid 30 dollars in San Diego, where most of them work, and 45 in Imperial."""
    SurveyFactory(occupation=nurses.occupation, area=san_diego, jobs=900, hourly_p50=30)
    SurveyFactory(
        occupation=nurses.occupation, area=imperial, jobs=90, hourly_p50=45, hourly_p75=46
    )
    aides = trained(san_diego, title="Aides", openings=40, **MIDDLE).occupation
    SurveyFactory(occupation=aides, area=san_diego, hourly_p50=25.5)
    trained(san_diego, title="No pay on file", openings=50, **MIDDLE)
