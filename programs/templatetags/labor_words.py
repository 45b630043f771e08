"""Where the figures in lists of jobs come from."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pathways_portal.common.sources import printed
from pathways_portal.templatetags.portal import not_on_file, pay_bar
from programs.enums import JobFlag

# Counties told of each job in a list of jobs; a state has some sixty, of which most say the same.
MOST_PLACES = 6

register = template.Library()

_FLAGS = {
    JobFlag.PRIORITY: _lazy("Priority job"),
    JobFlag.HIGH_WAGE: _lazy("High wage"),
    JobFlag.HIGH_DEMAND: _lazy("High demand"),
}


@register.simple_tag
def job_flags(flags, county=""):
    """What a job meets, each a link to the rule of the county (its name in addresses)."""
    return _job_flags(tuple(flags), county, get_language())


@lru_cache(maxsize=1_000)
def _job_flags(flags, county, _language):
    """Pages name the same few in the same counties, a page of a state dozens of times."""
    address = reverse("programs:priority_rule") + (f"#{county}" if county else "")
    return format_html_join(
        "",
        '<a class="badge badge-info flag" href="{}">{}</a>',
        ((address, _FLAGS[JobFlag(flag)]) for flag in flags),
    )


@register.simple_tag
def openings_line(place):
    """Openings a year in a place (`programs.labor.market.JobInArea`), estimates said to be so."""
    openings = place.openings
    if openings is None:
        return format_html("{} {}", _("Openings a year:"), not_on_file())
    words = ngettext("%(printed)s opening a year", "%(printed)s openings a year", openings) % {
        "printed": f"{openings:,}"
    }
    if not place.projection.is_estimate:
        return words
    return format_html('{} <span class="soft">({})</span>', words, _("estimate"))


@register.simple_tag
def job_places(places):
    """Pay and openings in the first of these `JobInArea`s; in Python, as there are many.

    The page of the job, to which its title leads, has all of them.
    """
    lines = format_html_join(
        "",
        '<div class="job-place"><p class="label">{}</p>{}\n<p class="small">{}</p>\n</div>',
        (
            (
                place.area.local_name,
                pay_bar(place.survey, place.benchmark),
                openings_line(place),
            )
            for place in places[:MOST_PLACES]
        ),
    )
    more = len(places) - MOST_PLACES
    if more <= 0:
        return lines
    words = ngettext(
        "%(n)s more county on the page of the job",
        "%(n)s more counties on the page of the job",
        more,
    )
    return format_html('{}<p class="small">{}</p>', lines, words % {"n": more})


@register.simple_tag
def figure_sources(places):
    """Every source of the figures of these `JobInArea`s with its day, once, in one sentence."""
    rows = [row for place in places if place for row in (place.survey, place.projection) if row]
    return sources_of_figures((row.source, row.as_of) for row in rows)


@register.simple_tag
def sources_of_figures(named):
    """The same for pairs of a source and its day or None."""
    named = dict.fromkeys((source, day) for source, day in named if source)
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
