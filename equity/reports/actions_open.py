"""Open actions for a report: the reader's own first, then what is about the gaps it names.

What stands here anybody may read on the pages of goals: never the person in charge.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from equity.pages.published.addresses import form_url
from equity.reports.sentences import day
from partners.models import ActionItem
from pathways_portal.common.addresses import absolute

MOST = 8


def actions_of(organization, about_keys):
    """What a report keeps of the open actions: those of its organization first, then those about
    its gaps; of the region everybody's. Overdue first, in the language at hand. One query.
    """
    rows = ActionItem.objects.open_actions([organization] if organization else None)
    if organization:
        about = Q(owner=organization) | Q(about_key__in=about_keys)
        for key in about_keys:  # an action names a table, or one group's gap in it
            about |= Q(about_key__startswith=f"{key}&")
        rows = rows.filter(about)
    return [as_it_stands(row) for row in rows[:MOST]]


def actions_with(keys):
    """The same of certain actions, read now: those of a person, wherever they are."""
    return [as_it_stands(row) for row in ActionItem.objects.open_actions().filter(pk__in=keys)]


def as_it_stands(row):
    """An open action today as plain values that last: in the archive it stays as it was."""
    return {
        "key": row.pk,
        "text": row.local_text,
        "owner": row.owner.name,
        "owner_id": row.owner_id,
        "about": row.local_about_label,
        "about_key": row.about_key,
        "due_on": row.due.isoformat(),
        "due": day(row.due),
        "is_overdue": row.due < timezone.localdate(),
        "is_sample": row.is_sample,
    }


def chosen(actions, *, organizations, own):
    """(yours, others) of what the parts of an e-mail kept: each action once, eight at most.

    Yours are those of `organizations` (ids), and those whose ids are in `own`.
    """
    once = {one["key"]: one for one in actions}.values()
    by_day = sorted(once, key=lambda one: (one["due_on"], one["key"]))
    yours = [one for one in by_day if one["owner_id"] in organizations or one["key"] in own]
    others = [one for one in by_day if one not in yours]
    return yours[:MOST], others[: max(0, MOST - len(yours))]


def update_url(action):
    """Where its owner says how it stands; signing in leads there."""
    return absolute(reverse("admin:partners_actionitem_change", args=[action["key"]]))


def start_url(about_key, label):
    """A form to promise an action about this gap, filled in as far as it can be."""
    return absolute(form_url("partners:action_new", about_key, label))
