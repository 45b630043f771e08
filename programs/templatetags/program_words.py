"""What a program gives and when it meets, in words. An empty text means: not on file."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.enums import DEGREES, Award, Schedule
from programs.unit_words import range_of, units_in_words

register = template.Library()


@register.filter
def units_words(program):
    """The units as one number or a range: "70", "64–65.5"."""
    fewest, most = program.units_min, program.units_max
    return "" if fewest is None else range_of(fewest, most)


@register.filter
def units_phrase(program):
    """The units with what they count: "18 units", and for a degree "64–67 units in the major"."""
    words = units_words(program)
    if not words:
        return ""
    if program.award in DEGREES:
        return _("%(units)s units in the major") % {"units": words}
    return units_in_words(words)


@register.filter
def unit_count(course):
    """The units of a course with the word: "1 unit", "3–4 units"."""
    words = units_words(course)
    return units_in_words(words) if words else ""


@register.filter
def range_count(units):
    """A range of units, (fewest, most), with the word; empty for None."""
    return units_in_words(range_of(*units)) if units else ""


@register.filter
def is_degree(program):
    """Whether it gives a degree, whose units on file are those of the major alone."""
    return program.award in DEGREES


@register.filter
def lang_mark(row, name):
    """The attribute that marks an English text on a Spanish page; nothing where it is Spanish."""
    if get_language() == "es" and not getattr(row, f"{name}_es"):
        return mark_safe(' lang="en"')
    return ""


@register.simple_tag
def course_title(course):
    """The title of a course beside its number; what stands there while its record is a draft."""
    if not course.is_public:
        return format_html('<span class="soft">({})</span>', _("record not published yet"))
    return format_html("<span{}>{}</span>", lang_mark(course, "title"), course.local_title)


@register.simple_tag
def course_name(course):
    """The title of a course; while its record is a draft, its number and why there is no more."""
    title = course_title(course)
    return title if course.is_public else format_html("{} {}", course.number, title)


@register.filter
def award_words(program):
    """The award as people group it."""
    return Award(program.award).label if program.award else ""


@register.filter
def schedule_words(offering):
    """When it meets: "Days, Evenings"."""
    return _(", ").join(str(Schedule(one).label) for one in offering.schedules)


@register.filter
def cost_words(offering):
    """Dollars for the whole program, or "Free"."""
    if offering.cost is None:
        return ""
    if not offering.cost:
        return _("Free")
    return "$" + number_format(offering.cost, decimal_pos=2, use_l10n=True, force_grouping=True)
