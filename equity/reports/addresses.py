"""Where a gap of a report is shown."""

from django.db.models import Q

from equity.pages.published.addresses import about_table, gap_ends
from equity.pages.published.places import place_of
from equity.pages.published.standing import key_of


def gap_address(cell):
    """The page of a gap with the filters it was found by: its table, of whatever cohort."""
    here = cell.slice
    return about_table(
        place_of(here.place), here.metric, pathway=here.pathway, by=cell.group.dimension.code
    )


def gap_name(cell):
    """What an action about the gap names, as the pages of equity do: its table, cohort and group
    (`equity.gap_names`)."""
    here = cell.slice
    cohort, group = gap_ends(cell.group, key_of(here.cohort, here.span), here.segment)
    return f"{gap_address(cell)}{cohort}{group}"


def about_gap(field, cell):
    """A `Q` of rows whose `field` names the gap of a cell: its table, or the gap itself, of
    whatever cohort, in its segment or in none."""
    address = gap_address(cell)
    _cohort, group = gap_ends(cell.group)
    of_segment, _group = gap_ends(cell.group, segment=cell.slice.segment)
    begins = Q(**{f"{field}__startswith": f"{address}{of_segment}&"}) | Q(
        **{f"{field}__startswith": f"{address}&cohort="}
    )
    table = Q(**{f"{field}__in": [address, f"{address}{of_segment}"]})
    return table | begins & Q(**{f"{field}__endswith": group})
