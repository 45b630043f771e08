"""The tables of a small region in a folder of their own."""

import pytest

from programs.tests.region_load.small_region import Tables


@pytest.fixture
def tables(tmp_path):
    return Tables(tmp_path)
