"""Whom a program is for, where its own title says that it asks for a license. Plain rules.

What a program asks for before it begins is on file only where its courses in order are. Some titles
say it themselves: "Licensed Vocational Nurse to Registered Nurse" is no program for beginners.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

_VOCATIONAL = (
    r"(?:L?[VP]N|(?:licensed )?(?:practical/)?vocational nurs(?:e|es|ing)"
    r"|nursing,? (?:- )?vocational)(?: \((?:L?[VP]N|V\.N\.)\))?"
)
_REGISTERED = r"(?:RN|registered nurs(?:e|es|ing))"
_BETWEEN = r"(?:[ -]to[ -]| ?[/-] ?)"
_FOR_VOCATIONAL_NURSES = re.compile(rf"\b{_VOCATIONAL}{_BETWEEN}{_REGISTERED}\b", re.IGNORECASE)
_OF_VOCATIONAL_NURSES = re.compile(rf"\b{_VOCATIONAL}(?!\w)", re.IGNORECASE)
_BEGINNING = re.compile(r"\b(?:pre|introduction|preparation|prerequisites?)\b", re.IGNORECASE)
_DASHES = re.compile(r"[\u2010-\u2015]")


@lru_cache(maxsize=4096)
def license_of(title):
    """(asks, gives): whether a program is for vocational nurses, whether it makes them.

    Read from its (English) title.
    """
    title = _plain(title)
    if not _OF_VOCATIONAL_NURSES.search(title):
        return False, False
    asks = bool(_FOR_VOCATIONAL_NURSES.search(title))
    return asks, not asks and not _BEGINNING.search(title)


def _plain(title):
    """A title with one kind of dash and single spaces."""
    return " ".join(_DASHES.sub("-", title).split())


def license_asked(title):
    """A sentence on the license that a program asks for by its (English) title; empty if none."""
    asks, _gives = license_of(title)
    if not asks:
        return ""
    return _(
        "To enter you need a vocational nurse’s license, as the title says. Ask the college how to "
        "get one first."
    )
