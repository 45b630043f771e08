"""What is nearest to closing a gap: partners on the same pathway, like courses, like agreements.

Suggestions to talk about, no promise: each is a public record, samples are marked.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import F, Q

from partners.enums import OrganizationKind, Segment
from partners.querysets import public_organization
from pathways_portal.common.enums import EditingStatus
from programs.articulation.rows import with_courses
from programs.enums import AlignmentKind, CreditStatus
from programs.gaps.alignment import rules
from programs.gaps.alignment.find import usable_agreements
from programs.gaps.alignment.nearest import nearest_first, point_of, with_miles
from programs.models import (
    Course,
    PathwayProgram,
    Program,
    ReceivingCourse,
    SendingCourse,
    SequenceStep,
)
from programs.querysets import counted_place
from programs.search.document import these

SHOWN = 8
# Read to choose these from: like courses of each sort, and agreements that name one.
MOST_LIKE, MOST_NAMING = 200, 500


@dataclass
class Near:
    """Programs, courses and agreements near a gap, each with its `miles` (None: not known).

    `pathways`: the ones the gap is on.
    """

    pathways: list = field(default_factory=list)
    programs: list = field(default_factory=list)
    courses: list = field(default_factory=list)
    agreements: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.programs or self.courses or self.agreements)


def near_to(kind, *, organization, programs, courses, today):
    """`Near` of a gap: whose it is, `programs` it stands in, `courses` it is about (both rows)."""
    point = point_of(organization)
    to_college = kind != AlignmentKind.FEEDERS
    places = PathwayProgram.objects.filter(
        counted_place(), program__in=programs, pathway__status=EditingStatus.PUBLISHED
    ).select_related("pathway")
    pathways = list({place.pathway_id: place.pathway for place in places}.values())
    codes = {course.code_id for course in courses if course.code_id}
    return Near(
        pathways=pathways,
        programs=_programs(pathways, programs, to_college, point),
        courses=_courses(codes, courses, to_college, point),
        agreements=_agreements(courses, pathways, codes, to_college, today, point),
    )


def _programs(pathways, own, to_college, point):
    if not pathways:
        return []
    segments = [Segment.COLLEGE] if to_college else rules.BEFORE_COLLEGE
    rows = Program.objects.open_to_students().filter(
        segment__in=segments,
        pk__in=PathwayProgram.objects.filter(
            counted_place(), pathway__in=pathways, program__segment__in=segments
        ).values("program"),
    )
    rows = rows.exclude(pk__in=[one.pk for one in own]).select_related("organization")
    rows = nearest_first(
        rows, point, "organization", "is_sample", "organization__name", "title", "pk"
    )
    return _each_once(with_miles(rows[: 2 * SHOWN], point))


def _each_once(programs):
    """The first few, without a second line of the same words: a college may file one twice."""
    said = {}
    for one in programs:
        said.setdefault((one.organization_id, one.title, one.award, one.is_sample), one)
    return list(said.values())[:SHOWN]


def _courses(codes, own, to_college, point):
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
    rows = nearest_first(
        rows, point, "organization", "is_sample", "organization__name", "number", "pk"
    )
    return with_miles(rows[:SHOWN], point)


def _agreements(courses, pathways, codes, to_college, today, point):
    """Usable agreements of others for a like course: same code, same title, or same pathway."""
    side = SendingCourse if to_college else ReceivingCourse
    naming = side.objects.order_by("pk").values_list("agreement", flat=True)
    of_like = naming.filter(course__in=these(_like(courses, pathways, codes)))[:MOST_NAMING]
    own = naming.filter(course__in=[course.pk for course in courses])
    rows = with_courses(usable_agreements(today).filter(pk__in=these(set(of_like) - set(own))))
    other = "receiving" if to_college else "sending"
    return with_miles(nearest_first(rows, point, other, "is_sample", "slug")[:SHOWN], point)


def _like(courses, pathways, codes):
    """Primary keys of like courses, of each sort the first `MOST_LIKE`: a state has thousands."""
    keys = set()
    if courses:
        titles = reduce(or_, [Q(title__iexact=course.title) for course in courses])
        keys.update(_first(Course.objects.filter(titles)))
    if codes:
        keys.update(_first(Course.objects.filter(code__in=codes)))
    if pathways:
        steps = SequenceStep.objects.filter(
            sequence__program__pathway_programs__pathway__in=pathways
        )
        found = steps.order_by().values_list("course", flat=True)
        keys.update(sorted(set(found))[:MOST_LIKE])
    return keys


def _first(courses):
    # By a sum: asked for the first by key itself, the database goes through all courses.
    return courses.order_by(F("pk") + 0).values_list("pk", flat=True)[:MOST_LIKE]
