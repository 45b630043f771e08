"""Units of credit in words."""

from django import template

from programs.unit_words import units_in_words

register = template.Library()

register.simple_tag(units_in_words, name="units_phrase")
