"""Figures of equity in a reader's words, and small parts that pages share."""

import re

from django import template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from equity.measures import display
from equity.models.release import SUM_OF_ORGANIZATIONS
from equity.pages import passed_on
from equity.pages.outcome import (
    outcome_of_organization,
    outcome_of_pathway,
    outcome_of_program,
)
from equity.pages.published.rows import MINUS, band_words
from pathways_portal.templatetags.portal import badge

register = template.Library()
_YEAR = re.compile(r"\b20\d\d-\d\d\b")
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


@register.filter
def whole_years(words):
    """Words whose academic years stay in one line: a browser breaks "2025-26" at its hyphen."""
    words = _YEAR.sub(r'<span class="no-wrap">\g<0></span>', conditional_escape(words))
    return mark_safe(words)  # noqa: S308 - escaped


@register.filter
def to_be_saved(data, page):
    """What an interactive chart draws, with what its saved picture says of itself."""
    return data | {
        "title": page.title,
        "about": passed_on.scope_of(page),
        "sources": passed_on.sources_of(page),
    }


@register.simple_tag
def signs():
    """[(sign, what it means)] of downloads."""
    return passed_on.signs()


@register.simple_tag
def synthetic_badge():
    """Made-up figures carry it on every page, chart and download."""
    return badge("sample", _("SYNTHETIC"))


@register.simple_tag
def synthetic_first(is_synthetic):
    """ "SYNTHETIC: " before the title, link preview or snippet of made-up figures: it travels alone
    (method, section 2.3)."""
    return f"{_('SYNTHETIC')}: " if is_synthetic else ""


@register.simple_tag
def synthetic_robots(is_synthetic):
    """Keeps a page of made-up figures out of search engines, as all sample data."""
    return mark_safe('<meta name="robots" content="noindex">') if is_synthetic else ""


@register.simple_tag
def sum_words():
    """That students of a region are added up over its organizations, in a reader's words."""
    return SUM_OF_ORGANIZATIONS


@register.simple_tag
def sum_note(page):
    """ " · sum of organizations, students may be counted more than once" where a page shows figures
    of a region that are added up; else nothing."""
    return format_html(" · {}", page.sum_words) if page.sum_words else ""


@register.simple_tag
def sum_sentence(page, release):
    """The same about one of the releases a page names, as the next sentence; else nothing."""
    words = page.sum_sentence(release)
    return format_html(". {}", words) if words else ""


@register.simple_tag
def gap_forms(row, measure, forms):
    """Links to the forms about a gap, `Forms.about` its row. `measure`: in the reader's words.

    Written here, as the list of gaps is: a page may name a hundred, too many for small templates.
    """
    (action, start), (goal, adopt) = forms
    whose = format_html('<span class="hidden-visually">: {}, {}</span>', row.people_title, measure)
    return format_html(
        '<span class="gap-forms no-print"><a rel="nofollow" href="{}">{}{}</a>'
        ' <a rel="nofollow" href="{}">{}{}</a></span>',
        *(action, start, whose),
        *(goal, adopt, whose),
    )


@register.simple_tag
def gap_items(line):
    """The gaps of a `Line` as items of a list: each leads to its table and to its forms."""
    url, measure = escape(line.url), escape(line.metric.local_name)
    return format_html_join(
        "",
        '<li><span class="gap-line"><svg viewBox="0 0 20 20" class="gap-diamond" aria-hidden="true"'
        ' focusable="false">'
        '<path class="dot-gap" d="m10 1 9 9-9 9-9-9Z"/></svg><a href="{}&amp;by={}">{}</a>'
        ' <span class="dot-verdict">{}</span></span>{}</li>',
        (
            (
                *(url, row.group.dimension.code, row.people_title),
                *(row.verdict, gap_forms(row, measure, forms)),
            )
            for row, forms in line.gaps
        ),
    )


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
