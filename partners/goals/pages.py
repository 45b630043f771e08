"""Pages of the goals: the list, its download, one goal in full."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from partners import about_pages
from partners.contacts import reader_of
from partners.enums import ActionState
from partners.goals.line import line_of
from partners.goals.listing import GoalList, GoalRow, csv_rows, header
from partners.goals.words import counts_words, line_words
from partners.models import ActionItem, Goal
from partners.spreadsheet import download


@require_safe
@login_not_required
def goal_list(request):
    return TemplateResponse(request, "partners/goal_list.html", {"listed": GoalList(request.GET)})


@require_safe
@login_not_required
def goal_csv(request):
    """Exactly the goals of the list, in its order."""
    name = f"goals-{timezone.localdate().isoformat()}.csv"
    rows = csv_rows(GoalList(request.GET), site=request.build_absolute_uri("/"))
    return download(name, header(), rows)


@dataclass(frozen=True)
class GapBehind:
    """What a goal or one of its actions is about: its words, its page, or "" where none is known.

    `is_english`: English words on a Spanish page.
    """

    label: str
    url: str
    is_english: bool


def gaps_behind(goal, actions):
    """The gap that the goal came from, then those of its actions, each once."""
    rows = [(goal.gap_key, goal.local_gap_label, goal.gap_label_es)]
    rows += [(one.about_key, one.local_about_label, one.about_label_es) for one in actions]
    found = {}
    for key, label, spanish in rows:
        if key:
            found.setdefault(key, (label or key, spanish))
    is_spanish = get_language() == "es"
    return [
        GapBehind(label, about_pages.address_of(key), is_spanish and not spanish)
        for key, (label, spanish) in found.items()
    ]


@require_safe
@login_not_required
def goal_detail(request, pk):
    """A goal with its values, its actions and the gap it came from; drafts are not found."""
    actions = ActionItem.objects.select_related("owner", "person").order_by("due", "pk")
    goals = Goal.objects.published().for_rows().prefetch_related(Prefetch("actions", actions))
    goal = get_object_or_404(goals, pk=pk)
    actions = list(goal.actions.all())
    measured = goal.progress.measured
    context = {
        "goal": goal,
        "row": GoalRow(goal),
        "values": list(goal.measurements.all()),
        "line": line_of(measured, baseline=goal.baseline, target=goal.target, due=goal.due),
        "line_words": line_words(goal) if measured else "",
        "open_actions": [one for one in actions if one.state == ActionState.OPEN],
        "closed_actions": [one for one in actions if one.state != ActionState.OPEN],
        "gaps": gaps_behind(goal, actions),
        "gap_moved": counts_words(about_pages.counts_of(goal.gap_key)),
        "reader": reader_of(request),
    }
    return TemplateResponse(request, "partners/goal_detail.html", context)
