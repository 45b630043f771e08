"""How units of credit are printed."""

from django import template

from programs.unit_words import plain

register = template.Library()

register.filter("plain_units", plain)  # 3.0 is printed 3; 1.5 stays
