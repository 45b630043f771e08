"""What an action or a goal is about: the stable key of a gap, or the address of a page.

A key has parts joined by colons, such as labor:29-1141. An address is a path of this portal, with
its query where that is part of what is shown, and never in one language: /gaps/, not /es/gaps/.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

LONGEST = 300
_KEY = r"[a-z]+(:[A-Za-z0-9_.-]+)+"
# Two slashes at the start would lead to another site; a backslash is read as a slash by browsers.
_ADDRESS = r"/([^/\\\s][^\\\s]*)?"
PATTERN = rf"^({_KEY}|{_ADDRESS})$"
WORDS = _(
    "Write the key of a gap, such as labor:29-1141, or a path of this portal, such as /gaps/."
)


def is_about(text):
    """Whether the text is a key or an address."""
    return len(text) <= LONGEST and bool(re.fullmatch(PATTERN[1:-1], text))


def validate_about(text):
    """Form and admin check; see `is_about`."""
    if not is_about(text):
        raise ValidationError(WORDS, code="about")


def about_constraint(name, field, *, may_be_empty=False):
    """A database check that `field` holds a key or an address."""
    condition = Q(**{f"{field}__regex": PATTERN})
    if may_be_empty:
        condition |= Q(**{field: ""})
    return CheckConstraint(condition=condition, name=name, violation_error_message=WORDS)


def without_language(path):
    """The path without the part that names its language: /es/gaps/ -> /gaps/."""
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    for code in others:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            return path[len(code) + 1 :] or "/"
    return path
