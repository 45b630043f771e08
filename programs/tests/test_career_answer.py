"""Which occupations answer a question, in which order, and how many each choice would give."""

from decimal import Decimal

import pytest

from programs.careers.answer import CareerQuestion, ask
from programs.careers.facets import FACETS
from programs.careers.rows import BEYOND, counties, rows_in
from programs.enums import EntryEducation, Experience
from programs.models import Occupation, OccupationFigure
from programs.tests.factories import (
    AreaFactory,
    EstimateFactory,
    OccupationFactory,
    PriorityRuleFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    SectorFactory,
    StateAreaFactory,
    SurveyFactory,
)
from programs.tests.percentiles import pay as percentiles
from programs.tests.percentiles import without_pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def bay():
    """A county with a rule: $26 an hour, 60 openings. It has the most jobs."""
    area = AreaFactory(county__slug="bay", name="Bay County", slug="bay-county")
    PriorityRuleFactory(county=area.county)
    SurveyFactory(area=area, jobs=9000, occupation__title="Many jobs")
    return area


@pytest.fixture
def valley():
    """A county without a rule and a benchmark."""
    area = AreaFactory(county__slug="valley", name="Valley County", slug="valley-county")
    SurveyFactory(area=area, jobs=10, occupation=Occupation.objects.first() or OccupationFactory())
    return area


def career(title, area=None, *, openings=None, growth=None, pay=None, **values):
    """An occupation with figures: median pay an hour and openings in the area, state growth."""
    occupation = OccupationFactory(title=title, **values)
    if pay is not None:
        SurveyFactory(occupation=occupation, area=area, **percentiles(pay))
    if openings is not None:
        EstimateFactory(occupation=occupation, area=area, openings=openings)
    if growth is not None:
        ProjectionFactory(occupation=occupation, area=StateAreaFactory(), growth=growth)
    return occupation


def titles(**question):
    return [row.title for row in ask(CareerQuestion(**question)).rows]


def test_the_county_with_the_most_jobs_comes_first(bay, valley):
    assert [here.key for here in counties()] == ["bay", "valley"]
    assert ask(CareerQuestion()).here.area == bay
    assert ask(CareerQuestion(county="valley")).here.area == valley
    assert ask(CareerQuestion(county="nowhere")).here.area == bay


def test_jobs_of_older_years_do_not_make_a_county_larger(bay, valley):
    old = OccupationFigure.objects.get(area=valley)
    SurveyFactory(area=valley, occupation=old.occupation, year=2019, jobs=99_999)

    assert [here.key for here in counties()] == ["bay", "valley"]


def test_figures_are_those_of_the_county_and_growth_is_the_states(bay, valley):
    nurse = career("Nurse", bay, pay=60, openings=100, growth=Decimal("4.5"))
    SurveyFactory(occupation=nurse, area=valley, hourly_p50=35)

    here = {row.pk: row for row in ask(CareerQuestion(text="nurse")).rows}[nurse.pk]
    there = {row.pk: row for row in ask(CareerQuestion(text="nurse", county="valley")).rows}[
        nurse.pk
    ]

    assert (here.pay, here.openings, here.growth) == (60, 100, Decimal("4.5"))
    assert (there.pay, there.openings, there.growth) == (35, None, Decimal("4.5"))


def test_the_newest_year_counts(bay):
    nurse = career("Nurse", bay, pay=60)
    SurveyFactory(occupation=nurse, area=bay, year=2019, hourly_p50=35)

    assert ask(CareerQuestion(text="nurse")).rows[0].pay == 60


@pytest.mark.parametrize(
    ("sort", "ordered"),
    [
        ("name", ["Áspera", "Beta", "Beta", "Gamma", "Many jobs"]),
        ("pay", ["Gamma", "Beta", "Many jobs", "Áspera", "Beta"]),
        ("openings", ["Áspera", "Beta", "Beta", "Gamma", "Many jobs"]),
        ("growth", ["Beta", "Áspera", "Beta", "Gamma", "Many jobs"]),
    ],
)
def test_rows_without_the_figure_stand_last_and_equals_by_name(bay, sort, ordered):
    career("Gamma", bay, pay=50)
    career("Beta", bay, pay=40, openings=5, growth=Decimal(2))
    career("Áspera", bay, openings=90, growth=Decimal(-3))
    career("Beta", bay)

    assert titles(sort=sort) == ordered


def test_equal_rows_keep_their_order_from_page_to_page(bay):
    twins = [career("Twin", bay, openings=5) for _ in range(3)]

    found = [row.pk for row in ask(CareerQuestion(text="twin", sort="openings")).rows]

    assert found == [twin.pk for twin in twins]


def test_no_match_codes_are_no_occupation(bay):
    occupation = career("Nothing fits")
    occupation.code.is_match = False
    occupation.code.save()

    assert "Nothing fits" not in titles()


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["Registered Nurses", "nurse", "NURSES", "enfermera", "Enfermería", "rn", "regsitered nurse"],
)
def test_words_find_titles_in_both_languages_other_names_and_misspellings(bay, typed):
    career("Welders", bay, title_es="Soldadores")
    career("Registered Nurses", bay, title_es="Enfermeras de enfermería", aliases=["RN"])

    assert titles(text=typed) == ["Registered Nurses"]


