"""What withdrawing takes from the pages, for whoever is asked whether to do it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from equity.enums import CellStatus
from equity.models import NUMBERLESS, PublishedCell, Slice
from equity.pages.published.addresses import table_url
from equity.pages.published.places import place_of
from equity.pages.published.standing import key_of

# A release of the whole region has hundreds of tables; the first ones say what is meant.
MOST_NAMED = 100
# What is hidden says nothing, so it is no figure that goes.
_SAYS = ~Q(status__in=NUMBERLESS)
_FIGURES = Count("pk", filter=_SAYS)


@dataclass(frozen=True)
class Loss:
    """Of one table's measure at one place: how many figures go, and the page they go from."""

    place: str
    measure: str
    cohort: str
    pathway: str
    url: str
    figures: int


def asked(**of):
    """What the page that asks says of what stands and is not withdrawn yet: how many figures,
    tables and places go, and the first tables with a figure as `Loss`es; `without` counts the
    tables that show none. `of` filters published cells.

    Four queries; of any number of tables only those that are named are read.
    """
    cells = PublishedCell.objects.standing().filter(**of).exclude(status=CellStatus.WITHDRAWN)
    found = cells.order_by().aggregate(
        figures=_FIGURES,
        tables=Count("slice", distinct=True),
        telling=Count("slice", filter=_SAYS, distinct=True),
    )
    slices = Slice.objects.filter(pk__in=cells.order_by().values("slice"))
    places = slices.order_by().values("organization", "county", "region").distinct()
    return found | {
        "places": places.count(),
        "losses": _losses(Slice.objects.filter(pk__in=cells.filter(_SAYS).values("slice")), cells),
        "more": max(0, found["telling"] - MOST_NAMED),
        "without": found["tables"] - found["telling"],
        # Method 2.4: a change of fewer students than a small group.
        "small_change": settings.EQUITY_MIN_CELL - 1,
    }


def _losses(slices, cells):
    """The first of some tables, by place, measure and cohort."""
    named = list(
        slices.select_related("organization", "county", "region", "pathway", "metric").order_by(
            Coalesce("organization__name", "county__name", "region__name"),
            "metric__order",
            "metric__code",
            "cohort",
            "span",
            "pathway__title",
            "pk",
        )[:MOST_NAMED]
    )
    rows = cells.filter(slice__in=[one.pk for one in named]).order_by()
    figures = dict(rows.values_list("slice").annotate(figures=_FIGURES))
    # A table may be withdrawn by somebody else between the two queries.
    return [_loss(one, figures.get(one.pk, 0)) for one in named]


def _loss(one, figures):
    place = place_of(one.place)
    table = table_url(place, one.metric, pathway=one.pathway, segment=one.segment)
    return Loss(
        place=place.name,
        measure=one.metric.local_name,
        cohort=one.cohort_label,
        pathway=one.pathway.local_title if one.pathway_id else "",
        url=f"{table}&cohort={key_of(one.cohort, one.span)}",
        figures=figures,
    )
