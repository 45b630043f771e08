"""Made-up courses, sequences, agreements and links between programs, after `Loading` has run.

Everything goes through the portal's own models in bulk: constraints, triggers and history are those
of every other row. docs/performance.md says which column becomes what.
"""

import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify

from partners.enums import InventoryKind, InventoryState, Segment
from partners.models import Inventory
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.bench import dataset as of
from programs.bench.loading import OFFERED_IN, PUBLISHED, SOURCED
from programs.enums import (
    AgreementState,
    CourseLevel,
    CreditStatus,
    Grade,
    LinkBasis,
    LinkKind,
    Mechanism,
)
from programs.models import (
    ArticulationAgreement,
    ChoiceGroup,
    Course,
    CourseOffering,
    ProgramLink,
    ReceivingCourse,
    SectorCode,
    SendingCourse,
    Sequence,
    SequenceStep,
)

COURSES = """
    course_id institution_id segment sector_code course_code title level units active
""".split()  # noqa: SIM905 - reads better than nine quoted names
STEPS = ["program_id", "course_id", "position", "required"]
AGREEMENTS = """
    articulation_id from_course_id to_course_id kind status start_year end_year min_grade
    units_awarded
""".split()  # noqa: SIM905
LINKS = ["from_program_id", "to_program_id", "link_type"]
TABLES = {
    "courses": COURSES,
    "program_courses": STEPS,
    "articulations": AGREEMENTS,
    "program_links": LINKS,
}
CREDIT = {"CC": CreditStatus.DEGREE, "NC": CreditStatus.NONCREDIT}
# The last two are no ways to earn credit before college. They are loaded as agreements all the
# same, so that there are as many as the data have.
MECHANISMS = {
    "articulation": Mechanism.GRADE,
    "dual_enrollment": Mechanism.CCAP,
    "credit_by_exam": Mechanism.EXAM,
    "noncredit_to_credit": Mechanism.PRIOR,
    "course_sequence": Mechanism.GRADE,
    "course_equivalency": Mechanism.GRADE,
}
EXAM = "The college's own final exam, at school in May"
HOW_TO_CLAIM = "Ask your teacher for the form.\nTake it to the college's admissions office."
# Of active agreements whose last year is over, one in so many has been forgotten; others go on.
FORGOTTEN = 10
# In school a place is a grade, in college a term of so many courses.
FIRST_GRADE = {Segment.MIDDLE_SCHOOL: (7, 8), Segment.HIGH_SCHOOL: (9, 12)}
COURSES_A_TERM = 4
LAST_TERM = 16


@dataclass(frozen=True, slots=True)
class Side:
    """What an agreement must know of a course: its key, whose it is, its title in addresses."""

    pk: int
    organization: int
    title: str


def load(loading, dataset):
    """Write courses, sequences, agreements, links and who has reported, for the programs loaded."""
    names = {one.pk: slugify(one.label) for one in loading.organizations.values()}
    today = timezone.localdate()
    courses = _courses(loading, dataset)
    _sequences(loading, dataset, courses)
    for frame in dataset.rows("articulations", AGREEMENTS):
        _agreements(loading, list(frame.itertuples(index=False)), courses, names, today)
    for frame in dataset.rows("program_links", LINKS):
        _links(loading, list(frame.itertuples(index=False)))
    _inventories(loading, academic_year.on(today))


