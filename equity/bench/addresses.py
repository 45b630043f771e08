"""The addresses that `bench_equity` asks: spread over the made-up state, the same at each run.

Each is an address of the portal with a figure that its page must show, so that an empty page is
not taken for a fast one.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from equity.bench.slices_to_fill import YEARS
from equity.enums import CellStatus, MetricKind
from equity.measures.display import percent
from equity.models import ALL, Group, Metric, PublishedCell, Slice
from equity.pages.choices.permalink import Choices
from equity.pages.published.places import place_of
from equity.pages.published.standing import WINDOW
from pathways_portal.common import academic_year

WHOSE_SLICE = [
    f"slice__{field}" for field in ("metric", "organization", "county", "region", "pathway")
]
# Places and cohorts of a table of the builder that is asked for.
SEVERAL = 8


@dataclass(frozen=True)
class Address:
    """An address, which sort of question it is, and a text that stands on its page."""

    kind: str
    address: str
    figure: str = ""


def address(kind, name, *args, figure="", **parameters):
    """The `Address` of an equity page by its name; parameters without a value are left out."""
    query = urlencode({key: value for key, value in parameters.items() if value})
    path = reverse(f"equity:{name}", args=args)
    return Address(kind, f"{path}?{query}" if query else path, figure)


def totals(count, **only):
    """Standing cells of all students, with an exact rate, of slices spread over all that there are.

    `only`: what the slices must be, as a filter of them.
    """
    keys = list(Slice.objects.filter(**only).order_by("pk").values_list("pk", flat=True))
    rows = PublishedCell.objects.standing().filter(
        slice__in=keys[:: max(1, len(keys) // count)][:count],
        group=Group.objects.get(code=ALL, dimension__code=ALL),
        status=CellStatus.SHOWN,
    )
    return list(rows.select_related(*WHOSE_SLICE).order_by("slice"))


def _named(cell):
    """The parameters that lead to a cell's slice."""
    one = cell.slice
    return {
        "place": place_of(one.place).key,
        "pathway": one.pathway and one.pathway.slug,
        "metric": one.metric.code,
        "segment": one.segment,
    }


def _cohort(one):
    """A slice's cohort as addresses have it."""
    if one.span == 1:
        return one.cohort
    return f"{one.cohort}{WINDOW}{academic_year.later(one.cohort, one.span - 1)}"


# What the page of a place opens with.
NEWEST = {
    "cohort": YEARS[-1],
    "metric__follow_up_years": 0,
    "metric__kind": MetricKind.RATE,
}
WHOSE = {
    "region": {"region__isnull": False},
    "county": {"county__isnull": False},
    "organization": {"organization__isnull": False},
}


def overviews(count):
    """The page as it opens, and for places of each kind, with and without pathway."""
    found = [address("as it opens", "overview")]
    for kind, whose in WHOSE.items():
        for is_pathway in (False, True):
            cells = totals(count // 6, **whose, pathway__isnull=not is_pathway)
            found += [
                address(
                    f"{kind}, pathway" if is_pathway else kind,
                    "overview",
                    figure=percent(cell.rate),
                    **_named(cell),
                    cohort=_cohort(cell.slice),
                    by=("ethnicity", "gender", "foster_youth")[number % 3],
                    sort=("", "gap", "needed")[number % 3],
                )
                for number, cell in enumerate(cells)
            ]
    return found


def headlines(count):
    """Pages of organizations and of pathways, in a region and at one organization."""
    found = []
    for cell in totals(count // 2, **WHOSE["organization"], **NEWEST, pathway=None):
        slug = cell.slice.organization.slug
        found.append(address("institution", "institution", slug, figure=percent(cell.rate)))
    for kind in ("organization", "region"):
        for cell in totals(count // 4, **WHOSE[kind], **NEWEST, pathway__isnull=False):
            place, slug = _named(cell)["place"], cell.slice.pathway.slug
            found.append(
                address(f"pathway, {kind}", "pathway", slug, figure=percent(cell.rate), place=place)
            )
    return found


def of_places(name, count, **only):
    """A page that any place has, for regions and organizations, with and without pathway."""
    found = []
    for kind in ("region", "organization"):
        for is_pathway in (False, True):
            cells = totals(count // 4, **WHOSE[kind], **only, pathway__isnull=not is_pathway)
            found += [
                address(
                    f"{kind}, pathway" if is_pathway else kind,
                    name,
                    figure=cell.slice.place.name,
                    **_named(cell),
                )
                for cell in cells
            ]
    return found


def entering(count):
    """Who enters and who completes: place and pathway decide, the measure does not."""
    return [
        Address(one.kind, one.address.partition("&metric=")[0], one.figure)
        for one in of_places("entering", count)
    ]


def trends(count):
    """Trends of rates, year by year."""
    return of_places("trend", count, span=1, metric__kind=MetricKind.RATE)


def comparisons(count):
    """Comparisons of everyone and of one group, of all pathways and of one."""
    found = []
    for number, cell in enumerate(
        totals(count, **WHOSE["organization"], metric__kind=MetricKind.RATE)
    ):
        one = cell.slice
        by = {} if number % 2 else {"by": "gender", "group": "female"}
        kind = "one pathway" if one.pathway else "all pathways"
        found.append(
            address(
                kind, "compare", figure=one.metric.name, **_named(cell),
                cohort=_cohort(one), **by,
            )
        )  # fmt: skip
    return found


def tables(count):
    """Tables of the builder: one slice; all cohorts of one place; one cohort of several places."""
    cells = totals(count, metric__kind=MetricKind.RATE, span=1)
    found = []
    for number, cell in enumerate(cells):
        one = cell.slice
        several = Slice.objects.filter(
            metric=one.metric, segment=one.segment, pathway=one.pathway, span=1
        )
        kind = ("one slice", "all cohorts", "several places")[number % 3]
        if kind == "all cohorts":
            several = several.filter(
                organization=one.organization, county=one.county, region=one.region
            )
        elif kind == "several places":
            several = several.filter(cohort=one.cohort, pk__gte=one.pk)
        else:
            several = several.filter(pk=one.pk)
        several = list(
            several.select_related("organization", "county", "region").order_by("pk")[:SEVERAL]
        )
        choices = Choices(
            (one.metric.code,),
            tuple(dict.fromkeys(place_of(each.place).key for each in several)),
            tuple(dict.fromkeys(_cohort(each) for each in several)),
            ("ethnicity", "gender")[number % 2],
            one.pathway.slug if one.pathway else "",
        )
        found.append(address(kind, "table", choices.permalink, figure=percent(cell.rate)))
    return found


def gains(count):
    """Where students could be gained, of a place and a pathway."""
    return of_places("gains", count)


def explore(count):
    """The form of the table builder, and with a place that was sought by its name."""
    names = dict.fromkeys(
        cell.slice.place.name for cell in totals(count - 1, **WHOSE["organization"], pathway=None)
    )
    found = [address("a place sought", "explore", figure=name, find=name) for name in names]
    return [address("form", "explore"), *found]


def metrics():
    """What is measured: the list, and each measure with figures."""
    on_file = Metric.objects.filter(publications__isnull=False).distinct().order_by("pk")
    found = [address("a measure", "metric", one.code, figure=one.local_name) for one in on_file]
    return [address("list", "metrics"), *found]
