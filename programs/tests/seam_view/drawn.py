"""The boxes and lines of a path as short lists, and ways to take a row off the page."""

from partners.enums import Operating
from pathways_portal.common.enums import EditingStatus
from programs.seam.choose import choose
from programs.seam.rows import seam_of
from programs.tests.path_of import YEAR


def seam(way, **query):
    return seam_of(choose(way.pathway, {"year": YEAR, **query}))


def titles(seam, *roles):
    return [box.title for box in seam.boxes if box.role in roles]


def said(seam, kind):
    """[(from, to, plate)] of the lines of a kind."""
    boxes = seam.by_key
    return [
        (boxes[line.start].title, boxes[line.end].title, line.plate)
        for line in seam.lines
        if line.kind == kind
    ]


def changed(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def hidden(row):
    changed(row, status=EditingStatus.DRAFT)


def closed(organization):
    changed(organization, operating=Operating.CLOSED)
