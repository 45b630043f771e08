"""Parts of the seam map and of its twins that are the same everywhere."""

from html import escape
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from pathways_portal.templatetags.portal import SEGMENTS
from programs.templatetags import seam_said as said
from programs.templatetags import seam_svg as svg

register = template.Library()
register.filter("english_mark", said.english_mark)
register.filter("end_words", said.end)
register.filter("then", said.then)  # what follows in the plain order of courses or terms
register.filter("pay_words", said.pay_words)
register.simple_tag(said.outline_item)
register.filter("lines", svg.lines)
register.filter("boxes", svg.boxes)
register.filter("plates", svg.plates)


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
def onward(seam, box):
    """[(line, box it leads to)] of a box, but the plain order of courses: see `said.then`."""
    return [(line, to) for line, to in seam.after(box) if line.kind != "order"]


@register.simple_tag
def place_options(places, chosen):
    """The `Place`s as options of a list, of which one may be chosen.

    A state's pathway has five hundred: they are put together by hand, each part escaped.
    """
    chosen = chosen and chosen.pk
    return mark_safe(  # noqa: S308 - escaped, each part of it
        "".join(
            f'<option value="{escape(place.slug)}"{" selected" if place.pk == chosen else ""}>'
            f"{escape(place.label)}</option>"
            for place in places
        )
    )