def _courses(loading, dataset):
    """Every course, at the institution that the data name; {their number: `Side`}."""
    codes = {}
    for sector, code in SectorCode.objects.order_by("pk").values_list("sector__code", "code"):
        codes.setdefault(sector, []).append(code)
    found = {}
    for frame in dataset.rows("courses", COURSES):
        rows = list(frame.itertuples(index=False))
        made = [
            Course(
                organization=loading.organizations[row.institution_id],
                owner=loading.organizations[row.institution_id],
                number=row.course_code[:20],
                title=row.title[:160],
                slug=f"{_slug(row.title)[:170]}-{row.course_id}",
                level=row.level if row.level in CourseLevel.values else None,
                credit=CREDIT.get(row.segment),
                units_min=of.units_of(row.units) if row.segment == "CC" else None,
                units_max=of.units_of(row.units) if row.segment == "CC" else None,
                code_id=_one_of(codes.get(row.sector_code), int(row.course_id)),
                **(PUBLISHED if _is_true(row.active) else PUBLISHED | _DRAFT),
            )
            for row in rows
        ]
        pairs = list(zip(rows, loading.copy("courses", Course, made), strict=True))
        for row, course in pairs:
            title = sys.intern(_slug(row.title))
            found[row.course_id] = Side(course.pk, course.organization_id, title)
        _taught(loading, pairs)
    return found


def _taught(loading, pairs):
    """What schools teach this year, as they tell it; of a college its catalog is enough."""
    rows = []
    for row, course in pairs:
        segment = of.SEGMENTS[row.segment]
        if segment == Segment.COLLEGE or course.status != EditingStatus.PUBLISHED:
            continue
        first, last = FIRST_GRADE.get(segment, (None, None))
        rows.append(
            CourseOffering(
                course=course,
                organization_id=course.organization_id,
                academic_year=OFFERED_IN,
                grade=first and first + int(row.course_id) % (last - first + 1),
                **SOURCED,
            )
        )
    loading.copy("course offerings", CourseOffering, rows)


_DRAFT = {"status": EditingStatus.DRAFT}


@cache
def _slug(text):
    return slugify(text)


def _one_of(several, number):
    return several[number % len(several)] if several else None


def _is_true(text):
    return text.lower() in ("true", "1")


def _sequences(loading, dataset, courses):
    """A sequence for each program with courses; what is not required is a choice of one."""
    rest = []
    for frame in dataset.rows("program_courses", STEPS):
        # A program may go on in the next chunk.
        rows = rest + [row for row in frame.itertuples(index=False) if row.course_id in courses]
        groups = [list(several) for _program, several in groupby(rows, attrgetter("program_id"))]
        rest = groups.pop() if groups else []
        _write_sequences(loading, groups, courses)
    if rest:
        _write_sequences(loading, [rest], courses)


def _write_sequences(loading, groups, courses):
    groups = [rows for rows in groups if rows[0].program_id in loading.programs]
    places = [loading.programs[rows[0].program_id] for rows in groups]
    made = [
        Sequence(
            program_id=program,
            catalog_year=OFFERED_IN,
            owner_id=owner,
            **(PUBLISHED | {"status": status}),
        )
        for program, _segment, owner, status in places
    ]
    sequences = loading.copy("sequences", Sequence, made)
    electives = [
        ChoiceGroup(sequence=sequence, title="Electives", **SOURCED)
        for sequence, rows in zip(sequences, groups, strict=True)
        if len(_not_required(rows)) > 1
    ]
    choices = {
        one.sequence_id: one for one in loading.copy("choices of courses", ChoiceGroup, electives)
    }
    steps = [
        SequenceStep(
            sequence=sequence,
            place=_place(segment, number, len(rows)),
            order=number + 1,
            course_id=courses[row.course_id].pk,
            choice=None if _is_true(row.required) else choices.get(sequence.pk),
            **SOURCED,
        )
        for sequence, rows, (_program, segment, _owner, _status) in zip(
            sequences, groups, places, strict=True
        )
        for number, row in enumerate(sorted(rows, key=lambda row: int(row.position)))
    ]
    loading.copy("steps of sequences", SequenceStep, steps)


def _not_required(rows):
    return [row for row in rows if not _is_true(row.required)]


