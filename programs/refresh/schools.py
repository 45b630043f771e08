"""Schools and districts: the public schools directory of the California Department of Education.

The directory names administrators and gives their e-mail addresses. Those columns are not among the
columns read here, so they are in no row, no report and no table.
"""

import re

from django import forms
from django.core.validators import URLValidator
from django.db.models import Max, Min
from django.utils.text import slugify

from partners.enums import Operating, OrganizationKind, Segment
from partners.models import County, Organization, Place, Site
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm
from programs.refresh.source import Source, on_file
from programs.row_files import NOT_PUBLISHED
from programs.slugs import first_free

KINDS = (
    OrganizationKind.SCHOOL,
    OrganizationKind.ADULT_SCHOOL,
    OrganizationKind.DISTRICT,
    OrganizationKind.COUNTY_OFFICE,
)
STATUSES = {
    "active": Operating.OPEN,
    "closed": Operating.CLOSED,
    "merged": Operating.CLOSED,
}
# A district's code is its schools' code with nothing after the first seven digits.
OF_DISTRICT = "0" * 7
ADULT = "Adult Education Centers"
COUNTY_OFFICE = "County Office of Education"
# F: exclusively virtual. V, C, P: primarily so, or in part.
ONLY_ONLINE = {"F": True, "Y": True, "V": False, "C": False, "P": False, "N": False}
YES_NO = {"Y": True, "N": False}
# What an organization on file keeps, whatever the file says.
MADE_ONCE = ("short_name", "kind", "slug", "parent_id", "county_id", "status")
# Degrees around the region's ZIP codes; further off is the office of a school that teaches here.
MARGIN = 0.2
MIDDLE, HIGH, FIRST_OF_HIGH = {7, 8}, {10, 11, 12}, 9


