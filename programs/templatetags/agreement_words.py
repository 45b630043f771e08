"""Units of credit in words."""

from django import template
from django.utils.translation import ngettext

from programs.templatetags.program_words import plain

register = template.Library()


@register.simple_tag
def units_phrase(units):
    """A number of units with its word: "3 units", "1.5 units"."""
    return ngettext("%(units)s unit", "%(units)s units", 1 if units == 1 else 2) % {
        "units": plain(units)
    }
