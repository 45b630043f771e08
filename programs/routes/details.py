"""What the steps of the routes found are called, give and rest on: one question for each kind."""

from collections import defaultdict
from dataclasses import dataclass, field

from pathways_portal.common.enums import EditingStatus
from programs.card_row import CardRow
from programs.cards import COLUMNS, with_cards
from programs.enums import DocumentKind
from programs.models import ArticulationAgreement, ProgramLink, SearchDocument, SequenceStep
from programs.routes.search import in_units


@dataclass(frozen=True)
class Terms:
    """An agreement on a hop: the courses of both sides, the units they earn, its page if any.

    `units` None: not on file.
    """

    agreement: ArticulationAgreement
    sent: str
    received: str
    units: object
    url: str


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
    """Courses of a school program by the grade of whoever asks; `first` None: none is on file."""

    ahead: list = field(default_factory=list)
    earlier: int = 0


def cards_of(programs):
    """{program: `CardRow`} of their search documents. One query."""
    rows = SearchDocument.objects.filter(kind=DocumentKind.PROGRAM, object_id__in=programs)
    return {row["object_id"]: CardRow(row) for row in with_cards(list(rows.values(*COLUMNS)))}


def hops_of(pairs, hops):
    """{(before, after): `HopHere`} for pairs of `hops` (a `Hops`). At most four queries."""
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
    known = [units for units in courses.values() if units is not None]
    return Terms(
        agreement,
        " + ".join(one.course.number for one in agreement.sending_courses.all()),
        ", ".join(one.course.number for one in received),
        in_units(sum(known)) if known else None,
        agreement.get_absolute_url(),
    )


def ahead_from(programs, grade):
    """{program: `Ahead`}: which courses of its newest sequence are still to come. One query."""
    steps = (
        SequenceStep.objects.filter(
            sequence__program__in=programs, sequence__status=EditingStatus.PUBLISHED
        )
        .select_related("course", "sequence")
        .order_by("-sequence__catalog_year", "sequence__pace", "place", "order", "pk")
    )
    newest, found = {}, defaultdict(Ahead)
    for step in steps:
        program = step.sequence.program_id
        if newest.setdefault(program, step.sequence_id) != step.sequence_id:
            continue
        if step.place >= grade:
            found[program].ahead.append(step)
        else:
            found[program].earlier += 1
    return found
