"""Organizations with what pages print of their programs: counts, and what was reported."""

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    FloatField,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import ASin, Coalesce, Cos, Power, Radians, Sin, Sqrt
from django.utils import timezone

from partners.distance import EARTH_MILES
from partners.enums import InventoryKind, InventoryState
from partners.models import Site
from partners.reported import said_of_each
from pathways_portal.common import academic_year
from programs.querysets import public_program

# Programs that the public sees, counted from their organization.
OPEN_PROGRAMS = public_program("programs__")


def with_program_counts(organizations):
    """Annotate `program_count`, real programs that the public sees, and `sample_count` beside them.

    Samples are left out of counts: what was made up must not look like something reported.
    """
    return organizations.annotate(
        program_count=Count("programs", filter=OPEN_PROGRAMS & Q(programs__is_sample=False)),
        sample_count=Count("programs", filter=OPEN_PROGRAMS & Q(programs__is_sample=True)),
    )


def with_inventory(organizations):
    """Annotate what this year's list of programs says: `inventory_state`, `inventory_confirmed_on`,
    and `inventory_by`, the name of whose list it is: its own or its district's.

    Where nobody has told us anything the state is "unknown", which reads "not yet reported".
    """
    said = said_of_each(InventoryKind.PROGRAMS, academic_year.on(timezone.localdate()))
    return organizations.annotate(
        inventory_state=Coalesce(
            Subquery(said.values("state")[:1]), Value(InventoryState.UNKNOWN.value)
        ),
        inventory_confirmed_on=Subquery(said.values("confirmed_on")[:1]),
        inventory_by=Subquery(said.values("organization__name")[:1]),
    )


def with_miles(organizations, point):
    """Annotate `miles` from (latitude, longitude) to the main site; NULL where it has no point.

    The same formula as partners.distance, in the database.
    """
    latitude, longitude = (Radians(Value(degrees)) for degrees in point)
    organizations = organizations.annotate(
        main_site=FilteredRelation("sites", condition=Q(sites__is_main=True))
    )
    north, east = Radians(F("main_site__latitude")), Radians(F("main_site__longitude"))
    half = Power(Sin((north - latitude) / 2), 2) + Cos(latitude) * Cos(north) * Power(
        Sin((east - longitude) / 2), 2
    )
    return organizations.annotate(miles=2 * EARTH_MILES * ASin(Sqrt(half)))


def nearest_first(organizations, point):
    """By miles from a point, those without one last, then by name; by name where no point is."""
    if point is None:
        miles = Value(None, FloatField())
        return organizations.annotate(miles=miles).order_by("name", "pk")
    miles = F("miles").asc(nulls_last=True)
    return with_miles(organizations, point).order_by(miles, "name", "pk")


def for_list(organizations):
    """Everything a row of a list prints, in two queries."""
    return (
        with_inventory(with_program_counts(organizations))
        .select_related("county", "parent")
        .prefetch_related(
            Prefetch("sites", Site.objects.filter(is_main=True), to_attr="main_sites")
        )
    )
