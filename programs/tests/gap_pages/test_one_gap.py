"""One labor gap in full, the sheet of the ten largest, and what holds on every page."""

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from partners.tests.queries import queries
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import Scheme
from programs.gaps.narrow import LETTERS
from programs.tests.factories import (
    CodeFactory,
    CrosswalkFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    ProjectionFactory,
    StateAreaFactory,
    SupplyLinkFactory,
    SurveyFactory,
)
from programs.tests.gap_pages.listed_gaps import CSV, HIGH_SCHOOL, LIST, MIDDLE, TEN, lines
from programs.tests.labor_gaps.awards_given import give, place_on_pathway, trained

pytestmark = pytest.mark.django_db


# --- One gap in full ------------------------------------------------------------------------------


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


# --- The sheet of ten -----------------------------------------------------------------------------


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


# --- All of them ----------------------------------------------------------------------------------


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
