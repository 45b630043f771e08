"""The ways to narrow the list of agreements: which each has, and what it asks of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.articulation.phases import Phase, condition
from programs.enums import AgreementState, Mechanism
from programs.models import Course, ReceivingCourse, SendingCourse, SequenceStep
from programs.querysets import counted_place, public_program

SECTOR, SENDING, RECEIVING = "sector", "sending", "receiving"
MECHANISM, STATE, YEAR = "mechanism", "state", "year"


@dataclass(frozen=True)
class Facet:
    """One way to narrow, by its name in addresses.

    `narrow(keys, today)` is the condition on agreements; keys are those of addresses, except that
    organizations and sectors come as their numbers, a school with its district. Several chosen keys
    widen; of a `single` facet one is chosen.
    """

    name: str
    label: object
    narrow: Callable
    single: bool = False
    help_text: object = ""


def courses_of_sector(sectors):
    """Courses that belong to one of these sectors, as a condition on courses.

    By the code a course is filed under, or by a published sequence of a public program that has it.
    A made-up sequence of a real program says nothing about the program's sector.
    """
    steps = SequenceStep.objects.filter(
        public_program("sequence__program__"),
        counted_place("sequence__"),
        course=OuterRef("pk"),
        sequence__status=EditingStatus.PUBLISHED,
        sequence__program__sector__in=sectors,
    )
    return Q(code__sector_code__sector__in=sectors) | Exists(steps)


def _sector(sectors, today):
    courses = Course.objects.filter(courses_of_sector(sectors)).values("pk")
    return _has(SendingCourse, courses) | _has(ReceivingCourse, courses)


def _has(side, courses):
    rows = side.objects.filter(agreement=OuterRef("pk"), course__in=Subquery(courses))
    return Q(Exists(rows))


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
        lambda keys, today: Q(sending__in=keys),
        help_text=gettext_lazy("A school has the agreements of its district, too."),
    ),
    Facet(RECEIVING, gettext_lazy("Credit from"), lambda keys, today: Q(receiving__in=keys)),
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
