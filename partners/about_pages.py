"""Which page shows what an action or a goal is about, and what that page is called.

Only a higher app knows its gaps, so it says where their keys lead, as Django starts:

    about_pages.add("labor:", address=address_of_key, title=title_of_key)

`address` makes the path of the page from a key and asks no database; `title` finds what the page is
called in the active language, "" where there is no such thing; `counts` finds how large the gap was
on each day that it was counted; `goal` says what a goal about it may start from. An address of a
page needs none of them: it is its own. An app may add them all the same ("/equity/?"), to name what
its pages show.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, translate_url
from django.utils.translation import get_language, override

from partners.about_keys import is_about

_kinds = {}


@dataclass(frozen=True)
class Kind:
    """Keys or addresses with one beginning."""

    address: Callable[[str], str] | None
    title: Callable[[str], str] | None
    counts: Callable[[str], list] | None
    goal: Callable[[str], dict] | None


def add(prefix, *, address=None, title=None, counts=None, goal=None):
    """Say where the keys lead that start with `prefix`, and what is known of their gaps."""
    _kinds[prefix] = Kind(address, title, counts, goal)


def _kind(key):
    fitting = [prefix for prefix in _kinds if key.startswith(prefix)]
    return _kinds[max(fitting, key=len)] if fitting else None


def address_of(key):
    """The path of the page in the active language; "" where none can be said. No query."""
    if not is_about(key):
        return ""
    if key.startswith("/"):
        language = get_language()
        with override(settings.LANGUAGE_CODE):  # an address is kept without its language
            return translate_url(key, language)
    kind = _kind(key)
    if kind is None or kind.address is None:
        return ""
    try:
        return kind.address(key)
    except NoReverseMatch:
        return ""


def title_of(key):
    """What the page is called in the active language; "" where that is not known."""
    kind = _kind(key)
    return kind.title(key) if kind and kind.title and is_about(key) else ""


def titles_of(key):
    """{language: title}, all "" where it is not known."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = title_of(key)
    return found


def counts_of(key):
    """[(day, how large the gap was)] from old to new; empty where nobody counts it."""
    kind = _kind(key)
    return kind.counts(key) if kind and kind.counts else []


def goal_of(key):
    """{field of a goal: value} to start a goal about the gap from; empty where nobody says it."""
    kind = _kind(key)
    return kind.goal(key) if kind and kind.goal and is_about(key) else {}


def leads_somewhere(key):
    """Whether the key names a gap that there is, or the address a page of this portal."""
    if not is_about(key):
        return False
    if key.startswith("/"):
        with override(settings.LANGUAGE_CODE):
            try:
                resolve(key.partition("?")[0].partition("#")[0])
            except Resolver404:
                return False
        return True
    return bool(address_of(key) and title_of(key))
