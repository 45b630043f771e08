"""Addresses of pages: whole ones for paper and machines, and what a reader's address asks twice."""

from django.conf import settings


def absolute(path):
    """The whole address of a path of this portal."""
    return settings.SITE_URL.rstrip("/") + path


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
