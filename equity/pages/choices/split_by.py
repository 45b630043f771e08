"""By which dimension a page splits its figures."""

from django.utils.translation import gettext as _

from equity.models import ALL
from equity.pages.choices.asked import NotPrepared
from equity.pages.choices.form_lists import Field
from equity.pages.published.cells import usual_dimension
from equity.pages.published.standing import dimensions_by_code
from programs.address_words import shorten


def only_the_total(asked, dimensions):
    """The dimension of the row that counts everyone, where a slice has no other; else None.

    Of a place with few students only the total is published (method 2.4).
    """
    if dimensions or asked.value("by") not in ("", ALL):
        return None
    return dimensions_by_code().get(ALL)


def chosen_dimension(asked, dimensions):
    """The dimension that an address asks for, else the usual one; raises `NotPrepared`."""
    code = asked.value("by")
    if not code:
        found = usual_dimension(dimensions)
    else:
        found = next((one for one in dimensions if one.code == code), None)
    if found is None:
        said = {"metric": asked.metric.local_name, "by": shorten(code) or "–"}
        if asked.place is None:  # a comparison is of no place
            raise NotPrepared(_("“%(metric)s” is not split by “%(by)s”.") % said)
        said["place"] = asked.place.name
        raise NotPrepared(_("“%(metric)s” at %(place)s is not split by “%(by)s”.") % said)
    return found


def split_field(dimensions, chosen):
    options = [(one.code, one.local_label, one == chosen) for one in dimensions]
    return Field("by", _("Split by"), options)
