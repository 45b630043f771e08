"""What the steps of the routes found are called, give and rest on: one question for each kind."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import BooleanField, ExpressionWrapper

from pathways_portal.common.enums import EditingStatus
from programs.card_row import CardRow
from programs.cards import COLUMNS, with_cards
from programs.courses import pick
from programs.courses.rows import public_course
from programs.courses.sequence_address import coming_year
from programs.credit.counting import units_and_before
from programs.enums import DocumentKind
from programs.models import ArticulationAgreement, ProgramLink, SearchDocument, SequenceStep
from programs.routes.network import in_units


@dataclass(frozen=True)
class Terms:
    """An agreement on a hop: the numbers of the courses of both sides, the units they earn.

    `before`: those of them that are of courses taken before the program. None: not on file.
    """

    agreement: ArticulationAgreement
    sent: str
    received: str
    units: object
    before: object


@dataclass
class HopHere:
    """How one program leads to the next: a `ProgramLink`, agreements (`Terms`), or both."""

    link: ProgramLink | None
    agreements: list
    carried: object

    @property
    def has_sample(self):
        """Whether any of what it rests on was made up."""
        grounds = [*([self.link] if self.link else []), *(one.agreement for one in self.agreements)]
        return any(one.is_sample for one in grounds)


@dataclass
class Ahead:
    """Courses of a school program by the grade of whoever asks.

    `ahead`: steps from that grade on, in order. `unpublished`: how many of them may not be shown
    yet. `earlier`: how many come before that grade.
    """

    ahead: list = field(default_factory=list)
    unpublished: int = 0
    earlier: int = 0


def cards_of(programs):
    """{program: `CardRow`} of their search documents. One query."""
    rows = SearchDocument.objects.filter(kind=DocumentKind.PROGRAM, object_id__in=programs)
    return {row["object_id"]: CardRow(row) for row in with_cards(list(rows.values(*COLUMNS)))}


def hops_of(pairs, hops):
    """{(before, after): `HopHere`} for pairs of `hops` (a `Hops`). At most five queries."""
    hops.load_agreements(pairs)
    grounds = {pair: hops.grounds[pair] for pair in pairs}
    links = ProgramLink.objects.in_bulk([one.link for one in grounds.values() if one.link])
    keys = {key for one in grounds.values() for key in one.agreements}
    agreements = (
        ArticulationAgreement.objects.filter(pk__in=keys)
        .prefetch_related("sending_courses__course", "receiving_courses__course")
        .in_bulk()
        if keys
        else {}
    )
    return {
        pair: HopHere(
            links.get(one.link),
            [
                _terms(agreements[key], courses)
                for key, courses in sorted(one.agreements.items())
                if key in agreements
            ],
            None if one.carried is None else in_units(one.carried),
        )
        for pair, one in grounds.items()
    }


def _terms(agreement, courses):
    received = [one for one in agreement.receiving_courses.all() if one.course_id in courses]
    # On a hop a course taken before the program earns none of its units.
    units, before = units_and_before(
        (one.units, bool(one.units) and courses[one.course_id] == 0) for one in received
    )
    return Terms(
        agreement,
        " + ".join(one.course.number for one in agreement.sending_courses.all()),
        ", ".join(one.course.number for one in received),
        units,
        before,
    )


def ahead_from(programs, grade):
    """{program: `Ahead`}: which courses of its usual sequence are still to come. One query."""
    steps = list(
        SequenceStep.objects.filter(
            sequence__program__in=programs, sequence__status=EditingStatus.PUBLISHED
        )
        .annotate(
            is_public=ExpressionWrapper(public_course("course__"), output_field=BooleanField())
        )
        .select_related("course", "sequence")
        .order_by("place", "order", "pk")
    )
    orders = pick.usual_of_each((step.sequence for step in steps), coming=coming_year())
    usual = {one.pk for one in orders.values()}
    found = defaultdict(Ahead)
    for step in steps:
        if step.sequence_id not in usual:
            continue
        here = found[step.sequence.program_id]
        if step.place < grade:
            here.earlier += 1
        elif step.is_public:
            here.ahead.append(step)
        else:
            here.unpublished += 1
    return found
