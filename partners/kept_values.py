"""Values that are worked out once and kept until anything on file is edited.

    @value_until_edited
    def places():
        return tuple(…)

For what stands on many pages and takes longer to look up than all else there: a list of every
organization for a form. Never stale, as pages are not (`partners.kept_pages`); inside a transaction
nothing is kept. What is kept is shared between readers, so nobody may change it.
"""

from collections import OrderedDict
from functools import wraps
from threading import Lock

from django.utils.translation import get_language

from partners.kept_pages import state_on_file

# Of one function; then what was not asked for the longest makes room.
MOST_VALUES = 64


def value_until_edited(make):
    """`make`, whose answer depends on its arguments, the language and what is on file only.

    The arguments are part of a key: numbers, texts, frozen dataclasses. One query on each call.
    """
    values, lock = OrderedDict(), Lock()

    @wraps(make)
    def kept(*args):
        on_file = state_on_file()
        if on_file is None:
            return make(*args)
        key = on_file, get_language(), args
        with lock:
            if key in values:
                values.move_to_end(key)
                return values[key]
        value = make(*args)
        with lock:
            if any(one != on_file for one, *_rest in values):
                values.clear()
            values[key] = value
            while len(values) > MOST_VALUES:
                values.popitem(last=False)
        return value

    return kept
