"""What withdrawing takes from the pages, for whoever is asked whether to do it."""

from dataclasses import dataclass

from django.db.models import Count

from equity.enums import CellStatus
from equity.models import PublishedCell, Slice
from equity.pages.published.addresses import table_url
from equity.pages.published.places import place_of
from equity.pages.published.standing import key_of


@dataclass(frozen=True)
class Loss:
    """Of one table's measure at one place: how many figures go, and the page they go from."""

    place: str
    measure: str
    cohort: str
    pathway: str
    url: str
    figures: int


def losses(**of):
    """Every `Loss` of what stands and is not withdrawn yet; `of` as a filter of published cells.

    Two queries.
    """
    cells = PublishedCell.objects.standing().filter(**of).exclude(status=CellStatus.WITHDRAWN)
    counts = dict(cells.order_by().values_list("slice").annotate(Count("pk")))
    slices = Slice.objects.filter(pk__in=counts).select_related(
        "organization", "county", "region", "pathway", "metric"
    )
    found = [
        Loss(
            place=place.name,
            measure=one.metric.local_name,
            cohort=one.cohort_label,
            pathway=one.pathway.local_title if one.pathway_id else "",
            url=_page_of(place, one),
            figures=counts[one.pk],
        )
        for one in slices
        for place in [place_of(one.place)]
    ]
    return sorted(found, key=lambda one: (one.place, one.measure, one.cohort, one.pathway))


def _page_of(place, one):
    """The page of a slice's own cohort."""
    table = table_url(place, one.metric, pathway=one.pathway, segment=one.segment)
    return f"{table}&cohort={key_of(one.cohort, one.span)}"


# A release of the whole region has hundreds of tables; the first ones say what is meant.
MOST_NAMED = 100


def asked(found):
    """What the page that asks says: the figures, the tables and the places that go."""
    return {
        "figures": sum(one.figures for one in found),
        "tables": len(found),
        "places": len({one.place for one in found}),
        "losses": found[:MOST_NAMED],
        "more": max(0, len(found) - MOST_NAMED),
    }
