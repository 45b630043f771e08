"""Pages of the labor gap: findings first, every state an address, each number with its source."""

import csv
import io
from datetime import date

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from partners.tests.queries import queries
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import AreaKind, EntryEducation, FigureKind, Scheme
from programs.gaps.narrow import LETTERS
from programs.models import AwardCount, OccupationFigure
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    CrosswalkFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    PriorityRuleFactory,
    ProjectionFactory,
    SectorCodeFactory,
    StateAreaFactory,
    SupplyLinkFactory,
    SurveyFactory,
)
from programs.tests.percentiles import without_pay
from programs.tests.test_labor_gaps import give, place_on_pathway, trained

pytestmark = pytest.mark.django_db

LIST, TEN, CSV = "/gaps/labor/", "/gaps/labor/ten/", "/gaps/labor/download.csv"
MIDDLE = {"entry_education": EntryEducation.ASSOCIATE}
HIGH_SCHOOL = {"entry_education": EntryEducation.HIGH_SCHOOL}


@pytest.fixture
def san_diego():
    area = AreaFactory(name="San Diego County", county__name="San Diego", county__slug="san-diego")
    PriorityRuleFactory(county=area.county, benchmark__hourly=26)
    return area


@pytest.fixture
def imperial():
    return AreaFactory(name="Imperial County", county__name="Imperial", county__slug="imperial")


@pytest.fixture
def nurses(san_diego):
    link = trained(
        san_diego, openings=100, awards=(20, 30, 40), title="Nurses", code__code="29-1141", **MIDDLE
    )
    return link


def listed(client, address=LIST):
    """Titles of the rows of a list, in its order."""
    return [row.gap.title for row in client.get(address).context["gaps"].rows]


def lines(response):
    """The CSV as a list of {column: value}."""
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


# --- The list ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_page_of_all_gaps_leads_to_each_sort(client, language):
    page = client.get(f"{language}/gaps/").content.decode()

    for sort in ("labor", "alignment", "place"):
        assert f'href="{language}/gaps/{sort}/"' in page


def test_the_list_leads_with_its_largest_gap_in_words(client, san_diego, nurses):
    trained(san_diego, openings=50, title="Aides", **MIDDLE)

    page = client.get(LIST)

    assert "<h1>Nurses: 70 more openings than awards a year</h1>" in page.content.decode()
    assert listed(client) == ["Nurses", "Aides"]
    assert "Of 2 occupations that colleges here train for, 2 have more openings" in text(page)


def test_a_row_has_the_gap_its_two_numbers_and_the_ratio(client, nurses):
    words = text(client.get(LIST))

    assert "100 estimate 30 70 0.30" in words


def test_no_line_adds_the_rows_up(client, san_diego, nurses):
    trained(san_diego, openings=50, **MIDDLE)
    pathway = PathwayFactory()
    place_on_pathway(pathway, nurses.code)

    for address in [LIST, f"{LIST}?by=pathway", TEN]:
        assert "<tfoot" not in client.get(address).content.decode()


def test_a_row_names_with_which_others_it_shares_awards(client, san_diego, nurses):
    others = [f"Other {number}" for number in range(5)]
    for title in others:
        SupplyLinkFactory(code=nurses.code, occupation__title=title)

    (row,) = client.get(LIST).context["gaps"].rows

    assert [one.title for one in row.first_others] == others[:2]
    assert [one.title for one in row.more_others] == others[2:]
    assert "Other 0 ; Other 1 and 3 more" in text(client.get(LIST))


def test_only_middle_skill_is_shown_unless_asked(client, san_diego, nurses):
    trained(san_diego, title="Guards", openings=900, **HIGH_SCHOOL)
    trained(san_diego, title="Unknown", openings=10)

    assert listed(client) == ["Nurses"]
    assert listed(client, f"{LIST}?level=high_school") == ["Guards"]
    assert listed(client, f"{LIST}?level=all") == ["Guards", "Nurses", "Unknown"]
    assert '<a href="/gaps/labor/?level=all">All</a>' in client.get(LIST).content.decode()


