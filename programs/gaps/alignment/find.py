"""All alignment gaps of a day, found in the database.

`find(today)` yields `Found`s. Whether a real record's gap is closed is asked of real rows only;
a sample's of all. A course counts by any published order of a program, of whichever catalog year:
students follow the catalog of the year they began in, and the agreement holds for all of them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from partners.enums import InventoryKind, Segment
from partners.querysets import public_organization
from partners.reported import states_in
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, AlignmentKind, GapState
from programs.gaps.alignment import rules
from programs.gaps.three_states import state_of_what_is_missing
from programs.models import (
    ArticulationAgreement,
    CourseOffering,
    Program,
    ProgramLink,
    ReceivingCourse,
    SendingCourse,
    SequenceStep,
)
from programs.querysets import holds_at, open_agreement, public_program, usable_agreement

CHUNK = 2_000


@dataclass(frozen=True)
class Found:
    """A gap: of which record (primary key), whose, in which state. `programs`: it stands in."""

    kind: str
    record: int
    slug: str
    state: str
    organization: int
    county: int | None
    segment: str
    sector: int | None
    is_sample: bool
    programs: tuple[int, ...]


def find(today):
    """Every gap of the day."""
    year, _later = rules.years(today)
    reported = states_in(InventoryKind.AGREEMENTS, year)
    stands_in = programs_of_courses()
    yield from _courses(today, year, reported, stands_in)
    yield from _programs(today, reported)
    yield from _feeders(today, reported)
    yield from _agreements(today, stands_in)


def usable_agreements(today):
    """Public agreements that a student may count on this year or the coming one."""
    return ArticulationAgreement.objects.filter(
        open_agreement(), usable_agreement(*rules.years(today))
    )


def programs_of_courses():
    """{course: ((program, sector), …)} by the published sequences of public programs."""
    steps = SequenceStep.objects.filter(
        public_program("sequence__program__"), sequence__status=EditingStatus.PUBLISHED
    )
    found = defaultdict(set)
    rows = steps.values_list("course", "sequence__program", "sequence__program__sector")
    for course, program, sector in rows.iterator(CHUNK):
        found[course].add((program, sector))
    return {course: tuple(sorted(rows, key=str)) for course, rows in found.items()}


def sent_from(today, *, school, parent):
    """Usable sending courses that hold there; both are paths of the outer query."""
    return SendingCourse.objects.filter(
        holds_at(OuterRef(school), OuterRef(parent)),
        agreement__in=usable_agreements(today).values("pk"),
    )


def _real_or_any(name, evidence, path):
    """Two columns: `name` of real rows, `name`_any of samples too."""
    return {
        name: Exists(evidence.filter(**{path: False})),
        f"{name}_any": Exists(evidence),
    }


def offered_courses(today, year):
    """Offerings of public courses in `year`, annotated whether an agreement holds there."""
    sent = sent_from(today, school="organization", parent="organization__parent").filter(
        course=OuterRef("course")
    )
    return CourseOffering.objects.filter(
        public_organization("organization__"),
        public_organization("course__organization__"),
        academic_year=year,
        course__status=EditingStatus.PUBLISHED,
    ).annotate(**_real_or_any("sent", sent, "agreement__is_sample"))


def _courses(today, year, reported, stands_in):
    """A course is one gap, however many schools teach it without an agreement."""
    rows = (
        offered_courses(today, year)
        .filter(Q(sent=False, course__is_sample=False) | Q(sent_any=False, course__is_sample=True))
        .order_by("course", "organization")
        .values_list(
            "course",
            "course__slug",
            "course__is_sample",
            "course__credit",
            "course__organization",
            "course__organization__county",
            "course__code__sector_code__sector",
            "organization",
            "organization__parent",
            "organization__kind",
            "organization__segments",
            "grade",
        )
    )
    found, asked = {}, defaultdict(list)
    for row in rows.iterator(CHUNK):
        (
            course,
            slug,
            is_sample,
            credit,
            owner,
            county,
            sector,
            school,
            parent,
            kind,
            segs,
            grade,
        ) = row
        segment = rules.segment_of_course(kind=kind, segments=segs, grade=grade, credit=credit)
        if segment is None:
            continue
        asked[course].append((school, parent))
        found.setdefault(course, (slug, is_sample, owner, county, sector, segment))
    for course, (slug, is_sample, owner, county, sector, segment) in found.items():
        here = stands_in.get(course, ())
        yield Found(
            AlignmentKind.COURSES,
            course,
            slug,
            state_of_course(reported, owner, asked[course]),
            owner,
            county,
            segment,
            sector or next((one for _program, one in here if one), None),
            is_sample,
            tuple(program for program, _sector in here),
        )


def state_of_course(reported, owner, schools):
    """Confirmed by the list of the course's owner, or by that of every school it is missing at."""
    if state_of_what_is_missing(reported.get(owner)) == GapState.ABSENT:
        return GapState.ABSENT
    lists = [
        state_of_what_is_missing(reported.get(school), reported.get(parent))
        for school, parent in schools
    ]
    return GapState.UNREPORTED if GapState.UNREPORTED in lists else GapState.ABSENT


