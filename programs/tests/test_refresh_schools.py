"""The state's school directory: schools that teach here, and not a word about administrators."""

import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from partners.enums import Operating, OrganizationKind, PlaceKind
from partners.models import Organization, Site
from partners.tests.factories import (
    AdultSchoolFactory,
    CountyFactory,
    DistrictFactory,
    OrganizationFactory,
    PlaceFactory,
    SchoolFactory,
    SiteFactory,
)
from programs.refresh.schools import segments_of
from programs.tests.official_files import counts, ours, outcomes, run, text, workbook

pytestmark = pytest.mark.django_db

# 49 columns, as of June 2018.
OLDER_COLUMNS = """
    CDSCode NCESDist NCESSchool StatusType County District School Street StreetAbr City Zip
    State MailStreet MailStrAbr MailCity MailZip MailState Phone Ext WebSite OpenDate ClosedDate
    Charter CharterNum FundingType DOC DOCType SOC SOCType EdOpsCode EdOpsName EILCode EILName
    GSoffered GSserved Virtual Magnet Latitude Longitude AdmFName1 AdmLName1 AdmEmail1 AdmFName2
    AdmLName2 AdmEmail2 AdmFName3 AdmLName3 AdmEmail3 LastUpDate
"""
OLDER = OLDER_COLUMNS.split()
NEWER_COLUMNS = """
    CDSCode NCESDist NCESSchool StatusType County District School Street StreetAbr City Zip
    State MailStreet MailStrAbr MailCity MailZip MailState Phone Ext FaxNumber WebSite OpenDate
    ClosedDate Charter CharterNum FundingType DOC DOCType SOC SOCType EdOpsCode EdOpsName
    EILCode EILName GSoffered GSserved Virtual Magnet YearRoundYN FederalDFCDistrictID Latitude
    Longitude AdmFName AdmLName LastUpDate Multilingual
"""
NEWER = NEWER_COLUMNS.split()
DISTRICT = "13631150000000"
SCHOOL = "13631151331412"
PEOPLE = {
    "AdmFName1": "Wilhelmina",
    "AdmLName1": "Quetzal",
    "AdmEmail1": "wquetzal@district.example",
    "AdmFName2": "Ignatius",
    "AdmLName2": "Okonjo",
    "AdmEmail2": "iokonjo@district.example",
    "AdmFName3": "Perpetua",
    "AdmLName3": "Lindqvist",
    "AdmEmail3": "plindqvist@district.example",
    "AdmFName": "Wilhelmina",
    "AdmLName": "Quetzal",
}


def named(**cells):
    return {
        "CDSCode": SCHOOL,
        "StatusType": "Active",
        "County": "Imperial",
        "District": "Central Union High",
        "School": "Central Union High",
        "Street": "1001 Brighton Avenue",
        "City": "El Centro",
        "Zip": "92243-3110",
        "WebSite": "www.cuhsd.example",
        "Charter": "N",
        "DOCType": "High School District",
        "SOCType": "High Schools (Public)",
        "GSoffered": "9-12",
        "Virtual": "N",
        "Latitude": "32.79",
        "Longitude": "-115.56",
        "OpenDate": datetime.datetime.fromisoformat("1980-07-01"),
        **PEOPLE,
        **cells,
    }


def district(**cells):
    empty = {"School": None, "SOCType": None, "GSoffered": None, "Charter": None, "Virtual": None}
    return named(CDSCode=DISTRICT, **empty, **cells)


@pytest.fixture
def county():
    return CountyFactory(name="Imperial", fips="06025")


@pytest.fixture
def directory(tmp_path, county):
    def directory(*rows, header=OLDER, how=workbook, name="pubschls.xlsx", **options):
        lines = [[row.get(column) for column in header] for row in rows]
        return run("schools", how(tmp_path / name, header, *lines), **options)

    return directory


def tabs(path, *lines):
    """As the department offers it beside the workbook: tabs, and “No Data” where there is none."""
    lines = [["No Data" if cell in (None, "") else cell for cell in line] for line in lines]
    return text(path, *lines, delimiter="\t")


