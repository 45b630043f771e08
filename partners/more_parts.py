"""Parts that a higher app adds to the form of a record of a lower one.

Who changes a program wants all of it on one page, yet the form of a program cannot know what stands
above its app. So whoever owns the part adds it, as the admin pages are read:

    more_parts.add(ProgramActivityInline, to=Program)

The part stands last in the form, and its rows in the history of the record.
"""

from collections import defaultdict

from django.db.models import ForeignKey

_added = defaultdict(dict)


def add(inline, *, to):
    """Add an inline to the form of every record of the model `to`.

    Raises ValueError where the inline's model has no key, or several, to that model.
    """
    fields = inline.model._meta.concrete_fields
    (key,) = (f.name for f in fields if isinstance(f, ForeignKey) and f.related_model is to)
    _added[to][inline] = key


def parts_of(model):
    """[(inline, name of its key to the model)], in the order in which they were added."""
    return list(_added[model].items())
