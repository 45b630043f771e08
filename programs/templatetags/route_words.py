"""What a route takes, in words."""

from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.templatetags.portal import not_on_file
from programs.unit_words import plain, range_of, units_in_words

register = template.Library()

register.filter("plain_number", plain)


register.simple_tag(units_in_words, name="units_count")


@register.simple_tag
def units_left(one):
    """The figure of a `RouteHere` for a table; what is not on file of it is said."""
    units = range_of(one.route.units, one.most_units)
    if one.route.is_known:
        return _("%(units)s + license") % {"units": units} if one.route.cost.licenses else units
    if not one.route.units:
        return not_on_file()
    return _("%(units)s and more") % {"units": plain(one.route.units)}


@register.simple_tag
def units_left_words(one):
    """The figure of a `RouteHere` in a sentence."""
    if one.route.cost.licenses:
        return _("%(units)s, plus a vocational nurse’s license, whose units are not counted") % {
            "units": _units_alone(one)
        }
    return _units_alone(one)


def _units_alone(one):
    units = one.route.units
    if one.route.is_known:
        words = ngettext(
            "%(units)s unit left", "%(units)s units left", 1 if units == one.most_units == 1 else 2
        )
        return words % {"units": range_of(units, one.most_units)}
    if not units:
        return _("units left not on file")
    return _("more than %(units)s units left, not all on file") % {"units": plain(units)}


@register.simple_tag
def units_carried(one):
    """What carries over on a `RouteHere`, for a table: 0 only where that is known at every step."""
    if not one.leaves_units_open:
        return plain(one.route.carried)
    if not one.route.carried:
        return not_on_file()
    return _("%(units)s and more") % {"units": plain(one.route.carried)}


@register.simple_tag
def with_value(question, name, value):
    """The query of a `RouteQuestion` with one parameter set to what was meant."""
    pairs = [(key, typed) for key, typed in question.typed.items() if typed and key != name]
    return urlencode([*pairs, (name, value)])