@pytest.mark.parametrize(
    ("header", "how", "name"),
    [
        (OLDER, workbook, "pubschls.xlsx"),
        (NEWER, workbook, "p.xlsx"),
        (NEWER, tabs, "pubschls.txt"),
    ],
)
def test_a_district_and_its_school_are_made(directory, county, header, how, name):
    directory(named(), district(), header=header, how=how, name=name)

    above, school = Organization.objects.order_by("cds_code")
    assert (above.name, above.short_name, above.kind, above.segments) == (
        "Central Union High School District",
        "Central Union High",
        "district",
        [],
    )
    assert (school.name, school.kind, school.parent, school.owner, school.county) == (
        "Central Union High",
        "school",
        above,
        school,
        county,
    )
    assert (school.segments, school.grades, school.school_type) == (
        ["hs"],
        "9-12",
        "High Schools (Public)",
    )
    assert (school.is_charter, school.is_virtual, above.is_charter) == (False, False, None)
    assert (school.website, school.status, school.operating) == (
        "https://www.cuhsd.example",
        "published",
        "open",
    )
    assert (school.source, str(school.as_of)) == (
        "California Department of Education, public schools and districts directory",
        "2026-09-01",
    )
    site = Site.objects.get(organization=school)
    assert (site.street, site.city, site.zip_code, site.latitude, site.is_main) == (
        "1001 Brighton Avenue",
        "El Centro",
        "92243-3110",
        32.79,
        True,
    )


def everything_stored():
    """Every text in every table, history and search documents included."""
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            yield from (str(value) for value in row if value is not None)


def test_no_administrator_is_stored_or_reported(directory, tmp_path, county):
    rows = [
        named(),
        district(),
        named(CDSCode="13", StatusType="Active"),
        named(CDSCode="13631151330091", StatusType="Pending"),
        named(County="Fresno"),
        {"AdmEmail1": PEOPLE["AdmEmail1"]},
    ]
    path = workbook(
        tmp_path / "pubschls.xlsx", OLDER, *[[row.get(name) for name in OLDER] for row in rows]
    )
    report, out = tmp_path / "report.csv", StringIO()

    call_command("refresh", "schools", str(path), as_of="2026-06-17", report=report, stdout=out)

    said = [*everything_stored(), report.read_text(), out.getvalue()]
    assert Organization.objects.count() == 2
    assert "rejected" in report.read_text()
    for name in PEOPLE.values():
        assert not [text for text in said if name in text]


def test_a_directory_without_its_header_tells_nobodys_name(tmp_path, county):
    path = workbook(tmp_path / "pubschls.xlsx", [named().get(name) for name in OLDER])

    with pytest.raises(CommandError) as told:
        call_command("refresh", "schools", str(path), as_of="2026-06-17")

    assert "“CDSCode”" in str(told.value)
    assert not [name for name in PEOPLE.values() if name in str(told.value)]


def test_a_directory_without_a_column_is_refused_by_its_name(tmp_path, county):
    header = [name for name in OLDER if name != "StatusType"]

    with pytest.raises(CommandError, match="lacks: “StatusType”. Its columns are: CDSCode, NCES"):
        call_command(
            "refresh", "schools", str(workbook(tmp_path / "p.xlsx", header)), as_of="2026-06-17"
        )


@pytest.mark.parametrize(
    ("status", "operating"), [("Active", "open"), ("Closed", "closed"), ("Merged", "closed")]
)
def test_a_school_on_file_follows_the_directory(directory, county, status, operating):
    with ours():
        school = SchoolFactory(cds_code=SCHOOL, county=county, operating=Operating.UNKNOWN)

    directory(named(StatusType=status, School="Central Union High School"))

    school.refresh_from_db()
    assert (school.operating, school.name) == (operating, "Central Union High School")