def test_without_a_rule_the_list_says_that_middle_skill_is_not_defined(client):
    trained(AreaFactory(), **MIDDLE)

    page = client.get(LIST)

    assert "No rule on file says what middle skill means. Choose all levels." in text(page)
    assert 'href="/gaps/labor/?level=all">All levels</a>' in page.content.decode()


def test_a_county_has_its_own_openings_and_colleges(client, imperial, nurses):
    EstimateFactory(occupation=nurses.occupation, area=imperial, openings=9)
    give(nurses.code, (2, 2, 2), area=imperial)

    page = client.get(f"{LIST}?county=imperial")

    (row,) = page.context["gaps"].rows
    assert (row.gap.openings, row.gap.awards) == (9, 2)
    assert "Imperial County · Middle skill" in text(page)


def test_a_sector_has_the_occupations_that_its_codes_supply(client, san_diego, nurses):
    trained(san_diego, **MIDDLE)
    sector = SectorCodeFactory(code=nurses.code, sector__slug="health").sector

    assert listed(client, f"{LIST}?sector=health") == ["Nurses"]
    assert sector.name in text(client.get(f"{LIST}?sector=health"))


def test_education_narrows_by_what_is_usual_to_enter(client, san_diego, nurses):
    trained(san_diego, entry_education=EntryEducation.SOME_COLLEGE)

    assert listed(client, f"{LIST}?education=5") == ["Nurses"]


@pytest.fixture
def paid(san_diego, imperial, nurses):
    """Nurses are paid 30 dollars in San Diego, where most of them work, and 45 in Imperial."""
    SurveyFactory(occupation=nurses.occupation, area=san_diego, jobs=900, hourly_p50=30)
    SurveyFactory(
        occupation=nurses.occupation, area=imperial, jobs=90, hourly_p50=45, hourly_p75=46
    )
    aides = trained(san_diego, title="Aides", openings=40, **MIDDLE).occupation
    SurveyFactory(occupation=aides, area=san_diego, hourly_p50=25.5)
    trained(san_diego, title="No pay on file", openings=50, **MIDDLE)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("pay=living", ["Nurses"], id="reaches the living wage"),
        pytest.param("pay=20-30", ["Aides"], id="the upper limit is not in a band"),
        pytest.param("pay=30-40", ["Nurses"], id="the lower limit is"),
        pytest.param("pay=40-up&county=imperial", ["Nurses"], id="pay of the county"),
        pytest.param("pay=under-20", [], id="none"),
    ],
)
def test_pay_narrows_by_the_county_with_the_most_jobs(client, paid, query, found):
    assert listed(client, f"{LIST}?{query}") == found


@pytest.mark.parametrize("query", ["", "?pay=living", "?pay=40-up"])
def test_pay_above_the_highest_figure_published_is_in_words(client, san_diego, nurses, query):
    SurveyFactory(
        occupation=nurses.occupation, area=san_diego, **without_pay(), top_coded=[50, 75, 90]
    )

    assert "above the highest figure published" in text(client.get(LIST + query))
    (line,) = lines(client.get(CSV + query))
    assert line["Median pay, dollars an hour"] == "above the highest figure published"


@pytest.mark.parametrize(("jobs", "shown"), [(90, "San Diego County"), (9000, "Imperial County")])
def test_pay_is_that_of_the_county_with_the_most_jobs(
    client, san_diego, imperial, nurses, jobs, shown
):
    SurveyFactory(occupation=nurses.occupation, area=san_diego, jobs=900)
    SurveyFactory(occupation=nurses.occupation, area=imperial, jobs=jobs)

    (row,) = client.get(LIST).context["gaps"].rows

    assert row.pay.area.name == shown


def test_where_no_living_wage_is_on_file_the_list_says_so(client, paid):
    page = client.get(f"{LIST}?pay=living&county=imperial")

    assert "No living wage is on file for Imperial County, so pay was left out." in text(page)
    assert len(page.context["gaps"].rows) == 3


def test_pay_below_the_living_wage_is_said_in_words(client, paid):
    assert "$25.50 below the living wage" in text(client.get(LIST))


