"""Lists of programs, and of who offers how many of them, line by line.

In Python, not in templates: a page has dozens or hundreds of these lines, and the template language
takes several times as long for them.
"""

from django import template
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.templatetags.portal import badge, segment_mark
from programs.enums import Award
from programs.templatetags.program_words import lang_mark

register = template.Library()


def _lines(lines):
    return mark_safe("".join(lines))  # noqa: S308 - escaped, each where it is made


def _line(program, *, mark="", gives="", is_sample=False):
    """A line for a `programs.pathway_places.NamedProgram`."""
    return (
        f'<li>{mark}<a href="{escape(program.get_absolute_url())}"{lang_mark(program, "title")}>'
        f"{escape(program.local_title)}</a>"
        f' <span class="soft">{escape(program.organization + gives)}</span>'
        f"{_sample(is_sample)}</li>"
    )


def _sample(is_sample):
    return format_html(" {}", badge("sample")) if is_sample else ""


def _gives(program):
    """What it gives, or what is not known of it."""
    if program.is_program_area:
        return f", {_('program area: ask the college')}"
    return f", {Award(program.award).label}" if program.award else ""


@register.simple_tag
def other_lines(programs):
    """Other programs on the pathway of a program, with their awards."""
    return _lines(
        f"\n  {_line(one, gives=_gives(one), is_sample=one.is_sample)}" for one in programs
    )


@register.simple_tag
def pathway_lines(programs):
    """Programs on a pathway, with their awards."""
    return _lines(f"{_line(one, gives=_gives(one), is_sample=one.is_sample)}\n" for one in programs)


@register.simple_tag
def sector_lines(programs):
    """Programs on a pathway, each with the mark of its segment."""
    return _lines(
        _line(
            one,
            mark=f"{segment_mark(one.segment)} ",
            is_sample=one.is_sample,
        )
        for one in programs
    )


@register.simple_tag
def nearby_lines(organizations, sector):
    """`OrganizationNearby`s: how many programs of the sector, with the finder's list of them."""
    finder = reverse("programs:list")
    return format_html_join(
        "",
        '\n  <li><a href="{}?organization={}&amp;sector={}">{}</a>{}{}</li>',
        (
            (finder, one.slug, sector.slug, _count_at(one), _away(one.miles), _sample(one.samples))
            for one in organizations
        ),
    )


def _count_at(one):
    words = ngettext("%(n)s program at %(name)s", "%(n)s programs at %(name)s", one.count)
    return mark_safe(words % {"n": one.count, "name": escape(one.label)})  # noqa: S308 - escaped


def _away(miles):
    if miles is None:
        return ""
    words = _("%(n)s miles away") % {"n": floatformat(miles, 1)}
    return format_html(' <span class="soft">{}\n</span>', words)
