"""Whom a program is for, where its own title says that it asks for a license. A plain rule.

What a program asks for before it begins is on file only where its courses in order are. Some titles
say it themselves: "Licensed Vocational Nurse to Registered Nurse" is no program for beginners.
"""

import re

from django.utils.translation import gettext as _

_VOCATIONAL = r"(?:LVN|licensed vocational nurs(?:e|ing))"
_REGISTERED = r"(?:RN|registered nurs(?:e|ing))"
_FOR_VOCATIONAL_NURSES = re.compile(rf"\b{_VOCATIONAL}[\s-]+to[\s-]+{_REGISTERED}\b", re.IGNORECASE)


def license_asked(title):
    """A sentence on the license that a program asks for by its (English) title; empty if none."""
    if not _FOR_VOCATIONAL_NURSES.search(title):
        return ""
    return _(
        "To enter you need a vocational nurse’s license, as the title says. Ask the college how to "
        "get one first."
    )