def test_pay_and_the_living_wage_name_their_sources(client, paid):
    OccupationFigure.objects.filter(kind=FigureKind.SURVEY).update(source="Survey of wages")

    assert "Survey of wages" in text(client.get(LIST))


def test_rows_can_be_sorted_by_ratio_and_name(client, san_diego, nurses):
    trained(san_diego, title="Aides", openings=40, awards=(4, 4, 4), **MIDDLE)
    trained(san_diego, title="Émigrés", openings=None, **MIDDLE)

    assert listed(client) == ["Nurses", "Aides", "Émigrés"]
    assert listed(client, f"{LIST}?sort=ratio") == ["Aides", "Nurses", "Émigrés"]
    assert listed(client, f"{LIST}?sort=name") == ["Aides", "Émigrés", "Nurses"]


def test_a_page_has_twenty_five_rows_in_chart_and_table(client, san_diego):
    for number in range(26):
        trained(san_diego, openings=100 - number, title=f"Occupation {number}", **MIDDLE)

    first, second = (client.get(f"{LIST}?page={number}") for number in (1, 2))

    assert first.content.decode().count('class="gap-label"') == 25
    assert second.content.decode().count('class="gap-label"') == 1
    assert "Occupation 25" in text(second)


def test_an_empty_list_says_how_to_look_wider(client, san_diego, nurses):
    page = client.get(f"{LIST}?education=8&county=san-diego").content.decode()

    assert "Nothing fits these filters" in page
    assert 'href="/gaps/labor/?county=san-diego">Any education</a>' in page
    assert 'href="/gaps/labor/?education=8">The whole region</a>' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("county=nowhere", "“nowhere” is not a choice of “County”; it was left out."),
        ("level=high", "“high” is not a choice of “Level”; it was left out."),
        ("by=school", "Gaps are listed by occupation or by pathway, not by “school”."),
        ("sector=zzz", "“zzz” is not a choice of “Sector”; it was left out."),
        (
            "education=associate",
            "“associate” is not a choice of “Education to enter”; it was left out.",
        ),
        ("color=red", "There is no filter called “color”; it was left out."),
        (
            "county=x&sector=x&education=x&color=red",
            "There is no filter called “color”; it was left out.",
        ),
        (
            "county=imperial&county=san-diego",
            "The address gives “county” more than once; the last one counts: “san-diego”.",
        ),
        ("page=99", "There is no page “99”; this is the only one."),
        ("page=99&by=pathway", "There is no page “99”; this is the only one."),
        (
            "by=pathway&level=all&pay=living",
            "A pathway counts occupations of every level and pay; those were left out.",
        ),
    ],
)
def test_what_means_nothing_is_left_out_with_a_sentence(client, nurses, query, sentence):
    page = client.get(f"{LIST}?{query}")

    assert page.status_code == 200
    assert text(page).count(sentence) == 1


@pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
def test_a_page_that_is_not_there_shows_one_that_is(client, nurses, page):
    assert "Nurses" in text(client.get(f"{LIST}?page={page}"))


def test_what_is_not_on_file_is_no_zero(client, san_diego):
    trained(san_diego, openings=None, title="Divers", **MIDDLE)
    trained(san_diego, awards=(), title="Roofers", **MIDDLE)

    words = text(client.get(LIST))

    assert "Nothing here has more openings than awards" in words
    assert words.count("Divers") == 2  # chart and table
    assert "not on file 30 not on file" in words  # openings, awards, gap
    assert "100 estimate not on file not on file" in words


def test_pathways_are_listed_with_their_distinct_numbers(client, san_diego, nurses):
    pathway = PathwayFactory(title="Patient care", sector__slug="health")
    PathwayFactory(title="Other", sector__slug="other")
    place_on_pathway(pathway, nurses.code)

    assert listed(client, f"{LIST}?by=pathway&sector=health") == ["Patient care"]
    page = client.get(f"{LIST}?by=pathway")
    assert "<h1>Patient care: 70 more openings than awards a year</h1>" in page.content.decode()
    assert listed(client, f"{LIST}?by=pathway") == ["Patient care", "Other"]


