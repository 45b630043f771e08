"""Whom a report can be about, as its forms list them: who has published figures, others by name."""

from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from equity.pages.choices.place_lists import MOST_FOUND, place_lists
from partners.enums import OrganizationKind
from partners.models import Organization

# Whose figures there may be, in the order of the list.
KINDS = (
    OrganizationKind.SCHOOL,
    OrganizationKind.ADULT_SCHOOL,
    OrganizationKind.COLLEGE,
    OrganizationKind.CONTINUING_EDUCATION,
    OrganizationKind.DISTRICT,
    OrganizationKind.COLLEGE_DISTRICT,
    OrganizationKind.CONSORTIUM,
)
_ORDER = {kind: at for at, kind in enumerate(KINDS)}


def choosable():
    """All that a report can be about."""
    return Organization.objects.open().filter(kind__in=KINDS)


def listed(more=(), found=()):
    """[(words, [(primary key, name)])]: what was `found` first, then those with published figures
    and `more`, by kind and name. Where a state has too many to list, only what is asked for.
    """
    keys = {one.pk for one in place_lists().listed if one.has_page}
    rows = choosable().filter(pk__in=keys.union(more, found)).by_name()
    rows = list(rows.only("name", "slug", "kind"))
    first = [(one.pk, one.name) for one in rows if one.pk in found]
    others = sorted((one for one in rows if one.pk not in found), key=lambda one: _ORDER[one.kind])
    lists = [
        (OrganizationKind(kind).label, [(one.pk, one.name) for one in theirs])
        for kind, theirs in groupby(others, key=lambda one: one.kind)
    ]
    return [(_("Found by name"), first), *lists] if first else lists


def found_by(words):
    """Primary keys of those with all of these words in their name, by name; one more than
    `MOST_FOUND` at most, which says that there are others. None for no words.
    """
    rows = choosable() if words else Organization.objects.none()
    for word in words.split():
        rows = rows.filter(
            Q(name__unaccent__icontains=word) | Q(short_name__unaccent__icontains=word)
        )
    return list(rows.by_name().values_list("pk", flat=True)[: MOST_FOUND + 1])
