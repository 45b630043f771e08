"""The page of one occupation: every figure with its source, every missing one in words."""

import json
import re

import pytest

from partners.enums import Segment
from partners.tests.factories import PlaceFactory, SiteFactory
from programs.enums import AreaKind, EntryEducation, Experience, Household, Training
from programs.models import Area, OccupationFigure
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    EstimateFactory,
    OccupationFactory,
    OccupationRelatedFactory,
    OccupationSkillFactory,
    PriorityRuleFactory,
    ProgramAreaFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    StateAreaFactory,
    SupplyLinkFactory,
    SurveyFactory,
    WageBenchmarkFactory,
)
from programs.tests.percentiles import pay, without_pay

pytestmark = pytest.mark.django_db

ONET = "O*NET 29.3 by the U.S. Department of Labor"


def page(client, path="/careers/29-1141/"):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def words(text):
    """What a reader reads: without tags, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def panel(text, name):
    """One panel of the page, as HTML."""
    return text.partition(f'id="{name}">')[2].partition("</section>")[0]


def table_rows(text):
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", text)
    ]


@pytest.fixture
def bay():
    """Bay County, with a rule: $26 an hour, 60 openings."""
    area = AreaFactory(county__slug="bay", county__name="Bay", name="Bay County", slug="bay-county")
    PriorityRuleFactory(county=area.county)
    return area


@pytest.fixture
def valley():
    """Valley County: no rule, no benchmark."""
    return AreaFactory(
        county__slug="valley", county__name="Valley", name="Valley County", slug="valley-county"
    )


@pytest.fixture
def nation():
    return AreaFactory(
        kind=AreaKind.NATION, county=None, name="United States", slug="united-states"
    )


@pytest.fixture
def nurse(bay, valley, nation):
    """Registered nurses with every figure on file, in both counties, state and nation."""
    occupation = OccupationFactory(
        code__code="29-1141",
        title="Registered Nurses",
        title_es="Enfermeras registradas",
        slug="registered-nurses",
        description="Assess patient health problems.",
        aliases=["RN"],
        entry_education=EntryEducation.ASSOCIATE,
        experience=Experience.NONE,
        needs_license=True,
        job_zone=4,
        interests=["S", "I"],
        source=ONET,
    )
    state = StateAreaFactory()
    SurveyFactory(occupation=occupation, area=bay, jobs=2000, source="Survey", **pay(60))
    SurveyFactory(occupation=occupation, area=valley, jobs=100, source="Survey", **pay(40))
    SurveyFactory(occupation=occupation, area=state, jobs=20_000, source="Survey", **pay(62))
    SurveyFactory(occupation=occupation, area=nation, jobs=300_000, source="Survey", **pay(45))
    ProjectionFactory(
        occupation=occupation,
        area=state,
        openings=17_580,
        growth="10.5",
        jobs=19_000,
        jobs_through=21_000,
        source="State projections",
    )
    EstimateFactory(occupation=occupation, area=bay, openings=1758, source="Our estimate")
    EstimateFactory(occupation=occupation, area=valley, openings=88, source="Our estimate")
    return occupation


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["29-1141.00", "291141", "29 1141", "29.1141", "registered-nurses"]
)
@pytest.mark.parametrize("language", ["", "/es"])
def test_other_spellings_lead_to_the_page(client, nurse, language, written):
    response = client.get(f"{language}/careers/{written}/")

    assert (response.status_code, response["Location"]) == (301, f"{language}/careers/29-1141/")


@pytest.mark.parametrize(
    "path", ["29-9999", "99-9999", "29-11", "nowhere", "29-1141x", "..", "%27"]
)
def test_an_unknown_code_is_not_found_and_offers_a_search(client, nurse, path):
    response = client.get(f"/careers/{path}/")

    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


def test_no_match_is_not_found(client):
    OccupationFactory(code__code="99-9999", code__is_match=False)

    assert client.get("/careers/99-9999/").status_code == 404


# --- Pay ------------------------------------------------------------------------------------------


def test_the_heading_is_the_finding_and_the_chart_says_it_in_one_sentence(client, nurse):
    text = panel(page(client), "pay")

    assert "<h2>Half earn more than $124,800 a year in Bay County</h2>" in text
    assert (
        'role="img" aria-label="Bay County: half earn more than $124,800 a year; '
        "Valley County: half earn more than $83,200 a year; "
        "California: half earn more than $128,960 a year; "
        'United States: half earn more than $93,600 a year."'
    ) in text


def test_the_chart_marks_the_living_wage_only_where_one_is_on_file(client, nurse):
    text = panel(page(client), "pay")

    rows = re.findall(
        r'<div class="wages-row"> <div class="wages-name">(.*?)</div>(.*?)</svg>', text
    )
    assert {name: "pay-tick" in svg for name, svg in rows} == {
        "Bay County": True,
        "Valley County": False,
        "California": False,
        "United States": False,
    }


def test_the_scale_of_the_chart_holds_a_living_wage_above_all_pay(client, nurse, bay):
    """Else its tick would stand at the end of the scale, at a figure that is not its own."""
    OccupationFigure.objects.filter(kind="survey").update(**pay(11))

    text = panel(page(client), "pay")

    # $26 an hour is $54,080 a year, between the last but one and the last number of the scale.
    numbers = re.findall(r'<text x="([\d.]+)%"[^>]*>(\$[\dk]+)</text>', text)
    [tick] = re.findall(r'class="pay-tick" x="([\d.]+)%"', text)
    below, above = numbers[-2:]
    assert (below[1], above[1]) == ("$40k", "$60k")
    assert float(below[0]) < float(tick) < float(above[0])


def test_the_chart_is_drawn_with_attributes_only(client, nurse):
    assert "style=" not in page(client)


def test_the_table_has_all_percentiles_a_year_and_an_hour(client, nurse):
    rows = table_rows(panel(page(client), "pay").partition("<tbody")[2])

    assert rows[0] == [
        "Bay County 2025",
        "$62,400 a year $30.00 an hour",
        "$99,840 a year $48.00 an hour",
        "$124,800 a year $60.00 an hour",
        "$149,760 a year $72.00 an hour",
        "$249,600 a year $120.00 an hour",
        "2,000",
    ]
    assert [row[0] for row in rows] == [
        "Bay County 2025",
        "Valley County 2025",
        "California 2025",
        "United States 2025",
    ]


@pytest.mark.parametrize("name", ["pay", "openings"])
def test_a_table_whose_rows_may_become_blocks_says_its_roles_itself(client, nurse, name):
    text = panel(page(client), name)
    table = text.partition("<table")[2].partition("</table>")[0]
    own = {
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "td": "cell",
        "th": "columnheader|rowheader",
    }

    assert '<table role="table" aria-labelledby="' in text
    for tag, roles in own.items():
        tags = re.findall(rf"<{tag}\b[^>]*>", table)
        assert tags and all(re.search(rf' role="({roles})"', one) for one in tags), tag
    cells = re.findall(r"<td\b[^>]*>", table)
    assert all(' data-label="' in cell for cell in cells)
    assert "Slide the table sideways" not in text


def test_pay_has_its_source_and_day_and_benchmarks_have_theirs(client, nurse):
    text = words(panel(page(client), "pay"))

    assert "Source: Survey, as of 30 Jun 2026" in text
    assert "the living wage of one adult is $26.00 an hour." in text
    assert "Living wage of one adult, 2025. Source: Table of the tests" in text


@pytest.mark.parametrize(
    "address", ["/es/careers/29-1141/", "/es/careers/", "/es/careers/priority-rule/"]
)
def test_the_english_name_of_a_benchmark_is_marked_on_spanish_pages(client, nurse, address):
    text = page(client, address)

    assert '<span lang="en">Living wage of one adult</span>' in text


def test_a_county_without_a_benchmark_says_so(client, nurse):
    assert "Valley County: no benchmark on file, so no high-wage flag." in words(page(client))


def test_older_benchmarks_and_other_households_are_history(client, nurse, bay):
    WageBenchmarkFactory(county=bay.county, year=2021, hourly="18.43", annual=38_919)
    WageBenchmarkFactory(
        county=bay.county, year=2017, hourly="22.45", household=Household.ADULT_AND_CHILD
    )

    details = panel(page(client), "pay").partition("<details>")[2].partition("</details>")[0]

    assert [row[:4] for row in table_rows(details)[1:]] == [
        ["2021", "Bay One adult, no children", "$18.43", "$38,919"],
        ["2017", "Bay One adult, one school-age child", "$22.45", "not on file"],
    ]
    assert "$26.00" not in details


def test_what_is_not_published_says_so_and_is_never_zero(client, nurse, valley):
    OccupationFigure.objects.filter(area=valley, kind="survey").update(**without_pay(), jobs=None)

    text = panel(page(client), "pay")

    assert ["Valley County 2025", "not published", "not published"] in table_rows(text)
    assert not re.search(r">\$?0(\.00)?<", text.partition("<table")[2])


def test_a_county_that_the_survey_leaves_out_says_so(client, nurse, valley):
    OccupationFigure.objects.filter(area=valley).delete()

    text = page(client)

    assert ["Valley County", "not published", "not published"] in table_rows(panel(text, "pay"))
    assert ["Valley County", "not on file", "", "see the state", "", ""] in table_rows(
        panel(text, "openings")
    )


def test_without_a_figure_of_a_county_the_finding_is_the_states(client, nurse):
    OccupationFigure.objects.filter(area__kind=AreaKind.COUNTY).delete()

    assert "<h2>California: half earn more than $128,960 a year</h2>" in page(client)


def test_an_occupation_without_any_figure_is_a_page(client, bay):
    OccupationFactory(code__code="25-2055", title="Teachers")

    text = words(page(client, "/careers/25-2055/"))

    assert "What it pays is not published" in text
    assert "Openings a year not on file Bay County" in text
    assert "Growth not on file" in text


def test_the_page_stands_without_any_area(client):
    OccupationFactory(code__code="25-2055", title="Teachers")

    assert "What it pays is not published" in page(client, "/careers/25-2055/")


def test_pay_above_the_highest_figure_is_in_words(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay, kind="survey").update(
        annual_p90=None, hourly_p90=None, top_coded=[90]
    )

    text = panel(page(client), "pay")

    assert table_rows(text)[1][5] == "above the highest published"
    assert "the survey says only that the pay is above its highest figure" in text


def test_pay_by_the_hour_only_is_not_made_into_a_year(client, nurse, bay):
    values = without_pay() | {"hourly_p50": 30}
    OccupationFigure.objects.filter(area=bay, kind="survey").update(**values)

    text = panel(page(client), "pay")

    assert "Half earn more than $30.00 an hour in Bay County" in text
    assert "Pay that is published by the hour only stands where full-time work would." in text
    assert "$62,400" not in text
    assert table_rows(text)[1][:4] == [
        "Bay County 2025, published by the hour only",
        "not published",
        "not published",
        "$30.00 an hour",
    ]


def test_pay_by_the_year_only_says_so(client, nurse, bay):
    values = without_pay() | {"annual_p50": 62_400}
    OccupationFigure.objects.filter(area=bay, kind="survey").update(**values)

    row = table_rows(panel(page(client), "pay"))[1]

    assert (row[0], row[3]) == ("Bay County 2025, published by the year only", "$62,400 a year")


def test_an_occupation_priced_at_a_broader_code_says_which(client, nurse, bay):
    code = CodeFactory(scheme="soc", code="29-1140", title="Nurses of all kinds")
    OccupationFigure.objects.filter(area=bay).update(priced_as=code)

    text = page(client)

    for name in ("pay", "openings"):
        assert "29-1140, Nurses of all kinds" in panel(text, name), name


# --- Openings and growth --------------------------------------------------------------------------


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


# --- The rule -------------------------------------------------------------------------------------


def test_each_part_of_the_rule_names_the_figure_that_decides_it(client, nurse):
    text = panel(page(client), "rule")

    said = words(text)
    assert "Priority job: meets our rule (openings estimated)." in said
    assert "(met) The median is $60.00 an hour; the rule asks for $26.00." in said
    assert "(met) 1,758 openings a year (estimate); the rule asks for 60." in said
    assert "more than high school, less than a bachelor’s degree." in said
    assert "Usual before entry: None. The rule counts up to: Less than 5 years." in said
    assert "Valley County No rule on file, so nothing is flagged there." in said
    assert text.count('class="badge badge-info flag" href="/careers/priority-rule/#bay"') == 3


@pytest.mark.parametrize(
    ("values", "met", "words_of_it"),
    [
        ({"entry_education": None}, "not known", "The usual education to enter is not on file."),
        (
            {"entry_education": EntryEducation.BACHELOR, "needs_license": False},
            "not met",
            "is more than the rule counts.",
        ),
        (
            {"entry_education": EntryEducation.BACHELOR},
            "met",
            "a license opens the job and an associate degree on file here leads to it.",
        ),
        (
            {"entry_education": EntryEducation.NONE, "training": Training.NONE},
            "not met",
            "is less than the rule asks for.",
        ),
        (
            {"entry_education": EntryEducation.HIGH_SCHOOL},
            "not known",
            "how the rest is learned at work is not on file.",
        ),
        (
            {"entry_education": EntryEducation.NONE, "training": Training.APPRENTICESHIP},
            "met",
            "then learned at work: Apprenticeship.",
        ),
    ],
)
def test_middle_skill_says_why(client, nurse, values, met, words_of_it):
    SupplyLinkFactory(occupation=nurse)
    for name, value in values.items():
        setattr(nurse, name, value)
    nurse.save()

    said = words(panel(page(client), "rule"))

    assert re.search(rf"Middle-skill \({met}\) [^.]*{re.escape(words_of_it)}", said)


def test_a_figure_that_is_missing_leaves_the_rule_open(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay).delete()

    said = words(panel(page(client), "rule"))

    assert "Whether it is a priority job is not known" in said
    assert "(not known) The median is not published; the rule asks for $26.00 an hour." in said
    assert "(not known) Openings are not on file; the rule asks for 60 a year." in said


def test_one_part_that_fails_is_enough_for_no(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay, kind="projection").update(openings=59)

    said = words(panel(page(client), "rule"))

    assert "Not a priority job by our rule (openings estimated)." in said
    assert "(not met) 59 openings a year (estimate); the rule asks for 60." in said


def test_a_median_above_the_highest_figure_meets_the_rule_in_words(client, nurse, bay):
    OccupationFigure.objects.filter(area=bay, kind="survey").update(
        **without_pay(), top_coded=[50, 75, 90]
    )

    said = words(panel(page(client), "rule"))

    assert "(met) Half earn more than the highest figure published." in said
    assert "Priority job" in said


def test_a_median_published_by_the_year_only_is_compared_by_the_year(client, nurse, bay):
    values = without_pay() | {"annual_p50": 62_400}
    OccupationFigure.objects.filter(area=bay, kind="survey").update(**values)

    said = words(panel(page(client), "rule"))

    assert "(met) The median is $62,400 a year; the rule asks for $54,080." in said
    assert "$30.00" not in said


def test_what_fits_nowhere_else_is_left_out_and_says_so(client, nurse):
    nurse.title = "Nurses, All Other"
    nurse.save()

    assert "It gathers what fits nowhere else" in panel(page(client), "rule")


# --- What it takes --------------------------------------------------------------------------------


def test_education_experience_license_preparation_and_interests(client, nurse):
    text = words(panel(page(client), "takes"))

    for fact in (
        "Education to enter Associate&#x27;s degree",
        "Experience to enter None",
        "Training at work not on file",
        "License Needed, by the federal definition",
        "4 of 5: Considerable preparation needed",
        "Helping people (Social) Finding out (Investigative)",
    ):
        assert fact in text, fact


def test_training_that_is_published_as_none_is_none_needed(client, nurse):
    nurse.training = Training.NONE
    nurse.save()

    assert "Training at work None needed" in words(panel(page(client), "takes"))


def test_skills_stand_by_importance_with_bar_and_number(client, nurse):
    OccupationSkillFactory(occupation=nurse, skill__name="Writing", importance="2")
    OccupationSkillFactory(occupation=nurse, skill__name="Speaking", importance="4")

    text = panel(page(client), "skills")

    assert re.findall(r"<li><span>(\w+)</span>", text) == ["Speaking", "Writing"]
    assert re.findall(r'class="pay-middle" x="0" y="0" width="(\d+%)"', text) == ["75%", "25%"]
    assert re.findall(r'<span class="num">([\d.]+)</span>', text) == ["4.0", "2.0"]


def test_related_occupations_are_links_with_pay(client, nurse, bay):
    for rank, title in [(2, "Welders"), (1, "Midwives")]:
        other = OccupationFactory(title=title)
        OccupationRelatedFactory(occupation=nurse, related_to=other, rank=rank)
    SurveyFactory(occupation=other, area=bay, **pay(30))
    EstimateFactory(occupation=other, area=bay, openings=12)
    hidden = OccupationFactory(code__is_match=False, title="Nothing fits")
    OccupationRelatedFactory(occupation=nurse, related_to=hidden, rank=3)

    text = panel(page(client), "related")

    assert re.findall(r"<li><span><a href=[^>]+>(\w+)</a>", text) == ["Midwives", "Welders"]
    assert "$62,400 a year, 12 openings a year (estimate)" in words(text)
    assert "pay not published" in text


# --- Programs -------------------------------------------------------------------------------------


def lead(occupation, **program):
    made = ProgramFactory(**program)
    ProgramOccupationFactory(occupation=occupation, program=made)
    return made


def test_programs_stand_by_segment_and_lead_to_the_finder(client, nurse):
    for n in range(6):
        lead(nurse, title=f"Nursing {n}")
    lead(nurse, title="Care of patients", segment=Segment.HIGH_SCHOOL)
    lead(nurse, title="Secret", status="draft")

    text = panel(page(client), "programs")

    assert [words(head) for head in re.findall(r"<h3>(.*?)</h3>", text)] == [
        "High school 1",
        "College 6",
    ]
    assert text.count("Nursing ") == 4 and "Secret" not in text
    assert 'href="/programs/?occupation=29-1141&amp;segment=college">and 2 more' in text
    assert 'href="/programs/?occupation=29-1141">See all 7 programs in the finder' in text


def test_with_a_place_the_nearest_stand_first(client, nurse):
    PlaceFactory(name="92243")
    far, near = lead(nurse, title="Far"), lead(nurse, title="Near")
    SiteFactory(organization=far.organization, latitude=32.7, longitude=-117.2)
    SiteFactory(organization=near.organization, latitude=32.8, longitude=-115.5)
    lead(nurse, title="Nowhere")

    text = panel(page(client, "/careers/29-1141/?near=92243"), "programs")

    assert re.findall(r">(Near|Far|Nowhere)</a>", text) == ["Near", "Far", "Nowhere"]
    assert "Nearest to 92243 (El Centro) first." in text
    assert "miles away" in text
    assert "occupation=29-1141&amp;near=92243" in text


def test_an_unknown_place_is_a_sentence_and_offers_names_alike(client, nurse):
    lead(nurse, organization__name="Harbor College")
    SiteFactory(organization=nurse.program_occupations.get().program.organization)

    assert "We know no place called “Xanadu”" in page(client, "/careers/29-1141/?near=Xanadu")


def test_sample_programs_and_program_areas_are_labeled(client, nurse):
    lead(nurse, title="Made up", is_sample=True)
    ProgramOccupationFactory(occupation=nurse, program=ProgramAreaFactory())

    text = panel(page(client), "programs")

    assert re.search(r'Made up</a> <span class="badge badge-sample">', text)
    assert "1 of these programs is sample data." in text
    assert "program area: ask the college" in text


def test_without_a_program_the_page_says_that_none_is_known(client, nurse):
    text = words(panel(page(client), "programs"))

    assert "No program on file here is known to lead there. That does not mean" in text


def test_nobody_has_said_who_hires_and_employers_can(client, nurse):
    text = panel(page(client), "hires")

    assert "Not yet reported" in text
    assert 'href="/feedback/?about=/careers/29-1141/"' in text


# --- The frame ------------------------------------------------------------------------------------


def test_a_reader_can_say_that_something_is_wrong_and_the_report_names_the_occupation(
    client, nurse
):
    assert "Is something wrong here?" in panel(page(client), "record")
    assert "Registered Nurses (29-1141)" in page(client, "/feedback/?about=/careers/29-1141/")


def test_onet_is_credited_in_the_words_of_its_license(client, nurse):
    text = words(page(client).partition("<footer")[2])

    assert (
        "This page includes information from the O*NET 29.3 Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
        "license. O*NET® is a trademark of USDOL/ETA. Road to Success has modified all or some "
        "of this information. USDOL/ETA has not approved, endorsed, or tested these modifications."
    ) in text


def test_an_occupation_that_is_not_from_onet_does_not_credit_it(client, bay):
    OccupationFactory(code__code="25-2055", title="Teachers")

    assert "O*NET®" not in page(client, "/careers/25-2055/")


def test_machines_get_the_occupation_in_their_own_words(client, nurse):
    OccupationSkillFactory(occupation=nurse, skill__name="Speaking")

    script = page(client).partition('application/ld+json">')[2].partition("</script>")[0]

    data = json.loads(script)
    assert data["@type"] == "Occupation"
    assert data["occupationalCategory"]["codeValue"] == "29-1141"
    assert data["occupationLocation"] == {"@type": "AdministrativeArea", "name": "Bay County"}
    assert data["estimatedSalary"][0] | {"name": ""} == {
        "@type": "MonetaryAmountDistribution",
        "name": "",
        "currency": "USD",
        "duration": "P1Y",
        "percentile10": 62_400,
        "percentile25": 99_840,
        "median": 124_800,
        "percentile75": 149_760,
        "percentile90": 249_600,
    }
    assert data["skills"] == ["Speaking"]


def test_machines_get_no_pay_where_none_is_published(client, bay):
    OccupationFactory(code__code="25-2055", title="Teachers")

    text = page(client, "/careers/25-2055/")

    script = text.partition('application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(script).keys().isdisjoint({"estimatedSalary", "occupationLocation"})


def test_the_page_names_its_address_in_both_languages(client, nurse, settings):
    settings.SITE_URL = "https://pathways.example.org"

    text = page(client, "/es/careers/29-1141/?near=92243")

    root = "https://pathways.example.org"
    assert f'<link rel="canonical" href="{root}/es/careers/29-1141/">' in text
    assert f'hreflang="en" href="{root}/careers/29-1141/"' in text


def test_the_spanish_page_has_the_spanish_title_and_marks_english(client, nurse, bay):
    Area.objects.filter(pk=bay.pk).update(name_es="Condado de la Bahía")

    text = page(client, "/es/careers/29-1141/")

    assert "<h1>Enfermeras registradas</h1>" in text
    assert '<p class="lede" lang="en">Assess patient health problems. <span' in text
    assert "(solo en inglés en nuestros registros)" in text
    assert "Condado de la Bahía" in text
    assert '<p lang="en">This page includes information from the' in text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, nurse, bay, count, django_assert_max_num_queries):
    PlaceFactory(name="92243")
    for n in range(count):
        lead(nurse, segment=Segment.values[n])
        OccupationSkillFactory(occupation=nurse)
        other = OccupationRelatedFactory(occupation=nurse).related_to
        SurveyFactory(occupation=other, area=bay)
        WageBenchmarkFactory(county=bay.county, year=2000 + n)

    with django_assert_max_num_queries(21):  # eight of them for the gap
        text = page(client, "/careers/29-1141/?near=92243")

    assert panel(text, "programs").count("<h3>") == count
