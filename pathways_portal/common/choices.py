"""A chosen value in words, in the reader's language."""

from django.utils.translation import gettext as _


def words_of(row, name):
    """The words of a field with choices; what is no choice as it stands, None too.

    Django's own `get_…_display` puts together the words of all choices to find those of one.
    """
    value = getattr(row, name)
    choices = row._meta.get_field(name).flatchoices
    return next((str(words) for choice, words in choices if choice == value), value)


def yes_no(value):
    """ "yes", "no", or "not known" where nothing is on file (None)."""
    return _("not known") if value is None else _("yes") if value else _("no")
