"""The agreements of one course, for its page: what it earns, and what earns it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programs.articulation.phases import Phase
from programs.articulation.rows import AgreementRow, with_courses
from programs.models import ArticulationAgreement

# A course page lists so many; a common college course may be earned at a hundred schools.
MOST = 20
_ORDER = {phase: place for place, phase in enumerate(Phase)}


@dataclass(frozen=True)
class CourseAgreements:
    """`AgreementRow`s that send the course and that earn it, those in force first.

    `is_short`: there are more; `more_url` is the list of them.
    """

    sends: list
    earns: list
    is_short: bool
    more_url: str


def agreements_of_course(course):
    """The agreements of a course that the public sees. Three queries."""
    today = timezone.localdate()
    mine = Q(pk__in=course.agreements_out.values("agreement")) | Q(
        pk__in=course.agreements_in.values("agreement")
    )
    found = with_courses(ArticulationAgreement.objects.open().filter(mine)).order_by("slug")
    rows = [AgreementRow(agreement, today) for agreement in found[: MOST + 1]]
    shown = sorted(rows[:MOST], key=lambda row: _ORDER[row.standing.phase])
    words = urlencode({"q": course.number})
    return CourseAgreements(
        sends=[row for row in shown if course in row.sent],
        earns=[row for row in shown if any(one.course == course for one in row.received)],
        is_short=len(rows) > MOST,
        more_url=f"{reverse('programs:agreements')}?{words}",
    )
