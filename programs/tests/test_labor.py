"""The labor market's rows: estimates, rules in force, and documents that follow them."""

import itertools
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from partners.tests.factories import CountyFactory, OrganizationFactory
from programs.enums import AreaKind, EntryEducation, FigureKind, Scheme
from programs.labor import derived as labor_derived
from programs.labor import estimates as labor_estimates
from programs.labor.market import labor_in, labor_of
from programs.models import OccupationFigure, SearchDocument, SupplyLink
from programs.tally import Tally
from programs.templatetags import labor_words
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    CrosswalkFactory,
    EstimateFactory,
    OccupationFactory,
    PriorityRuleFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    StateAreaFactory,
    SupplyLinkFactory,
    SurveyFactory,
    WageBenchmarkFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurses():
    return OccupationFactory(
        code__code="29-1141",
        title="Registered Nurses",
        entry_education=EntryEducation.ASSOCIATE,
        experience="none",
    )


@pytest.fixture
def county():
    return AreaFactory(name="San Diego County", county__fips="06073")


def put_together(occupation, county, *, state_jobs=1000, local_jobs=100, openings=250, **codes):
    """What an estimate is made of; `codes` say what each row was published as."""
    state = StateAreaFactory()
    SurveyFactory(occupation=occupation, area=state, jobs=state_jobs, priced_as=codes.get("jobs"))
    ProjectionFactory(
        occupation=occupation, area=state, openings=openings, priced_as=codes.get("openings")
    )
    SurveyFactory(occupation=occupation, area=county, jobs=local_jobs, priced_as=codes.get("local"))


def estimates():
    labor_estimates.rebuild(Tally("estimates"))
    return list(
        OccupationFigure.objects.filter(is_estimate=True).values_list(
            "occupation", "area", "year", "through_year", "openings"
        )
    )


def test_openings_are_the_states_times_the_countys_share_of_jobs(nurses, county):
    put_together(nurses, county, state_jobs=1000, local_jobs=100, openings=255)

    assert estimates() == [(nurses.pk, county.pk, 2023, 2033, 26)]


@pytest.mark.parametrize(
    ("state_openings", "shown", "high_demand"),
    [
        pytest.param(5996, 60, True, id="59.96 is on file as 60"),
        pytest.param(5949, 59, False, id="59.49 is on file as 59"),
    ],
)
def test_the_rule_compares_the_whole_number_that_pages_show(
    nurses, county, state_openings, shown, high_demand
):
    PriorityRuleFactory(county=county.county, min_openings=60)
    put_together(nurses, county, state_jobs=1000, local_jobs=10, openings=state_openings)
    labor_estimates.rebuild(Tally("estimates"))

    here = labor_of([nurses.pk]).at(nurses.pk, county)

    assert (here.openings, here.verdict.high_demand) == (shown, high_demand)


@pytest.mark.parametrize(
    "missing",
    [
        pytest.param({"state_jobs": None}, id="jobs of the state"),
        pytest.param({"local_jobs": None}, id="jobs of the county"),
        pytest.param({"openings": None}, id="openings of the state"),
    ],
)
def test_nothing_is_estimated_from_what_is_not_published(nurses, county, missing):
    put_together(nurses, county, **missing)

    assert estimates() == []


def test_a_share_of_one_code_is_no_share_of_another(nurses, county):
    put_together(nurses, county, jobs=CodeFactory(scheme=Scheme.SOC))

    assert estimates() == []


def test_what_an_agency_publishes_for_the_county_is_not_estimated(nurses, county):
    put_together(nurses, county)
    ProjectionFactory(occupation=nurses, area=county, openings=31)

    assert estimates() == []


def test_jobs_of_county_and_state_are_those_of_the_newest_year_that_both_have(nurses, county):
    put_together(nurses, county, state_jobs=1000, local_jobs=100, openings=250)
    SurveyFactory(occupation=nurses, area=county, year=2026, jobs=900)

    assert estimates()[0][-1] == 25