@pytest.mark.parametrize(
    "typed", ["29-1141", "29-1141.00", "291141", "29 1141", "2911", "29-11", "29-", "29"]
)
def test_a_code_or_its_beginning_finds_the_occupations_below_it(bay, typed):
    career("Registered Nurses", bay, code__code="29-1141")
    career("Welders", bay, code__code="51-4121")

    assert titles(text=typed) == ["Registered Nurses"]


def test_the_title_that_is_named_exactly_stands_first(bay):
    career("Nurse Practitioners", bay, openings=900)
    career("Nurse", bay, openings=1)

    assert titles(text="nurse") == ["Nurse", "Nurse Practitioners"]


def test_exact_words_are_not_respelled(bay):
    career("Welders", bay)

    assert titles(text="weldrs") == ["Welders"]
    assert titles(text="weldrs", exact=True) == []


# --- Filters --------------------------------------------------------------------------------------

# A rule of its own for each choice, as slow and plain as can be.
SLOW = {
    ("flag", "high_wage"): lambda o, f: f["pay"] is not None and f["pay"] >= 26,
    ("flag", "high_demand"): lambda o, f: f["openings"] is not None and f["openings"] >= 60,
    ("flag", "priority"): lambda o, f: (
        (f["pay"] or 0) >= 26
        and (f["openings"] or 0) >= 60
        and o.entry_education == EntryEducation.ASSOCIATE
    ),
    ("programs", "yes"): lambda o, f: bool(f["programs"]),
    ("pay", "living"): lambda o, f: (f["pay"] or 0) >= 26,
    ("pay", "40000"): lambda o, f: (f["pay"] or 0) * 2080 >= 40_000,
    ("pay", "150000"): lambda o, f: (f["pay"] or 0) * 2080 >= 150_000,
    ("openings", "0-19"): lambda o, f: f["openings"] is not None and f["openings"] <= 19,
    ("openings", "20-59"): lambda o, f: f["openings"] in range(20, 60),
    ("openings", "60-199"): lambda o, f: f["openings"] in range(60, 200),
    ("openings", "200-499"): lambda o, f: f["openings"] in range(200, 500),
    ("openings", "500-up"): lambda o, f: (f["openings"] or 0) >= 500,
    ("growth", "declining"): lambda o, f: f["growth"] is not None and f["growth"] < 0,
    ("growth", "0-5"): lambda o, f: f["growth"] is not None and 0 <= f["growth"] <= 5,
    ("growth", "5-10"): lambda o, f: f["growth"] is not None and 5 < f["growth"] <= 10,
    ("growth", "10-up"): lambda o, f: f["growth"] is not None and f["growth"] > 10,
    ("education", "associate"): lambda o, f: o.entry_education == EntryEducation.ASSOCIATE,
    ("education", "bachelor"): lambda o, f: o.entry_education == EntryEducation.BACHELOR,
    ("sector", "health"): lambda o, f: "health" in f["programs"],
    ("interest", "social"): lambda o, f: "S" in o.interests,
    ("interest", "realistic"): lambda o, f: "R" in o.interests,
}


@pytest.fixture
def many(bay):
    """Occupations on both sides of every limit, as [(occupation, its figures)]."""
    cases = [
        # pay, openings, growth, education, interests, sector of a program
        (26, 60, 5, "ASSOCIATE", ["S"], "health"),
        (25, 59, Decimal("5.1"), "ASSOCIATE", ["R", "S"], None),
        (73, 19, 10, "BACHELOR", [], "energy"),
        (None, 20, Decimal("10.1"), None, ["R"], "health"),
        (19, 199, 0, "ASSOCIATE", ["A"], None),
        (20, 200, Decimal("-0.1"), "BACHELOR", ["S"], None),
        (40, 499, None, "ASSOCIATE", ["C"], "energy"),
        (30, 500, 3, "ASSOCIATE", ["I"], None),
        (30, None, 3, "ASSOCIATE", ["E"], None),
    ]
    sectors = {slug: SectorFactory(slug=slug) for slug in ("health", "energy")}
    made = []
    for n, (pay, openings, growth, education, interests, sector) in enumerate(cases):
        occupation = career(
            f"Case {n}",
            bay,
            pay=pay,
            openings=openings,
            growth=growth,
            entry_education=education and EntryEducation[education],
            experience=Experience.NONE,
            interests=interests,
        )
        if sector:
            program = ProgramFactory(sector=sectors[sector])
            ProgramOccupationFactory(occupation=occupation, program=program)
        made.append(
            (
                occupation,
                {
                    "pay": pay,
                    "openings": openings,
                    "growth": growth,
                    "programs": [sector] if sector else [],
                },
            )
        )
    return made