@pytest.mark.parametrize("address", [f"{LIST}?by=pathway", f"{TEN}?by=pathway"])
def test_pathways_say_how_many_of_their_openings_are_middle_skill(
    client, san_diego, nurses, address
):
    pathway = PathwayFactory(title="Patient care")
    place_on_pathway(pathway, nurses.code)
    aides = SupplyLinkFactory(code=nurses.code, occupation=OccupationFactory(**HIGH_SCHOOL))
    EstimateFactory(occupation=aides.occupation, area=san_diego, openings=17)

    page = client.get(address).content.decode()

    assert "Of these middle skill</th>" in page
    assert 'data-label="Of these middle skill">100</td>' in page
    assert "117" in page


# --- What is left out ----------------------------------------------------------------------------


def test_codes_with_awards_that_lead_to_nothing_are_shown_with_the_reason(
    client, san_diego, nurses
):
    managed, alone = CodeFactory(title="Management"), CodeFactory(title="Fine arts")
    cip = CrosswalkFactory(from_code=managed).to_code
    for code, title, education in [
        ("11-1021", "Managers", EntryEducation.BACHELOR),
        ("25-1011", "Business Teachers", EntryEducation.DOCTORAL),
        ("13-1111", "Analysts", EntryEducation.BACHELOR),
    ]:
        occupation = OccupationFactory(code__code=code, title=title, entry_education=education)
        CrosswalkFactory(from_code=cip, to_code=occupation.code)
    give(managed, (9, 9, 9), area=san_diego)
    give(alone, (6, 6, 6), area=san_diego)
    give(CodeFactory(title="No awards"), (0, 0, 0), area=san_diego)

    words = text(client.get(LIST))

    assert "15 of the 45 awards a year on file here are in 2 program codes" in words
    assert (
        "manages or supervises others (1); usually takes more than an associate degree (1); "
        "teaches the subject (1)"
    ) in words
    assert "Fine arts TOP" in words and "no occupation on file" in words
    assert "No awards" not in words


def test_suppliers_that_are_not_counted_are_named(client, imperial, nurses):
    OrganizationFactory(name="Coast Career School", kind=OrganizationKind.PRIVATE_COLLEGE)
    OrganizationFactory(
        name="Valley University", kind=OrganizationKind.UNIVERSITY, county=imperial.county
    )
    OrganizationFactory(
        name="Closed School", kind=OrganizationKind.PRIVATE_COLLEGE, operating="closed"
    )

    region, there = text(client.get(LIST)), text(client.get(f"{LIST}?county=imperial"))

    assert "2 private colleges and universities here train people too." in region
    assert "Coast Career School" in region and "Closed School" not in region
    assert "Valley University" in there and "Coast Career School" not in there


def test_a_supplier_whose_awards_are_on_file_is_not_among_them(client, nurses):
    school = OrganizationFactory(name="Coast School", kind=OrganizationKind.PRIVATE_COLLEGE)
    AwardCountFactory(organization=school, code=nurses.code)

    assert "Coast School" not in text(client.get(LIST))


def test_our_openings_stand_beside_those_published_for_the_region(client, san_diego, imperial):
    region = AreaFactory(kind=AreaKind.REGION, county=None, name="Both")
    both = ProjectionFactory(area=region, openings=80, year=2024, through_year=2029).occupation
    EstimateFactory(occupation=both, area=san_diego, openings=70)
    EstimateFactory(occupation=both, area=imperial, openings=30)
    alone = ProjectionFactory(area=region, openings=10).occupation

    rows = {
        row.published.occupation: row for row in client.get(LIST).context["gaps"].limits.comparisons
    }

    assert (rows[both].ours, rows[both].difference) == (100, "+25%")
    assert (rows[alone].ours, rows[alone].difference) == (None, "")
    assert (
        client.get(f"{LIST}?county={imperial.county.slug}").context["gaps"].limits.comparisons == []
    )


