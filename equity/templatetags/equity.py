"""Figures of equity in a reader's words."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from equity.measures import display
from equity.pages.outcome import (
    outcome_of_organization,
    outcome_of_pathway,
    outcome_of_program,
)

register = template.Library()
MINUS = "\N{MINUS SIGN}"
_OUTCOMES = {
    "program": outcome_of_program,
    "pathway": outcome_of_pathway,
    "organization": outcome_of_organization,
}


@register.filter
def percent(value):
    """A fraction of one as "45.6%", half up from its exact value; "" for None."""
    return "" if value is None else f"{number_format(display.tenths(value), 1)}%"


@register.filter
def points(value):
    """A distance as "−10.0", half up from its exact value; "" for None."""
    if value is None:
        return ""
    found = display.tenths(value)
    return (MINUS if found < 0 else "") + number_format(abs(found), 1)


@register.filter
def index_words(value):
    """An index as "0.88"; below 0.80 it never reads 0.80."""
    return display.index(value)


@register.filter
def band_words(band):
    """A Band as "at most 39%"; "" for one that says nothing."""
    if not band.says_something:
        return ""
    if band.at_least is None:
        return _("at most %(high)s%%") % {"high": band.at_most}
    if band.at_most is None:
        return _("at least %(low)s%%") % {"low": band.at_least}
    return _("%(low)s%% to %(high)s%%") % {"low": band.at_least, "high": band.at_most}


@register.inclusion_tag("equity/_outcome_headline.html")
def outcome_headline(record):
    """The panel with the one own outcome of a program, a pathway or an organization. One query.

    Raises TypeError for any other record.
    """
    kind = record._meta.model_name
    if kind not in _OUTCOMES:
        raise TypeError(f"A {kind} has no outcome of its own.")
    return {
        "outcome": _OUTCOMES[kind](record),
        "pathway": record if kind == "pathway" else None,
        "organization": record.organization if kind == "program" else record,
    }
