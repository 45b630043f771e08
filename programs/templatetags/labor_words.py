"""What is on file of the labor market, in words: flags with their rule, sources with their days."""

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from programs.enums import JobFlag

register = template.Library()


@register.inclusion_tag("programs/_job_flags.html")
def job_flags(flags):
    """Flags that are met, each a link to the rule. `flags`: (value of JobFlag, Local) pairs."""
    return {"flags": [(JobFlag(flag), place) for flag, place in flags]}


@register.simple_tag
def job_sources(lines):
    """Every source of the figures in these job lines with its day, each once."""
    rows = [
        row
        for line in lines
        for place in line.places
        for row in (place.survey, place.projection)
        if row is not None
    ]
    named = dict.fromkeys((row.source, row.as_of) for row in rows if row.source)
    if not named:
        return _("No source on file has figures for these jobs.")
    return format_html(
        "{} {}",
        _("Pay and openings:"),
        format_html_join(
            " · ",
            '<span lang="en">{}</span>{}',
            ((source, f", {date_format(day, 'j M Y')}" if day else "") for source, day in named),
        ),
    )