def test_the_full_name_of_a_district_on_file_stays(directory, county):
    with ours():
        row = DistrictFactory(cds_code=DISTRICT, county=county, name="Central Union Unified SD")

    directory(district())

    row.refresh_from_db()
    assert (row.name, row.school_type) == ("Central Union Unified SD", "High School District")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"County": "Fresno"}, None),
        ({"StatusType": "Closed"}, "Closed, and never on file."),
        ({"StatusType": "Pending"}, "Neither open nor closed: not yet opened."),
        ({"GSoffered": "K-6"}, "Teaches neither grade 7 or above nor adults."),
    ],
)
def test_what_is_no_school_of_ours_is_skipped(directory, cells, why):
    told = []

    done = directory(named(**cells), told=told)

    assert outcomes(done) == {"skipped": 1}
    assert [row.reason for row in told] == ([why] if why else [])
    assert Organization.objects.count() == 0


def test_a_college_in_the_directory_is_left_to_its_own_sources(directory, county):
    college = OrganizationFactory(
        cds_code=SCHOOL, county=county, kind=OrganizationKind.CONTINUING_EDUCATION
    )
    told = []

    directory(named(School="San Diego Continuing Education"), told=told)

    college.refresh_from_db()
    assert [row.reason for row in told] == [
        "On file as continuing education, which other sources keep."
    ]
    assert college.name.startswith("Harbor College")


@pytest.mark.parametrize(
    ("school_type", "grades", "segments"),
    [
        ("High Schools (Public)", "9-12", ["hs"]),
        ("K-12 Schools (Public)", "K-12", ["ms", "hs"]),
        ("Intermediate/Middle Schools (Public)", "7-8", ["ms"]),
        ("Junior High Schools (Public)", "7-9", ["ms"]),
        ("Continuation High Schools", "10-12", ["hs"]),
        ("High Schools (Public)", "9", ["hs"]),
        ("Elementary Schools (Public)", "K-6", []),
        ("Adult Education Centers", "Adult", ["ae"]),
        ("Special Education Schools (Public)", "Adult", []),
        ("", "", []),
    ],
)
def test_segments_follow_the_grades(school_type, grades, segments):
    assert segments_of(school_type, grades) == segments


def test_segments_on_file_stay_where_the_grades_say_nothing(directory, county):
    with ours():
        school = AdultSchoolFactory(cds_code=SCHOOL, county=county)

    directory(named(SOCType="Special Education Schools (Public)", GSoffered="Adult"))

    school.refresh_from_db()
    assert school.segments == ["ae"]


def test_an_office_far_outside_the_region_has_no_point(directory, county):
    PlaceFactory(kind=PlaceKind.ZIP, county=county, latitude=32.79, longitude=-115.56)

    directory(named(City="Simi Valley", Latitude="34.28", Longitude="-118.72"))

    site = Site.objects.get()
    assert (site.city, site.latitude, site.longitude) == ("Simi Valley", None, None)


def test_a_main_site_that_a_person_gave_keeps_its_place(directory, county):
    with ours():
        school = SchoolFactory(cds_code=SCHOOL, county=county)
    SiteFactory(organization=school, name="New campus", street="9 Harbor Drive")

    directory(named())

    assert list(school.sites.values_list("street", flat=True)) == ["9 Harbor Drive"]


def test_what_is_on_file_and_newer_is_kept(directory, county):
    with ours():
        school = SchoolFactory(
            cds_code=SCHOOL, county=county, operating=Operating.CLOSED, as_of="2026-10-05"
        )
        SiteFactory(organization=school, street="Old Street")

    done = directory(named())

    school.refresh_from_db()
    assert school.operating == "closed"
    assert counts(done, "schools") == (0, 0, 0, 1, 0)
    assert str(done.newer_on_file) == "2026-10-05"
    assert school.sites.get().street == "Old Street"

    assert counts(directory(named(), even_if_older=True), "schools") == (0, 1, 0, 0, 0)


def test_two_schools_of_one_name_have_addresses_of_their_own(directory):
    directory(named(), named(CDSCode="13631151331420"))

    assert set(Organization.objects.values_list("slug", flat=True)) == {
        "central-union-high",
        "central-union-high-2",
    }


def test_a_second_run_of_the_directory_finds_everything_the_same(directory):
    directory(named(), district())

    done = directory(named(), district())

    assert [counts(done, name) for name in ("districts", "schools", "sites")] == [
        (0, 0, 1, 0, 0),
        (0, 0, 1, 0, 0),
        (0, 0, 2, 0, 0),
    ]
