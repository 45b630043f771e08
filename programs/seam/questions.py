"""The questions of a seam view, few and fixed in number whatever a pathway holds."""

from collections import defaultdict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from partners.enums import InventoryKind, Segment
from partners.models import Organization
from partners.querysets import public_organization
from partners.reported import whole_list
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.courses import pick
from programs.models import (
    ArticulationAgreement,
    PathwaySkill,
    PathwaySupport,
    Program,
    ProgramLink,
    ProgramOccupation,
    ReceivingCourse,
    SendingCourse,
    Sequence,
    SequenceStep,
)
from programs.querysets import counted_place, usable_agreement
from programs.seam import narrow
from programs.seam.ways_in import ON_RAMPS, first_on_ramps

# More than a page shows of one school or college, of the links around them, and of agreements.
MOST_PROGRAMS, MOST_LINKS, MOST_AGREEMENTS = 60, 200, 60


def core_programs(choice):
    """Programs of the chosen school and college; each with its `stages` at work."""
    ends = ((Segment.HIGH_SCHOOL, choice.school), (Segment.COLLEGE, choice.college))
    keys = [
        key
        for segment, place in ends
        if place
        for key in choice.roster.programs([segment], place.pk)
    ]
    return _programs(padded(keys)) if keys else []


@written_once
def _programs(keys):
    # Public still: they may have been taken back since the roster was read.
    rows = Program.objects.open_to_students().filter(pk__in=keys).select_related("organization")
    rows = rows.annotate(stages=ArraySubquery(_stages_done())).defer(*narrow.program())
    return rows.order_by("is_sample", "title", "pk")[:MOST_PROGRAMS]


def _stages_done():
    """Stages of work-based learning that the program of the outer query does, by their values.

    Counted as lists of work-based learning count: what was made up only where the program is too.
    """
    done = Program.objects.filter(
        counted_place("activities__"), pk=OuterRef("pk"), activities__isnull=False
    )
    return done.order_by().values("activities__stage").distinct()


def links_around(programs, college):
    """Open links from these programs, and to them from every on-ramp and from the college's."""
    # A list of another length is another statement: few lengths make few.
    keys = padded(program.pk for program in programs)
    return _links(keys, college.pk if college else 0) if keys else []


@written_once
def _links(keys, college):
    ends = ("from_program__organization", "to_program__organization", "destination")
    rows = (
        ProgramLink.objects.open()
        .filter(
            Q(from_program__in=keys)
            | Q(to_program__in=keys, from_program__segment__in=ON_RAMPS)
            | Q(to_program__in=keys, from_program__organization=college)
        )
        .select_related(*ends)
        .defer(
            *narrow.provenance(),
            *narrow.program("from_program__"),
            *narrow.program("to_program__"),
            *narrow.organization("destination__"),
        )
        .order_by("is_sample", "from_program__title", "pk")
    )
    return rows[:MOST_LINKS]


def on_ramps(choice):
    """{segment: programs} that lead in without a link: see `programs.seam.ways_in`."""
    keys = first_on_ramps(choice)
    by_key = {program.pk: program for program in (_programs(padded(keys)) if keys else ())}
    found = defaultdict(list)
    for program in (by_key[key] for key in keys if key in by_key):
        found[program.segment].append(program)
    return found


def steps_of(programs, year):
    """{program: steps in order} of its usual sequence of those begun by that year.

    A later one is not drawn, also where it is the only one: the view is of the year.
    """
    steps = _steps(padded(programs), year) if programs else []
    sequences = {}
    for step in steps:
        step.sequence = sequences.setdefault(step.sequence_id, _sequence_of(step))
    orders = pick.usual_of_each(sequences.values(), coming=year)
    usual = {one.pk for one in orders.values()}
    found = defaultdict(list)
    for step in steps:
        if step.sequence_id in usual:
            found[step.sequence.program_id].append(step)
    return found


def _sequence_of(step):
    """The sequence of a step, as far as the question for the step read of it."""
    return Sequence(
        pk=step.sequence_id,
        program_id=step.of_program,
        catalog_year=step.of_year,
        pace=step.of_pace,
        is_sample=step.of_sample,
    )


@written_once
def _steps(programs, year):
    """Steps of every sequence until that year. Most sequences have a dozen: each is read once."""
    return (
        SequenceStep.objects.filter(
            sequence__program__in=programs,
            sequence__status=EditingStatus.PUBLISHED,
            sequence__catalog_year__lte=year,
            course__status=EditingStatus.PUBLISHED,
        )
        .filter(public_organization("course__organization__"))
        .annotate(
            of_program=F("sequence__program"),
            of_year=F("sequence__catalog_year"),
            of_pace=F("sequence__pace"),
            of_sample=F("sequence__is_sample"),
        )
        .select_related("course", "choice")
        .defer(*narrow.course("course__"))
        .order_by("place", "order", "pk")
    )


