"""A saved search as the finder reads it: by the very filter of the page."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from pathways_portal.common.addresses import absolute
from pathways_portal.common.signed_keys import SignedKeys
from programs.filters import ProgramFilter
from programs.finder import FinderPage
from programs.models import SavedSearch

_KEYS = SignedKeys("programs.saved_search")
# Last lines of what the finder says about a state: order, number found and address.
_NOT_ASKED = 3


def query_of(data):
    """What is asked, as the finder writes it: without nonsense, order and page."""
    page = FinderPage(ProgramFilter(data))
    return page.url(without=["sort"]).partition("?")[2]


def asked_words(query):
    """What is asked, as (label, words), in the language at hand."""
    return FinderPage(ProgramFilter(QueryDict(query))).state[:-_NOT_ASKED]


def not_used(data):
    """(sentences about what the finder cannot use, the rest of the search as it writes it).

    An alert for such a search would tell of programs that were never asked for.
    """
    page = FinderPage(ProgramFilter(data))
    rest = page.url_of_used.partition("?")[2]
    kept = QueryDict(rest, mutable=True)
    kept.pop("sort", None)
    return page.not_used, kept.urlencode()


def matching(search):
    """Ids of the programs that match now, those that students can enter."""
    with override(search.language):
        return set(ProgramFilter(QueryDict(search.query)).answer.program_ids)


def finder_url(search):
    path = _path(search, "programs:list")
    return f"{path}?{search.query}" if search.query else path


def confirm_url(search):
    return _path(search, "programs:alert_confirm", _KEYS.to_confirm(search.pk))


def end_url(search):
    return _path(search, "programs:alert", _KEYS.to_manage(search.pk))


def _path(search, name, *parts):
    with override(search.language):
        return absolute(reverse(name, args=parts))


def to_confirm(token):
    return SavedSearch.objects.filter(pk=_KEYS.confirmed(token)).first()


def managed(token):
    return SavedSearch.objects.filter(pk=_KEYS.managed(token)).first()
