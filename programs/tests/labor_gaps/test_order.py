"""Which labor gaps come first, which are middle skill, and how a gap is put in words."""

import pytest
from django.utils import translation

from programs.enums import EntryEducation, GapLevel, Scheme, Training
from programs.gaps.labor import gap_of, gaps, largest
from programs.gaps.years import newest_years
from programs.tests.factories import (
    AwardCountFactory,
    CodeFactory,
    PriorityRuleFactory,
    ProjectionFactory,
)
from programs.tests.labor_gaps.awards_given import trained

pytestmark = pytest.mark.django_db


# --- Order and levels -----------------------------------------------------------------------------


def test_years_are_the_newest_three_in_which_top_codes_are_counted():
    assert newest_years() == []

    for year in ("2015-16", "2019-20", "2021-22", "2022-23"):
        for _number in range(2):
            AwardCountFactory(academic_year=year)
    AwardCountFactory(academic_year="2023-24", code=CodeFactory(scheme=Scheme.CIP))

    assert newest_years() == ["2019-20", "2021-22", "2022-23"]


def test_the_largest_gap_comes_first_and_what_has_none_last(san_diego):
    small = trained(san_diego, openings=40).occupation
    none = trained(san_diego, openings=None).occupation
    large = trained(san_diego, openings=90).occupation

    assert [row.occupation for row in gaps()] == [large, small, none]


def test_the_largest_are_middle_skill_with_more_openings_than_awards(san_diego):
    PriorityRuleFactory(county=san_diego.county)
    middle = {"entry_education": EntryEducation.ASSOCIATE}
    high_school = {"entry_education": EntryEducation.HIGH_SCHOOL}
    nurses = trained(san_diego, **middle).occupation
    trained(san_diego, openings=1, **middle)  # more awards than openings
    guards = trained(san_diego, openings=500, **high_school).occupation
    masons = trained(
        san_diego, openings=90, training=Training.APPRENTICESHIP, **high_school
    ).occupation

    def found(*level):
        return [row.occupation for row in largest(10, *level)]

    assert found() == [nurses, masons]
    assert found(GapLevel.LOW) == [guards]
    assert found(GapLevel.ALL) == [guards, nurses, masons]
    assert len(largest(1)) == 1


def test_a_license_opens_middle_skill_above_an_associate_degree(san_diego):
    PriorityRuleFactory(county=san_diego.county)
    nurses = trained(san_diego, entry_education=EntryEducation.BACHELOR, needs_license=True)

    assert gap_of(nurses.occupation.pk).fits(GapLevel.MIDDLE)


def test_without_a_rule_nobody_knows_what_is_middle_skill(san_diego):
    trained(san_diego, entry_education=EntryEducation.ASSOCIATE)

    assert gaps()[0].is_middle is None
    assert largest(10) == []


def test_the_newest_rule_says_what_is_middle_skill(san_diego):
    trained(san_diego, entry_education=EntryEducation.ASSOCIATE)
    PriorityRuleFactory(county=san_diego.county, year=2025)
    PriorityRuleFactory(year=2026, education_max=EntryEducation.SOME_COLLEGE)

    assert gaps()[0].is_middle is False


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("openings", "awards", "words"),
    [
        (1816, 345, "1,471 more openings than awards"),
        (31, 30, "1 more opening than awards"),
        (30, 31, "1 more award than openings"),
        (30, 30, "As many openings as awards"),
    ],
)
def test_a_finding_says_which_are_more(san_diego, openings, awards, words):
    row = gap_of(trained(san_diego, openings=openings, awards=(awards,)).occupation.pk)

    assert row.finding.startswith(f"{words} a year: ")


def test_a_number_that_an_agency_published_is_not_called_an_estimate(san_diego):
    nurses = trained(san_diego, openings=None).occupation
    ProjectionFactory(occupation=nurses, area=san_diego, openings=50)

    assert gap_of(nurses.pk).openings_words == "50 openings"


def test_a_small_ratio_is_not_shown_as_none(san_diego):
    rows = [
        gap_of(trained(san_diego, openings=openings, awards=(1,)).occupation.pk)
        for openings in (1000, 4)
    ]

    assert [row.ratio_words for row in rows] == ["under 0.01", "0.25"]


def test_titles_follow_the_reader_s_language(san_diego):
    nurses = trained(san_diego, title="Nurses", title_es="Enfermeras").occupation

    with translation.override("es"):
        assert gap_of(nurses.pk).title == "Enfermeras"
