"""Lists of places with figures, as forms print them.

A region has dozens: a form lists them all. A state has thousands, too many for a page and for a
phone: then a form lists regions, counties and what is chosen, and any other place is found by words
of its name. What every form lists is written once, and what is chosen is marked in the whole.
"""

from dataclasses import dataclass, replace
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equity.pages.choices.form_lists import options_html
from equity.pages.published.on_file import places
from partners.kept_values import value_until_edited
from programs.search.words import fold

# More places than these are not listed: organizations are found by name.
MOST_LISTED = 100
# A search that finds more than these wants another word.
MOST_FOUND = 50


class PlaceSought(Exception):
    """Words of a name were given instead of a place; `places` are those that have them."""

    def __init__(self, words, found):
        super().__init__(words)
        self.words, self.places = words, found


def about_found(found):
    """What a search for places found, in a sentence."""
    if not found:
        return _("No place has these words in its name. Use fewer words.")
    if len(found) > MOST_FOUND:
        return _(
            "These are the first %(count)s places with these words. Add a word to see others."
        ) % {"count": MOST_FOUND}
    return ngettext(
        "%(count)s place has these words in its name.",
        "%(count)s places have these words in their name.",
        len(found),
    ) % {"count": len(found)}


@dataclass(frozen=True)
class PlaceLists:
    """Every place with figures, and by its name in addresses; those that forms list, as options of
    a list and as boxes to tick; all names folded.
    """

    places: tuple
    by_key: dict
    listed: tuple
    options: str
    boxes: str
    folded: tuple

    @property
    def has_more(self):
        """Whether there are places that forms do not list."""
        return len(self.listed) < len(self.places)

    def matching(self, words):
        """Places with all of these words in their name; one that is called so stands alone."""
        asked = fold(words)
        found = [
            (place, name)
            for place, name in zip(self.places, self.folded, strict=True)
            if asked and all(word in name for word in asked.split())
        ]
        exact = [place for place, name in found if name == asked]
        return exact if len(exact) == 1 else [place for place, _name in found]

    def only(self, several):
        """The same without those listed that are not among these `Place`s."""
        kept = set(several)
        listed = tuple(one for one in self.listed if one in kept)
        return replace(
            self,
            places=self.places if self.has_more else listed,
            listed=listed,
            options=options_html([(one.key, one.name, False) for one in listed]),
        )

    def options_with(self, place):
        """The options, of which one is chosen; it is added where they do not have it."""
        if place is None or place in self.listed:
            return _marked(self.options, [place.key], "selected")
        return mark_safe(  # noqa: S308 - each part is escaped
            self.options + options_html([(place.key, place.name, True)])
        )

    def boxes_with(self, chosen, found=()):
        """The boxes; those of places called `chosen` are ticked. Where not all places are listed,
        what is chosen and what was `found` stands first.
        """
        boxes = self.boxes
        if self.has_more:
            known = {one.key for one in self.listed}
            more = [self.by_key[key] for key in chosen if key in self.by_key] + list(found)
            boxes = _boxes(dict.fromkeys(one for one in more if one.key not in known)) + boxes
        return _marked(boxes, chosen, "checked")


@value_until_edited
def place_lists():
    """The `PlaceLists` of what is on file."""
    found = places()
    listed = found
    if len(found) > MOST_LISTED:
        listed = tuple(one for one in found if not one.has_page)
    return PlaceLists(
        places=found,
        by_key={one.key: one for one in found},
        listed=listed,
        options=options_html([(one.key, one.name, False) for one in listed]),
        boxes=_boxes(listed),
        folded=tuple(fold(one.name) for one in found),
    )


@dataclass(frozen=True)
class PlaceField:
    """The list of places of a form, of which one is chosen."""

    label: str
    lists: PlaceLists
    chosen: object
    name: str = "place"

    @property
    def options(self):
        return self.lists.places

    @property
    def leaves_a_choice(self):
        return len(self.options) > 1

    @property
    def has_more(self):
        return self.lists.has_more

    @property
    def html(self):
        return self.lists.options_with(self.chosen)


def _boxes(several):
    return "".join(
        f'<label class="check"><input type="checkbox" name="place" value="{escape(one.key)}"> '
        f"<span>{escape(one.name)}</span></label>"
        for one in several
    )


def _marked(html, keys, word):
    for key in keys:
        value = f'value="{escape(key)}"'
        html = html.replace(f"{value}>", f"{value} {word}>", 1)
    return mark_safe(html)  # noqa: S308 - each part was escaped
