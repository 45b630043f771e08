"""Where a gap of a report is shown."""

from equity.pages.published.addresses import about_table
from equity.pages.published.places import place_of


def gap_address(cell):
    """The page of a gap with the filters it was found by; actions and goals name the gap by it."""
    here = cell.slice
    return about_table(
        place_of(here.place), here.metric, pathway=here.pathway, by=cell.group.dimension.code
    )
