"""The page of a slice with the filters of a gap in the report; actions name the gap by it too."""

from django.utils.http import urlencode

OVERVIEW = "/equity/"


def gap_address(cell):
    """The path, without language: it is the key of actions and goals about this gap."""
    here = cell.slice
    asked = {
        "organization": here.organization.slug if here.organization_id else "",
        "pathway": here.pathway.slug if here.pathway_id else "",
        "metric": here.metric.code,
        "dimension": cell.group.dimension.code,
    }
    return f"{OVERVIEW}?{urlencode({name: value for name, value in asked.items() if value})}"
