"""What organizations have told us of one kind of thing for one academic year.

A list speaks for its own year only: what was whole last year says nothing of what came or went
since. That of a district speaks for its schools too.
"""

from django.db.models import Case, OuterRef, Q, When

from partners.enums import CONFIRMS_ABSENCE, InventoryState
from partners.models import Inventory
from pathways_portal.common.written_once import written_once


def who_speaks_for(organization):
    """Primary keys of those whose lists speak for an organization: its own, and its district's."""
    return [one for one in (organization.pk, organization.parent_id) if one is not None]


def lists_of(organizations, kind, year):
    """{organization (primary key): its `Inventory`} of those that told us anything. One query."""
    keys = sorted({one for one in organizations if one is not None})
    if not keys:
        return {}
    return {one.organization_id: one for one in _lists(keys, str(kind), year)}


@written_once
def _lists(organizations, kind, year):
    return Inventory.objects.filter(
        organization__in=organizations, kind=kind, academic_year=year
    ).order_by("pk")


def whole_list(organizations, kind, year):
    """The first list by which what is not on file is not there, or None.

    `organizations` are primary keys, in the order in which they are asked. One query.
    """
    found = lists_of(organizations, kind, year)
    lists = (found[one] for one in organizations if one in found)
    return next((one for one in lists if one.state in CONFIRMS_ABSENCE), None)


def how_far(organizations, kind, year):
    """The `InventoryState` of the list that tells most among those of these organizations."""
    states = {one.state for one in lists_of(organizations, kind, year).values()}
    return next(
        (state for state in reversed(InventoryState) if state in states), InventoryState.UNKNOWN
    )


def states_in(kind, year):
    """{organization (primary key): `InventoryState`} of all that told us anything. One query."""
    rows = Inventory.objects.filter(kind=kind, academic_year=year)
    return dict(rows.values_list("organization", "state"))


def whole_lists(kind, year):
    """`Inventory` rows of whole lists, for questions that the database answers."""
    return Inventory.objects.filter(kind=kind, academic_year=year, state__in=[*CONFIRMS_ABSENCE])


def speaks(lists):
    """Condition on organizations: one of these `Inventory` rows is their own or their district's.

    By it the database asks of many what `who_speaks_for` asks of one.
    """
    told = lists.order_by().values("organization")
    return Q(pk__in=told) | Q(parent__in=told)


def said_of_each(kind, year):
    """`Inventory` rows that speak for an organization, for a subquery about organizations.

    As `how_far`: its own and its district's of that year, the one that tells most first.
    """
    tells = Case(*(When(state=state, then=at) for at, state in enumerate(InventoryState)))
    speaks = Q(organization=OuterRef("pk")) | Q(organization=OuterRef("parent"))
    found = Inventory.objects.filter(speaks, kind=kind, academic_year=year)
    return found.order_by(tells.desc(), "pk")
