"""The rows of fixtures/ as the loader sees them, without a database."""

from django.conf import settings

from programs.region import derived, files


def read():
    """All tables of fixtures/, with what follows from them."""
    found = files.read_all(settings.BASE_DIR / "fixtures")
    derived.add(found)
    return found


def ref(row, name):
    """The key of the row that a column names; None where it names none."""
    return row.references.get(f"{name}_id", (None, None))[1]
