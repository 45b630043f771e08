"""What is being done about a gap: open actions, and the forms that start one or adopt a goal."""

from urllib.parse import quote_plus

from django.utils.translation import gettext_lazy as _

from equity.pages.published.addresses import about_place, about_table, gap_ends
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
    """Forms about the gaps of a table. The address names the gap alone: what the forms are filled
    in with is read from what is published (`equity.gap_names`).

    A page may name a hundred gaps: what those of a table share is worked out once. `standing`: the
    table's `Standing`, of a `Place` and a Pathway (None for all).
    """

    def __init__(self, standing, place, pathway):
        table = quote_plus(about_table(place, standing.metric, pathway=pathway))
        self._starts = [
            (f"{page_called(name)}?about={table}", str(words)) for name, words in _FORMS.items()
        ]
        self._of = {"cohort": standing.key, "segment": standing.segment}

    def about(self, row):
        """[(address, words)]: one starts an action about a row, the other adopts it as a goal."""
        cohort, group = gap_ends(row.group, **self._of)
        end = quote_plus(f"&by={row.group.dimension.code}{cohort}{group}")
        return [(f"{start}{end}", words) for start, words in self._starts]
