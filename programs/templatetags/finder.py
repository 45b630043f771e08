"""The check boxes of the finder.

In Python, not in a template: a page has up to 400 of them, and the template language would take
more time for these lines than everything else on the page together.
"""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from pathways_portal.templatetags.portal import segment_mark

register = template.Library()


@register.simple_tag
def facet_lines(name, lines, kind="checkbox"):
    """Check boxes (or radio buttons) with their counts for `programs.finder_facets.Line`s."""
    return mark_safe("".join(_line(name, line, kind) for line in lines))  # noqa: S308 - escaped


def _line(name, line, kind):
    key = escape(line.key)
    words = segment_mark(key) if name == "segment" else f"<span>{escape(line.label)}</span>"
    return (
        f'<label class="check{"" if line.count or line.is_chosen else " check-none"}">'
        f'<input type="{kind}" id="f-{name}-{key or "any"}" name="{name}" value="{key}"'
        f' form="finder-form"{" checked" if line.is_chosen else ""}> {words}'
        f' <span class="count">{line.printed}</span></label>\n'
    )
