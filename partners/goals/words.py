"""How far a goal is, in words, and its numbers as they are printed."""

from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from partners.enums import ActionState, GoalState

# Which of the looks a state has (see looks.STATES); its own word stands beside it.
GOAL_LOOKS = {
    GoalState.PROPOSED: "draft",
    GoalState.ADOPTED: "verified",
    GoalState.MET: "complete",
    GoalState.CLOSED: "archived",
}
ACTION_LOOKS = {
    ActionState.OPEN: "in_review",
    ActionState.DONE: "complete",
    ActionState.DROPPED: "archived",
}


def number(value):
    """A number without zeros that say nothing: 28, 14.6; empty for None."""
    if value is None:
        return ""
    return number_format(f"{value.normalize():f}", force_grouping=True)


def day(on):
    return date_format(on, "j M Y")


def amount(value, unit):
    """The number with what it counts."""
    return f"{number(value)} {unit}".strip()


def percent(share):
    """A part of the way, more than none and less than all, in whole percent, half up: 1 to 99."""
    return min(99, max(1, int(share * 100 + Fraction(1, 2))))


def progress_words(goal):
    """A sentence on how far the goal is; for a historical one, that nothing is measured any more.

    Reads `goal.progress`, so the measurements are prefetched.
    """
    if goal.is_historical:
        return _("A goal of its time: it is not measured here.")
    progress, unit = goal.progress, goal.local_unit
    if progress.latest is None:
        return _("Nothing is measured yet.")
    on, value = progress.latest
    said = {
        "now": amount(value, unit),
        "day": day(on),
        "start": number(progress.baseline),
        "target": number(progress.target),
    }
    share = progress.share
    if share is None:
        return _("%(now)s on %(day)s.") % said
    if share >= 1:
        return _("Reached: %(now)s on %(day)s; the target is %(target)s.") % said
    if share < 0:
        return (
            _(
                "Further from the target than at the start: %(now)s on %(day)s. It started at "
                "%(start)s; the target is %(target)s."
            )
            % said
        )
    if share == 0:
        return _("Where it started: %(now)s on %(day)s; the target is %(target)s.") % said
    said |= {"percent": percent(share), "to_go": number(progress.to_go)}
    return (
        _(
            "%(now)s on %(day)s: %(percent)s%% of the way from %(start)s to %(target)s, "
            "%(to_go)s to go."
        )
        % said
    )


def line_words(goal):
    """One sentence that says what the picture of the values shows."""
    measured = goal.progress.measured
    first, last = measured[0], measured[-1]
    said = {
        "start": amount(first[1], goal.local_unit),
        "from": day(first[0]),
        "end": amount(last[1], goal.local_unit),
        "to": day(last[0]),
        "target": number(goal.target),
    }
    if len(measured) == 1:
        return _("One value so far: %(end)s on %(to)s.") % said
    if goal.target is None:
        return _("From %(start)s on %(from)s to %(end)s on %(to)s.") % said
    return _("From %(start)s on %(from)s to %(end)s on %(to)s; the target is %(target)s.") % said


def counts_words(counted):
    """How the gap itself moved, from [(day, number)]; "" where nobody counts it."""
    if not counted:
        return ""
    (first_day, first), (last_day, last) = counted[0], counted[-1]
    said = {
        "first": number_format(first, force_grouping=True),
        "from": day(first_day),
        "last": number_format(last, force_grouping=True),
        "to": day(last_day),
    }
    if len(counted) == 1:
        return _("Counted by the portal: %(last)s on %(to)s.") % said
    return _("Counted by the portal: %(first)s on %(from)s, %(last)s on %(to)s.") % said
