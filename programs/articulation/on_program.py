"""The credit that courses bring into a program, or earn out of it, for the program's page.

Only what a student can still count on: agreements in force in this academic year or the coming one,
about courses of the program's published sequences.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.functional import cached_property

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.credit import conditions, words
from programs.credit.claims import Offer, Taken, judge
from programs.enums import ON_TRANSCRIPT
from programs.models import ReceivingCourse, SendingCourse
from programs.querysets import open_agreement, usable_agreement

# A page lists so many agreements; a common college course may be earned at a hundred schools.
MOST = 12


@dataclass
class Brought:
    """One agreement: the courses taken, all of them needed, and the college courses earned.

    What it asks for is said for those who plan its courses `today`, as the Credit Finder says it.
    """

    agreement: object
    sent: list
    today: date
    received: list = field(default_factory=list)

    @property
    def is_claimed(self):
        """Whether the credit is claimed; else the college class itself is taken."""
        return self.agreement.mechanism not in ON_TRANSCRIPT

    @property
    def only_if(self):
        """Grade, exam or enrolling, on which it depends."""
        return conditions.only_if(self.agreement, courses=len(self.sent), is_planned=True)

    @cached_property
    def _verdict(self):
        """The `Verdict` on its courses in the first year in which a student can count on them."""
        ids = tuple(course.pk for course in self.sent)
        college = self.agreement.receiving_id
        offer = Offer(self.agreement.slug, self.agreement, college, ids, receiving=())
        for year in academic_year.current_and_coming(self.today):
            taken = dict.fromkeys(ids, Taken(year, is_planned=True))
            verdict = judge(offer, taken, self.today)
            if verdict and verdict.standing:
                return verdict
        return None

    @property
    def year(self):
        return self._verdict and self._verdict.year

    @property
    def by_when(self):
        """The days to claim a course of `year`."""
        return words.by_when(self._verdict) if self._verdict else ""


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
    today = timezone.localdate()
    now, coming = academic_year.current_and_coming(today)
    ids = _agreements_in(program, now, coming) or _agreements_out(program, now, coming)
    received = _received(ids[:MOST]) if ids else []
    sent = {}
    for row in _sent(ids[:MOST]) if ids else ():
        sent.setdefault(row.agreement_id, []).append(row.course)
    rows = [
        Brought(several[0].agreement, sent.get(key, []), today, several)
        for key, group in groupby(received, key=lambda row: row.agreement_id)
        for several in [list(group)]
    ]
    return ProgramCredit(rows, is_short=len(ids) > MOST)


def _usable(rows, program, now, coming):
    """Of these sides, those about a course of the program's published sequences, of agreements that
    are public and count in one of the two years."""
    return rows.filter(
        usable_agreement(now, coming, "agreement__"),
        open_agreement("agreement__"),
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
