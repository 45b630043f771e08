"""Published cells of standing slices, as rows. Few small questions, each by an index."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from equity.enums import CellStatus, MetricKind
from equity.models import ALL, Dimension, PublishedCell
from equity.pages.published.rows import SMALL_GROUP, Row
from pathways_portal.common.written_once import written_once

_FIRST = "ethnicity"
# How a composition is divided where it stands in one line: the first of which anything is shown.
SHARES_BY = ("ethnicity", "ethnicity_federal", "gender")


@written_once
def _dimensions(slice_pk, publication):
    found = PublishedCell.objects.filter(slice=slice_pk, publication=publication)
    return (
        Dimension.objects.filter(pk__in=found.values("group__dimension"))
        .exclude(code=ALL)
        .order_by("order", "label", "pk")
    )


def dimensions_of(standing):
    """The dimensions a slice is divided by. Its table may still say that nothing can be shown."""
    return _dimensions(standing.slice, standing.publication.pk)


def usual_dimension(dimensions):
    """The one that comes unasked: ethnicity, else the first."""
    found = next((one for one in dimensions if one.code == _FIRST), None)
    return found or next(iter(dimensions), None)


@written_once
def _cells(slices, publications, dimensions):
    return PublishedCell.objects.filter(
        slice__in=slices, publication__in=publications, group__dimension__code__in=dimensions
    ).select_related("group__dimension")


def cells_of(standings, dimensions):
    """{slice: [Row]} of these dimensions (codes) and of the row that counts everyone."""
    if not standings:
        return {}
    return as_rows(standings, _cells(*_keys(standings), sorted({*dimensions, ALL})))


# Of a cell's table anything but the row that counts everyone.
_GROUPS_BESIDE = PublishedCell.objects.filter(
    slice=OuterRef("slice"), publication=OuterRef("publication")
).exclude(group__dimension__code=ALL)


@written_once
def _headlines(slices, publications, compositions):
    return (
        PublishedCell.objects.filter(
            Q(group__dimension__code=ALL)
            | Q(di=True, group__is_unknown=False)
            | Q(slice__in=compositions, group__dimension__code__in=SHARES_BY),
            slice__in=slices,
            publication__in=publications,
        )
        .select_related("group__dimension")
        .annotate(is_divided=Exists(_GROUPS_BESIDE))
    )


def headlines_of(standings):
    """{slice: [Row]} of the row that counts everyone, of gaps larger than chance, and of the
    groups of compositions by `SHARES_BY`. Their cells say whether a table `is_divided`."""
    if not standings:
        return {}
    compositions = sorted(
        {one.slice for one in standings if one.metric.kind == MetricKind.COMPOSITION}
    )
    return as_rows(standings, _headlines(*_keys(standings), compositions))


@written_once
def _largest(slices, publications):
    return (
        PublishedCell.objects.filter(
            status=CellStatus.SHOWN,
            di=True,
            needed_parity__gt=0,
            n__gte=SMALL_GROUP,
            group__is_unknown=False,
            slice__in=slices,
            publication__in=publications,
        )
        .select_related("group__dimension")
        .order_by("-needed_parity", "group__label", "pk")
    )


def gains_of(standings, most):
    """[(Standing, Row)] of gaps larger than chance, most students to full parity first."""
    if not standings:
        return []
    by_slice = {one.slice: one for one in standings}
    return [(by_slice[cell.slice_id], Row(cell)) for cell in _largest(*_keys(standings))[:most]]


def _keys(standings):
    return (
        sorted({one.slice for one in standings}),
        sorted({one.publication.pk for one in standings}),
    )


def as_rows(standings, cells):
    """{slice: [Row]}."""
    since = {one.slice: one.withdrawn_on for one in standings}
    found = defaultdict(list)
    for cell in cells:
        day = since[cell.slice_id] if cell.status == CellStatus.WITHDRAWN else None
        found[cell.slice_id].append(Row(cell, day))
    return found


def split(rows):
    """(the row that counts everyone or None, all others)"""
    total = next((row for row in rows if row.is_total), None)
    return total, [row for row in rows if not row.is_total]
