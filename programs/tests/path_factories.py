"""Valid, unsurprising rows of what joins programs and courses: links, agreements, credit, help."""

import datetime

import factory

from partners.enums import Segment
from partners.tests.factories import (
    OrganizationFactory,
    SchoolFactory,
    SourcedFactory,
    StewardedFactory,
)
from programs import models
from programs.enums import (
    AgreementState,
    EarlyCreditKind,
    ExamKind,
    Grade,
    LinkBasis,
    LinkKind,
    Mechanism,
    QualityRating,
    SignerRole,
    SkillGroup,
    SkillKind,
    SupportKind,
)
from programs.tests.factories import CourseFactory, PathwayFactory, ProgramFactory


class ProgramLinkFactory(StewardedFactory):
    """From one college program to another. `destination=…, to_program=None` leaves the segments."""

    from_program = factory.SubFactory(ProgramFactory)
    to_program = factory.SubFactory(ProgramFactory)
    owner = factory.SelfAttribute("from_program.organization")
    kind = LinkKind.CONTINUES
    basis = LinkBasis.CATALOG

    class Meta:
        model = models.ProgramLink


class AgreementFactory(StewardedFactory):
    """Active from 2024-25 through 2027-28, claimed by 30 June of the year of the course.

    Has no courses: `AgreementWithCoursesFactory` has one on each side.
    """

    slug = factory.Sequence(lambda n: f"agreement-{n}")
    sending = factory.SubFactory(SchoolFactory)
    receiving = factory.SubFactory(OrganizationFactory)
    owner = factory.SelfAttribute("receiving")
    mechanism = Mechanism.EXAM
    minimum_grade = Grade.B
    exam = "Final exam of the college, taken at the school"
    claim_closes = "06-30"
    years_from = "2024-25"
    years_through = "2027-28"
    state = AgreementState.ACTIVE

    class Meta:
        model = models.ArticulationAgreement


class SendingCourseFactory(SourcedFactory):
    agreement = factory.SubFactory(AgreementFactory)
    course = factory.SubFactory(
        CourseFactory, organization=factory.SelfAttribute("..agreement.sending")
    )

    class Meta:
        model = models.SendingCourse


class ReceivingCourseFactory(SourcedFactory):
    agreement = factory.SubFactory(AgreementFactory)
    course = factory.SubFactory(
        CourseFactory, organization=factory.SelfAttribute("..agreement.receiving")
    )
    units = 3

    class Meta:
        model = models.ReceivingCourse


class AgreementWithCoursesFactory(AgreementFactory):
    """One course counts as one college course of three units."""

    sent = factory.RelatedFactory(SendingCourseFactory, factory_related_name="agreement")
    received = factory.RelatedFactory(ReceivingCourseFactory, factory_related_name="agreement")

    class Meta:
        skip_postgeneration_save = True


class SignatureFactory(SourcedFactory):
    """Of the college's faculty, signed."""

    agreement = factory.SubFactory(AgreementFactory)
    organization = factory.SelfAttribute("agreement.receiving")
    order = factory.Sequence(lambda n: n + 1)
    role = SignerRole.FACULTY
    signed_on = datetime.date(2024, 5, 20)

    class Meta:
        model = models.Signature


class EarlyCreditOptionFactory(StewardedFactory):
    kind = EarlyCreditKind.ARTICULATION
    organization = factory.SubFactory(OrganizationFactory)
    owner = factory.SelfAttribute("organization")
    segments = [Segment.HIGH_SCHOOL]
    summary = "A high school course that a college counts as one of its own."

    class Meta:
        model = models.EarlyCreditOption


class ExamCreditFactory(SourcedFactory):
    kind = ExamKind.AP
    exam = factory.Sequence(lambda n: f"Exam {n}")
    least_score = 3
    units = 3
    areas = "Humanities"

    class Meta:
        model = models.ExamCredit


class QualityElementFactory(SourcedFactory):
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Element {n}")
    name_es = factory.Sequence(lambda n: f"Elemento {n}")
    is_checked = True

    class Meta:
        model = models.QualityElement


class QualityReviewFactory(SourcedFactory):
    pathway = factory.SubFactory(PathwayFactory)
    element = factory.SubFactory(QualityElementFactory)
    rating = QualityRating.PARTLY
    evidence = "Two of four schools do it."
    reviewed_on = datetime.date(2026, 9, 1)

    class Meta:
        model = models.QualityReview


class EmployabilitySkillFactory(SourcedFactory):
    kind = SkillKind.EMPLOYABILITY
    group = SkillGroup.COLLABORATION
    slug = factory.Sequence(lambda n: f"skill-{n}")
    name = factory.Sequence(lambda n: f"Employability skill {n}")
    name_es = factory.Sequence(lambda n: f"Habilidad {n}")

    class Meta:
        model = models.Skill


class ProgramSkillFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    skill = factory.SubFactory(EmployabilitySkillFactory)

    class Meta:
        model = models.ProgramSkill


class PathwaySkillFactory(SourcedFactory):
    pathway = factory.SubFactory(PathwayFactory)
    skill = factory.SubFactory(EmployabilitySkillFactory)

    class Meta:
        model = models.PathwaySkill


class SupportFactory(StewardedFactory):
    kind = SupportKind.LEARNING
    slug = factory.Sequence(lambda n: f"support-{n}")
    name = factory.Sequence(lambda n: f"Support {n}")
    name_es = factory.Sequence(lambda n: f"Apoyo {n}")
    owner = factory.SubFactory(OrganizationFactory)
    segments = [Segment.COLLEGE]

    class Meta:
        model = models.Support


class OrganizationSupportFactory(SourcedFactory):
    organization = factory.SubFactory(OrganizationFactory)
    support = factory.SubFactory(SupportFactory)

    class Meta:
        model = models.OrganizationSupport


class ProgramSupportFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    support = factory.SubFactory(SupportFactory)

    class Meta:
        model = models.ProgramSupport


class PathwaySupportFactory(SourcedFactory):
    pathway = factory.SubFactory(PathwayFactory)
    support = factory.SubFactory(SupportFactory)

    class Meta:
        model = models.PathwaySupport
