"""Lists and pages of schools, colleges and adult schools: silence is never shown as absence."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.distance import miles_between
from partners.enums import InventoryState, Operating, Segment
from partners.tests.factories import (
    AdultSchoolFactory,
    CountyFactory,
    DistrictFactory,
    InventoryFactory,
    OrganizationFactory,
    PlaceFactory,
    SchoolFactory,
    SiteFactory,
    UserFactory,
)
from partners.tests.reading import text
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability
from programs.nearby import around
from programs.organization_pages import PER_PAGE
from programs.tests.factories import ProgramFactory, SectorFactory
from programs.tests.program_sent import linked_data

pytestmark = pytest.mark.django_db

SCHOOLS = "/schools/"


def names(response):
    return [organization.name for organization in response.context["page"]]


@pytest.mark.parametrize(
    ("url", "factory"),
    [
        ("/schools/", SchoolFactory),
        ("/colleges/", OrganizationFactory),
        ("/adult-schools/", AdultSchoolFactory),
    ],
)
def test_list_holds_its_own_kind_by_name(client, url, factory):
    for other in (SchoolFactory, OrganizationFactory, AdultSchoolFactory):
        other(name="mid")
    factory(name="Zuni")
    factory(name="alpine")

    assert names(client.get(url)) == ["alpine", "mid", "Zuni"]


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="draft"),
        pytest.param({"status": EditingStatus.ARCHIVED}, id="archived"),
        pytest.param({"operating": Operating.CLOSED}, id="closed"),
    ],
)
def test_school_that_is_not_public_is_neither_listed_nor_found(client, hidden):
    school = SchoolFactory(**hidden)

    assert names(client.get(SCHOOLS)) == []
    assert client.get(school.get_absolute_url()).status_code == 404


def test_a_college_is_not_found_among_schools(client):
    college = OrganizationFactory()

    assert client.get(reverse("partners:school_detail", args=[college.slug])).status_code == 404


@pytest.mark.parametrize(
    "words", ["mont", "MONTANA", "montaña high", "La Jolla", "mvh"], ids=lambda words: words
)
def test_name_filter_reads_name_alias_and_city_without_accents(client, words):
    found = SchoolFactory(name="Montaña Vista High", aliases=["MVH"])
    SiteFactory(organization=found, city="La Jolla")
    SiteFactory(organization=SchoolFactory(name="Other"), city="Brawley")

    assert names(client.get(SCHOOLS, {"q": words})) == ["Montaña Vista High"]


def test_filters_narrow_together(client):
    county, district = CountyFactory(slug="imperial"), DistrictFactory(slug="mesa")
    kept = SchoolFactory(county=county, parent=district, is_charter=True, segments=["ms", "hs"])
    SchoolFactory(parent=district, is_charter=True, segments=["ms", "hs"])
    SchoolFactory(county=county, is_charter=True, segments=["ms", "hs"])
    SchoolFactory(county=county, parent=district, is_charter=False, segments=["ms", "hs"])
    SchoolFactory(county=county, parent=district, is_charter=True)

    query = {"county": "imperial", "district": "mesa", "charter": "yes", "segment": "ms"}

    assert names(client.get(SCHOOLS, query)) == [kept.name]


def test_charter_filter_never_counts_unknown_as_no(client):
    SchoolFactory(is_charter=None)

    assert names(client.get(SCHOOLS, {"charter": "no"})) == []


@pytest.mark.parametrize(
    "query",
    [
        {"county": "nowhere"},
        {"q": "x" * 10_000},
        {"page": "1e9"},
        {"segment": "<b>"},
        {"q": "%_\\"},
    ],
    ids=["county", "long", "page", "segment", "wildcards"],
)
def test_list_answers_nonsense_with_a_page(client, query):
    SchoolFactory()

    response = client.get(SCHOOLS, query)

    assert response.status_code in {200, 400}
    assert b"<b>" not in response.content


def test_near_orders_by_distance_and_says_how_far(client):
    PlaceFactory(name="92243")
    far = SiteFactory(organization=SchoolFactory(name="A"), latitude=33.2).organization
    near = SiteFactory(organization=SchoolFactory(name="B"), latitude=32.80).organization
    nowhere = SchoolFactory(name="C")

    response = client.get(SCHOOLS, {"near": "92243"})

    assert list(response.context["page"]) == [near, far, nowhere]
    expected = miles_between((32.79, -115.56), (33.2, -115.56))
    assert response.context["page"][1].miles == pytest.approx(expected)
    assert "0.7 miles away" in text(response)


def test_near_an_unknown_place_keeps_the_list_and_says_so(client):
    SchoolFactory(name="A")

    response = client.get(SCHOOLS, {"near": "zzzz"})

    assert names(response) == ["A"]
    assert "We know no place called “zzzz”" in text(response)


def test_empty_result_says_what_to_do(client):
    SchoolFactory()

    assert "Use fewer words" in text(client.get(SCHOOLS, {"q": "nothing"}))


def test_list_is_cut_into_pages_that_keep_the_search(client):
    SchoolFactory.create_batch(PER_PAGE + 1, name="Canyon")

    first = client.get(SCHOOLS, {"q": "canyon"})
    second = client.get(SCHOOLS, {"q": "canyon", "page": 2})

    assert len(names(first)) == PER_PAGE
    assert len(names(second)) == 1
    assert "?q=canyon&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_does_not_grow(client, count, django_assert_num_queries):
    for _number in range(count):
        site = SiteFactory(organization=SchoolFactory())
        ProgramFactory(organization=site.organization)

    with django_assert_num_queries(5):  # counties, districts, count, page, sites
        response = client.get(SCHOOLS)

    assert len(names(response)) == count


def test_list_counts_programs_or_says_not_yet_reported(client):
    with_programs, silent = SchoolFactory(name="A"), SchoolFactory(name="B")
    ProgramFactory.create_batch(2, organization=with_programs)
    ProgramFactory(organization=silent, availability=Availability.INACTIVE)

    first, second = client.get(SCHOOLS).context["page"]

    assert (first.program_count, second.program_count) == (2, 0)
    assert "Not yet reported" in text(client.get(SCHOOLS, {"q": "B"}))


def test_school_with_sample_programs_only_is_still_not_yet_reported(client):
    ProgramFactory(organization=SchoolFactory(), is_sample=True)

    words = text(client.get(SCHOOLS))

    assert "Not yet reported" in words
    assert "Programs that are sample data are left out of these counts." in words


def test_page_of_a_school_with_samples_only_reads_like_one_that_told_nothing(client):
    school = SiteFactory(organization=SchoolFactory()).organization
    ProgramFactory(organization=school, is_sample=True, segment="hs", title="Made-up Robotics")
    ProgramFactory(organization=SiteFactory(latitude=32.8).organization)

    response = client.get(school.get_absolute_url())
    words = text(response)

    assert "has not told us its programs yet" in words
    assert response.context["nearby"].rows
    assert words.index("Programs within") < words.index("Sample programs, made up")
    assert words.index("Sample programs, made up") < words.index("Made-up Robotics")


def test_page_counts_real_programs_without_the_samples(client):
    school = SchoolFactory()
    ProgramFactory(organization=school)
    ProgramFactory(organization=school, is_sample=True)

    assert "1 program on file" in text(client.get(school.get_absolute_url()))


def test_silent_school_is_not_yet_reported_and_told_how_to_report(client):
    school = SchoolFactory(name="Canyon High")

    words = text(client.get(school.get_absolute_url()))

    assert "has not told us its programs yet. That does not mean that it has none." in words
    assert "Sign in with your work e-mail." in words


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (InventoryState.UNKNOWN, "has not yet reported its own list"),
        (InventoryState.PARTIAL, "There may be more"),
        (InventoryState.COMPLETE, "confirmed on 2 Jan 2026 that the list is complete"),
        (InventoryState.NONE_OFFERED, "confirmed on 2 Jan 2026 that it offers no career programs"),
    ],
)
def test_each_state_of_the_inventory_has_its_own_words(client, state, sentence):
    confirmed = state in {InventoryState.COMPLETE, InventoryState.NONE_OFFERED}
    inventory = InventoryFactory(
        state=state,
        confirmed_on=datetime.date(2026, 1, 2) if confirmed else None,
        confirmed_by=UserFactory() if confirmed else None,
    )
    ProgramFactory(organization=inventory.organization)

    assert sentence in text(client.get(inventory.organization.get_absolute_url()))


def test_a_list_speaks_for_its_own_year_only(client):
    school = SchoolFactory()
    InventoryFactory(
        organization=school,
        academic_year=academic_year.later(academic_year.on(timezone.localdate()), -1),
        state=InventoryState.NONE_OFFERED,
        confirmed_on=datetime.date(2024, 9, 1),
        confirmed_by=UserFactory(),
    )

    words = text(client.get(school.get_absolute_url()))

    assert "has not told us its programs yet" in words


def test_the_list_of_a_district_speaks_for_its_schools_under_its_own_name(client):
    school = SchoolFactory(name="Coast High", parent=DistrictFactory(name="Coast Unified"))
    InventoryFactory(organization=school)
    InventoryFactory(
        organization=school.parent,
        state=InventoryState.NONE_OFFERED,
        confirmed_on=datetime.date(2026, 9, 3),
        confirmed_by=UserFactory(),
    )

    words = text(client.get(school.get_absolute_url()))

    assert "Coast Unified confirmed on 3 Sep 2026 that it offers no career programs" in words


def test_page_groups_open_programs_by_sector_and_hides_the_others(client):
    college = OrganizationFactory()
    health, trade = SectorFactory(name="Health"), SectorFactory(name="Trade")
    nursing = ProgramFactory(organization=college, sector=health, title="Nursing")
    customs = ProgramFactory(organization=college, sector=trade, title="Customs")
    other = ProgramFactory(organization=college, sector=None, title="Other")
    ProgramFactory(organization=college, sector=health, availability=Availability.TEACH_OUT)

    groups = client.get(college.get_absolute_url()).context["groups"]

    assert groups == [(health, [nursing]), (trade, [customs]), (None, [other])]


def test_list_of_programs_says_that_units_of_a_degree_are_those_of_its_major(client):
    college = OrganizationFactory()
    ProgramFactory(organization=college, units_min=64, units_max=67)
    ProgramFactory(organization=college, award="certificate_long", units_min=18, units_max=18)

    words = text(client.get(college.get_absolute_url()))

    assert "Associate degree, 64–67 units in the major" in words
    assert "Certificate, 16 units or more, 18 units" in words
    assert "A degree is usually about 60 semester units in all" in words


@pytest.mark.parametrize("count", [1, 3])
def test_page_query_count_does_not_grow(client, count, django_assert_num_queries):
    college = OrganizationFactory()
    SiteFactory(organization=college)
    ProgramFactory.create_batch(count, organization=college)
    for _number in range(count):
        SiteFactory(organization=ProgramFactory().organization)

    with django_assert_num_queries(10):
        response = client.get(college.get_absolute_url())

    assert response.context["program_count"] == count


def test_school_page_shows_the_nearest_and_their_programs_by_sector(client):
    school = SiteFactory(organization=SchoolFactory()).organization
    near = SiteFactory(latitude=32.85).organization
    far = SiteFactory(latitude=34.5).organization
    sector = SectorFactory()
    ProgramFactory.create_batch(2, organization=near, sector=sector)
    ProgramFactory(organization=far, sector=sector)

    nearby = client.get(school.get_absolute_url()).context["nearby"]

    assert nearby.colleges == [near, far]
    assert nearby.miles == 10
    assert [(row.sector, row.counts) for row in nearby.rows] == [
        (sector, [(Segment.COLLEGE, 2, 0)])
    ]


def test_nearby_widens_until_a_program_is_found():
    college = SiteFactory(latitude=33.2).organization  # some 28 miles north
    ProgramFactory(organization=college)

    assert around((32.79, -115.56)).miles == 50


def test_nearby_counts_are_those_of_the_finder_it_links_to(client):
    school = SiteFactory(organization=SchoolFactory(slug="canyon-high")).organization
    college = SiteFactory(latitude=32.85).organization
    sector = SectorFactory(slug="health")
    ProgramFactory.create_batch(2, organization=college, sector=sector)
    ProgramFactory(organization=college, sector=sector, segment="noncredit")
    ProgramFactory(organization=SiteFactory(latitude=34.5).organization, sector=sector)

    page = client.get(school.get_absolute_url()).content.decode()
    link = "/programs/?near=canyon-high&within=10&segment=college&sector=health"

    assert link.replace("&", "&amp;") in page
    assert client.get(link).context["finder"].answer.total == 2


def test_counts_that_hold_samples_say_so(client):
    school = SiteFactory(organization=SchoolFactory()).organization
    ProgramFactory(organization=SiteFactory(latitude=32.8).organization, is_sample=True)

    assert "Counts include 1 sample program" in text(client.get(school.get_absolute_url()))
    cell = client.get(school.get_absolute_url()).content.decode().split("count-or-word")[1]
    assert "Sample data" in cell.split("</td>")[0]


def test_nearby_of_no_point_is_empty():
    assert around(None).colleges == []


def test_organization_linked_data_is_only_for_real_ones(client):
    real, sample = OrganizationFactory(phone="760-555-0100"), OrganizationFactory(is_sample=True)

    assert linked_data(client.get(real.get_absolute_url()))["telephone"] == "760-555-0100"
    assert linked_data(client.get(sample.get_absolute_url())) is None