def test_nothing_is_estimated_from_jobs_of_two_years(nurses, county):
    put_together(nurses, county)
    OccupationFigure.objects.filter(area=county).update(year=2026)

    assert estimates() == []


@pytest.mark.parametrize(
    ("state_survey", "named"),
    [
        pytest.param("Wages", "Projections; Wages", id="one survey"),
        pytest.param("Wages of the state", "Projections; Wages; Wages of the state", id="two"),
    ],
)
def test_an_estimate_names_the_sources_of_its_three_numbers(nurses, county, state_survey, named):
    put_together(nurses, county)
    figures = OccupationFigure.objects.all()
    figures.filter(kind=FigureKind.PROJECTION).update(source="Projections")
    figures.filter(kind=FigureKind.SURVEY, area=county).update(source="Wages")
    figures.filter(kind=FigureKind.SURVEY).exclude(area=county).update(source=state_survey)

    estimates()

    estimate = OccupationFigure.objects.get(is_estimate=True)
    assert estimate.source == f"Estimate of this portal from: {named}"


def test_an_estimate_follows_its_sources_and_goes_with_them(nurses, county):
    put_together(nurses, county)
    first = estimates()

    OccupationFigure.objects.filter(area=county, kind=FigureKind.SURVEY).update(jobs=200)
    second = estimates()
    OccupationFigure.objects.filter(area=county, kind=FigureKind.SURVEY).delete()

    assert (first[0][-1], second[0][-1], estimates()) == (25, 50, [])


def test_deriving_twice_writes_nothing(nurses, county):
    put_together(nurses, county)
    CrosswalkFactory(from_code=CrosswalkFactory().to_code, to_code=nurses.code)

    first, second = labor_derived.rebuild(), labor_derived.rebuild()

    assert [tally.written for tally in first] == [1, 1]
    assert [tally.written for tally in second] == [0, 0]


def test_awards_are_supply_by_way_of_both_crosswalks(nurses):
    top = CodeFactory(title="Nursing")
    cip = CrosswalkFactory(from_code=top).to_code
    CrosswalkFactory(from_code=cip, to_code=nurses.code)

    labor_derived.rebuild()

    assert list(SupplyLink.objects.values_list("code", "occupation")) == [(top.pk, nurses.pk)]


def test_the_newest_figures_and_the_newest_rule_count(nurses, county):
    SurveyFactory(occupation=nurses, area=county, year=2024, hourly_p50=20, hourly_p25=20)
    SurveyFactory(occupation=nurses, area=county, year=2025, hourly_p50=30)
    EstimateFactory(occupation=nurses, area=county, openings=80)
    PriorityRuleFactory(county=county.county, year=2024, min_openings=1000, benchmark__year=2024)
    PriorityRuleFactory(county=county.county, year=2025)

    here = labor_of([nurses.pk]).at(nurses.pk, county)

    assert (here.survey.year, here.openings, here.verdict.priority) == (2025, 80, True)


def test_a_county_without_a_rule_shows_its_benchmark_and_no_flag(nurses, county):
    SurveyFactory(occupation=nurses, area=county, hourly_p50=30)
    WageBenchmarkFactory(county=county.county, hourly=20)

    here = labor_of([nurses.pk]).at(nurses.pk, county)

    assert (here.benchmark.hourly, here.verdict.high_wage, here.verdict.flags) == (20, None, [])


def test_only_annual_pay_is_compared_by_the_hours_of_a_year(nurses, county):
    SurveyFactory(
        occupation=nurses, area=county, **{f"hourly_p{p}": None for p in (10, 25, 50, 75, 90)}
    )
    PriorityRuleFactory(county=county.county, benchmark__hourly=30)

    assert labor_of([nurses.pk]).at(nurses.pk, county).verdict.high_wage is True


