"""Writes about goals and actions: starting one, proposing a gap as a goal, saying how it stands."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partners import about_pages, rights
from partners.actions import stated_by
from partners.enums import ActionState, GoalState
from partners.models import Goal, GoalCycle
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus


def _check(by, record):
    if not rights.can_add(by, record):
        raise PermissionDenied(_("You are no coordinator of the organization that would own it."))


def name_what_it_is_about(record, key, label, *, prefix):
    """Give a record its words in both languages for what it is about.

    Where the page of `key` says itself what it is called, that stands in both languages, unless a
    person typed something else: that is on file in the language of the form.
    """
    titles = about_pages.titles_of(key)
    if label and label in titles.values():
        english, spanish = titles["en"], titles["es"]
    else:
        english, spanish = label, label if get_language() == "es" else ""
    setattr(record, f"{prefix}_label", english[:200])
    setattr(record, f"{prefix}_label_es", spanish[:240])


@transaction.atomic
def start_action(action, *, by):
    """Save a new, open action that `by` promises for its owner; return it.

    Raises PermissionDenied where `by` is no coordinator of the owner.
    """
    _check(by, action)
    action.state, action.done_on = ActionState.OPEN, None
    name_what_it_is_about(action, action.about_key, action.about_label, prefix="about")
    action.save()
    return action


@transaction.atomic
def propose_goal(goal, *, by):
    """Save a goal as proposed for the running academic year, with the next number; return it.

    It is public at once, as proposed: the portal's staff mark it as adopted when the workgroup
    has decided. Its source is the organization that proposes it. Raises PermissionDenied where
    `by` is no coordinator of the owner.
    """
    _check(by, goal)
    today = timezone.localdate()
    year = academic_year.on(today)
    cycle, _created = GoalCycle.objects.get_or_create(year=year)
    # Whoever proposes another at this moment is waited for: each has a number of its own.
    GoalCycle.objects.select_for_update().get(pk=cycle.pk)
    last = Goal.objects.filter(cycle=cycle).aggregate(last=Max("order"))["last"] or 0
    goal.cycle, goal.order = cycle, last + 1
    goal.state, goal.is_historical = GoalState.PROPOSED, False
    goal.status, goal.as_of = EditingStatus.PUBLISHED, today
    goal.source = stated_by(goal, by=by)
    name_what_it_is_about(goal, goal.gap_key, goal.gap_label, prefix="gap")
    goal.save()
    return goal


def day_follows_state(action):
    """Give an action that is done its day, today, and take the day from one that is not."""
    if action.state != ActionState.DONE:
        action.done_on = None
    elif action.done_on is None:
        action.done_on = timezone.localdate()
