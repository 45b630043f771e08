"""Openings and growth of an occupation: published or estimated, each with its source."""

import pytest

from partners.tests.reading import words
from programs.enums import AreaKind
from programs.models import OccupationFigure
from programs.tests.career_page.read_page import page, panel, table_rows
from programs.tests.factories import AreaFactory, ProjectionFactory, SurveyFactory

pytestmark = pytest.mark.django_db


def test_openings_of_counties_are_estimates_with_the_method_one_click_away(client, nurse):
    text = panel(page(client), "openings")

    rows = table_rows(text)
    assert ["Bay County", "1,758", "estimate", "see the state", "", "2023–33"] in rows
    assert '<a href="#method">estimate</a>' in text
    assert (
        "Bay County: 17,580 openings in California × 2,000 jobs in the county ÷ 20,000 jobs in "
        "California = 1,758"
    ) in words(text.partition('id="method"')[2])


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param({"kind": "survey", "area__kind": AreaKind.STATE}, id="jobs of the state"),
        pytest.param({"kind": "survey", "area__kind": AreaKind.COUNTY}, id="jobs of the county"),
        pytest.param({"kind": "projection", "area__kind": AreaKind.STATE}, id="its openings"),
    ],
)
def test_the_steps_of_an_estimate_are_shown_only_with_all_three_numbers(client, nurse, gone):
    OccupationFigure.objects.filter(**gone).delete()

    assert 'id="method"' not in page(client)


def test_the_steps_of_an_estimate_are_of_the_year_that_both_surveys_have(client, nurse, bay):
    SurveyFactory(occupation=nurse, area=bay, year=2026, jobs=2500)

    assert "17,580 openings in California × 2,000 jobs in the county" in words(page(client))


def test_the_states_own_and_the_regions_published_openings_stand_beside(client, nurse, nation):
    region = AreaFactory(kind=AreaKind.REGION, county=None, name="Both Counties", slug="both")
    ProjectionFactory(
        occupation=nurse, area=region, year=2024, through_year=2029, openings=1900, growth=2
    )

    rows = table_rows(panel(page(client), "openings"))

    assert ["California", "17,580", "published", "+10.5%", "19,000 → 21,000", "2023–33"] in rows
    assert ["Both Counties", "1,900", "published", "+2.0%", "not on file", "2024–29"] in rows


def test_a_region_without_figures_takes_no_row(client, nurse):
    AreaFactory(kind=AreaKind.REGION, county=None, name="Both Counties", slug="both")

    assert "Both Counties" not in page(client)


def test_a_decline_has_a_minus(client, nurse):
    OccupationFigure.objects.filter(kind="projection", is_estimate=False).update(growth="-2.3")

    assert "−2.3%" in panel(page(client), "openings")


def test_each_source_of_openings_is_named_with_its_day(client, nurse):
    text = words(panel(page(client), "openings"))

    assert "Source: State projections, as of 30 Jun 2026" in text
    assert "Source: Our estimate, as of 30 Jun 2026" in text


def test_the_head_answers_first(client, nurse):
    head = words(page(client).partition("career-head")[2].partition("</header>")[0])

    for fact in (
        "Bay County Priority job High wage High demand",
        "Half earn more than $124,800 a year, Bay County",
        "Openings a year 1,758 estimate, Bay County",
        "Growth +10.5% California, 2023–33",
        "Education to enter Associate&#x27;s degree",
    ):
        assert fact in head, fact