@pytest.mark.parametrize("has_rule", [True, False])
def test_what_is_read_of_one_county_is_what_is_read_of_all(
    nurses, county, has_rule, django_assert_max_num_queries
):
    other, aides = AreaFactory(), OccupationFactory(needs_license=True)
    broader = CodeFactory(scheme=Scheme.SOC)
    SupplyLinkFactory(occupation=aides)
    for area in (county, other):
        for year, occupation in itertools.product((2024, 2025), (nurses, aides)):
            SurveyFactory(occupation=occupation, area=area, year=year, priced_as=broader)
        EstimateFactory(occupation=aides, area=area)
        for year in (2024, 2025):
            WageBenchmarkFactory(county=area.county, year=year)
            if has_rule:
                PriorityRuleFactory(
                    county=area.county, year=year, counts_licensed=True, benchmark__year=year + 10
                )
    occupations = [nurses, aides]
    everywhere = labor_of([one.pk for one in occupations])

    with django_assert_max_num_queries(5):
        here = labor_in(county.county_id, occupations)

    for one in occupations:
        assert here.in_county(one.pk, county.county_id) == everywhere.at(one.pk, county)
        assert here.in_county(one.pk, other.county_id) is None
    assert here.in_county(aides.pk, county.county_id).survey.priced_as == broader


@pytest.mark.parametrize("has_county", [True, False])
def test_a_county_that_is_no_area_has_no_figures(nurses, has_county):
    county = CountyFactory().pk if has_county else None

    assert labor_in(county, [nurses]).in_county(nurses.pk, county) is None


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"openings": 5}, id="openings in a survey"),
        pytest.param({"through_year": 2033}, id="a survey of two years"),
        pytest.param({"hourly_p10": 90}, id="a tenth paid more than the median"),
        pytest.param({"is_estimate": True}, id="an estimate without a method"),
    ],
)
def test_the_database_refuses_a_figure_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyFactory(**wrong)


def test_a_county_area_names_its_county():
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(kind=AreaKind.STATE, county=CountyFactory())


# --- Documents ----------------------------------------------------------------------------------


def first_job(program):
    return SearchDocument.objects.values_list("job_flags", "pay", "openings").get(
        kind="program", object_id=program.pk
    )


@pytest.fixture
def program(nurses, county):
    """A program in the county that leads to nurses first and to something better paid second."""
    program = ProgramFactory(organization=OrganizationFactory(county=county.county))
    ProgramOccupationFactory(program=program, occupation=nurses, rank=1)
    other = ProgramOccupationFactory(program=program, rank=2).occupation
    SurveyFactory(occupation=other, area=county, hourly_p50=39)
    return program


def test_a_document_has_pay_openings_and_flags_of_the_first_job_in_its_county(
    program, nurses, county
):
    SurveyFactory(occupation=nurses, area=county, hourly_p50=30)
    SurveyFactory(occupation=nurses, hourly_p50=35)  # of another county
    EstimateFactory(occupation=nurses, area=county, openings=80)
    PriorityRuleFactory(county=county.county)

    assert first_job(program) == (["priority", "high_wage", "high_demand"], 3000, 80)


def test_a_document_follows_figures_and_rules(program, nurses, county):
    nothing = first_job(program)
    survey = SurveyFactory(occupation=nurses, area=county, hourly_p50=30)
    rule = PriorityRuleFactory(county=county.county)
    with_rule = first_job(program)
    rule.benchmark.hourly = 31
    rule.benchmark.save()
    dearer = first_job(program)
    survey.delete()

    assert [nothing, with_rule, dearer, first_job(program)] == [
        ([], None, None),
        (["high_wage"], 3000, None),
        ([], 3000, None),
        ([], None, None),
    ]


def test_a_list_of_jobs_tells_of_the_first_counties_and_how_many_more_there_are(monkeypatch):
    places = [
        SimpleNamespace(
            area=SimpleNamespace(local_name=f"County {number}"),
            survey=None,
            benchmark=None,
            openings=None,
        )
        for number in range(3)
    ]
    monkeypatch.setattr(labor_words, "MOST_PLACES", 2)

    told = labor_words.job_places(places)

    assert "County 1" in told and "County 2" not in told
    assert "1 more county on the page of the job" in told
    assert "more" not in labor_words.job_places(places[:2])
