"""Goals and actions in a page: what is being done about a gap, and numbers as they are printed."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

from partners.about_keys import without_language
from partners.goals.words import number
from partners.models import ActionItem, Goal
from pathways_portal.common.written_once import written_once

register = template.Library()


@written_once
def _open_actions(about, *rows):
    """`rows`: how names of rows begin, one at least."""
    return ActionItem.objects.about(about, rows).open_actions()


@written_once
def _goals(about, *rows):
    """`rows` as above."""
    return Goal.objects.published().about(about, rows).in_order().select_related("cycle")


@register.inclusion_tag("partners/_actions_and_goals.html")
def actions_and_goals(about, label="", rows=()):
    """What is being done about a gap: open actions, goals, and the two links that start something.

    `about` is the gap's key or the address of its page, in any language; `label` is what it is
    called, `rows` how the names of its rows begin, in no language: without it, like its own. Prints
    nothing that only signed-in readers see, so it may stand on a kept page. Two
    queries.
    """
    about = without_language(about)
    rows = rows or (f"{about}&", f"{about}#")
    asked = urlencode({"about": about, "label": label} if label else {"about": about})
    return {
        "actions": _open_actions(about, *rows),
        "goals": _goals(about, *rows),
        "action_url": f"{reverse('partners:action_new')}?{asked}",
        "goal_url": f"{reverse('partners:goal_new')}?{asked}",
    }


@register.simple_tag
def amount(value):
    """A number of a goal as it is printed: 28, 14.6; empty for none."""
    return number(value)


@register.simple_tag
def goal_way(percent):
    """How much of the way is done as a bar; the words beside it say the same."""
    return format_html(
        '<svg class="goal-way" aria-hidden="true"><rect class="goal-way-all" width="100%" '
        'height="100%"/><rect class="goal-way-done" width="{}%" height="100%"/></svg>',
        percent,
    )


@register.filter
def plain(place):
    """A place in a picture, with a point in every language."""
    return f"{place:g}"
