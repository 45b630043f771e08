"""How addresses and telephone numbers are printed and linked."""

import re

from django import template

register = template.Library()


@register.filter
def bare_address(url):
    """A web address as people say it: https://www.example.edu/ becomes example.edu."""
    return re.sub(r"^https?://(www\.)?", "", str(url)).rstrip("/")


@register.filter
def dial(phone):
    """A telephone number as a link dials it: (760) 352-8320 becomes +17603528320."""
    digits = re.sub(r"\D", "", str(phone).partition("x")[0])
    if len(digits) == 10:
        return f"+1{digits}"
    return f"+{digits}" if len(digits) == 11 else digits
