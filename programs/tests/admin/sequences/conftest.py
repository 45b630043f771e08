"""Courses of a college and its sequence, and a sequence of another college."""

import pytest

from programs.tests.admin.sequences.sequence_form import sequence_of
from programs.tests.factories import CourseFactory, ProgramFactory, SequenceFactory


@pytest.fixture
def sequence(college):
    return sequence_of(college)


@pytest.fixture
def foreign():
    """A sequence of another college."""
    return SequenceFactory(program=ProgramFactory(title="Foreign welding"))


@pytest.fixture
def courses(college):
    return [
        CourseFactory(organization=college, number=f"WELD-{n}", title=f"Welding {n}")
        for n in (1, 2, 3)
    ]
