"""Figures of equity in a reader's words, and small parts that pages share."""

from django import template
from django.utils.translation import gettext as _

from equity.measures import display
from equity.pages.outcome import (
    outcome_of_organization,
    outcome_of_pathway,
    outcome_of_program,
)
from equity.pages.published.rows import MINUS, band_words
from pathways_portal.templatetags.portal import badge

register = template.Library()
_OUTCOMES = {
    "program": outcome_of_program,
    "pathway": outcome_of_pathway,
    "organization": outcome_of_organization,
}

register.filter("percent", display.percent)
register.filter("index_words", display.index)
register.filter("band_words", band_words)


@register.filter
def points(value):
    """A distance as "−10.0", half up from its exact value; "" for None."""
    return display.points(value).replace("-", MINUS)


@register.simple_tag
def synthetic_badge():
    """Made-up figures carry it on every page, chart and download."""
    return badge("sample", _("SYNTHETIC"))


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
