"""What the "Save" buttons say, and how many programs a reader's list holds."""

from django import template

from programs.shortlist.listed import MOST_SAVED

register = template.Library()


@register.inclusion_tag("programs/_save_words.html")
def save_words():
    """The words for `shortlist.js`, once on each page with a "Save" button."""
    return {"most": MOST_SAVED}
