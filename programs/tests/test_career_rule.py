"""The page of the rule: the numbers of each county, their sources, history, and who meets it."""

import re

import pytest

from partners.tests.reading import words
from programs.enums import EntryEducation, Experience, Household
from programs.models import PriorityRule
from programs.tests.factories import (
    AreaFactory,
    EstimateFactory,
    OccupationFactory,
    PriorityRuleFactory,
    SurveyFactory,
    WageBenchmarkFactory,
)
from programs.tests.percentiles import pay, without_pay

pytestmark = pytest.mark.django_db


def page(client):
    response = client.get("/careers/priority-rule/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def panel(client, name):
    return page(client).partition(f'id="{name}">')[2].partition("</section>")[0]


@pytest.fixture
def bay():
    area = AreaFactory(county__slug="bay", county__name="Bay", name="Bay County", slug="bay-county")
    PriorityRuleFactory(county=area.county, source="Rule of the tests")
    return area


@pytest.fixture
def valley():
    return AreaFactory(county__slug="valley", name="Valley County", slug="valley-county")


def job(area, title, *, openings, hourly=None, education=EntryEducation.ASSOCIATE):
    """An occupation with openings; without pay if `hourly` is not given."""
    occupation = OccupationFactory(
        title=title, entry_education=education, experience=Experience.NONE
    )
    if hourly is not None:
        SurveyFactory(occupation=occupation, area=area, **pay(hourly))
    EstimateFactory(occupation=occupation, area=area, openings=openings)
    return occupation


def test_the_rule_is_in_words_with_its_numbers_source_and_year(client, bay):
    said = words(panel(client, "bay"))

    for sentence in (
        "from 2025 on",
        "Half earn at least $26.00 an hour. Living wage of one adult, 2025. Source: Table of the",
        "At least 60 openings in an average year, estimates included.",
        "usual education to enter from “Some college, no degree” to “Associate&#x27;s degree”.",
        "Or less, if learned so: Apprenticeship, More than a year of training at work.",
        "Or more, if a license opens the job and an associate degree on file names it.",
        "Usual experience in a related occupation: Less than 5 years, or none.",
        "One occupation, not a group of what fits nowhere else",
        "Source: Rule of the tests, as of 30 Jun 2026",
    ):
        assert sentence in said, sentence


def test_what_the_row_does_not_ask_is_not_said(client, bay):
    PriorityRule.objects.update(trainings=[], counts_licensed=False, leaves_out_general=False)

    said = words(panel(client, "bay"))

    assert "Or less, if learned so" not in said
    assert "Or more, if a license" not in said
    assert "fits nowhere else" not in said


def test_the_flags_are_worded_as_our_rule_and_not_as_an_agencys(client, bay):
    said = words(page(client))

    assert "“meets our rule (openings estimated)”" in said
    assert "It does not say that an agency has named the job a priority." in said


def test_how_many_meet_it_and_the_way_to_the_list(client, bay):
    job(bay, "Nurses", hourly=60, openings=100)
    job(bay, "Physicians", hourly=90, openings=100, education=EntryEducation.DOCTORAL)
    job(bay, "Aides", hourly=20, openings=100)
    OccupationFactory(title="Nobody knows", entry_education=EntryEducation.ASSOCIATE)

    text = panel(client, "bay")

    figures = re.findall(r'figure-value">(\d+)</p><p><a href="([^"]+)">([^<]+)</a>', text)
    assert figures == [
        ("1", "/careers/?flag=priority", "occupation is a priority job"),
        ("2", "/careers/?flag=high_wage", "occupations are high wage"),
        ("3", "/careers/?flag=high_demand", "occupations are high demand"),
    ]
    assert "Of 1 occupation nobody can say whether it is a priority job" in text
    for count, address, _words in figures:
        assert f">{count} occupation" in client.get(address).content.decode()


def test_the_priority_jobs_are_listed_with_pay_openings_and_link(client, bay, valley):
    PriorityRuleFactory(county=valley.county)
    few = job(bay, "Surveyors", hourly=40, openings=60)
    many = job(bay, "Nurses", hourly=60, openings=1234)
    job(bay, "Aides", hourly=20, openings=900)
    job(bay, "Physicians", hourly=90, openings=100, education=EntryEducation.DOCTORAL)
    there = job(valley, "Divers", hourly=50, openings=70)

    here, elsewhere = panel(client, "bay"), panel(client, "valley")

    assert "The 2 occupations that meet the rule" in here
    rows = re.findall(r"<tr.*?</tr>", here.partition("<tbody")[2])
    assert [words(row) for row in rows] == [
        f"Nurses {many.code.code} · Associate&#x27;s degree $60.00 an hour 1,234 estimate",
        f"Surveyors {few.code.code} · Associate&#x27;s degree $40.00 an hour 60 estimate",
    ]
    assert f'href="/careers/{few.code.code}/"' in here
    assert "Source: Table of the tests" in words(here)
    assert "The 1 occupation that meets the rule" in elsewhere
    assert f'href="/careers/{there.code.code}/"' in elsewhere


def test_pay_of_a_listed_job_is_in_the_unit_it_is_published_in(client, bay):
    yearly, beyond = job(bay, "Pilots", openings=90), job(bay, "Divers", openings=80)
    SurveyFactory(occupation=yearly, area=bay, **without_pay() | {"annual_p50": 90_000})
    SurveyFactory(occupation=beyond, area=bay, **without_pay(), top_coded=[50])

    said = words(panel(client, "bay"))

    assert "$90,000 a year 90 estimate" in said
    assert "above the highest figure published 80 estimate" in said


@pytest.mark.parametrize(
    ("agency_jobs", "sentence"),
    [
        (50, "the agency that this one follows counts 50 priority jobs; by ours there are 1."),
        (1, "the agency that this one follows counts 1 priority job; by ours there are 1."),
    ],
)
def test_the_agencys_own_count_stands_beside_ours_with_its_source(
    client, bay, agency_jobs, sentence
):
    PriorityRule.objects.update(agency_jobs=agency_jobs)
    job(bay, "Nurses", hourly=60, openings=100)

    said = words(panel(client, "bay"))

    assert f"By its own rule {sentence}" in said
    assert "Which ones it counts is not on file" in said
    assert said.count("Source: Rule of the tests") == 2


def test_where_the_agencys_count_is_not_on_file_nothing_is_said_of_it(client, bay):
    job(bay, "Nurses", hourly=60, openings=100)

    assert "By its own rule" not in words(panel(client, "bay"))


def test_where_no_occupation_meets_the_rule_the_page_says_so(client, bay):
    assert "No occupation meets it." in words(panel(client, "bay"))


def test_the_page_says_which_number_of_openings_is_compared(client, bay):
    said = words(page(client))

    assert "An estimate is rounded to a whole number" in said
    assert "what is worked out as 59.6 is 60." in said


def test_a_county_without_rule_and_benchmark_says_that_both_are_missing(client, bay, valley):
    said = words(panel(client, "valley"))

    assert "No rule is on file for Valley County, so no occupation is flagged there." in said
    assert "That does not mean that none would meet one." in said
    assert "No benchmark of pay is on file either" in said


def test_older_rules_and_benchmarks_are_kept_as_history(client, bay):
    old = WageBenchmarkFactory(county=bay.county, year=2021, hourly="18.43")
    PriorityRuleFactory(county=bay.county, year=2021, benchmark=old, min_openings=50)
    WageBenchmarkFactory(
        county=bay.county, year=2017, household=Household.TWO_AND_TWO, hourly="20.98"
    )

    text = panel(client, "bay")

    in_force, _details, history = text.partition("<details>")
    assert "At least 60 openings" in in_force and "At least 50 openings" not in in_force
    assert "The rule from 2021 on, history" in history and "At least 50 openings" in history
    assert "$18.43" in history and "$20.98" in history
    assert "two adults" in words(history).lower()


def test_what_middle_skill_means_and_how_openings_are_estimated(client, bay):
    said = words(page(client))

    assert "more than a high school diploma and less than a bachelor’s degree" in said
    assert "each county its share of the state’s jobs in the occupation" in said


def test_without_any_county_the_page_says_so(client):
    assert "No county has figures on file yet" in page(client)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, bay, count, django_assert_num_queries):
    for n in range(count):
        job(bay, f"Nurse {n}", hourly=60, openings=100)
        WageBenchmarkFactory(county=bay.county, year=2000 + n)

    with django_assert_num_queries(12):  # rules, benchmarks, counties 4, rows 4, cards 2
        page(client)
