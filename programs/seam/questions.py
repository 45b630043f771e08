"""The questions of a seam view, few and fixed in number whatever a pathway holds."""

from collections import defaultdict

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, Segment
from partners.models import Inventory
from partners.querysets import public_organization
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import Pace
from programs.models import (
    ArticulationAgreement,
    ProgramLink,
    ProgramOccupation,
    ReceivingCourse,
    SendingCourse,
    SequenceStep,
)
from programs.seam.choose import programs_of

ON_RAMPS = (Segment.MIDDLE_SCHOOL, Segment.ADULT_EDUCATION, Segment.NONCREDIT)
# More than a page shows of one school or college, and of the links around them.
MOST_PROGRAMS, MOST_LINKS = 60, 200


def core_programs(pathway, choice):
    """The pathway's programs of the chosen school and college."""
    at_school = Q(organization=choice.school and choice.school.pk, segment=Segment.HIGH_SCHOOL)
    at_college = Q(organization=choice.college and choice.college.pk, segment=Segment.COLLEGE)
    rows = programs_of(pathway).filter(at_school | at_college).select_related("organization")
    return list(rows.order_by("is_sample", "title", "pk")[:MOST_PROGRAMS])


def links_around(core, college):
    """Open links from the core programs, and to those of the college from every on-ramp."""
    keys = [program.pk for program in core]
    ends = ("from_program__organization", "to_program__organization", "destination")
    rows = (
        ProgramLink.objects.open()
        .filter(
            Q(from_program__in=keys)
            | Q(to_program__in=keys, from_program__segment__in=ON_RAMPS)
            | Q(to_program__in=keys, from_program__organization=college and college.pk)
        )
        .select_related(*ends)
        .order_by("is_sample", "from_program__title", "pk")
    )
    return list(rows[:MOST_LINKS])


def on_ramps(pathway, choice, *, shown):
    """{segment: programs} that lead in without a link: with an agreement, then near, come first."""
    college = choice.college
    agreed = SendingCourse.objects.filter(
        course__steps__sequence__program=OuterRef("pk"),
        course__steps__sequence__status=EditingStatus.PUBLISHED,
        agreement__status=EditingStatus.PUBLISHED,
        agreement__receiving=college and college.pk,
    )
    near = When(organization__county=college and college.county, then=Value(0))
    rows = (
        programs_of(pathway)
        .filter(segment__in=ON_RAMPS)
        .annotate(is_agreed=Exists(agreed), is_far=Case(near, default=Value(1)))
        .select_related("organization")
        .order_by("-is_agreed", "is_far", "is_sample", "title", "pk")
    )
    found = defaultdict(list)
    for program in rows[: MOST_PROGRAMS * len(ON_RAMPS)]:
        if len(found[program.segment]) < shown:
            found[program.segment].append(program)
    return found


def steps_of(programs, year):
    """{program: steps in order} of the full-time sequence of that year, or the newest before it."""
    rows = (
        SequenceStep.objects.filter(
            sequence__program__in=programs,
            sequence__status=EditingStatus.PUBLISHED,
            sequence__pace=Pace.FULL_TIME,
            sequence__catalog_year__lte=year,
            course__status=EditingStatus.PUBLISHED,
        )
        .filter(public_organization("course__organization__"))
        .select_related("sequence", "course", "choice")
        .order_by("-sequence__catalog_year", "place", "order", "pk")
    )
    found, newest = defaultdict(list), {}
    for step in rows:
        program = step.sequence.program_id
        if newest.setdefault(program, step.sequence_id) == step.sequence_id:
            found[program].append(step)
    return found


def agreements_of(courses, senders):
    """Published agreements in which one of these courses counts, sent by one of these, by college.

    Each has `sent` and `received`, its courses. An agreement with a course that is not public, or
    between organizations that are not, is none.
    """
    rows = (
        ArticulationAgreement.objects.published()
        .filter(
            public_organization("sending__"),
            public_organization("receiving__"),
            Exists(SendingCourse.objects.filter(agreement=OuterRef("pk"), course__in=courses)),
            sending__in=senders,
        )
        .select_related("sending", "receiving")
        .order_by("is_sample", "receiving__name", "pk")
    )
    found = {agreement.pk: agreement for agreement in rows}
    for agreement in found.values():
        agreement.sent, agreement.received = [], []
    for model, name in ((SendingCourse, "sent"), (ReceivingCourse, "received")):
        sides = model.objects.filter(agreement__in=found).select_related("course__organization")
        for side in sides.order_by("course__number", "pk"):
            getattr(found[side.agreement_id], name).append(side)
    return [one for one in found.values() if _is_public(one)]


def _is_public(agreement):
    courses = [side.course for side in (*agreement.sent, *agreement.received)]
    return bool(agreement.received) and all(
        course.status == EditingStatus.PUBLISHED and course.organization.is_public
        for course in courses
    )


def first_jobs(programs):
    """{program: `Occupation`} that stands first among those it leads to."""
    rows = ProgramOccupation.objects.filter(program__in=programs).select_related("occupation__code")
    found = {}
    for row in rows.order_by("rank", "pk"):
        found.setdefault(row.program_id, row.occupation)
    return found


def all_agreements_are_told(school):
    """Whether the school, or its district, said that its agreements on file are all there are."""
    if not school:
        return False
    return Inventory.objects.filter(
        organization__in=[pk for pk in (school.pk, school.parent) if pk],
        kind=InventoryKind.AGREEMENTS,
        state__in=(InventoryState.COMPLETE, InventoryState.NONE_OFFERED),
        academic_year=academic_year.on(timezone.localdate()),
    ).exists()
