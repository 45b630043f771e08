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


def why(route, other, *, is_first, is_last=False):
    """The first thing in the order of routes that sets a route apart from its neighbor.

    `other` is the one above, or for the first the one below; None where it is the only one. What is
    not known has no difference to anything.
    """
    if other is None:
        return _("The only route on file.")
    if route.cost.unknown:
        return _about_unknown(route, other, is_first=is_first, is_last=is_last)
    name = next((name for name in _WORDS if _value(route, name) != _value(other, name)), None)
    if name is None:
        return (
            _("As good as the next in all that counts here.")
            if is_first
            else _("As good as the one above in all that counts here.")
        )
    if name == "not_carried" and (_leaves_open(route) or _leaves_open(other)):
        return (
            _("As good as the next in all that is on file.")
            if is_first
            else _(
                "As good as the one above, as far as it is on file: how much carries over is not."
            )
        )
    first, more = _WORDS[name]
    difference = abs(_value(route, name) - _value(other, name))
    return first(route) if is_first else more(route, difference)


def _leaves_open(route):
    """Whether how much carries over is not on file at one of its steps: that is not less."""
    return any(hop.carried is None for hop in route.hops)


def _about_unknown(route, other, *, is_first, is_last):
    """Of a route of which not all is known: where it stands for that, and what is not known."""
    if is_first:
        return _("First of routes whose units are not all known: %(what)s.") % {
            "what": _unknown(route)
        }
    if is_last:
        return _("Last, because %(what)s.") % {"what": _unknown(route)}
    if not other.cost.unknown:
        return _("After those whose units are known, because %(what)s.") % {"what": _unknown(route)}
    return _("Among the last, because %(what)s.") % {"what": _unknown(route)}


def _unknown(route):
    if route.is_known:
        return _("a vocational nurse’s license comes on top, whose units are not counted")
    if route.cost.licenses:
        return _(
            "its units are not on file, and a vocational nurse’s license comes on top, whose units "
            "are not counted"
        )
    return (
        _("its units are not on file")
        if not route.cost.units
        else _("not all of its units are on file")
    )


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
        lambda _route: _("Its units are known; those of the next are not all."),
        None,  # what is not known stands last, and `_about_unknown` says so
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
