"""The check boxes of the finder.

In Python, not in a template: a page has up to 400 of them, and the template language would take
more time for these lines than everything else on the page together.
"""

from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pathways_portal.templatetags.portal import segment_mark

register = template.Library()


@register.simple_tag
def facet_lines(name, lines, kind="checkbox"):
    """Check boxes (or radio buttons) with their counts for `programs.finder_facets.Line`s."""
    language = get_language()
    return mark_safe(  # noqa: S308 - escaped
        "".join(_line(*_parts(name, kind, line.key, line.label, language), line) for line in lines)
    )


def _line(field, words, line):
    is_none = line.count == 0 and not line.is_chosen
    count = "" if line.count is None else f' <span class="count">{line.printed}</span>'
    return (
        f'<label class="check{" check-none" if is_none else ""}">'
        f"{field}{' checked' if line.is_chosen else ''}> {words}{count}</label>\n"
    )


@lru_cache(maxsize=20_000)
def _parts(name, kind, key, label, _language):
    """What of a line does not change with the counts: the open tag of its field, and its words."""
    key = escape(key)
    field = f'<input type="{kind}" id="f-{name}-{key or "any"}" name="{name}" value="{key}"'
    words = segment_mark(key) if name == "segment" else f"<span>{escape(label)}</span>"
    return f'{field} form="finder-form"', words