# --- The download --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "level=all&sort=name", "by=pathway", "county=imperial"])
def test_the_file_has_exactly_the_rows_of_the_list(client, paid, san_diego, nurses, query):
    trained(san_diego, openings=None, title="Divers", **HIGH_SCHOOL)
    place_on_pathway(PathwayFactory(), nurses.code)

    rows = client.get(f"{LIST}?{query}").context["gaps"].rows
    found = lines(client.get(f"{CSV}?{query}"))

    def cell(value):
        return "" if value is None else str(value)

    names = ["Key", "Openings a year", "Awards a year, mean", "Openings minus awards"]
    assert [[one[name] for name in names] for one in found] == [
        [row.gap.key, cell(row.gap.openings), cell(row.gap.awards), cell(row.gap.gap)]
        for row in rows
    ]


def test_a_line_of_the_file_names_years_shares_and_sources(client, nurses):
    SupplyLinkFactory(code=nurses.code, occupation__title="Midwives")
    OccupationFigure.objects.update(source="Projections")

    (line,) = lines(client.get(CSV))

    assert [line[f"Awards in {year}"] for year in ("2021-22", "2022-23", "2023-24")] == [
        "20",
        "30",
        "40",
    ]
    assert line["Awards shared with"] == "Midwives"
    assert line["Openings are an estimate"] == "yes"
    assert (line["Source of openings"], line["Openings as of"]) == ("Projections", "2026-06-30")
    assert line["Source of awards"] == "Table of the tests"
    assert line["Page"] == "http://testserver/gaps/labor/29-1141/"


def test_each_line_names_the_sources_of_its_own_awards(client, san_diego, nurses):
    welders = trained(san_diego, title="Welders", openings=90, **MIDDLE)
    of_nurses = AwardCount.objects.filter(code=nurses.code)
    of_nurses.update(source="State table", as_of=date(2026, 5, 1))
    of_nurses.filter(academic_year="2021-22").update(source="College", as_of=date(2026, 4, 1))
    AwardCount.objects.filter(code=welders.code).update(
        source="Federal table", as_of=date(2026, 3, 1)
    )

    found = {line["Occupation"]: line for line in lines(client.get(CSV))}

    assert {
        title: (line["Source of awards"], line["Awards as of"]) for title, line in found.items()
    } == {
        "Nurses": ("College; State table", "2026-05-01"),
        "Welders": ("Federal table", "2026-03-01"),
    }


# --- One gap in full -----------------------------------------------------------------------------


def test_a_gap_shows_each_college_s_years_and_their_mean(client, san_diego, nurses):
    give(nurses.code, (None, None, 6), area=san_diego)

    words = text(client.get("/gaps/labor/29-1141/"))

    assert "20 30 40 30.0" in words
    assert "– – 6 6.0" in words
    assert "This code 20 30 46 36.0" in words
    assert "labor:29-1141" in words


def test_an_estimate_shows_the_three_rows_it_is_made_of(client, san_diego, nurses):
    state = StateAreaFactory()
    ProjectionFactory(occupation=nurses.occupation, area=state, openings=1000, source="State says")
    SurveyFactory(occupation=nurses.occupation, area=state, jobs=9000)
    SurveyFactory(occupation=nurses.occupation, area=san_diego, jobs=900, source="Survey says")

    words = text(client.get("/gaps/labor/29-1141/"))

    assert (
        "1,000 openings in California × 900 jobs in San Diego County ÷ "
        "9,000 jobs in California = 100"
    ) in words
    assert "State says" in words and "Survey says" in words


def test_a_county_without_a_number_is_not_on_file(client, imperial, nurses):
    words = text(client.get("/gaps/labor/29-1141/"))

    assert "Imperial County not on file No agency publishes openings here" in words
    assert "100 openings a year (estimate); Imperial County not on file" in words


