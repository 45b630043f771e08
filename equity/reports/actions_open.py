"""Open actions for a report: the reader's own first, then what is about the gaps it names.

What stands here anybody may read on the pages of goals: never the person in charge.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from equity.pages.published.addresses import form_url
from partners.models import ActionItem
from pathways_portal.common.addresses import absolute

MOST = 8
MOST_READ = 500


@dataclass(frozen=True)
class OpenAction:
    """An open action as a report prints it."""

    key: int
    text: str
    owner: str
    owner_id: int
    user_id: int | None
    about: str
    about_key: str
    due: str
    is_overdue: bool
    is_sample: bool
    url: str

    def is_of(self, organizations, user_id):
        return self.owner_id in organizations or (user_id is not None and self.user_id == user_id)


def open_actions():
    """Every open action of the region, overdue first, in the language at hand. One query."""
    today = timezone.localdate()
    rows = ActionItem.objects.open_actions().select_related("person")[:MOST_READ]
    return [
        OpenAction(
            key=row.pk,
            text=row.local_text,
            owner=row.owner.name,
            owner_id=row.owner_id,
            user_id=row.person.user_id if row.person else None,
            about=row.local_about_label,
            about_key=row.about_key,
            due=date_format(row.due, "DATE_FORMAT"),
            is_overdue=row.due < today,
            is_sample=row.is_sample,
            url=absolute(reverse("admin:partners_actionitem_change", args=[row.pk])),
        )
        for row in rows
    ]


def chosen(actions, *, organizations, user_id, about_keys, is_region):
    """(yours, others): those of these organizations or this person first; of the others, what is
    about the gaps at hand, or everything in the report of the region.
    """
    yours = [one for one in actions if one.is_of(organizations, user_id)]
    others = [
        one
        for one in actions
        if not one.is_of(organizations, user_id) and (is_region or one.about_key in about_keys)
    ]
    return yours[:MOST], others[: max(0, MOST - len(yours))]


def start_url(about_key, label):
    """A form to promise an action about this gap, filled in as far as it can be."""
    return absolute(form_url("partners:action_new", about_key, label))
