"""The gap page of an occupation that no program code supplies: its openings, and why no gap."""

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from partners.tests.queries import queries
from partners.tests.reading import text
from programs.enums import EntryEducation, Scheme, Training
from programs.gaps.labor import gap_of, gaps, row_of
from programs.models import SupplyLink
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    CrosswalkFactory,
    EstimateFactory,
    OccupationFactory,
    ProgramOccupationFactory,
    SupplyLinkFactory,
)
from programs.tests.labor_gaps.awards_given import give, trained

pytestmark = pytest.mark.django_db

ADDRESS = "/gaps/labor/11-1021/"


@pytest.fixture
def san_diego():
    return AreaFactory(name="San Diego County", county__name="San Diego", county__slug="san-diego")


@pytest.fixture
def imperial():
    return AreaFactory(name="Imperial County", county__name="Imperial", county__slug="imperial")


@pytest.fixture
def managers():
    """An occupation on file that nothing leads to."""
    return OccupationFactory(
        code__code="11-1021",
        title="General Managers",
        title_es="Gerentes generales",
        entry_education=EntryEducation.BACHELOR,
        training=Training.SHORT,
    )


# --- The row -------------------------------------------------------------------------------------


def test_it_has_openings_and_no_awards_and_no_gap(san_diego, managers):
    EstimateFactory(occupation=managers, area=san_diego, openings=1234)

    row = row_of(managers.pk)

    assert (row.openings, row.awards, row.gap, row.ratio, row.codes) == (1234, None, None, None, ())
    assert row.finding == ("No program code on file leads here. A year: 1,234 openings (estimate).")
    assert gap_of(managers.pk) is None
    assert gaps() == []  # nor is it in any list


def test_without_openings_it_says_that_they_are_not_published(san_diego, managers):
    row = row_of(managers.pk)

    assert row.finding == "No program code on file leads here. Openings are not published."
    assert row.basis == ""


def test_what_is_published_with_one_that_is_trained_for_shares_its_gap(san_diego, managers):
    broader = CodeFactory(scheme=Scheme.SOC, code="11-1020")
    link = trained(san_diego, openings=None)
    for occupation in (managers, link.occupation):
        EstimateFactory(occupation=occupation, area=san_diego, openings=90, priced_as=broader)

    assert row_of(managers.pk) == gap_of(link.occupation.pk)


# --- The page ------------------------------------------------------------------------------------


def test_the_page_says_so_plainly_with_the_openings(client, san_diego, imperial, managers):
    EstimateFactory(occupation=managers, area=san_diego, openings=1234)

    page = client.get(ADDRESS)

    words = text(page)
    assert page.status_code == 200
    assert "<h1>General Managers: no program code on file leads here</h1>" in page.content.decode()
    assert "1,234 openings a year (estimate); Imperial County not published" in words
    assert "San Diego County 1,234 Openings a year, 2023–33, estimate" in words
    assert "Imperial County not published" in words
    assert "no gap is worked out. That does not say that nobody trains for it." in words


def test_an_occupation_without_any_county_figure_is_not_published(client, san_diego, managers):
    words = text(client.get(ADDRESS))

    assert "not published openings a year" in words
    assert "San Diego County not published No agency publishes openings here" in words


def test_the_page_says_who_else_may_train(client, san_diego, imperial, managers):
    OrganizationFactory(
        name="Valley University", kind=OrganizationKind.UNIVERSITY, county=imperial.county
    )
    OrganizationFactory(name="Coast School", kind=OrganizationKind.PRIVATE_COLLEGE)

    region, there = text(client.get(ADDRESS)), text(client.get(f"{ADDRESS}?county=imperial"))

    assert "Bachelor&#x27;s degree" in region and "Up to a month of training at work" in region
    assert "apprenticeships, and what employers teach at work" in region
    assert "2 private colleges and universities here" in region
    assert "Valley University" in there and "Coast School" not in there


def test_the_page_leads_to_the_career_and_to_programs_only_where_there_are_any(client, managers):
    finder = 'href="/programs/?occupation=11-1021"'

    without = client.get(ADDRESS).content.decode()
    ProgramOccupationFactory(occupation=managers)
    ProgramOccupationFactory(occupation=managers, program__status="draft")
    with_one = client.get(ADDRESS)

    assert 'href="/careers/11-1021/"' in without and finder not in without
    assert finder in with_one.content.decode()
    assert "1 program on file names it among the jobs it leads to." in text(with_one)


def test_the_page_names_the_codes_that_the_rule_leaves_out_with_their_awards(
    client, san_diego, managers
):
    code = CodeFactory(title="Business Management")
    cip = CrosswalkFactory(from_code=code).to_code
    CrosswalkFactory(from_code=cip, to_code=managers.code)
    give(code, (900, 1000, 1100), area=san_diego)

    words = text(client.get(ADDRESS))

    assert (
        "The crosswalk of 1 program code names it, but the rule of supply leaves it out." in words
    )
    assert f"Business Management TOP {code.printed} 1,000 Its crosswalk names this" in words
    assert "which the rule leaves out: manages or supervises others." in words


def test_without_a_crosswalk_the_page_says_that_none_leads_here(client, managers):
    assert "No published crosswalk leads from a program code of the state to it" in text(
        client.get(ADDRESS)
    )


def test_the_career_page_leads_to_the_page_of_every_occupation(client, san_diego, managers):
    EstimateFactory(occupation=managers, area=san_diego, openings=1234)
    nurses = trained(san_diego, code__code="29-1141").occupation

    for occupation, words in [
        (managers, "Why there is no gap, and who else may train"),
        (nurses, "How this gap was worked out"),
    ]:
        address = f"/gaps/labor/{occupation.code.code}/"
        career = client.get(occupation.get_absolute_url()).content.decode()
        assert f'<a href="{address}">{words}</a>' in career
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("soc", ["99-0000", "nothing", "99-9999"])
def test_codes_that_are_no_occupation_on_file_are_not_found(client, managers, soc):
    OccupationFactory(code__code="99-9999", code__is_match=False)  # NO MATCH of a crosswalk

    assert client.get(f"/gaps/labor/{soc}/").status_code == 404


def test_the_page_stands_in_spanish_too(client, managers):
    page = client.get(f"/es{ADDRESS}")

    assert page.status_code == 200
    assert "Gerentes generales" in text(page)


def test_a_gap_page_takes_over_as_soon_as_a_code_supplies_it(client, san_diego, managers):
    link = SupplyLinkFactory(occupation=managers)
    give(link.code, (3, 3, 3), area=san_diego)

    with_code = text(client.get(ADDRESS))
    SupplyLink.objects.all().delete()

    assert "1 program code supplies it." in with_code
    assert "no program code on file leads here" in text(client.get(ADDRESS))


def test_more_rows_ask_no_more_queries(client, san_diego, imperial, managers):
    counts = []
    for number in (1, 3):
        for _more in range(number):
            code = CodeFactory()
            cip = CrosswalkFactory(from_code=code).to_code
            CrosswalkFactory(from_code=cip, to_code=managers.code)
            SupplyLinkFactory(code=code)
            give(code, (3, 3, 3), area=san_diego)
            OrganizationFactory(kind=OrganizationKind.UNIVERSITY)
        counts.append(queries(client, ADDRESS))

    assert counts[0] == counts[1]
