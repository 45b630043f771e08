"""Lists of every place with figures, as forms print them.

A state has thousands, and most of a page's time would go into printing them one by one: they are
written once, and what is chosen is marked in the whole.
"""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe

from equity.pages.published.standing import places
from partners.kept_values import value_until_edited


def options_html(options):
    """Options of a list, [(value, words, is chosen)]."""
    lines = (
        f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(words)}</option>'
        for value, words, chosen in options
    )
    return mark_safe("".join(lines))  # noqa: S308 - each part is escaped


@dataclass(frozen=True)
class PlaceLists:
    """Every place with figures; options of a list, and boxes to tick, of all of them."""

    places: tuple
    options: str
    boxes: str

    def boxes_with(self, chosen):
        """The boxes; those of places called `chosen` are ticked."""
        return _marked(self.boxes, chosen, "checked")


@value_until_edited
def place_lists():
    """The `PlaceLists` of what is on file."""
    found = places()
    boxes = "".join(
        f'<label class="check"><input type="checkbox" name="place" value="{escape(one.key)}"> '
        f"<span>{escape(one.name)}</span></label>"
        for one in found
    )
    return PlaceLists(found, options_html([(one.key, one.name, False) for one in found]), boxes)


@dataclass(frozen=True)
class PlaceField:
    """The list of places of a form, of which the one called `chosen` is chosen."""

    label: str
    lists: PlaceLists
    chosen: str
    name: str = "place"

    @property
    def options(self):
        return self.lists.places

    @property
    def html(self):
        return _marked(self.lists.options, [self.chosen], "selected")


def _marked(html, keys, word):
    for key in keys:
        value = f'value="{escape(key)}"'
        html = html.replace(f"{value}>", f"{value} {word}>", 1)
    return mark_safe(html)  # noqa: S308 - each part was escaped
