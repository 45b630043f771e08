"""The ways to narrow the list of agreements: which each has, and what it asks of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext_lazy

from pathways_portal.common import academic_year
from programs.articulation.phases import Phase, condition
from programs.enums import AgreementState, Mechanism

SECTOR, SENDING, RECEIVING = "sector", "sending", "receiving"
MECHANISM, STATE, YEAR = "mechanism", "state", "year"


@dataclass(frozen=True)
class Facet:
    """One way to narrow, by its name in addresses.

    `narrow(keys, today)` is the condition on agreements or on `AgreementFinding`s; keys are those
    of addresses, except that organizations and sectors come as their numbers, a school with its
    district. Several chosen keys widen; of a `single` facet one is chosen.
    """

    name: str
    label: object
    narrow: Callable
    single: bool = False
    help_text: object = ""


def _sector(sectors, today):
    """Of `AgreementFinding`s only: `programs.articulation.finding_sql` says what belongs."""
    return Q(sectors__overlap=sectors)


def _state(keys, today):
    return reduce(or_, [condition(Phase(key), today) for key in keys])


def _year(keys, today):
    """As `programs.agreements.covers`, for the last of the chosen years."""
    year = keys[-1]
    starts = date(int(year[:4]), academic_year.FIRST_MONTH, 1)
    in_force = Q(state=AgreementState.ACTIVE)
    ended_later = Q(state=AgreementState.ENDED, ended_on__gte=starts)
    reaches = Q(years_through=None) | Q(years_through__gte=year)
    return (in_force | ended_later) & Q(years_from__lte=year) & reaches


FACETS = (
    Facet(
        SECTOR,
        gettext_lazy("Sector"),
        _sector,
        help_text=gettext_lazy(
            "By the program code that one of its courses is filed under, or by the programs whose "
            "sequences hold one of its courses."
        ),
    ),
    Facet(
        SENDING,
        gettext_lazy("Courses taken at"),
        lambda keys, today: Q(sending_id__in=keys),
        help_text=gettext_lazy("A school has the agreements of its district, too."),
    ),
    Facet(RECEIVING, gettext_lazy("Credit from"), lambda keys, today: Q(receiving_id__in=keys)),
    Facet(MECHANISM, gettext_lazy("How"), lambda keys, today: Q(mechanism__in=keys)),
    Facet(STATE, gettext_lazy("State"), _state),
    Facet(YEAR, gettext_lazy("Counts a course taken in"), _year, single=True),
)
BY_NAME = {facet.name: facet for facet in FACETS}
MECHANISMS = {mechanism.value: mechanism.label for mechanism in Mechanism}
PHASES = {phase.value: phase.label for phase in Phase}


def years(today):
    """The academic years one can ask for: the coming one and those before it, newest first."""
    now = int(academic_year.on(today)[:4])
    return [academic_year.starting(year) for year in range(now + 1, now - 5, -1)]