def unlinked_programs(today):
    """Public programs before college, annotated `sent` and `linked`, each `…_any` with samples."""
    sent = sent_from(today, school="organization", parent="organization__parent").filter(
        course__steps__sequence__program=OuterRef("pk"),
        course__steps__sequence__status=EditingStatus.PUBLISHED,
    )
    links = ProgramLink.objects.open().filter(from_program=OuterRef("pk"))
    return (
        Program.objects.open_to_students()
        .filter(segment__in=rules.BEFORE_COLLEGE)
        .annotate(
            **_real_or_any("sent", sent, "agreement__is_sample"),
            **_real_or_any("linked", links, "is_sample"),
        )
    )


def unfed_programs(today):
    """Public college programs, annotated `sent` (an agreement into its courses) and `linked`."""
    received = ReceivingCourse.objects.filter(
        agreement__in=usable_agreements(today).values("pk"),
        agreement__receiving=OuterRef("organization"),
        course__steps__sequence__program=OuterRef("pk"),
        course__steps__sequence__status=EditingStatus.PUBLISHED,
    )
    links = ProgramLink.objects.open().filter(to_program=OuterRef("pk"))
    return (
        Program.objects.open_to_students()
        .filter(segment=Segment.COLLEGE)
        .annotate(
            **_real_or_any("sent", received, "agreement__is_sample"),
            **_real_or_any("linked", links, "is_sample"),
        )
    )


def _programs(today, reported):
    yield from _of_programs(AlignmentKind.PROGRAMS, unlinked_programs(today), reported)


def _feeders(today, reported):
    yield from _of_programs(AlignmentKind.FEEDERS, unfed_programs(today), reported)


def _of_programs(kind, programs, reported):
    steps = SequenceStep.objects.filter(
        sequence__program=OuterRef("pk"), sequence__status=EditingStatus.PUBLISHED
    )
    real = Q(is_sample=False, sent=False, linked=False)
    made_up = Q(is_sample=True, sent_any=False, linked_any=False)
    rows = programs.filter(real | made_up).annotate(has_courses=Exists(steps))
    for row in rows.values_list(
        "pk",
        "slug",
        "organization",
        "organization__parent",
        "organization__county",
        "segment",
        "sector",
        "is_sample",
        "has_courses",
    ).iterator(CHUNK):
        pk, slug, organization, parent, county, segment, sector, is_sample, has_courses = row
        state = state_of_what_is_missing(
            reported.get(organization), reported.get(parent), is_judged=has_courses
        )
        yield Found(kind, pk, slug, state, organization, county, segment, sector, is_sample, (pk,))


def _agreements(today, stands_in):
    courses = defaultdict(list)
    active = ArticulationAgreement.objects.filter(
        open_agreement(), state=AgreementState.ACTIVE, years_through__isnull=False
    ).select_related("sending")
    late = [
        (terms, state)
        for terms in active.filter(years_through__lte=rules.years(today)[1]).iterator(CHUNK)
        if (state := rules.state_of_agreement(terms, today))
    ]
    sent = SendingCourse.objects.filter(agreement__in=[terms.pk for terms, _state in late])
    for agreement, course in sent.values_list("agreement", "course").order_by("pk"):
        courses[agreement].append(course)
    for terms, state in late:
        here = [row for course in courses[terms.pk] for row in stands_in.get(course, ())]
        segments = terms.sending.segments
        yield Found(
            AlignmentKind.AGREEMENTS,
            terms.pk,
            terms.slug,
            state,
            terms.sending_id,
            terms.sending.county_id,
            next((one for one in rules.BEFORE_COLLEGE if one in segments), Segment.HIGH_SCHOOL),
            next((sector for _program, sector in here if sector), None),
            terms.is_sample,
            tuple(program for program, _sector in here),
        )
