"""Made-up courses, and the sequence of each program: `load` after `loading_programs`.

docs/performance.md says which column becomes what.
"""

import sys
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter

from django.utils.text import slugify

from partners.enums import Segment
from programs.bench import dataset as of
from programs.bench.loading import DRAFT, OFFERED_IN, PUBLISHED, SOURCED
from programs.enums import CourseLevel, CreditStatus
from programs.models import (
    ChoiceGroup,
    Course,
    CourseOffering,
    SectorCode,
    Sequence,
    SequenceStep,
)

COURSES = """
    course_id institution_id segment sector_code course_code title level units active
""".split()  # noqa: SIM905 - reads better than nine quoted names
STEPS = ["program_id", "course_id", "position", "required"]
TABLES = ("courses", "program_courses")
MODELS = (Course, CourseOffering, Sequence, ChoiceGroup, SequenceStep)
CREDIT = {"CC": CreditStatus.DEGREE, "NC": CreditStatus.NONCREDIT}
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
    """Write them for the programs loaded; `loading.courses` has {their number: `Side`}."""
    codes = {}
    for sector, code in SectorCode.objects.order_by("pk").values_list("sector__code", "code"):
        codes.setdefault(sector, []).append(code)
    loading.courses = {}
    for frame in dataset.rows("courses", COURSES):
        _courses(loading, list(frame.itertuples(index=False)), codes)
    yield
    _sequences(loading, dataset)
    yield


def _courses(loading, rows, codes):
    """A course for each row, at the institution that it names; `codes`: TOP codes by sector."""
    made = (_course(loading, row, codes) for row in rows)
    pairs = list(zip(rows, loading.write("courses", Course, made), strict=True))
    for row, course in pairs:
        title = sys.intern(_slug(row.title))
        loading.courses[row.course_id] = Side(course.pk, course.organization_id, title)
    _taught(loading, pairs)


def _course(loading, row, codes):
    organization = loading.organizations[row.institution_id].pk
    units = of.units_of(row.units) if row.segment == "CC" else None
    return Course(
        organization_id=organization,
        owner_id=organization,
        number=row.course_code[:20],
        title=row.title[:160],
        slug=f"{_slug(row.title)[:170]}-{row.course_id}",
        level=row.level if row.level in CourseLevel.values else None,
        credit=CREDIT.get(row.segment),
        units_min=units,
        units_max=units,
        code_id=_one_of(codes.get(row.sector_code), int(row.course_id)),
        **(PUBLISHED if _is_true(row.active) else DRAFT),
    )


def _taught(loading, pairs):
    """What schools teach this year, as they tell it; of a college its catalog is enough."""
    rows = []
    for row, course in pairs:
        segment = of.SEGMENTS[row.segment]
        if segment == Segment.COLLEGE or course.status != PUBLISHED["status"]:
            continue
        first, last = FIRST_GRADE.get(segment, (None, None))
        rows.append(
            CourseOffering(
                course_id=course.pk,
                organization_id=course.organization_id,
                academic_year=OFFERED_IN,
                grade=first and first + int(row.course_id) % (last - first + 1),
                **SOURCED,
            )
        )
    loading.write("course offerings", CourseOffering, rows)


@cache
def _slug(text):
    return slugify(text)


def _one_of(several, number):
    return several[number % len(several)] if several else None


def _is_true(text):
    return text.lower() in ("true", "1")


def _sequences(loading, dataset):
    """A sequence for each program with courses; what is not required is a choice of one."""
    courses, rest = loading.courses, []
    for frame in dataset.rows("program_courses", STEPS):
        # A program may go on in the next chunk.
        rows = rest + [row for row in frame.itertuples(index=False) if row.course_id in courses]
        groups = [list(several) for _program, several in groupby(rows, attrgetter("program_id"))]
        rest = groups.pop() if groups else []
        _write_sequences(loading, groups)
    if rest:
        _write_sequences(loading, [rest])


def _write_sequences(loading, groups):
    groups = [rows for rows in groups if rows[0].program_id in loading.programs]
    places = [loading.programs[rows[0].program_id] for rows in groups]
    made = (
        Sequence(
            program_id=program,
            catalog_year=OFFERED_IN,
            owner_id=owner,
            **(PUBLISHED | {"status": status}),
        )
        for program, _segment, owner, status in places
    )
    sequences = loading.write("sequences", Sequence, made)
    electives = (
        ChoiceGroup(sequence_id=sequence.pk, title="Electives", **SOURCED)
        for sequence, rows in zip(sequences, groups, strict=True)
        if len(_not_required(rows)) > 1
    )
    choices = {
        one.sequence_id: one.pk
        for one in loading.write("choices of courses", ChoiceGroup, electives)
    }
    steps = (
        SequenceStep(
            sequence_id=sequence.pk,
            place=_place(segment, number, len(rows)),
            order=number + 1,
            course_id=loading.courses[row.course_id].pk,
            choice_id=None if _is_true(row.required) else choices.get(sequence.pk),
            **SOURCED,
        )
        for sequence, rows, (_program, segment, _owner, _status) in zip(
            sequences, groups, places, strict=True
        )
        for number, row in enumerate(sorted(rows, key=lambda row: int(row.position)))
    )
    loading.write("steps of sequences", SequenceStep, steps)


def _not_required(rows):
    return [row for row in rows if not _is_true(row.required)]


def _place(segment, number, of_all):
    """The grade or term of a program's course `number` (from 0) of so many."""
    if segment in FIRST_GRADE:
        first, last = FIRST_GRADE[segment]
        return first + number * (last - first + 1) // of_all
    return min(1 + number // COURSES_A_TERM, LAST_TERM)
