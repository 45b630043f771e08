"""The page of a gap with the filters it was found by; actions and goals name the gap by it too."""

from equity.pages.published.places import place_of


def gap_address(cell):
    """The path, never in one language: what `equity.pages.overview` says its table is about."""
    here = cell.slice
    query = f"place={place_of(here.place).key}"
    if here.pathway_id:
        query += f"&pathway={here.pathway.slug}"
    return f"/equity/?{query}&metric={here.metric.code}&by={cell.group.dimension.code}"