@pytest.mark.parametrize(("facet", "key"), SLOW, ids=lambda part: part)
def test_a_filter_finds_what_a_slow_count_finds(many, facet, key):
    wanted = {
        occupation.title for occupation, figures in many if SLOW[facet, key](occupation, figures)
    }

    found = titles(text="case", chosen={facet: (key,)})

    assert set(found) == wanted
    assert len(found) == len(wanted) > 0


def test_counts_say_what_each_choice_alone_would_find(many):
    chosen = {"education": ("associate",), "openings": ("60-199", "200-499")}

    answer = ask(CareerQuestion(text="case", chosen=chosen))

    for facet in FACETS:
        for key in answer.choices[facet.name]:
            alone = ask(CareerQuestion(text="case", chosen=chosen | {facet.name: (key,)}))
            assert answer.counts[facet.name][key] == alone.total, (facet.name, key)


def test_kept_out_says_how_many_more_there_would_be_without_a_filter(many):
    chosen = {"education": ("bachelor",), "interest": ("realistic",)}

    answer = ask(CareerQuestion(text="case", chosen=chosen))

    assert answer.total == 0
    for name in chosen:
        rest = {facet: keys for facet, keys in chosen.items() if facet != name}
        assert answer.kept_out[name] == ask(CareerQuestion(text="case", chosen=rest)).total


def test_several_choices_of_a_facet_widen_and_facets_narrow(many):
    social_or_making = titles(text="case", chosen={"interest": ("social", "artistic")})

    assert set(social_or_making) == {"Case 0", "Case 1", "Case 4", "Case 5"}
    narrowed = {"interest": ("social", "artistic"), "pay": ("40000",)}
    assert set(titles(text="case", chosen=narrowed)) == {"Case 0", "Case 1", "Case 5"}


def test_of_a_single_choice_the_last_one_counts(many):
    answer = ask(CareerQuestion(chosen={"pay": ("40000", "150000")}))

    assert answer.chosen == {"pay": ("150000",)}


def test_what_means_nothing_is_told_apart(bay):
    answer = ask(CareerQuestion(chosen={"sector": ("nowhere",), "pay": ("40000",)}))

    assert [(facet.name, key) for facet, key in answer.unknown] == [("sector", "nowhere")]
    assert answer.chosen == {"pay": ("40000",)}


def test_sample_programs_lead_nowhere_for_filters(bay):
    sample = career("Case")
    ProgramOccupationFactory(
        occupation=sample, program=ProgramFactory(is_sample=True, sector__slug="health")
    )

    answer = ask(CareerQuestion(text="case"))

    assert (answer.rows[0].programs, answer.rows[0].samples) == (0, 1)
    assert answer.counts["programs"]["yes"] == answer.counts["sector"]["health"] == 0


def test_programs_that_the_public_does_not_see_lead_nowhere(bay):
    occupation = career("Case")
    ProgramOccupationFactory(occupation=occupation, program__status="draft")
    ProgramOccupationFactory(occupation=occupation, program__availability="inactive")

    assert ask(CareerQuestion(text="case")).rows[0].programs == 0


def test_nothing_reaches_a_living_wage_or_a_rule_that_is_not_on_file(bay, valley):
    nurse = career("Nurse", valley, pay=90, openings=900)

    answer = ask(CareerQuestion(county="valley"))

    assert {row.pk: row.verdict.flags for row in answer.rows}[nurse.pk] == []
    assert answer.counts["pay"]["living"] == 0
    assert answer.counts["flag"] == {}


def test_pay_above_the_highest_figure_published_passes_every_step(bay):
    surgeon = OccupationFactory(title="Surgeons")
    SurveyFactory(
        occupation=surgeon,
        area=bay,
        **without_pay(),
        top_coded=[50, 75, 90],
    )

    row = ask(CareerQuestion(text="surgeons", chosen={"pay": ("150000",)})).rows[0]

    assert (row.pay, row.annual) == (None, BEYOND)
    assert row.verdict.high_wage is True
    assert titles(sort="pay")[0] == "Surgeons"


def test_pay_published_by_the_hour_only_counts_as_full_time(bay):
    career("Actors")
    SurveyFactory(
        occupation=Occupation.objects.get(title="Actors"),
        area=bay,
        **without_pay() | {"hourly_p50": 30},
    )

    assert "Actors" in titles(chosen={"pay": ("60000",)})
    assert "Actors" not in titles(chosen={"pay": ("80000",)})


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(bay, count, django_assert_num_queries):
    for n in range(count):
        ProgramOccupationFactory(occupation=career(f"Nurse {n}", bay, pay=40, openings=80))

    # counties 4, sectors, rows 4, spelling, columns, lists of documents, newer documents
    with django_assert_num_queries(13):
        assert len(titles(text="nurse")) == count


def test_without_any_county_occupations_are_listed_without_figures():
    OccupationFactory(title="Welders")

    answer = ask(CareerQuestion(chosen={"pay": ("living",)}))

    assert answer.here is None
    assert [row.pay for row in rows_in(None)] == [None]
    assert answer.total == 0
