"""The check boxes of the finder.

In Python, not in a template: a page has up to 300 of them, and the template language would take
more time for these lines than everything else on the page together.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from pathways_portal.templatetags.portal import segment_mark

register = template.Library()

_LINE = (
    '<label class="check{}"><input type="{}" id="f-{}-{}" name="{}" value="{}"'
    ' form="finder-form"{}> {} <span class="count">{}</span></label>\n'
)
_CHOSEN = mark_safe(" checked")


@register.simple_tag
def facet_lines(name, lines, kind="checkbox"):
    """Check boxes (or radio buttons) with their counts for `programs.finder.Line`s."""
    return mark_safe(  # noqa: S308 - each line was escaped by format_html
        "".join(
            format_html(
                _LINE,
                "" if line.count or line.is_chosen else " check-none",
                kind,
                name,
                line.key or "any",
                name,
                line.key,
                _CHOSEN if line.is_chosen else "",
                segment_mark(line.key)
                if name == "segment"
                else format_html("<span>{}</span>", line.label),
                line.printed,
            )
            for line in lines
        )
    )
