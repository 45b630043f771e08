"""Jobs of a seam view: pay of the county where the award is given, and the aim in the head."""

import pytest

from partners.tests.reading import text
from programs.tests.factories import ProjectionFactory, SurveyFactory
from programs.tests.path_of import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(way):
    return way.degree.program_occupations.get().occupation


def page(client, way, query="", part=""):
    return client.get(f"{way.pathway.get_absolute_url()}{part}?year={YEAR}&{query}")


def paid_in(county, job, hourly, **survey):
    """Pay of a job in a county, which is then an area of its own name; the area."""
    return SurveyFactory(
        occupation=job, area__county=county, area__name=county.name, hourly_p50=hourly, **survey
    ).area


@pytest.mark.parametrize("part", ["", "print/"])
def test_figures_that_are_not_on_file_say_so(client, way, job, part):
    paid_in(way.degree.organization.county, job, None, annual_p50=None)

    said = text(page(client, way, part=part))

    assert "Median pay a year not on file" in said
    assert "Openings a year not on file" in said


def test_the_head_takes_the_county_that_has_both_figures(client, way, job):
    """The college's own has pay alone: a head of which half is missing helps nobody."""
    own = paid_in(way.degree.organization.county, job, 30)
    other = paid_in(way.adult.organization.county, job, 26, annual_p50=54_080)
    ProjectionFactory(occupation=job, area=other)

    said = text(page(client, way))

    assert f"At the end of it: Welders , {other.name} Median pay a year $54,080" in said
    assert "Openings a year 100" in said

    ProjectionFactory(occupation=job, area=own, openings=7)
    said = text(page(client, way))

    assert f"At the end of it: Welders , {own.name} Median pay a year $62,400" in said
    assert "Openings a year 7" in said


def test_pay_at_an_exit_is_of_the_county_of_who_gives_the_award(client, way, job):
    here = paid_in(way.degree.organization.county, job, 30)
    there = paid_in(way.adult.organization.county, job, 26)

    for asked in ({"query": "view=text"}, {"query": "view=map"}, {"part": "print/"}):
        said = text(page(client, way, **asked))
        assert f"Exit: Welders, $30.00 an hour ({here.name})" in said
        assert f"Exit: Welders, $26.00 an hour ({there.name})" in said
    assert f"$26.00 an hour ({there.name})" in text(page(client, way, "view=table"))


def test_no_pay_is_taken_from_a_county_where_the_award_is_not_given(client, way, job):
    paid_in(way.degree.organization.county, job, 30)

    assert text(page(client, way, "view=text")).count("Exit: Welders, $30.00 an hour") == 1
