"""The credit that courses bring into a program, or earn out of it, for the program's page.

Only what a student can still count on: agreements in force in this academic year or the coming one,
about courses of the program's published sequences.
"""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.enums import AgreementState
from programs.models import ReceivingCourse, SendingCourse
from programs.querysets import open_agreement

# A page lists so many agreements; a common college course may be earned at a hundred schools.
MOST = 12


@dataclass
class Brought:
    """One agreement: the courses taken, all of them needed, and the college courses earned."""

    agreement: object
    sent: list
    received: list = field(default_factory=list)


@dataclass
class ProgramCredit:
    """`Brought`s of a program, the first by school; `is_short`: there are more."""

    rows: list
    is_short: bool

    @property
    def has_sample(self):
        return any(row.agreement.is_sample for row in self.rows)


def credit_of(program):
    """`ProgramCredit` of a program whose courses in order are on file. Three queries at most."""
    now = academic_year.on(timezone.localdate())
    coming = academic_year.starting(int(now[:4]) + 1)
    ids = _agreements_in(program, now, coming) or _agreements_out(program, now, coming)
    received = _received(ids[:MOST]) if ids else []
    sent = {}
    for row in _sent(ids[:MOST]) if ids else ():
        sent.setdefault(row.agreement_id, []).append(row.course)
    rows = [
        Brought(several[0].agreement, sent.get(key, []), several)
        for key, group in groupby(received, key=lambda row: row.agreement_id)
        for several in [list(group)]
    ]
    return ProgramCredit(rows, is_short=len(ids) > MOST)


def _usable(rows, program, now, coming):
    """Of these sides, those about a course of the program's published sequences, of agreements that
    are public and count in one of the two years."""
    return rows.filter(
        Q(agreement__years_through__isnull=True) | Q(agreement__years_through__gte=now),
        open_agreement("agreement__"),
        agreement__state=AgreementState.ACTIVE,
        agreement__years_from__lte=coming,
        # In one question: else the course may stand in a draft here, published elsewhere.
        course__steps__sequence__program=program,
        course__steps__sequence__status=EditingStatus.PUBLISHED,
    )


@written_once
def _agreements_in(program, now, coming):
    """Agreements that earn a course of the program, by the school where courses are taken."""
    return (
        _usable(ReceivingCourse.objects.all(), program, now, coming)
        .order_by("agreement__sending__name", "agreement")
        .values_list("agreement", flat=True)
        .distinct()[: MOST + 1]
    )


@written_once
def _agreements_out(program, now, coming):
    """Agreements by which a course of the program earns college courses."""
    return (
        _usable(SendingCourse.objects.all(), program, now, coming)
        .order_by("agreement__receiving__name", "agreement")
        .values_list("agreement", flat=True)
        .distinct()[: MOST + 1]
    )


@written_once
def _received(agreements):
    return (
        ReceivingCourse.objects.filter(agreement__in=agreements)
        .select_related("agreement__sending", "agreement__receiving", "course")
        .order_by("agreement__sending__name", "agreement", "course__number", "pk")
    )


@written_once
def _sent(agreements):
    return (
        SendingCourse.objects.filter(agreement__in=agreements)
        .select_related("course__organization")
        .order_by("agreement", "course__number", "pk")
    )
