"""What the Credit Finder reads: schools, courses, agreements, exams, programs that count a course.

Each question goes by an index from what the reader chose, so that it asks as much of one agreement
as of a million.
"""

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, When
from django.utils.text import slugify

from partners.enums import InventoryKind, OrganizationKind, Segment
from partners.models import Organization
from partners.querysets import public_organization
from partners.reported import who_speaks_for, whole_list
from programs.courses import pick
from programs.courses.rows import public_course
from programs.credit.claims import Offer
from programs.credit.exams import ExamRule
from programs.enums import AgreementState, ExamKind
from programs.models import (
    ArticulationAgreement,
    Course,
    CourseOffering,
    ExamCredit,
    ReceivingCourse,
    SendingCourse,
    Sequence,
    SequenceStep,
)
from programs.querysets import holds_at, public_program

# Who teaches what a college may count.
TEACHING = (
    OrganizationKind.SCHOOL,
    OrganizationKind.ADULT_SCHOOL,
    OrganizationKind.CONTINUING_EDUCATION,
)
# Longer lists are not read but searched.
MOST_CHOICES = 200


def schools():
    """Where courses are taken before college, by name, with the names of their districts.

    Plain rows: a state has thousands, and each page that asks for a school lists them all.
    """
    found = Organization.objects.open().filter(kind__in=TEACHING).by_name()
    return found.values_list("name", "slug", "kind", "parent__name", named=True)


def school_of(slug):
    """The school of a web name with its district, or None."""
    return (
        Organization.objects.open()
        .filter(kind__in=TEACHING, slug=slug)
        .select_related("parent")
        .first()
    )


def _is_middle_school(school):
    """Whether it teaches no high school grade; some schools teach grades 6 to 12."""
    return school.segments == [Segment.MIDDLE_SCHOOL]


def _own(school):
    """Keys of those whose courses are the school's: itself and its district.

    A district's courses are mostly those of its high schools. A middle school has of them only what
    is known to be taught there.
    """
    own = (school.pk, None if _is_middle_school(school) else school.parent_id)
    return [one for one in own if one is not None]


def courses_by_name(slugs, school):
    """{web name: Course} of those that are the school's or its district's, or are taught there."""
    if not slugs:
        return {}
    taught = CourseOffering.objects.filter(course=OuterRef("pk"), organization=school)
    own = Q(organization__in=_own(school)) | Exists(taught)
    found = Course.objects.filter(public_course(), own, slug__in=slugs)
    return {course.slug: course for course in found}


def choices_of(school, words=""):
    """(courses to choose from, whether there are more) of a school, by number.

    What is taught there, and what of it and its district an agreement or a sequence names; with
    words, all courses of both whose title or number has them.
    """
    own = Course.objects.filter(public_course(), organization__in=_own(school))
    if words:
        for word in words.split():
            own = own.filter(
                Q(title__unaccent__icontains=word)
                | Q(title_es__unaccent__icontains=word)
                | Q(number__icontains=word)
            )
    else:
        own = own.filter(
            Exists(SendingCourse.objects.filter(course=OuterRef("pk")))
            | Exists(SequenceStep.objects.filter(course=OuterRef("pk")))
        )
    found = {course.pk: course for course in own.order_by("number", "pk")[: MOST_CHOICES + 1]}
    if not words:
        taught = CourseOffering.objects.filter(organization=school).values("course")
        there = Course.objects.filter(public_course(), pk__in=taught).order_by("number", "pk")
        found |= {course.pk: course for course in there[: MOST_CHOICES + 1]}
    several = sorted(found.values(), key=lambda course: (course.title, course.number, course.pk))
    return several[:MOST_CHOICES], len(several) > MOST_CHOICES


def agreements_on(courses, school):
    """Public agreements that hold at the school and name one of these courses; drafts left out.

    The courses (primary keys) are taught there. Each agreement with its `sent` and `received`
    courses, ordered by college.
    """
    naming = SendingCourse.objects.filter(holds_at(school.pk, school.parent_id), course__in=courses)
    return _agreements().filter(pk__in=naming.values("agreement"))


