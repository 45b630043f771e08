"""What the list of labor gaps leaves out is named, and its rows are a spreadsheet."""

from datetime import date

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from partners.tests.reading import text
from programs.enums import AreaKind, EntryEducation
from programs.models import AwardCount, OccupationFigure
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    CrosswalkFactory,
    EstimateFactory,
    OccupationFactory,
    PathwayFactory,
    ProjectionFactory,
    SupplyLinkFactory,
)
from programs.tests.gap_pages.listed_gaps import CSV, HIGH_SCHOOL, LIST, MIDDLE, lines
from programs.tests.labor_gaps.awards_given import give, place_on_pathway, trained

pytestmark = pytest.mark.django_db


# --- What is left out -----------------------------------------------------------------------------


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


# --- The download ---------------------------------------------------------------------------------


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