def _place(segment, number, of_all):
    """The grade or term of a program's course `number` (from 0) of so many."""
    if segment in FIRST_GRADE:
        first, last = FIRST_GRADE[segment]
        return first + number * (last - first + 1) // of_all
    return min(1 + number // COURSES_A_TERM, LAST_TERM)


def _agreements(loading, rows, courses, names, today):
    """Agreements with a course on each side; those inside one organization are none."""
    sides = [(row, courses.get(row.from_course_id), courses.get(row.to_course_id)) for row in rows]
    sides = [
        (row, sent, received)
        for row, sent, received in sides
        if sent and received and sent.organization != received.organization
    ]
    loading.inside += len(rows) - len(sides)
    made = [_agreement(*one, names, today) for one in sides]
    created = loading.copy("agreements", ArticulationAgreement, made)
    sent, received = [], []
    for (row, from_course, to_course), agreement in zip(sides, created, strict=True):
        sent.append(SendingCourse(agreement=agreement, course_id=from_course.pk, **SOURCED))
        received.append(
            ReceivingCourse(
                agreement=agreement,
                course_id=to_course.pk,
                units=of.units_of(row.units_awarded),
                **SOURCED,
            )
        )
    loading.copy("sending courses", SendingCourse, sent)
    loading.copy("receiving courses", ReceivingCourse, received)


def _agreement(row, sent, received, names, today):
    ends = "-".join([sent.title, names[sent.organization], names[received.organization]])
    mechanism = MECHANISMS.get(row.kind, Mechanism.GRADE)
    return ArticulationAgreement(
        slug=f"{ends[:185]}-{row.articulation_id}",
        sending_id=sent.organization,
        receiving_id=received.organization,
        owner_id=received.organization,
        mechanism=mechanism,
        minimum_grade=row.min_grade if row.min_grade in Grade.values else None,
        exam=EXAM if mechanism == Mechanism.EXAM else "",
        how_to_claim=HOW_TO_CLAIM,
        claim_closes="06-30",
        claim_years=1,
        **life_of(row, today),
        **PUBLISHED,
    )


def life_of(row, today):
    """State and years of an agreement in the portal's words.

    An active one whose last year is over has been renewed until further notice; one in `FORGOTTEN`
    has not, and is still called active, as happens.
    """
    first, last = (academic_year.starting(int(year)) for year in (row.start_year, row.end_year))
    years = {"years_from": first, "years_through": last}
    if row.status == "expired":
        ended = min(date(int(row.end_year) + 1, 6, 30), today)
        return years | {"state": AgreementState.ENDED, "ended_on": ended}
    if row.status != "active":
        return years | {"state": AgreementState.IN_REVIEW}
    is_over = last < academic_year.on(today)
    if is_over and int(row.articulation_id) % FORGOTTEN:
        years["years_through"] = None
    return years | {"state": AgreementState.ACTIVE}


def _links(loading, rows):
    made, programs = [], loading.programs
    for row in rows:
        if row.from_program_id not in programs or row.to_program_id not in programs:
            continue
        program, segment, owner, _status = programs[row.from_program_id]
        made.append(
            ProgramLink(
                from_program_id=program,
                to_program_id=programs[row.to_program_id][0],
                kind=_kind(row.link_type, segment),
                basis=LinkBasis.REPORTED,
                owner_id=owner,
                **PUBLISHED,
            )
        )
    loading.copy("links between programs", ProgramLink, made)


def _kind(link_type, segment):
    if link_type == "stacks_to":
        return LinkKind.STACKS
    is_school = segment in FIRST_GRADE
    return LinkKind.CONTINUES if is_school else LinkKind.BRIDGES


def _inventories(loading, year):
    """Every second organization has told its whole lists, so that all three states are there."""
    person = get_user_model().objects.create_user("measured@example.org")
    rows = [
        Inventory(
            organization=organization,
            kind=kind,
            academic_year=year,
            state=InventoryState.COMPLETE,
            confirmed_by=person,
            confirmed_on=SOURCED["as_of"],
        )
        for organization in list(loading.organizations.values())[::2]
        for kind in (InventoryKind.PROGRAMS, InventoryKind.AGREEMENTS)
    ]
    loading.copy("lists reported", Inventory, rows)
