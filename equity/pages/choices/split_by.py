"""By which dimension a page splits its figures."""

from django.utils.translation import gettext as _

from equity.models import ALL
from equity.pages.choices.form_lists import Field
from equity.pages.choices.not_prepared import NotPrepared
from equity.pages.published.cells import usual_dimension
from equity.pages.published.on_file import dimensions_by_code
from programs.address_words import shorten


def only_the_total(asked, dimensions):
    """The dimension of the row that counts everyone, where a slice has no other; else None.

    Of a place with few students only the total is published (method 2.4).
    """
    if dimensions:
        return None
    code, known = asked.value("by"), dimensions_by_code()
    if code and code not in known:
        return None
    if code not in ("", ALL):
        asked.give_up("by", _("Split by"), known[code].local_label)
    return known.get(ALL)


def chosen_dimension(asked, dimensions):
    """The dimension that an address asks for, else the usual one.

    One that is on file and not here is given up. Raises `NotPrepared` for one that is on no list,
    and where nothing is divided.
    """
    code = asked.value("by")
    found = next((one for one in dimensions if one.code == code), None)
    if found:
        return found
    known = dimensions_by_code().get(code) if code else None
    if code and known is None:
        raise _not_split(asked, shorten(code))
    usual = (one for one in dimensions if one.code == asked.usual_by)
    found = next(usual, None) or usual_dimension(dimensions)
    if found is None:
        raise _not_split(asked, None)
    if code:
        asked.give_up("by", _("Split by"), known.local_label)
    return found


def _not_split(asked, by):
    """A `NotPrepared`; `by`: a way to divide in words, None for any."""
    said = {"metric": asked.metric.local_name, "by": by}
    if asked.place is None:  # a comparison is of no place
        words = _("“%(metric)s” is not split by “%(by)s”.")
    else:
        said["place"] = asked.place.name
        words = _("“%(metric)s” at %(place)s is not split by “%(by)s”.")
        if by is None:
            words = _("“%(metric)s” at %(place)s is not divided into groups.")
    return NotPrepared(words % said, "by" if by else "place")


def split_field(dimensions, chosen):
    options = [(one.code, one.local_label, one == chosen) for one in dimensions]
    return Field("by", _("Split by"), options)