def test_a_gap_names_what_its_awards_are_shared_with_and_what_is_left_out(client, nurses):
    SupplyLinkFactory(code=nurses.code, occupation__title="Midwives")
    cip = CrosswalkFactory(from_code=nurses.code).to_code
    teachers = OccupationFactory(code__code="25-1072", title="Nursing Instructors")
    for code in (teachers.code, nurses.occupation.code):
        CrosswalkFactory(from_code=cip, to_code=code)

    words = text(client.get("/gaps/labor/29-1141/"))

    assert "for these occupations too. Never add their gaps up. Midwives" in words
    assert "Teaches the subject: Nursing Instructors Not counted" in words


def test_a_gap_stands_in_one_county_by_its_address(client, imperial, nurses):
    EstimateFactory(occupation=nurses.occupation, area=imperial, openings=9)

    page = client.get("/gaps/labor/29-1141/?county=imperial")

    assert page.context["gap"].openings == 9
    assert page.context["gap"].get_absolute_url() == "/gaps/labor/29-1141/?county=imperial"


def test_an_unknown_county_is_left_out_with_a_sentence(client, nurses):
    words = text(client.get("/gaps/labor/29-1141/?county=nowhere"))

    assert "“nowhere” is not a choice of “County”; it was left out." in words


def test_occupations_published_as_one_number_have_one_gap_at_two_addresses(client, san_diego):
    broader = CodeFactory(scheme=Scheme.SOC, code="31-1120", title="Aides together")
    for code in ("31-1121", "31-1122"):
        link = SupplyLinkFactory(occupation__code__code=code)
        EstimateFactory(occupation=link.occupation, area=san_diego, openings=900, priced_as=broader)

    pages = [client.get(f"/gaps/labor/{code}/") for code in ("31-1121", "31-1122")]

    for page in pages:
        assert page.context["gap"].openings == 900
        assert "labor:31-1121" in text(page)
        assert "broader code 31-1120, Aides together: one number" in text(page)
        assert '/gaps/labor/31-1121/">' in page.content.decode()  # canonical


def test_a_pathway_lists_its_distinct_occupations_and_codes(client, san_diego, nurses):
    pathway = PathwayFactory(title="Patient care", slug="patient-care")
    nowhere = CodeFactory(title="Electro-neurology")
    give(nowhere, (7, 7, 7), area=san_diego)
    place_on_pathway(pathway, nurses.code)
    place_on_pathway(pathway, nurses.code, availability="inactive")
    place_on_pathway(pathway, nowhere)

    page = client.get("/gaps/labor/pathways/patient-care/")

    words, detail = text(page), page.context["detail"]
    assert "Patient care: 63 more openings than awards a year" in words
    assert [row.gap.title for row in detail.demands] == ["Nurses"]
    assert {row.code: (row.programs, row.closed) for row in detail.codes} == {
        nurses.code: (2, 1),
        nowhere: (1, 0),
    }
    assert "37 awards a year; 7 of them lead to no occupation counted" in words
    assert (
        "7 of its awards a year are in program codes that supply no occupation. They are in the "
        "sum above. Without them: 70 more openings than awards."
    ) in words
    assert (
        f"Electro-neurology TOP {nowhere.printed} 7.0 awards a year. Its crosswalk names: "
        "no occupation on file"
    ) in words
    assert "leads to no occupation counted; its awards are in the sum" in words
    assert "labor:pathway:patient-care" in words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{LIST}?by=pathway", "37 7 of them lead to no occupation counted 63"),
        (f"{TEN}?by=pathway", "lead to no occupation counted are in its sum."),
    ],
)
def test_lists_of_pathways_say_that_awards_that_lead_nowhere_are_in_the_sum(
    client, san_diego, nurses, address, words
):
    pathway, nowhere = PathwayFactory(), CodeFactory()
    give(nowhere, (7, 7, 7), area=san_diego)
    for code in (nurses.code, nowhere):
        place_on_pathway(pathway, code)

    assert words in text(client.get(address))
    (line,) = lines(client.get(f"{CSV}?by=pathway"))
    assert line["Awards a year, mean"] == "37"
    assert line["Awards that lead to no occupation counted, in the mean"] == "7"


