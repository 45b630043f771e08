"""What the page of one agreement prints: terms, days, schools, signatures, history."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners import history, rights
from partners.models import Organization
from pathways_portal.common import academic_year
from pathways_portal.common.choices import words_of
from programs import agreements
from programs.agreement_actions import side_of
from programs.articulation.phases import Phase
from programs.articulation.rows import AgreementRow
from programs.credit import words
from programs.credit.claims import Offer, Reason, Standing, Taken, Verdict, judge
from programs.credit.lines import lines_of
from programs.enums import ON_TRANSCRIPT, AgreementState, Mechanism
from programs.models import ArticulationAgreement, CourseOffering

# What each way asks of a student, in a sentence.
_HOW = {
    Mechanism.EXAM: _("Pass the course and the exam that the two schools agreed on."),
    Mechanism.GRADE: _("Pass the course with the grade below; no extra exam is needed."),
    Mechanism.CCAP: _("Take the college course itself, at your high school, for free."),
    Mechanism.DUAL: _("Take the college course itself while you are in high school."),
    Mechanism.PRIOR: _("Show the college what you know, by a portfolio, an exam or a certificate."),
}


@dataclass(frozen=True)
class Window:
    """When credit for a course of one academic year can be claimed.

    `verdict` is the one of the Credit Finder on courses taken in that year, None for a year whose
    courses do not count.
    """

    year: str
    is_current: bool
    verdict: Verdict | None

    @property
    def words(self):
        """By when to claim, in the sentence of the Credit Finder."""
        if self.is_over:
            return words.why_refused(self.verdict, {})
        return words.by_when(self.verdict)

    @property
    def is_open(self):
        """Whether nothing is waited for, not even that the course is passed."""
        return self.verdict.is_open

    @property
    def is_over(self):
        return self.verdict.reason == Reason.CLOSED

    @property
    def is_later(self):
        return self.verdict.standing == Standing.LATER


@dataclass(frozen=True)
class School:
    """A school of a district at which the agreement holds.

    `is_taught`: all its courses are listed there this year or the next; False is "not reported".
    """

    organization: Organization
    is_taught: bool


@dataclass(frozen=True)
class Signed:
    """A place in the chain as its reader may see it; `name` is for practitioners.

    `recorded_by`: the organization on whose word it stands, where that is not the side itself.
    """

    role: str
    organization: Organization
    side: str
    signed_on: date | None
    name: str = ""
    recorded_by: Organization | None = None


@dataclass(frozen=True)
class Event:
    """A change of state: the day, and the words of the new state."""

    on: date
    state: str
    is_first: bool


class AgreementPage(AgreementRow):
    """The page of one agreement. Templates print its attributes."""

    def __init__(self, agreement, *, reader, today):
        super().__init__(agreement, today)
        self.reader = reader

    @property
    def sides(self):
        """Both sides by name: "A High and B College"."""
        return words.joined([self.agreement.sending.name, self.agreement.receiving.name])

    @property
    def how(self):
        """What the student does, in a sentence."""
        return _HOW[Mechanism(self.agreement.mechanism)]

    @property
    def is_on_transcript(self):
        """The college course itself is taken, so there is nothing to claim."""
        return self.agreement.mechanism in ON_TRANSCRIPT

    @property
    def is_past_end(self):
        return self.standing.phase == Phase.PAST_END

    @property
    def steps(self):
        return lines_of(self.agreement.local_how_to_claim)

    @cached_property
    def windows(self):
        """A `Window` for this academic year and the last one, newest first."""
        now = academic_year.on(self.today)
        before = academic_year.later(now, -1)
        return [self._window(year, is_current=year == now) for year in (now, before)]

    def _window(self, year, *, is_current):
        if not agreements.covers(self.agreement, year):
            return Window(year, is_current, verdict=None)
        # All its courses were taken in that year, so that one stands for them.
        offer = Offer(
            self.agreement.slug, self.agreement, self.agreement.receiving_id, (year,), receiving=()
        )
        return Window(year, is_current, judge(offer, {year: Taken(year)}, self.today))

    @property
    def is_review_overdue(self):
        review = self.agreement.next_review
        return review is not None and review < self.today

    @cached_property
    def schools(self):
        """A `School` for each school of the district that sends; [] for an agreement of a school.

        Two queries.
        """
        below = list(Organization.objects.open().filter(parent=self.agreement.sending).by_name())
        if not below:
            return []
        years = academic_year.current_and_coming(self.today)
        sent = {course.pk for course in self.sent}
        taught = {}
        rows = CourseOffering.objects.filter(
            organization__in=below, course__in=sent, academic_year__in=years
        )
        for organization, course in rows.values_list("organization", "course"):
            taught.setdefault(organization, set()).add(course)
        return [School(one, bool(sent) and taught.get(one.pk) == sent) for one in below]

    @cached_property
    def elsewhere(self):
        """Other schools that teach a course of whoever sends this or the next year: it holds there.

        As `querysets.holds_at`. One query.
        """
        sending = self.agreement.sending_id
        own = [course.pk for course in self.sent if course.organization_id == sending]
        taught = CourseOffering.objects.filter(
            organization=OuterRef("pk"),
            course__in=own,
            academic_year__in=academic_year.current_and_coming(self.today),
        )
        others = Organization.objects.open().exclude(pk=sending).exclude(parent=sending)
        return list(others.filter(Exists(taught)).by_name()) if own else []

    @cached_property
    def chain(self):
        """A `Signed` for each place, in its order. One query."""
        may_see = self.reader.is_authenticated and rights.is_member(self.reader)
        rows = self.agreement.signatures.select_related("organization", "person", "recorded_by")
        return [
            Signed(
                role=words_of(row, "role"),
                organization=row.organization,
                side=side_of(self.agreement, row),
                signed_on=row.signed_on,
                name=row.person.name if may_see and row.person else "",
                recorded_by=row.recorded_by if row.is_on_anothers_word else None,
            )
            for row in rows.order_by("order", "pk")
        ]

    @cached_property
    def history(self):
        """An `Event` for each change of state, newest first. One query."""
        table = history.event_model(ArticulationAgreement)
        rows = table.objects.filter(pgh_obj_id=self.agreement.pk).order_by("pgh_id")
        events, before = [], None
        for at, state in rows.values_list("pgh_created_at", "state"):
            if state != before:
                day = timezone.localdate(at)
                events.append(Event(day, AgreementState(state).label, before is None))
            before = state
        return events[::-1]
