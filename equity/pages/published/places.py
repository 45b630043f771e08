"""Whose students: a region, a county or an organization, by one name in addresses."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partners.models import County, Organization, Region

# In front of the web name of what is no organization; no organization's has a point.
REGION, COUNTY = "region.", "county."
_FIELD = {REGION: "region", COUNTY: "county"}
_MODEL = {REGION: Region, COUNTY: County}


@dataclass(frozen=True)
class Place:
    """`field` is the column of `Slice` that holds it, `pk` the row, `key` its name in addresses."""

    field: str
    pk: int
    key: str
    name: str
    has_page: bool = False

    @cached_property
    def url(self):
        """The page of an organization's students; the overview of a county's or a region's."""
        if self.has_page:
            return reverse("equity:institution", args=[self.key])
        return f"{reverse('equity:overview')}?place={self.key}"

    @property
    def is_region(self):
        return self.field == "region"


def place_of(row):
    """The `Place` of a Region, County or Organization."""
    if isinstance(row, Region):
        name = (row.name_es if get_language() == "es" else "") or row.name
        return Place("region", row.pk, f"{REGION}{row.slug}", name)
    if isinstance(row, County):
        return Place(
            "county", row.pk, f"{COUNTY}{row.slug}", _("%(name)s County") % {"name": row.name}
        )
    return Place("organization", row.pk, row.slug, row.name, has_page=True)


def place_named(key):
    """The `Place` of a name in an address, or None. One query."""
    for start, model in _MODEL.items():
        if key.startswith(start):
            row = model.objects.filter(slug=key.removeprefix(start)).first()
            return row and place_of(row)
    row = Organization.objects.open().filter(slug=key).only("pk", "slug", "name").first()
    return row and place_of(row)


def page_of_record(organization):
    """The address of an organization's own page, "" for a kind that has none."""
    try:
        return organization.get_absolute_url() or ""
    except (AttributeError, NoReverseMatch):
        return ""


def steps(several):
    """Some `Place`s in their order, one at first and twice as many each time: mostly one of the
    first is what is looked for, and where none is, a state takes a dozen steps.
    """
    at, size = 0, 1
    while at < len(several):
        yield tuple(several[at : at + size])
        at, size = at + size, 2 * size
