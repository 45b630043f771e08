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
def pay_figures(survey, unit):
    """Table cells of the five percentiles, `unit` "annual" or "hourly".

    Where none is published one cell says so over all of them; it is never a zero.
    """
    values = {n: getattr(survey, f"{unit}_p{n}") for n in PERCENTILES}
    if all(value is None for value in values.values()):
        return format_html(
            '<td class="middle" colspan="5">{}</td>', not_on_file(_("not published"))
        )
    return format_html_join(
        "",
        '<td class="num{}">{}</td>',
        (
            (" median" if n == MEDIAN else "", _figure(value, n in survey.top_coded))
            for n, value in values.items()
        ),
    )


def _figure(value, is_beyond):
    if value is not None:
        return dollars(value)
    if is_beyond:
        return format_html('<span class="in-words">{}</span>', _("above the highest published"))
    return not_on_file(_("not published"))
