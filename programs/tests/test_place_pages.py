"""Pages of the place gaps: the matrix, one cell in full, every state an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, OrganizationKind, Segment
from partners.tests.factories import (
    AdultSchoolFactory,
    CountyFactory,
    DistrictFactory,
    OrganizationFactory,
    SchoolFactory,
)
from partners.tests.queries import queries
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.gaps.place.prepare import prepare
from programs.tests.factories import ProgramFactory, SectorFactory
from programs.tests.test_alignment_pages import lines
from programs.tests.test_alignment_rules import TODAY, report
from programs.tests.test_place_rules import HIGH_SCHOOL, NOW, at

pytestmark = pytest.mark.django_db

PAGE, CSV = "/gaps/place/", "/gaps/place/download.csv"
CELL = f"{PAGE}health/mesa-union/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    localdate = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda now=None: localdate(now) if now else TODAY)


@pytest.fixture
def imperial():
    return CountyFactory(name="Imperial", slug="imperial")


@pytest.fixture
def health():
    return SectorFactory(slug="health", name="Health")


@pytest.fixture
def mesa(imperial, health):
    """A district with a school of each state; near is 20 miles away."""
    district = DistrictFactory(slug="mesa-union", name="Mesa Union", county=imperial)

    def school(name, latitude):
        row = SchoolFactory(name=name, parent=district, county=imperial)
        return at(row, latitude=latitude)

    ProgramFactory(organization=school("Own High", 32.0), sector=health, segment=HIGH_SCHOOL)
    school("Near High", 32.29)
    absent = school("Absent High", 34.5)
    school("Silent High", 34.6)
    report(absent, InventoryState.COMPLETE, kind=InventoryKind.PROGRAMS)
    prepare(NOW)
    return district


def cell(client, query=""):
    (line,) = client.get(PAGE + query).context["gaps"].lines
    (one,) = line.cells
    return one.own, one.near, one.absent, one.unreported


def test_a_cell_counts_each_school_in_one_of_four_states(client, mesa):
    assert cell(client, "?by=district&miles=25") == (1, 1, 1, 1)
    assert cell(client, "?by=district") == (1, 0, 1, 2)
    assert cell(client) == (1, 0, 1, 2)


def test_the_states_are_words_not_color_alone(client, mesa):
    words = text(client.get(f"{PAGE}?miles=25"))

    assert "2 of 4 without" in words
    assert "own: 1 near: 1 confirmed none: 1 not yet reported: 1" in words
    assert "1 of 4 schools have reported their whole list of programs" in words


def test_by_district_each_sector_can_be_opened_alone_and_tells_the_whole(client, mesa):
    by_district = client.get(f"{PAGE}?by=district&miles=25").content.decode()
    line = by_district[by_district.index('id="sector-health"') :].split("</th>")[0]

    assert 'href="#sector-health"' in line
    assert "not yet reported: 1" in line
    assert "sector-health" not in client.get(PAGE).content.decode()


def test_a_cell_leads_to_its_schools_with_the_nearest_program(client, mesa):
    page = client.get(f"{CELL}?miles=25")

    rows = [(row.school.name, row.state) for row in page.context["detail"].rows]
    assert rows == [
        ("Absent High", "absent"),
        ("Silent High", "unreported"),
        ("Near High", "near"),
        ("Own High", "own"),
    ]
    assert "place:hs:health:mesa-union" in text(page)
    assert "20.0" in text(page)
    assert f'href="{CELL}?miles=25"' in client.get(f"{PAGE}?by=district&miles=25").content.decode()


def test_the_matrix_and_the_page_of_a_cell_count_the_same(client, mesa):
    for miles in (5, 10, 25, 50):
        counts = dict(client.get(f"{CELL}?miles={miles}").context["detail"].counts)
        states = ("own", "near", "absent", "unreported")
        assert tuple(counts[state] for state in states) == cell(client, f"?miles={miles}")


def test_the_matrix_counts_as_a_query_written_by_hand(client, mesa, health):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM partners_organization school
            WHERE school.kind = 'school' AND 'hs' = ANY(school.segments)
              AND school.status = 'published' AND NOT EXISTS (
                SELECT FROM programs_program p WHERE p.organization_id = school.id
                  AND p.sector_id = %s AND p.status = 'published' AND NOT p.is_sample
            )
            """,
            [health.pk],
        )
        (without,) = cursor.fetchone()

    own, near, absent, unreported = cell(client, "?miles=5")
    assert near == 0
    assert absent + unreported == without == 3
    assert own == 1


def test_charter_schools_without_a_district_stand_under_the_county(client, imperial, health):
    office = OrganizationFactory(kind=OrganizationKind.COUNTY_OFFICE, county=imperial)
    SchoolFactory(name="Free High", parent=office, is_charter=True, county=imperial)
    SchoolFactory(name="Alone High", parent=None, is_charter=True, county=imperial)
    SchoolFactory(name="Court High", parent=office, is_charter=False, county=imperial)
    prepare(NOW)

    page = client.get(f"{PAGE}?by=district")

    names = [group.name for group in page.context["gaps"].columns]
    assert names == [office.name, "Charter schools, Imperial County"]
    detail = client.get(f"{PAGE}health/charter-schools-imperial/").context["detail"]
    assert [row.school.name for row in detail.rows] == ["Alone High", "Free High"]


