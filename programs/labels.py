"""What the finder calls documents other than programs, and where it leads to them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from pathways_portal.common.addresses import page_of
from programs.search.facets import FACETS


def label_title(label):
    """A document's title in the reader's language; English where no Spanish is on file."""
    return label.title_in(get_language())


def label_url(label):
    """The page of a document; the finder filtered to it, where it has none."""
    if label.page:
        return page_of(label.page, label.key)
    facet = next(facet for facet in FACETS if facet.kind == label.kind)
    return f"{reverse('programs:list')}?{urlencode({facet.name: label.key})}"
