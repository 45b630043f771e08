"""What the Credit Finder reads: schools, courses, agreements, exams, programs that count a course.

Each question goes by an index from what the reader chose, so that it asks as much of one agreement
as of a million.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.text import slugify

from partners.enums import InventoryKind, InventoryState, OrganizationKind, Segment
from partners.models import Inventory, Organization
from partners.querysets import public_organization
from pathways_portal.common.enums import EditingStatus
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
from programs.querysets import public_program

# Who teaches what a college may count.
TEACHING = (
    OrganizationKind.SCHOOL,
    OrganizationKind.ADULT_SCHOOL,
    OrganizationKind.CONTINUING_EDUCATION,
)
# Longer lists are not read but searched.
MOST_CHOICES = 200
CONFIRMED = (InventoryState.COMPLETE, InventoryState.NONE_OFFERED)


def schools():
    """Where courses are taken before college, by name, with their districts."""
    return (
        Organization.objects.open()
        .filter(kind__in=TEACHING)
        .select_related("parent")
        .only("name", "slug", "kind", "parent__name")
        .by_name()
    )


def school_of(slug):
    """The school of a web name with its district, or None."""
    return (
        Organization.objects.open()
        .filter(kind__in=TEACHING, slug=slug)
        .select_related("parent")
        .first()
    )


def sides_of(school):
    """Ids of those whose agreements hold at a school: its own, and its district's."""
    return [one for one in (school.pk, school.parent_id) if one is not None]


def _public_courses():
    return Course.objects.published().filter(public_organization("organization__"))


def courses_by_name(slugs, school):
    """{web name: Course} of those that are the school's or its district's, or are taught there."""
    if not slugs:
        return {}
    taught = CourseOffering.objects.filter(course=OuterRef("pk"), organization=school)
    own = Q(organization__in=sides_of(school)) | Exists(taught)
    found = _public_courses().filter(own, slug__in=slugs)
    return {course.slug: course for course in found}


def choices_of(school, words=""):
    """(courses to choose from, whether there are more) of a school, by number.

    What is taught there, and what of it and its district an agreement or a sequence names; with
    words, all courses of both whose title or number has them.
    """
    own = _public_courses().filter(organization__in=sides_of(school))
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
        there = _public_courses().filter(pk__in=taught).order_by("number", "pk")
        found |= {course.pk: course for course in there[: MOST_CHOICES + 1]}
    several = sorted(found.values(), key=lambda course: (course.title, course.number, course.pk))
    return several[:MOST_CHOICES], len(several) > MOST_CHOICES


def agreements_on(courses, school):
    """Public agreements that hold at the school and name one of these courses; drafts left out.

    Each with its `sent` and `received` courses, ordered by college.
    """
    naming = SendingCourse.objects.filter(
        course__in=courses, agreement__sending__in=sides_of(school)
    )
    return _agreements(school).filter(pk__in=naming.values("agreement"))


def agreements_of(school):
    """The first agreements that hold at the school and are active, as `agreements_on` has them."""
    return _agreements(school).filter(state=AgreementState.ACTIVE)[:MOST_CHOICES]


def _agreements(school):
    return (
        ArticulationAgreement.objects.published()
        .filter(public_organization("sending__"), public_organization("receiving__"))
        .filter(sending__in=sides_of(school))
        .exclude(state=AgreementState.DRAFT)
        .select_related("sending", "receiving")
        .prefetch_related(
            Prefetch(
                "sending_courses",
                SendingCourse.objects.select_related("course").order_by("course__number", "pk"),
                to_attr="sent",
            ),
            Prefetch(
                "receiving_courses",
                ReceivingCourse.objects.select_related("course").order_by("course__number", "pk"),
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
    """Steps of public programs that hold one of these courses, in each program's newest sequence.

    Sequences of catalog years after `through` are not in force yet.
    """
    if not courses:
        return []
    newer = Sequence.objects.published().filter(
        program=OuterRef("sequence__program"),
        catalog_year__gt=OuterRef("sequence__catalog_year"),
        catalog_year__lte=through,
    )
    return (
        SequenceStep.objects.filter(
            public_program("sequence__program__"),
            ~Exists(newer),
            course__in=courses,
            sequence__status=EditingStatus.PUBLISHED,
            sequence__catalog_year__lte=through,
        )
        .select_related("sequence__program", "choice")
        .order_by("sequence__program__title", "sequence__pace", "pk")
    )


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


def confirmed_agreements(school):
    """The newest `Inventory` by which the list of agreements here is all there is, or None."""
    rows = Inventory.objects.filter(
        organization__in=sides_of(school), kind=InventoryKind.AGREEMENTS
    ).order_by("-academic_year", "pk")
    newest = {}
    for row in rows:
        newest.setdefault(row.organization_id, row)
    return next((row for row in newest.values() if row.state in CONFIRMED), None)


def segment_of(school):
    """The segment whose mark stands at a course of this school."""
    if school.kind == OrganizationKind.ADULT_SCHOOL:
        return Segment.ADULT_EDUCATION
    if school.kind == OrganizationKind.CONTINUING_EDUCATION:
        return Segment.NONCREDIT
    return Segment.HIGH_SCHOOL
