"""A whole path of factory rows: what the tests of the seam view, its sheet and its frame draw."""

from dataclasses import dataclass

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import AdultSchoolFactory, OrganizationFactory, SchoolFactory
from programs.enums import CourseLevel, LinkKind
from programs.models import ArticulationAgreement, Course, Pathway, Program, ProgramLink
from programs.tests.factories import (
    CourseFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

YEAR = "2026-27"


@dataclass
class Path:
    """Bay High's welding and an adult school's lead to Harbor College; from there a job."""

    pathway: Pathway
    welding: Program  # the school's
    adult: Program
    degree: Program  # the college's
    courses: list[Course]  # of the school: grades 10, 11 and 12
    counts_as: Course
    agreement: ArticulationAgreement
    link: ProgramLink


def path(**pathway):
    """Three courses of a high school, of which the second counts at the college as one of its own;
    an adult school's program bridges to the college's degree."""
    pathway = PathwayFactory(title="Welding trades", slug="welding-trades", **pathway)
    school = SchoolFactory(name="Bay High", slug="bay-high", parent__name="Bay District")
    college = OrganizationFactory(name="Harbor College", slug="harbor")
    adult_school = AdultSchoolFactory(name="Bay Adult")
    welding = on(pathway, title="Welding", organization=school, segment=Segment.HIGH_SCHOOL)
    adult = on(
        pathway,
        title="Welding for adults",
        organization=adult_school,
        segment=Segment.ADULT_EDUCATION,
        hours=150,
    )
    degree = on(pathway, title="Welding technology", organization=college)
    job = ProgramOccupationFactory(program=degree, occupation__title="Welders").occupation
    ProgramOccupationFactory(program=adult, occupation=job)
    levels = (CourseLevel.INTRODUCTORY, CourseLevel.CONCENTRATOR, CourseLevel.CAPSTONE)
    courses = [
        CourseFactory(organization=school.parent, title=f"Welding {n}", level=level)
        for n, level in enumerate(levels, start=1)
    ]
    in_order(welding, {grade: [course] for grade, course in enumerate(courses, start=10)})
    counts_as = CourseFactory(organization=college, number="WELD 100", title="Safe welding")
    other = CourseFactory(organization=college, number="WELD 200", title="Pipe")
    in_order(degree, {1: [counts_as], 2: [other]})
    agreement = agree(school.parent, courses[1], college, counts_as)
    link = ProgramLinkFactory(
        from_program=adult, to_program=degree, kind=LinkKind.BRIDGES, terms="after a skills check"
    )
    return Path(pathway, welding, adult, degree, courses, counts_as, agreement, link)


def on(pathway, **program):
    """A new program on the pathway."""
    return PathwayProgramFactory(pathway=pathway, program=ProgramFactory(**program)).program


def in_order(program, places, **sequence):
    """A sequence of the program: {term or grade: courses}."""
    sequence = SequenceFactory(program=program, **{"catalog_year": YEAR, **sequence})
    for place, courses in places.items():
        for order, course in enumerate(courses, start=1):
            SequenceStepFactory(sequence=sequence, place=place, order=order, course=course)
    return sequence


def agree(sending, sent, receiving, received, *, units=3, **terms):
    """An agreement of one course on each side."""
    agreement = AgreementFactory(sending=sending, receiving=receiving, **terms)
    SendingCourseFactory(agreement=agreement, course=sent)
    ReceivingCourseFactory(agreement=agreement, course=received, units=units)
    return agreement


def university(**organization):
    return OrganizationFactory(
        kind=OrganizationKind.UNIVERSITY, segments=[Segment.UNIVERSITY.value], **organization
    )