def agreements_of(courses, senders, college, year):
    """Published agreements in which one of these courses counts, sent by one of these, by college.

    Those with the chosen college come first, and of these what counts in that year; at most
    `MOST_AGREEMENTS`: as many as that may not be all.

    Each has `sent` and `received`, its courses. An agreement with a course that is not public, or
    between organizations that are not, is none: the view draws the courses themselves.
    """
    if not courses or not senders:
        return []
    rows = _agreements(padded(courses), padded(senders), college, year)
    found = {one.pk: one for one in rows}
    for agreement in found.values():
        agreement.sent, agreement.received = [], []
    keys = padded(found)
    for question, name in ((_sent, "sent"), (_received, "received")):
        for side in question(keys) if keys else ():
            getattr(found[side.agreement_id], name).append(side)
    named = _with_organizations(found.values())
    return [one for one in named if _is_public(one)]


def _with_organizations(agreements):
    """These agreements, they and their courses given their organizations, which many share.

    An agreement that has been taken away with an organization meanwhile is left out.
    """
    sides_of = {one: [*one.sent, *one.received] for one in agreements}
    keys_of = {
        one: {one.sending_id, one.receiving_id, *(side.course.organization_id for side in sides)}
        for one, sides in sides_of.items()
    }
    keys = padded(set().union(*keys_of.values()))
    known = {one.pk: one for one in (_organizations(keys) if keys else ())}
    named = [one for one in agreements if keys_of[one] <= known.keys()]
    for one in named:
        one.sending, one.receiving = known[one.sending_id], known[one.receiving_id]
        for side in sides_of[one]:
            side.course.organization = known[side.course.organization_id]
    return named


@written_once
def _organizations(keys):
    return Organization.objects.filter(pk__in=keys).defer(*narrow.organization())


def padded(keys):
    """The keys as a list whose length is a power of two: few lengths make few statements."""
    keys = sorted(set(keys))
    if not keys:
        return []
    length = 1
    while length < len(keys):
        length *= 2
    return keys + keys[-1:] * (length - len(keys))


@written_once
def _agreements(courses, senders, college, year):
    elsewhere = Case(When(receiving=college, then=Value(0)), default=Value(1))
    idle = Case(When(usable_agreement(year, year), then=Value(0)), default=Value(1))
    rows = (
        ArticulationAgreement.objects.published()
        .filter(
            public_organization("sending__"),
            public_organization("receiving__"),
            Exists(SendingCourse.objects.filter(agreement=OuterRef("pk"), course__in=courses)),
            sending__in=senders,
        )
        .defer(*narrow.agreement())
        .order_by(elsewhere, idle, "is_sample", "receiving__name", "pk")
    )
    return rows[:MOST_AGREEMENTS]


@written_once
def _sent(agreements):
    return _with_course(SendingCourse.objects.filter(agreement__in=agreements))


@written_once
def _received(agreements):
    return _with_course(ReceivingCourse.objects.filter(agreement__in=agreements))


def _with_course(sides):
    rows = sides.select_related("course").defer(*narrow.course("course__"))
    return rows.order_by("course__number", "pk")


def _is_public(agreement):
    courses = [side.course for side in (*agreement.sent, *agreement.received)]
    return bool(agreement.received) and all(
        course.status == EditingStatus.PUBLISHED and course.organization.is_public
        for course in courses
    )


def first_jobs(programs):
    """{program: `Occupation`} that stands first among those it leads to."""
    rows = _jobs(padded(programs)) if programs else ()
    return {row.program_id: row.occupation for row in rows}


@written_once
def _jobs(programs):
    rows = ProgramOccupation.objects.filter(program__in=programs).select_related("occupation__code")
    return rows.order_by("program", "rank", "pk").distinct("program")


@written_once
def skills_of(pathway):
    """Skills that matter on a pathway (primary key), by name."""
    rows = PathwaySkill.objects.filter(pathway=pathway).select_related("skill")
    return rows.order_by("skill__name", "pk")


@written_once
def supports_of(pathway):
    """Published supports that matter on a pathway (primary key), by name."""
    rows = PathwaySupport.objects.filter(
        pathway=pathway, support__status=EditingStatus.PUBLISHED
    ).select_related("support")
    return rows.order_by("support__name", "pk")


def all_agreements_are_told(school):
    """Whether the school, or its district, said that its agreements on file are all there are."""
    if not school:
        return False
    year = academic_year.on(timezone.localdate())
    asked = [school.pk, school.parent]
    return whole_list(asked, InventoryKind.AGREEMENTS, year) is not None
