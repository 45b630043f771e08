"""Figures of the labor market as pages print them."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from pathways_portal.common.money import dollars
from pathways_portal.common.pay_row import PERCENTILES
from pathways_portal.templatetags.portal import not_on_file

register = template.Library()

MEDIAN = 50


@register.filter
def signed(growth):
    """Growth with its sign: "+10.5", "−2.3" with a true minus, "0"."""
    if not growth:
        return "0"
    printed = number_format(abs(growth))
    return f"+{printed}" if growth > 0 else f"−{printed}"


@register.simple_tag
def count_or(value, words):
    """A whole number with its thousands apart, or the words for a missing one."""
    if value is None or value == "":
        return not_on_file(words)
    return number_format(value, force_grouping=True)


@register.simple_tag
def pay_figures(survey):
    """Table cells of the five percentiles: dollars a year, and below them an hour.

    What is published in one unit stands alone. Where nothing is published one cell says so over all
    of them; it is never a zero.
    """
    cells = [
        (n, getattr(survey, f"annual_p{n}"), getattr(survey, f"hourly_p{n}")) for n in PERCENTILES
    ]
    if not survey.top_coded and all(pay is None for _n, *both in cells for pay in both):
        return format_html(
            '<td class="middle" role="cell" colspan="5" data-label="{}">{}</td>',
            _("Pay"),
            not_on_file(_("not published")),
        )
    return format_html_join(
        "",
        '<td class="num{}" role="cell" data-label="{}">{}</td>',
        (
            (
                " median" if n == MEDIAN else "",
                _("Median") if n == MEDIAN else f"{n}%",
                _figure(annual, hourly, n in survey.top_coded),
            )
            for n, annual, hourly in cells
        ),
    )


@register.simple_tag
def pay_unit(survey):
    """In which unit alone the survey publishes pay here; empty where it does in both or in none."""
    has_year, has_hour = (
        any(getattr(survey, f"{unit}_p{n}") is not None for n in PERCENTILES)
        for unit in ("annual", "hourly")
    )
    if has_year == has_hour:
        return ""
    return _("published by the year only") if has_year else _("published by the hour only")


def _figure(annual, hourly, is_beyond):
    if annual is None and hourly is None:
        if is_beyond:
            return format_html('<span class="in-words">{}</span>', _("above the highest published"))
        return not_on_file(_("not published"))
    if annual is None:
        return _("%(pay)s an hour") % {"pay": dollars(hourly)}
    a_year = _with_unit(dollars(annual), _("a year"))
    if hourly is None:
        return a_year
    an_hour = _with_unit(dollars(hourly), _("an hour"))
    return format_html('{}<span class="fact-note">{}</span>', a_year, an_hour)


def _with_unit(amount, unit):
    """An amount whose unit the caption says to the eye."""
    return format_html('{}<span class="hidden-visually"> {}</span>', amount, unit)