def agreements_of(school, *, ended_since=None):
    """The first agreements that hold at the school and are active, as `agreements_on` has them.

    `ended_since`: a day; then those that ended on it or later follow.
    Its own and its district's on whatever course; those of other owners on a course taught there.
    """
    # Left out first: almost all that is taught at a school is its own or its district's.
    taught = CourseOffering.objects.filter(organization=school).exclude(
        course__organization__in=_own(school)
    )
    lent = (
        SendingCourse.objects.filter(
            holds_at(school.pk, school.parent_id), course__in=taught.values("course")
        )
        .exclude(agreement__sending__in=_own(school))
        .values_list("agreement", flat=True)
    )
    # Read first: both halves of what follows then go by an index.
    here = Q(sending__in=_own(school)) | Q(pk__in=list(lent[:MOST_CHOICES]))
    standing = Q(state=AgreementState.ACTIVE)
    if ended_since:
        standing |= Q(state=AgreementState.ENDED, ended_on__gte=ended_since)
    is_ended = Case(When(state=AgreementState.ENDED, then=1), default=0)
    found = _agreements().filter(here, standing)
    return found.order_by(is_ended, "receiving__name", "slug")[:MOST_CHOICES]


def _agreements():
    return (
        ArticulationAgreement.objects.open()
        .exclude(state=AgreementState.DRAFT)
        .select_related("sending", "receiving")
        .prefetch_related(
            Prefetch(
                "sending_courses",
                SendingCourse.objects.select_related("course__organization").order_by(
                    "course__number", "pk"
                ),
                to_attr="sent",
            ),
            Prefetch(
                "receiving_courses",
                ReceivingCourse.objects.select_related("course__organization").order_by(
                    "course__number", "pk"
                ),
                to_attr="received",
            ),
        )
        .order_by("receiving__name", "slug")
    )


def offer_of(agreement):
    """An agreement as the rules of `claims` read it."""
    return Offer(
        key=agreement.slug,
        terms=agreement,
        college=agreement.receiving_id,
        sending=tuple(side.course_id for side in agreement.sent),
        receiving=tuple((side.course_id, side.units) for side in agreement.received),
    )


def steps_with(courses, *, through):
    """Steps of public programs that hold one of these courses, in each program's usual sequence.

    The usual one of those begun by the academic year `through`: what is claimed now counts in no
    order that is not in force by then. Two queries.
    """
    if not courses:
        return []
    begun = Sequence.objects.published().filter(catalog_year__lte=through)
    steps = list(
        SequenceStep.objects.filter(
            public_program("sequence__program__"), course__in=courses, sequence__in=begun
        )
        .select_related("sequence__program", "choice")
        .order_by("sequence__program__title", "pk")
    )
    orders = begun.filter(program__in={step.sequence.program_id for step in steps})
    usual = {one.pk for one in pick.usual_of_each(orders, coming=through).values()}
    return [step for step in steps if step.sequence_id in usual]


def exam_key(kind, exam):
    """How an exam is named in addresses: ap-biology."""
    return slugify(f"{kind} {exam}")


def exams():
    """{key: an ExamCredit that names it} of every exam on file, by kind and name."""
    rows = ExamCredit.objects.only("kind", "exam", "exam_es").order_by("kind", "exam", "pk")
    rows = rows.distinct("kind", "exam")
    order = list(ExamKind.values)
    several = sorted(rows, key=lambda row: (order.index(row.kind), row.local_exam))
    return {exam_key(row.kind, row.exam): row for row in several}


def exam_rules(chosen):
    """[ExamRule] of exams: `chosen` is {key: a row that names it}."""
    if not chosen:
        return []
    which = Q()
    for row in chosen.values():
        which |= Q(kind=row.kind, exam=row.exam)
    anywhere = Q(organization__isnull=True) | public_organization("organization__")
    rows = ExamCredit.objects.filter(which).filter(anywhere).select_related("organization")
    return [
        ExamRule(exam_key(row.kind, row.exam), row.organization_id, row.least_score, row.units, row)
        for row in rows.order_by("organization__name", "pk")
    ]


def confirmed_agreements(school, year):
    """The `Inventory` by which the agreements on file here are all there are in `year`, or None."""
    return whole_list(who_speaks_for(school), InventoryKind.AGREEMENTS, year)


def segment_of(school):
    """The segment whose mark stands at a course of this school."""
    if school.kind == OrganizationKind.ADULT_SCHOOL:
        return Segment.ADULT_EDUCATION
    if school.kind == OrganizationKind.CONTINUING_EDUCATION:
        return Segment.NONCREDIT
    if _is_middle_school(school):
        return Segment.MIDDLE_SCHOOL
    return Segment.HIGH_SCHOOL
