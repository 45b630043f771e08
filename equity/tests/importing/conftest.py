"""What the example files of the method speak of."""

import io

import pytest

from equity.enums import MetricKind
from equity.importing import load
from equity.tests.factories import DimensionFactory, GroupFactory, MetricFactory
from partners.enums import Segment
from partners.tests.factories import CountyFactory, OrganizationFactory
from programs.tests.factories import PathwayFactory

YES_NO = ("veteran", "foster_youth", "dsps", "english_learner")
ETHNICITY = (
    "Asian",
    "Black or African American",
    "Filipino",
    "Hispanic or Latino",
    "Two or More Races",
    "White",
    "Unknown / Not Reported",
)
GENDER = ("Female", "Male", "Nonbinary", "Unknown / Not Reported")
HEADER = "cohort,segment,organization,pathway,metric,dimension,group,denominator,numerator"


@pytest.fixture
def lists(db):
    """Reference lists as they are on file, and the places and the pathway of the examples."""
    everyone = DimensionFactory(code="all", label="All students")
    GroupFactory(dimension=everyone, code="all", label="All students")
    for code, labels in {
        "ethnicity": ETHNICITY,
        "gender": GENDER,
        **dict.fromkeys(YES_NO, ("Yes", "No")),
    }.items():
        dimension = DimensionFactory(code=code, label=code.replace("_", " ").title())
        for label in labels:
            code = label.lower().replace(" ", "_").replace("/", "").replace("__", "_")
            GroupFactory(dimension=dimension, code=code, label=label)
    MetricFactory(code="completed_9_cte_units")
    MetricFactory(code="completed_2_cte_courses")
    MetricFactory(code="completers", kind=MetricKind.COMPOSITION)
    MetricFactory(code="graduation", kind=MetricKind.PUBLISHED_RATE)
    OrganizationFactory(
        name="Example College", slug="example-college", segments=[Segment.COLLEGE], mis_code="999"
    )
    OrganizationFactory(
        name="Example High School", slug="example-high", segments=[Segment.HIGH_SCHOOL]
    )
    CountyFactory(name="Imperial", slug="imperial")
    PathwayFactory(title="Health Science", slug="health-science")


@pytest.fixture
def load_text(lists):
    """Loads a text as if it were a file."""

    def loaded(text, **given):
        content = text if isinstance(text, bytes) else text.encode()
        return load(io.BytesIO(content), name="counts.csv", **given)

    return loaded


@pytest.fixture
def load_rows(load_text):
    """Loads rows under the header; a row is a text without its first six columns, or with them."""

    def loaded(*rows, header=HEADER, **given):
        return load_text("\n".join([header, *rows, ""]), **given)

    return loaded
