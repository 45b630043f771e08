"""A school, its program, and a program of another district."""

import pytest

from partners.tests.factories import SchoolFactory
from programs.tests.admin.programs.program_form import program_of


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High School")


@pytest.fixture
def organization(school):
    """Whoever signs in is a member of the school."""
    return school


@pytest.fixture
def program(school):
    return program_of(school, title="Welding")


@pytest.fixture
def foreign():
    """A program of another district."""
    return program_of(SchoolFactory(name="Mesa High School"), title="Foreign welding")
