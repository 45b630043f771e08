"""Public text that comes as `x` and `x_es`: which of the two a reader gets."""

from django.utils.translation import get_language


class Local:
    """A read-only attribute: the field `name` in the reader's language.

    `local_title = Local("title")` gives `title_es` to a Spanish reader, and `title` to all others
    and wherever no Spanish is on file.
    """

    def __init__(self, name):
        self.name = name

    def __get__(self, row, owner=None):
        if row is None:
            return self
        spanish = getattr(row, f"{self.name}_es") if get_language() == "es" else ""
        return spanish or getattr(row, self.name)
