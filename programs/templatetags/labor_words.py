"""Where the figures in lists of jobs come from."""

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from pathways_portal.common.sources import printed

register = template.Library()


@register.simple_tag
def figure_sources(places):
    """Every source of the figures of these `Local`s with its day, each once, in one sentence."""
    rows = [row for place in places if place for row in (place.survey, place.projection) if row]
    named = dict.fromkeys((row.source, row.as_of) for row in rows if row.source)
    if not named:
        return ""
    return format_html(
        "{} {}",
        _("Pay and openings:"),
        format_html_join(
            " · ",
            "{}{}",
            (
                (printed(source), f", {date_format(day, 'j M Y')}" if day else "")
                for source, day in named
            ),
        ),
    )
