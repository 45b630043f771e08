"""Addresses of pages: whole ones for paper and machines, and what a reader's address asks twice."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

_WEB_NAME = re.compile(r"[A-Za-z0-9_-]+")
_ANY_NAME = "any-name"


def absolute(path):
    """The whole address of a path of this portal."""
    return settings.SITE_URL.rstrip("/") + path


def page_of(url_name, name):
    """The address of a record's page, by its web name; the same as `reverse`, many times faster.

    A page links to dozens of records: only the name differs between the addresses of a kind.
    """
    if not _WEB_NAME.fullmatch(name):
        return reverse(url_name, args=[name])
    before, after = _around(url_name, get_language())
    return f"{before}{name}{after}"


def page_called(url_name):
    """The address of a page that stands for itself, such as a form; `reverse`, as `page_of` is."""
    return _whole(url_name, get_language())


@lru_cache(maxsize=100)
def _around(url_name, _language):
    """What stands before and after the name, looked up once in each language."""
    before, _name, after = reverse(url_name, args=[_ANY_NAME]).rpartition(_ANY_NAME)
    return before, after


@lru_cache(maxsize=100)
def _whole(url_name, _language):
    return reverse(url_name)


def repeated(query, names):
    """[(name, the value that counts)] of parameters that an address gives several values.

    Only one can be meant, and the last one is taken. The same value twice is no question.
    """
    return [
        (name, query[name])
        for name in names
        if hasattr(query, "getlist") and len(set(query.getlist(name))) > 1
    ]


def page_number(asked, last):
    """The number of the page to show, from 1 to `last`, for whatever an address asks.

    Returns (number, whether it is another one than was asked for). Nothing asked is the first.
    """
    try:
        number = int(asked or 1)
    except ValueError:
        return 1, True
    shown = min(max(number, 1), last)
    return shown, shown != number