class DirectoryField(forms.CharField):
    """Text; the newer files write “No Data” where there is none."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value):
        text = super().to_python(value)
        return "" if text in NOT_PUBLISHED else text


class SchoolRow(RowForm):
    cds_code = forms.RegexField(r"^\d{14}$")
    status = forms.CharField()
    district = forms.CharField(max_length=60)
    school = DirectoryField(max_length=160)
    street = DirectoryField(max_length=120)
    city = DirectoryField(max_length=60)
    zip_code = DirectoryField(max_length=10)
    website = DirectoryField(max_length=200)
    charter = DirectoryField()
    district_type = DirectoryField(max_length=60)
    school_type = DirectoryField(max_length=60)
    grades = DirectoryField(max_length=20)
    virtual = DirectoryField()
    latitude = DirectoryField()
    longitude = DirectoryField()

    def clean_status(self):
        status = STATUSES.get(self.cleaned_data["status"].casefold())
        if not status:
            self.skip("Neither open nor closed: not yet opened.")
            return None
        return status.value

    def clean_website(self):
        address = self.cleaned_data["website"]
        if address and "://" not in address:
            address = f"https://{address}"
        try:
            URLValidator(schemes=["http", "https"])(address or "https://none.example")
        except forms.ValidationError:
            return ""  # words instead of an address; no reason to leave the school out
        return address

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        code, old = values["cds_code"], self.source.organizations.get(values["cds_code"])
        if old and old.kind not in KINDS:
            self.skip(f"On file as {old.get_kind_display().lower()}, which other sources keep.")
            return values
        is_district = code.endswith(OF_DISTRICT)
        segments = [] if is_district else segments_of(values["school_type"], values["grades"])
        if not old and values["status"] == Operating.CLOSED:
            self.skip("Closed, and never on file.")
        elif not old and not is_district and not segments:
            self.skip("Teaches neither grade 7 or above nor adults.")
        point = self._point(values)
        return values | {
            "segments": segments or (old.segments if old else []),
            "is_district": is_district,
            "latitude": point[0],
            "longitude": point[1],
            "county_id": self.source.counties.get(self.data["county"]),
        }

    def _point(self, values):
        try:
            latitude, longitude = float(values["latitude"]), float(values["longitude"])
        except ValueError:
            return None, None
        # An office far outside the region: distances to it would mislead.
        return (latitude, longitude) if self.source.is_near(latitude, longitude) else (None, None)


def segments_of(school_type, grades):
    """Segments that a school teaches in, by its type and the grades it offers.

    Middle school if grade 7 or 8 is among them; high school if one of 10 to 12 is, or if it begins
    with 9. Grades that say nothing of the kind give none.
    """
    if school_type == ADULT:
        return [Segment.ADULT_EDUCATION.value]
    found = re.fullmatch(r"(TK|PK|P|K|\d{1,2})(?:\s*-\s*(K|\d{1,2}))?", grades)
    if not found:
        return []
    first, last = (int(grade) if grade and grade.isdigit() else 0 for grade in found.groups())
    taught = set(range(first, max(first, last) + 1))
    is_high = taught & HIGH or first == FIRST_OF_HIGH
    segments = [Segment.MIDDLE_SCHOOL.value] if taught & MIDDLE else []
    return segments + ([Segment.HIGH_SCHOOL.value] if is_high else [])


class Schools(Source):
    name = "schools"
    file = (
        "Public schools and districts directory (pubschls), California Department of Education "
        "(.xlsx or .txt)"
    )
    published_at = "https://www.cde.ca.gov/ds/si/ds/pubschls.asp"
    address = published_at
    takes = {"as_of": "the day it was downloaded; it is made anew every night"}
    tables = (Organization, Site)
    agency = "California Department of Education, public schools and districts directory"
    form = SchoolRow
    columns = (
        Column("cds_code", ("CDSCode", "CDS Code")),
        Column("status", ("StatusType", "Status")),
        Column("county", ("County", "County Name")),
        Column("district", ("District", "District Name")),
        Column("school", ("School", "School Name")),
        Column("street", ("Street", "Street Address")),
        Column("city", ("City", "Street City")),
        Column("zip_code", ("Zip", "Street Zip")),
        Column("website", ("WebSite", "Web Site"), needed=False),
        Column("charter", ("Charter", "Charter (Y/N)", "CharterYN")),
        Column("district_type", ("DOCType", "District Ownership Code Type")),
        Column("school_type", ("SOCType", "School Type")),
        Column("grades", ("GSoffered", "Grade Span Offered", "GSO")),
        Column("virtual", ("Virtual", "Virtual Instruction Type"), needed=False),
        Column("latitude", ("Latitude",), needed=False),
        Column("longitude", ("Longitude",), needed=False),
    )

    def begin(self, table):
        super().begin(table)
        self.counties = dict(County.objects.values_list("name", "pk"))
        on_file(counties=self.counties)
        self.organizations = {
            row.cds_code: row for row in Organization.objects.exclude(cds_code=None)
        }

        self.box = Place.objects.aggregate(
            south=Min("latitude"),
            north=Max("latitude"),
            west=Min("longitude"),
            east=Max("longitude"),
        )

    def is_near(self, latitude, longitude):
        """Whether a point lies among the places of the region, or close by."""
        box = self.box
        if None in box.values():
            return -90 <= latitude <= 90 and -180 <= longitude <= 180
        return (
            box["south"] - MARGIN <= latitude <= box["north"] + MARGIN
            and box["west"] - MARGIN <= longitude <= box["east"] + MARGIN
        )

    def elsewhere(self, cells):
        is_ours = cells["county"] in self.counties or cells["cds_code"] in self.organizations
        return "" if is_ours else "In another county."

    def key(self, values):
        return values["cds_code"]

    def write(self, rows, writer):
        said = self.said()
        districts = [row for row in rows if row["is_district"]]
        schools = [row for row in rows if not row["is_district"]]
        return [
            # The name of a district on file is its full one, which the directory does not give.
            self.write_organizations("districts", districts, said, writer, ("name", *MADE_ONCE)),
            self.write_organizations("schools", schools, said, writer, MADE_ONCE),
            self.write_sites(rows, said, writer),
        ]

    def write_organizations(self, name, rows, said, writer, only_new):
        taken = set(Organization.objects.values_list("slug", flat=True))
        ids = self.ids()
        values = [self.organization(row, ids, taken) | said for row in rows]
        return writer.write(
            name, Organization, ("cds_code",), values, only_new=only_new, keeps_itself=True
        )

    def ids(self):
        return dict(Organization.objects.exclude(cds_code=None).values_list("cds_code", "pk"))

    def organization(self, row, ids, taken):
        """The row of one organization. The file gives a district by its short name."""
        is_office = COUNTY_OFFICE in row["district_type"]
        if row["is_district"]:
            kind = OrganizationKind.COUNTY_OFFICE if is_office else OrganizationKind.DISTRICT
            name = row["district"] if is_office else f"{row['district']} School District"
        else:
            is_adult = row["school_type"] == ADULT
            kind = OrganizationKind.ADULT_SCHOOL if is_adult else OrganizationKind.SCHOOL
            name = row["school"] or row["district"]
        is_new = row["cds_code"] not in ids
        return {
            "cds_code": row["cds_code"],
            "name": name,
            "short_name": row["district"] if kind == OrganizationKind.DISTRICT else "",
            "kind": kind.value,
            "slug": first_free(slugify(name)[:170], taken) if is_new else "",
            "parent_id": (
                None if row["is_district"] else ids.get(row["cds_code"][:7] + OF_DISTRICT)
            ),
            "county_id": row["county_id"],
            "status": EditingStatus.PUBLISHED.value,
            "operating": row["status"],
            "segments": row["segments"],
            "school_type": row["district_type"] if row["is_district"] else row["school_type"],
            "grades": row["grades"],
            "is_charter": None if row["is_district"] else YES_NO.get(row["charter"]),
            "is_virtual": None if row["is_district"] else ONLY_ONLINE.get(row["virtual"]),
            "website": row["website"],
        }

    def write_sites(self, rows, said, writer):
        """Main sites by the file's address, but for organizations with a main site of their own."""
        ids = self.ids()
        others = Site.objects.filter(is_main=True).exclude(name="")
        left_alone = set(others.values_list("organization", flat=True))
        if not writer.even_if_older:  # a site has no day of its own
            newer = Organization.objects.filter(as_of__gt=said["as_of"])
            left_alone |= set(newer.values_list("pk", flat=True))
        sites = [
            {
                "organization_id": ids[row["cds_code"]],
                "name": "",
                **{
                    name: row[name]
                    for name in ("street", "city", "zip_code", "latitude", "longitude")
                },
                "is_main": True,
            }
            for row in rows
            if row["street"] and ids.get(row["cds_code"]) not in {None, *left_alone}
        ]
        return writer.write("sites", Site, ("organization_id", "name"), sites)
