"""What is nearest to closing a gap: partners on the same pathway, like courses, like agreements.

Suggestions to talk about, no promise: each is a public record, samples are marked.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from partners.enums import OrganizationKind, Segment
from partners.querysets import public_organization
from pathways_portal.common.enums import EditingStatus
from programs.articulation.rows import with_courses
from programs.enums import AlignmentKind, CreditStatus
from programs.gaps.alignment import rules
from programs.gaps.alignment.find import usable_agreements
from programs.models import (
    Course,
    PathwayProgram,
    Program,
    ReceivingCourse,
    SendingCourse,
    SequenceStep,
)
from programs.querysets import counted_place

SHOWN = 8


@dataclass
class Near:
    """Programs, courses and agreements near a gap. `pathways`: the ones it is on."""

    pathways: list = field(default_factory=list)
    programs: list = field(default_factory=list)
    courses: list = field(default_factory=list)
    agreements: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.programs or self.courses or self.agreements)


def near_to(kind, *, programs, courses, today):
    """`Near` of a gap: `programs` it stands in, `courses` it is about (both lists of rows)."""
    to_college = kind != AlignmentKind.FEEDERS
    places = PathwayProgram.objects.filter(
        counted_place(), program__in=programs, pathway__status=EditingStatus.PUBLISHED
    ).select_related("pathway")
    pathways = list({place.pathway_id: place.pathway for place in places}.values())
    codes = {course.code_id for course in courses if course.code_id}
    return Near(
        pathways=pathways,
        programs=_programs(pathways, programs, to_college),
        courses=_courses(codes, courses, to_college),
        agreements=_agreements(programs, courses, pathways, codes, to_college, today),
    )


def _programs(pathways, own, to_college):
    if not pathways:
        return []
    segments = [Segment.COLLEGE] if to_college else rules.BEFORE_COLLEGE
    rows = Program.objects.open_to_students().filter(
        counted_place("pathway_programs__"),
        pathway_programs__pathway__in=pathways,
        segment__in=segments,
    )
    rows = rows.exclude(pk__in=[one.pk for one in own]).select_related("organization")
    return list(rows.distinct().order_by("is_sample", "organization__name", "title", "pk")[:SHOWN])


def _courses(codes, own, to_college):
    if not codes:
        return []
    colleges = Q(organization__kind=OrganizationKind.COLLEGE) & ~Q(credit=CreditStatus.NONCREDIT)
    rows = (
        Course.objects.published()
        .filter(public_organization("organization__"), code__in=codes)
        .filter(colleges if to_college else ~colleges)
        .exclude(pk__in=[one.pk for one in own])
        .select_related("organization")
    )
    return list(rows.order_by("is_sample", "organization__name", "number", "pk")[:SHOWN])


def _agreements(programs, courses, pathways, codes, to_college, today):
    """Usable agreements of others for a like course: same code, same title, or same pathway."""
    side = SendingCourse if to_college else ReceivingCourse
    # One question for each sort of likeness, each with its own index; joined by OR they have none.
    like = []
    if codes:
        like.append(Course.objects.filter(code__in=codes))
    if courses:
        same = (Q(title__iexact=course.title) for course in courses)
        like.append(Course.objects.filter(reduce(or_, same)))
    if pathways:
        steps = SequenceStep.objects.filter(
            sequence__program__pathway_programs__pathway__in=[one.pk for one in pathways]
        )
        like.append(Course.objects.filter(pk__in=steps.values("course")))
    if not like:
        return []
    first, *others = (rows.values("pk") for rows in like)
    alike = side.objects.filter(course__in=first.union(*others) if others else first)
    own = side.objects.filter(course__in=[course.pk for course in courses])
    rows = with_courses(
        usable_agreements(today)
        .filter(pk__in=alike.values("agreement"))
        .exclude(pk__in=own.values("agreement"))
    )
    return list(rows.order_by("is_sample", "slug")[:SHOWN])
