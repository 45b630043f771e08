"""The path that tests of the seam view start from."""

import pytest

from programs.tests.path_of import path


@pytest.fixture
def way():
    return path()