def test_adult_schools_without_a_district_are_called_so_in_the_matrix_too(client, imperial, health):
    AdultSchoolFactory(parent=None, county=imperial)
    prepare(NOW)

    page = client.get(f"{PAGE}?by=district&segment=ae")

    [column] = page.context["gaps"].columns
    assert column.name == "Adult schools without a district, Imperial County"
    detail = client.get(f"{PAGE}health/{column.slug}/?segment=ae").context["detail"]
    assert detail.group.name == column.name


def test_a_second_run_waits_for_the_first():
    with CaptureQueriesContext(connection) as captured:
        prepare(NOW)

    first = next(row["sql"] for row in captured if not row["sql"].startswith("SAVEPOINT"))
    assert first.startswith(
        "LOCK TABLE programs_gapsnapshot, programs_nearestprogram, programs_placecount"
    )


def test_a_sample_program_is_marked_and_not_counted(client, mesa, health):
    school = SchoolFactory(name="Sample High", parent=mesa, county=mesa.county)
    ProgramFactory(
        title="Made up", organization=school, sector=health, segment=HIGH_SCHOOL, is_sample=True
    )
    prepare(NOW)

    assert cell(client) == (1, 0, 1, 3)
    assert "with a sample, not counted: 1" in text(client.get(PAGE))
    assert "not counted: Made up Sample data" in text(client.get(CELL))


def test_what_was_taken_back_is_not_shown_and_not_counted_from_the_next_night_on(
    client, mesa, health
):
    program = health.programs.get()
    program.status = EditingStatus.DRAFT
    program.save()

    assert cell(client, "?miles=50") == (1, 1, 1, 1)
    assert program.title not in text(client.get(f"{CELL}?miles=50"))
    prepare(NOW)
    assert cell(client, "?miles=50") == (0, 0, 1, 3)


def test_within_a_mile_more_is_counted_from_that_mile_on(client, mesa):
    """Near High is 20.04 miles away: not within 20, within 21."""
    near = [cell(client, f"?miles={miles}")[1] for miles in (20, 21)]

    assert near == [0, 1]


def test_a_district_of_two_counties_is_one_column_and_its_schools_stand_in_both(client, mesa):
    other = CountyFactory(name="Inyo", slug="inyo")
    SchoolFactory(name="Far High", parent=mesa, county=other)
    prepare(NOW)

    assert cell(client, "?by=district") == (1, 0, 1, 3)
    assert cell(client, "?by=district&county=inyo") == (0, 0, 0, 1)
    (line,) = client.get(PAGE).context["gaps"].lines
    assert [(one.group.name, one.total) for one in line.cells] == [
        ("Imperial County", 4),
        ("Inyo County", 1),
    ]


def test_schools_of_another_segment_are_asked_for_by_the_address(client, mesa):
    SchoolFactory(parent=mesa, county=mesa.county, segments=[Segment.MIDDLE_SCHOOL])
    prepare(NOW)

    assert cell(client, "?segment=ms") == (0, 0, 0, 1)


@pytest.mark.parametrize(
    "query",
    ["?miles=4", "?miles=51", "?miles=ten", "?miles=%F0%9D%9F%A0", "?segment=zz", "?county=x"]
    + ["?by=city", "?sort=zz", "?page=99", "?foo=1"],
)
def test_a_value_that_means_nothing_is_left_out_and_said(client, mesa, query):
    page = client.get(PAGE + query)

    assert page.status_code == 200
    assert len(page.context["gaps"].said) == 1
    assert cell(client, query) == (1, 0, 1, 2)


@pytest.mark.parametrize("path", ["nothing/mesa-union/", "health/nothing/"])
def test_an_address_of_nothing_is_not_found(client, mesa, path):
    assert client.get(PAGE + path).status_code == 404


def test_lines_are_ordered_by_schools_without_or_by_name(client, mesa):
    SectorFactory(name="Zoo keeping", slug="zoo")
    prepare(NOW)

    def names(query):
        return [line.sector.name for line in client.get(PAGE + query).context["gaps"].lines]

    assert names("") == ["Zoo keeping", "Health"]
    assert names("?sort=name") == ["Health", "Zoo keeping"]


def test_the_csv_has_all_columns(client, mesa, health):
    for number in range(8):
        district = DistrictFactory(name=f"District {number}")
        SchoolFactory(parent=district, county=mesa.county)
    prepare(NOW)

    rows = lines(client.get(f"{CSV}?by=district"))

    assert len(rows) == 9
    (row,) = [row for row in rows if row["Place"] == "Mesa Union"]
    assert (row["Key"], row["Schools"], row["Confirmed absent"], row["Not yet reported"]) == (
        "place:hs:health:mesa-union",
        "4",
        "1",
        "2",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_matrix_asks_as_often_for_more_districts(client, health, count):
    for _number in range(count):
        school = at(SchoolFactory())
        ProgramFactory(organization=school, sector=health, segment=HIGH_SCHOOL)
        SectorFactory()
    prepare(NOW)

    assert queries(client, f"{PAGE}?by=district") == 8


@pytest.mark.parametrize("count", [1, 3])
def test_a_cell_asks_as_often_for_more_schools(client, mesa, count):
    at(SchoolFactory(parent=mesa, county=mesa.county))
    for school in SchoolFactory.create_batch(count, parent=mesa, county=mesa.county):
        at(school)
    prepare(NOW)

    assert queries(client, f"{CELL}?miles=50") == 12


def test_the_pages_speak_spanish(client, mesa):
    for path in (PAGE, CELL):
        assert client.get(f"/es{path}").status_code == 200