def test_a_pathway_whose_awards_all_lead_somewhere_says_nothing_of_it(client, nurses):
    pathway = PathwayFactory()
    place_on_pathway(pathway, nurses.code)

    page = client.get(f"/gaps/labor/pathways/{pathway.slug}/").content.decode()

    assert "Awards that lead to no occupation counted" not in page


def test_a_pathway_without_program_codes_says_so(client, san_diego):
    pathway = PathwayFactory()

    words = text(client.get(f"/gaps/labor/pathways/{pathway.slug}/"))

    assert "No program code of its programs is on file." in words


@pytest.mark.parametrize(
    "address",
    [
        "/gaps/labor/99-0000/",
        "/gaps/labor/nothing/",
        "/gaps/labor/pathways/nothing/",
        "/gaps/labor/pathways/draft/",
    ],
)
def test_a_gap_that_is_not_there_is_not_found(client, address):
    PathwayFactory(slug="draft", status=EditingStatus.DRAFT)

    assert client.get(address).status_code == 404


# --- The sheet of ten ----------------------------------------------------------------------------


def test_the_sheet_has_the_ten_largest_gaps_of_the_list(client, san_diego):
    for number in range(12):
        trained(san_diego, openings=100 + number, title=f"Occupation {number:02}", **MIDDLE)
    trained(san_diego, openings=900, title="Guards", **HIGH_SCHOOL)

    page = client.get(TEN)

    assert [row.gap.openings for row in page.context["gaps"].ten] == list(range(111, 101, -1))
    assert "Occupation 02" in text(page) and "Occupation 01" not in text(page)
    assert "Guards" in text(client.get(f"{TEN}?level=all"))


def test_the_sheet_says_how_and_when_it_was_worked_out(client, nurses):
    words = text(client.get(TEN))

    assert "Gap = openings a year − awards a year: " in words
    assert "Worked out on " in words
    assert "Source: Table of the tests" in words


def test_the_sheet_names_as_many_others_as_fit(client, nurses):
    for number in range(19):
        SupplyLinkFactory(code=nurses.code, occupation__title=f"An occupation {number:02}")

    (row,) = client.get(TEN).context["gaps"].ten

    assert len("; ".join(row.others_on_sheet)) <= LETTERS
    assert len(row.others_on_sheet) + row.more_on_sheet == 19


def test_a_sheet_without_gaps_leads_to_the_list(client, san_diego):
    page = client.get(TEN).content.decode()

    assert "Nothing here has more openings than awards" in page
    assert f'href="{LIST}"' in page


# --- All of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [LIST, f"{LIST}?by=pathway", TEN, "/gaps/labor/29-1141/", "/gaps/labor/pathways/patient-care/"],
)
def test_every_page_stands_in_spanish_too(client, nurses, address):
    nurses.occupation.title_es = "Enfermeras"
    nurses.occupation.save()
    pathway = PathwayFactory(slug="patient-care", title_es="Enfermeras y cuidado")
    place_on_pathway(pathway, nurses.code)

    page = client.get(f"/es{address}")

    assert page.status_code == 200
    assert "Enfermeras" in text(page)
    assert 'href="/es/gaps/labor/' in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}?by=pathway",
        TEN,
        CSV,
        f"{CSV}?by=pathway",
        "/gaps/labor/29-1141/",
        "/gaps/labor/pathways/patient-care/",
    ],
)
def test_more_rows_ask_no_more_queries(client, san_diego, imperial, nurses, address):
    pathway = PathwayFactory(slug="patient-care")
    counts = []
    for more in ([nurses], [trained(san_diego, **MIDDLE) for _number in range(2)]):
        for link in more:
            place_on_pathway(pathway, link.code)
            place_on_pathway(PathwayFactory(), link.code)
            SupplyLinkFactory(code=nurses.code)
            give(link.code, (1, 2, 3), area=imperial)
            nowhere = CodeFactory()
            give(nowhere, (1, 1, 1), area=imperial)
            SurveyFactory(occupation=link.occupation, area=san_diego)
            OrganizationFactory(kind=OrganizationKind.UNIVERSITY)
        counts.append(queries(client, address))

    assert counts[0] == counts[1]
