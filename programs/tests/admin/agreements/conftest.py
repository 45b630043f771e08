"""The school of a district, which agrees with the college."""

import pytest

from partners.tests.factories import DistrictFactory, SchoolFactory


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High", parent=DistrictFactory(name="Mesa District"))
