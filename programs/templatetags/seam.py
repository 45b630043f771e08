"""Parts of the seam map and of its twins that are the same everywhere."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from pathways_portal.templatetags.portal import SEGMENTS

register = template.Library()


@register.simple_tag
def lane_name(lane, pathway):
    """A lane's shape, word and number of programs inside a drawing: 16 high, at the origin.

    Where more programs are on file than are drawn, the number leads to the finder.
    """
    look = SEGMENTS[str(lane.segment)]
    more = format_html('<tspan class="seam-none" dx="8">{}</tspan>', lane.more)
    if lane.has_rest:
        asked = urlencode({"pathway": pathway.slug, "segment": str(lane.segment)})
        address = f"{reverse('programs:list')}?{asked}"
        more = format_html(
            '<a href="{}" aria-label="{}: {}">{}</a>', address, lane.name, lane.more, more
        )
    return format_html(
        '<g class="seam-lane-name seg-{}"><path transform="scale(.8)" d="{}"/>'
        '<text x="20" y="11">{}{}</text></g>',
        lane.segment,
        look.shape,
        lane.name,
        more,
    )


@register.filter
def english_mark(box):
    """The attribute that marks an English title on a Spanish page."""
    return mark_safe(' lang="en"') if box.is_english else ""


@register.filter
def named_link(one):
    """The title of a box or an `Onward`, as a link where it has a page."""
    mark = english_mark(one)
    if not one.url:
        return format_html("<span{}>{}</span>", mark, one.title) if mark else one.title
    return format_html('<a href="{}"{}>{}</a>', one.url, mark, one.title)


@register.filter
def then(seam, box):
    """What follows a box in the plain order of courses or terms, as the map draws it."""
    return [to for line, to in seam.after(box) if line.kind == "order"]


@register.filter
def onward(seam, box):
    """[(line, box it leads to)] of a box, but the plain order of courses: see `then`."""
    return [(line, to) for line, to in seam.after(box) if line.kind != "order"]
