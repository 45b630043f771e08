"""Why a route stands where it stands, in words: what it takes, and what sets it apart."""

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.unit_words import plain

_HUNDRED = 100


def changes(number):
    """Changes of school in words."""
    if not number:
        return _("no change of school")
    return ngettext("%(n)s change of school", "%(n)s changes of school", number) % {"n": number}


def miles(route):
    """Miles from site to site, and what of them is not on file."""
    if route.cost.unplaced:
        return _("distance not on file for every step")
    return _("%(n)s miles from site to site") % {"n": floatformat(route.miles, 1)}


def why(route, other, *, is_first):
    """The first thing in the order of routes that sets a route apart from its neighbor.

    `other` is the one above, or for the first the one below; None where it is the only one.
    """
    if other is None:
        return _("The only route on file.")
    name = next((name for name in _WORDS if _value(route, name) != _value(other, name)), None)
    if name is None:
        return (
            _("As good as the next in all that counts here.")
            if is_first
            else _("As good as the one above in all that counts here.")
        )
    first, more = _WORDS[name]
    difference = abs(_value(route, name) - _value(other, name))
    return first(route) if is_first else more(route, difference)


def _is_only_here(route, more, name):
    """Whether the neighbor above has nothing at all of what counts against the route."""
    return _value(route, name) == more


def _value(route, name):
    return getattr(route.cost, name)


def _units(hundredths):
    number = hundredths // _HUNDRED if hundredths % _HUNDRED == 0 else hundredths / _HUNDRED
    return floatformat(number, -1)


_WORDS = {
    "unknown": (
        lambda route: (
            _("Fewer of its programs are without units on file than of the next.")
            if route.cost.unknown
            else _("The units of its programs are on file; those of the next are not all.")
        ),
        lambda route, more: (
            _("After the one above, because the units of a program on it are not on file.")
            if _is_only_here(route, more, "unknown")
            else _("After the one above, because more of its programs are without units on file.")
        ),
    ),
    "units": (
        lambda route: _("Fewest units left: %(units)s.") % {"units": plain(route.units)},
        lambda _route, more: (
            ngettext(
                "%(n)s unit more than the one above.",
                "%(n)s units more than the one above.",
                1 if more == _HUNDRED else 2,
            )
            % {"n": _units(more)}
        ),
    ),
    "changes": (
        lambda _route: _("As many units left as the next, and fewer changes of school."),
        lambda _route, _more: _("As many units left as the one above, and more changes of school."),
    ),
    "unplaced": (
        lambda route: (
            _("As many units left as the next, and fewer of its distances are not on file.")
            if route.cost.unplaced
            else _("As many units left as the next, and its distances are on file.")
        ),
        lambda route, more: (
            _("As many units left as the one above; a distance on it is not on file.")
            if _is_only_here(route, more, "unplaced")
            else _("As many units left as the one above; more of its distances are not on file.")
        ),
    ),
    "miles": (
        lambda _route: _("As many units left as the next, and nearer."),
        lambda _route, more: (
            _("As many units left as the one above, and %(n)s miles farther.")
            % {"n": floatformat(more / _HUNDRED, 1)}
        ),
    ),
    "not_carried": (
        lambda _route: _("As good as the next, and more credit carries over."),
        lambda _route, _more: _("As good as the one above, but less credit carries over."),
    ),
    "steps": (
        lambda _route: _("As good as the next, in fewer steps."),
        lambda _route, _more: _("As good as the one above, in more steps."),
    ),
}
