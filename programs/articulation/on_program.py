"""The credit that courses bring into a program, or earn out of it, for the program's page.

Only what a student can still count on, about courses of the program's published sequences:
agreements in force in this academic year or the coming one, then those past their end of which the
credit for a course taken before can still be claimed.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Case, When
from django.utils import timezone
from django.utils.functional import cached_property

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs import agreements
from programs.credit import conditions, words
from programs.credit import years as _years
from programs.credit.claims import Offer
from programs.enums import ON_TRANSCRIPT
from programs.models import ReceivingCourse, SendingCourse
from programs.querysets import once_usable_agreement, open_agreement, usable_agreement

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
        is_planned = not self.is_past
        return conditions.only_if(self.agreement, courses=len(self.sent), is_planned=is_planned)

    @property
    def _offer(self):
        ids = tuple(course.pk for course in self.sent)
        return Offer(
            self.agreement.slug, self.agreement, self.agreement.receiving_id, ids, receiving=()
        )

    @cached_property
    def _verdict(self):
        """The `Verdict` on its courses in the first year in which a student can count on them."""
        years = academic_year.current_and_coming(self.today)
        each = (_years.planned_in(self._offer, [year], self.today) for year in years)
        return next((one for several in each for one in several), None)

    @cached_property
    def is_past(self):
        """Whether nobody who plans its courses for this year or the coming one has it."""
        years = academic_year.current_and_coming(self.today)
        return not any(agreements.offered_for(self.agreement, year) for year in years)

    @cached_property
    def still_counts(self):
        """Of one that `is_past`: a sentence for each past year that can still be claimed."""
        now = academic_year.on(self.today)
        past = _years.claimed_of(self._offer, _years.years_before(now), self.today)
        return [words.past_its_end(verdict, now) for verdict in reversed(past)]

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
    """`ProgramCredit` of a program whose courses in order are on file.

    Three queries at most; five where nothing that comes in can be claimed any more.
    """
    today = timezone.localdate()
    now, coming = academic_year.current_and_coming(today)
    oldest = _years.years_before(now)[0]
    for agreements_by in (_agreements_in, _agreements_out):
        ids = agreements_by(program, now, coming, oldest)
        rows = _brought(ids[:MOST], today) if ids else []
        if rows:
            return ProgramCredit(rows, is_short=len(ids) > MOST)
    return ProgramCredit([], is_short=False)


def _brought(ids, today):
    """`Brought`s of these agreements, without those that nobody can claim any more."""
    received, sent = _received(ids), {}
    for row in _sent(ids):
        sent.setdefault(row.agreement_id, []).append(row.course)
    rows = [
        Brought(several[0].agreement, sent.get(key, []), today, several)
        for key, group in groupby(received, key=lambda row: row.agreement_id)
        for several in [list(group)]
    ]
    rows = [row for row in rows if not row.is_past or row.still_counts]
    return sorted(rows, key=lambda row: row.is_past)


def _of_program(rows, program, now, coming, oldest):
    """The agreements of those of these sides that are about a course of the program's published
    sequences, as far as they are public and cover a year since `oldest`.

    First those to count on `now` or in the `coming` year, by name of the other side.
    """
    is_past = Case(When(usable_agreement(now, coming, "agreement__"), then=0), default=1)
    return (
        rows.filter(
            once_usable_agreement(oldest, coming, "agreement__"),
            open_agreement("agreement__"),
            # In one question: else the course may stand in a draft here, published elsewhere.
            course__steps__sequence__program=program,
            course__steps__sequence__status=EditingStatus.PUBLISHED,
        )
        .annotate(is_past=is_past)
        .values_list("agreement", flat=True)
        .distinct()
    )


@written_once
def _agreements_in(program, now, coming, oldest):
    """Agreements that earn a course of the program, by the school where courses are taken."""
    found = _of_program(ReceivingCourse.objects.all(), program, now, coming, oldest)
    return found.order_by("is_past", "agreement__sending__name", "agreement")[: MOST + 1]


@written_once
def _agreements_out(program, now, coming, oldest):
    """Agreements by which a course of the program earns college courses."""
    found = _of_program(SendingCourse.objects.all(), program, now, coming, oldest)
    return found.order_by("is_past", "agreement__receiving__name", "agreement")[: MOST + 1]


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
