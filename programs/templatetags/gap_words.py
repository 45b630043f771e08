"""States of alignment and place gaps as icon and words."""

from django import template
from django.utils.translation import gettext as _

from pathways_portal.templatetags.portal import status
from programs.enums import GapState

register = template.Library()

LOOKS = {
    "own": "offered",
    "near": "complete",
    "absent": "none_offered",
    "unreported": "unknown",
    "ending": "stale",
    "overdue": "overdue",
}


@register.simple_tag
def gap_state(state, miles=None):
    """ "Confirmed: none", "Not yet reported", …; `miles` is what "near" means on the page."""
    return status(LOOKS[str(state)], state_words(state, miles))


def state_words(state, miles=None):
    """The state in words, without its icon."""
    if state == "own":
        return _("Has its own")
    if state == "near":
        return _("One within %(miles)s miles") % {"miles": miles}
    return GapState(str(state)).label
