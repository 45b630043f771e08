"""Rows of a question ordered by how far their organization is, with the miles to print."""

from math import cos, radians

from django.db.models import F, FilteredRelation, FloatField, Q, Value

from partners.distance import miles_between
from partners.models import Site


def point_of(organization):
    """(latitude, longitude) of its main site; None if not on file."""
    rows = Site.objects.filter(organization=organization, is_main=True, latitude__isnull=False)
    return rows.values_list("latitude", "longitude").first()


def nearest_first(rows, point, path, *then):
    """Rows by distance from `point` to the main site of the organization at `path`, unknown last.

    Those equally far, and all where the point is not on file, stand by `then`. `with_miles` reads
    what is added here.
    """
    rows = rows.annotate(
        site=FilteredRelation(f"{path}__sites", condition=Q(**{f"{path}__sites__is_main": True}))
    ).annotate(latitude=F("site__latitude"), longitude=F("site__longitude"))
    if point is None:
        return rows.order_by(*then)
    # Order needs no trigonometry for each row: on a plane that is shrunk as the point's parallel.
    north = F("latitude") - Value(point[0], FloatField())
    east = (F("longitude") - Value(point[1], FloatField())) * Value(cos(radians(point[0])))
    return rows.order_by((north * north + east * east).asc(nulls_last=True), *then)


def with_miles(rows, point):
    """The rows as a list, each with its `miles` (None: not known), by these."""
    rows = list(rows)
    for row in rows:
        row.miles = miles_between(point, (row.latitude, row.longitude))
    return sorted(rows, key=lambda row: (row.miles is None, row.miles or 0))
