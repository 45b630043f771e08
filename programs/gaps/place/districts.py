"""Districts and counties as the place gaps group schools by: which schools belong to each."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from partners.enums import OrganizationKind, Segment
from partners.models import County, Organization
from programs.gaps.filters import area_name

CHARTERS = "charter-schools-"
# A charter school that no district answers for: the county's office does, or nobody on file.
OF_COUNTY = Q(parent__isnull=True) | Q(is_charter=True, parent__kind=OrganizationKind.COUNTY_OFFICE)


@dataclass(frozen=True)
class Group:
    """A column: a district, the charter schools of a county, or a whole county."""

    slug: str
    name: str
    district: Organization | None = None
    county: County | None = None

    @property
    def label(self):
        """The short name, for the head of a column."""
        return self.district.label if self.district else self.name

    def narrow(self, schools):
        """Its schools among these."""
        if self.district:
            return schools.filter(parent=self.district).exclude(OF_COUNTY)
        schools = schools.filter(county=self.county)
        return schools.filter(OF_COUNTY) if self.slug.startswith(CHARTERS) else schools


def schools_of(segment):
    """Public schools with students of a segment: a queryset of organizations."""
    organizations = Organization.objects.open()
    kinds = organizations.schools() | organizations.adult_schools()
    return kinds.filter(segments__contains=[str(segment)])


def of_district(district):
    return Group(district.slug, district.name, district=district)


def of_charters(county, segment):
    words = (
        _("Adult schools without a district, %(county)s")
        if segment == Segment.ADULT_EDUCATION
        else _("Charter schools, %(county)s")
    )
    return Group(f"{CHARTERS}{county.slug}", words % {"county": area_name(county)}, county=county)


def of_county(county):
    return Group(county.slug, area_name(county), county=county)


def group_of(slug, segment):
    """The `Group` of a web name; None if there is none."""
    district = Organization.objects.open().filter(slug=slug).first()
    if district:
        return of_district(district)
    county = County.objects.filter(slug=slug.removeprefix(CHARTERS)).first()
    if county is None:
        return None
    return of_charters(county, segment) if slug.startswith(CHARTERS) else of_county(county)
