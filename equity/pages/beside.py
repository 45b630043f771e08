"""What is being done about a gap: open actions, and the forms that start one or adopt a goal."""

from urllib.parse import quote_plus

from django.utils.translation import gettext_lazy as _

from equity.measures.display import percent
from equity.pages.published.addresses import LONGEST_LABEL, about_place, about_table
from partners.models import ActionItem, Goal
from pathways_portal.common.addresses import page_called
from pathways_portal.common.written_once import written_once

_FORMS = {
    "partners:action_new": _("Start an action"),
    "partners:goal_new": _("Adopt as a goal"),
}


def open_actions(place, pathway):
    """Open actions about any table of a place (and pathway), overdue first. One query."""
    return _open_about(about_place(place, pathway))


@written_once
def _open_about(start):
    return ActionItem.objects.open_actions(about_prefix=start)


def goals_about(place, pathway):
    """Goals at work that any table of a place (and pathway) was adopted as. One query."""
    return _goals_about(about_place(place, pathway))


@written_once
def _goals_about(start):
    rows = Goal.objects.published().current().about_prefix(start)
    return rows.in_order().select_related("cycle")


class Forms:
    """Forms about the gaps of a table, filled in as far as can be, as `form_url` does it.

    A page may name a hundred gaps: what those of a table share is worked out once. `standing`: the
    table's `Standing`, of a `Place` and a Pathway (None for all).
    """

    def __init__(self, standing, place, pathway):
        table = quote_plus(about_table(place, standing.metric, pathway=pathway))
        self._starts = [
            (f"{page_called(name)}?about={table}", str(words)) for name, words in _FORMS.items()
        ]
        self._cohort = standing.key
        self._label = f"{standing.metric.local_name} · {place.name}"

    def about(self, row):
        """[(address, words)]: one starts an action about a row, the other adopts it as a goal."""
        by = quote_plus(f"&by={row.group.dimension.code}")
        label = quote_plus(f"{row.people_title} · {self._label}"[:LONGEST_LABEL])
        (action, action_words), (goal, goal_words) = self._starts
        return [
            (f"{action}{by}&label={label}", action_words),
            (f"{goal}{by}&label={label}{self._baseline(row)}", goal_words),
        ]

    def _baseline(self, row):
        """The published percent and its cohort, for a goal to start from; only of what is shown."""
        if not row.is_shown or row.cell.rate is None:
            return ""
        return f"&baseline={percent(row.cell.rate).rstrip('%')}&cohort={self._cohort}"
