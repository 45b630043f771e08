"""States of alignment and place gaps as icon and words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.templatetags.portal import status
from programs.enums import AlignmentKind, GapState

register = template.Library()

# The parts of a place bar, from left to right, and what they mean.
PLACE_PARTS = (
    ("own", gettext_lazy("own program")),
    ("near", gettext_lazy("one near")),
    ("absent", gettext_lazy("confirmed absent")),
    ("unreported", gettext_lazy("not yet reported")),
)
LOOKS = {
    "own": "offered",
    "near": "complete",
    "absent": "none_offered",
    "unreported": "unknown",
    "pending": "unknown",
    "ending": "stale",
    "overdue": "overdue",
}


@register.simple_tag
def gap_state(state, miles=None):
    """ "Confirmed absent", "Not yet reported", …; `miles` is what "near" means on the page."""
    return status(LOOKS[str(state)], state_words(state, miles))


@register.inclusion_tag("programs/_place_bar.html")
def place_bar(cell):
    """A `Cell` as one bar of its schools' states. Print its numbers in words beside it."""
    parts, x = [], 0
    for name, _words in PLACE_PARTS:
        width = round(100 * getattr(cell, name) / cell.total, 2) if cell.total else 0
        if width:
            parts.append((name, round(x, 2), width))
        x += width
    return {"parts": parts}


@register.inclusion_tag("programs/_place_legend.html")
def place_legend():
    """What the parts of a place bar mean."""
    return {"keys": PLACE_PARTS}


def what_is_missing(kind):
    """ "no agreement", "no next step", … of one gap, where its list names the kind."""
    return {
        AlignmentKind.COURSES: _("No agreement"),
        AlignmentKind.PROGRAMS: _("No next step"),
        AlignmentKind.FEEDERS: _("No feeder"),
        AlignmentKind.AGREEMENTS: _("Runs out"),
    }[kind]


register.filter("what_is_missing", what_is_missing)


def state_words(state, miles=None):
    """The state in words, without its icon."""
    if state == "own":
        return _("Has its own")
    if state == "near":
        return _("One within %(miles)s miles") % {"miles": miles}
    if state == "pending":
        return _("Not worked out yet")
    return GapState(str(state)).label
