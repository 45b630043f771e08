"""Who did it: what was done about a gap that has narrowed, by organization and role.

Reports are forwarded, so nobody is named: a role at an organization, or the organization.
"""

from datetime import date

from django.db.models import Prefetch
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from equity.reports.addresses import about_gap
from equity.reports.sentences import day
from partners.enums import ActionState
from partners.models import ActionItem, Role
from pathways_portal.common import academic_year

MOST = 2
LONGEST = 160


def who_did_it(cell, place):
    """One sentence: whose actions about this gap were done, newest first; else whose team it is.

    An action is about the gap if it names the gap's address, or serves a goal that the gap was
    adopted as. One that was done before the cohort began takes no part.
    """
    place_of_cell = cell.slice
    done = _done_about(cell, since=_begin(place_of_cell.cohort))
    if not done and place_of_cell.region_id:
        return _("Done by the teams of the region's schools and colleges.")
    if not done:
        return _("Done by the team of %(place)s.") % {"place": _teams(place_of_cell, place)}
    parts = "; ".join(_one(action) for action in done)
    return _("Done by %(who)s.") % {"who": parts}


def _begin(cohort):
    """The first day of a cohort's academic year."""
    return date(int(cohort[:4]), academic_year.FIRST_MONTH, 1)


def _done_about(cell, since):
    tied = about_gap("about_key", cell) | about_gap("goal__gap_key", cell)
    rows = ActionItem.objects.filter(tied, state=ActionState.DONE, done_on__gte=since)
    roles = Prefetch("person__roles", Role.objects.order_by("kind", "pk"), "known_roles")
    rows = rows.select_related("owner", "person").prefetch_related(roles)
    return rows.order_by("-done_on", "-pk")[:MOST]


def _one(action):
    words = {
        "owner": _owner(action),
        "action": Truncator(action.local_text.rstrip(". ")).chars(LONGEST),
        "day": day(action.done_on),
    }
    said = _("%(owner)s: “%(action)s”, done on %(day)s") % words
    return f"{said} ({_('sample')})" if action.is_sample else said


def _owner(action):
    """The organization, with the role there of whoever was in charge."""
    roles = action.person.known_roles if action.person else []
    here = [one for one in roles if one.organization_id == action.owner_id]
    if not here:
        return action.owner.name
    return pgettext("role at an organization", "%(role)s, %(organization)s") % {
        "role": here[0].get_kind_display(),
        "organization": action.owner.name,
    }


def _teams(place_of_cell, place):
    """The place's, and where a pathway is meant also that of who keeps it."""
    keeper = place_of_cell.pathway.owner if place_of_cell.pathway_id else None
    if keeper and keeper.name != place:
        return _("%(place)s and %(keeper)s") % {"place": place, "keeper": keeper.name}
    return place
