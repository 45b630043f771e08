"""What an address asks for that is not there, or is elsewhere."""

from django.utils.translation import gettext as _

from programs.address_words import shorten


class NotPrepared(Exception):
    """No such table stands published; the message says which part of the address is meant.

    `name`: the parameter without which another table may be there; "" where none is to blame.
    """

    def __init__(self, words, name=""):
        super().__init__(words)
        self.name = name


class PathwayElsewhere(Exception):
    """A pathway was chosen that is not here: `changed`, what the address says where it is.

    `page`: the name of the page where it is, "" for the one that was asked.
    """

    name = "pathway"

    def __init__(self, slug, page="", **changed):
        super().__init__(slug)
        self.page = page
        self.changed = {"pathway": slug, **changed}


def nothing_of(name):
    """A `NotPrepared` that says that a place has no figures."""
    return NotPrepared(_("No figures of %(place)s are published.") % {"place": name}, "place")


def no_place(key):
    """A `NotPrepared` about a name that is no place's."""
    return NotPrepared(
        _("No place called “%(name)s” has figures.") % {"name": shorten(key)}, "place"
    )
