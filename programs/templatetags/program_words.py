"""What a program gives and when it meets, in words. An empty text means: not on file."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from programs.enums import Schedule

register = template.Library()


def _plain(number):
    """18.0 is printed 18; 18.5 stays."""
    return number_format(number.normalize() if number % 1 else int(number))


@register.filter
def units_words(program):
    """The units as one number or a range: "70", "64–65.5"."""
    fewest, most = program.units_min, program.units_max
    if fewest is None:
        return ""
    return _plain(fewest) if fewest == most else f"{_plain(fewest)}–{_plain(most)}"


@register.filter
def award_words(program):
    """The award as people group it."""
    return program.get_award_display() if program.award else ""


@register.filter
def schedule_words(offering):
    """When it meets: "Days, Evenings"."""
    return _(", ").join(str(Schedule(one).label) for one in offering.schedules)
