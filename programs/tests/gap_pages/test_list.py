"""The list of labor gaps: findings first, every state an address, each number with its source."""

import pytest

from partners.tests.reading import text
from programs.enums import EntryEducation, FigureKind
from programs.models import OccupationFigure
from programs.tests.factories import (
    AreaFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    SectorCodeFactory,
    SupplyLinkFactory,
    SurveyFactory,
)
from programs.tests.gap_pages.listed_gaps import CSV, HIGH_SCHOOL, LIST, MIDDLE, TEN, lines
from programs.tests.labor_gaps.awards_given import give, place_on_pathway, trained
from programs.tests.percentiles import without_pay

pytestmark = pytest.mark.django_db


def listed(client, address=LIST):
    """Titles of the rows of a list, in its order."""
    return [row.gap.title for row in client.get(address).context["gaps"].rows]


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
