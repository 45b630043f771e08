"""Valid, unsurprising rows of this app. Each factory names only what its model needs."""

import factory

from partners.enums import Segment
from partners.tests.factories import (
    CountyFactory,
    OrganizationFactory,
    RegionalOfficeFactory,
    SourcedFactory,
    StewardedFactory,
)
from programs import models
from programs.enums import (
    AreaKind,
    Award,
    CompleterLevel,
    CourseNumbering,
    CredentialKind,
    EntryEducation,
    EstimateMethod,
    Experience,
    FigureKind,
    Household,
    OccupationBasis,
    PathwayRole,
    Scheme,
    SkillKind,
    SupplyBasis,
    Training,
)


class CodeSetFactory(SourcedFactory):
    """Today's edition of a scheme; asking twice for the same gives the same row."""

    scheme = Scheme.TOP
    version = factory.LazyAttribute(
        lambda code_set: {Scheme.TOP: "2023", Scheme.CIP: "2020", Scheme.SOC: "2018"}.get(
            code_set.scheme, "2013"
        )
    )
    name = factory.LazyAttribute(lambda code_set: f"{code_set.scheme} {code_set.version}")

    class Meta:
        model = models.CodeSet
        django_get_or_create = ["scheme", "version"]


class CodeFactory(SourcedFactory):
    """A TOP code. `scheme="cip"` or `"soc"` makes one of another system."""

    class Params:
        scheme = Scheme.TOP

    code_set = factory.SubFactory(CodeSetFactory, scheme=factory.SelfAttribute("..scheme"))
    code = factory.LazyAttributeSequence(
        lambda code, n: {
            Scheme.TOP: f"{100000 + n:06d}",
            Scheme.CIP: f"{10 + n // 10000:02d}.{n % 10000:04d}",
            Scheme.SOC: f"{11 + n // 9000:02d}-{1000 + n % 9000:04d}",
        }.get(code.scheme, f"code-{n}")
    )
    title = factory.LazyAttribute(lambda code: f"Title of {code.code}")

    class Meta:
        model = models.Code


class CrosswalkFactory(SourcedFactory):
    from_code = factory.SubFactory(CodeFactory, scheme=Scheme.TOP)
    to_code = factory.SubFactory(CodeFactory, scheme=Scheme.CIP)

    class Meta:
        model = models.Crosswalk


class SectorFactory(SourcedFactory):
    code = factory.Sequence(lambda n: f"{n % 10_000:04d}")
    slug = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.Sequence(lambda n: f"Sector {n}")
    name_es = factory.Sequence(lambda n: f"Ramo {n}")

    class Meta:
        model = models.Sector


class SectorCodeFactory(SourcedFactory):
    sector = factory.SubFactory(SectorFactory)
    code = factory.SubFactory(CodeFactory)

    class Meta:
        model = models.SectorCode


class OccupationFactory(SourcedFactory):
    code = factory.SubFactory(CodeFactory, scheme=Scheme.SOC)
    title = factory.Sequence(lambda n: f"Occupation {n}")
    slug = factory.Sequence(lambda n: f"occupation-{n}")

    class Meta:
        model = models.Occupation


class CredentialFactory(SourcedFactory):
    kind = CredentialKind.CERTIFICATE
    title = factory.Sequence(lambda n: f"Credential {n}")

    class Meta:
        model = models.Credential


class ProgramFactory(StewardedFactory):
    """A published program that students can enter, with an award, at a college."""

    title = factory.Sequence(lambda n: f"Program {n}")
    slug = factory.Sequence(lambda n: f"program-{n}")
    organization = factory.SubFactory(OrganizationFactory)
    owner = factory.SelfAttribute("organization")
    segment = Segment.COLLEGE
    sector = factory.SubFactory(SectorFactory)
    award = Award.ASSOCIATE
    award_text = "A.S. Degree"

    class Meta:
        model = models.Program


class ProgramAreaFactory(ProgramFactory):
    """A program known only by its program code: no award, no units."""

    is_program_area = True
    award = None
    award_text = ""


class ProgramCodeFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    code = factory.SubFactory(CodeFactory)

    class Meta:
        model = models.ProgramCode


class ProgramOccupationFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    occupation = factory.SubFactory(OccupationFactory)
    rank = factory.Sequence(lambda n: n + 1)
    basis = OccupationBasis.CROSSWALK

    class Meta:
        model = models.ProgramOccupation


class OfferingFactory(SourcedFactory):
    """A program in one year; how, when and for what are not on file unless named."""

    program = factory.SubFactory(ProgramFactory)
    academic_year = "2026-27"

    class Meta:
        model = models.Offering


class CourseFactory(StewardedFactory):
    """A published course of a college; its level, credit and units are not on file."""

    organization = factory.SubFactory(OrganizationFactory)
    owner = factory.SelfAttribute("organization")
    number = factory.Sequence(lambda n: f"CRS-{100 + n}")
    title = factory.Sequence(lambda n: f"Course {n}")
    slug = factory.Sequence(lambda n: f"course-{n}")

    class Meta:
        model = models.Course


class CourseAliasFactory(SourcedFactory):
    """The number a course had before; from when to when is not on file."""

    course = factory.SubFactory(CourseFactory)
    scheme = CourseNumbering.FORMER
    number = factory.Sequence(lambda n: f"OLD {100 + n}")

    class Meta:
        model = models.CourseAlias


class CourseOfferingFactory(SourcedFactory):
    """A course taught by the organization that owns it."""

    course = factory.SubFactory(CourseFactory)
    organization = factory.SelfAttribute("course.organization")
    academic_year = "2026-27"

    class Meta:
        model = models.CourseOffering


class PrerequisiteFactory(SourcedFactory):
    """A course asks for another one of the same organization before it, in any case."""

    course = factory.SubFactory(CourseFactory)
    required = factory.SubFactory(
        CourseFactory, organization=factory.SelfAttribute("..course.organization")
    )

    class Meta:
        model = models.Prerequisite


class SequenceFactory(StewardedFactory):
    """A published sequence without steps, full time."""

    program = factory.SubFactory(ProgramFactory)
    owner = factory.SelfAttribute("program.organization")
    catalog_year = "2026-27"

    class Meta:
        model = models.Sequence


class ChoiceGroupFactory(SourcedFactory):
    """A choice of one course, still without courses."""

    sequence = factory.SubFactory(SequenceFactory)
    title = factory.Sequence(lambda n: f"Electives {n}")

    class Meta:
        model = models.ChoiceGroup


class SequenceStepFactory(SourcedFactory):
    """A course of the same organization in the first term; `choice=…` makes it one of several."""

    sequence = factory.SubFactory(SequenceFactory)
    place = 1
    course = factory.SubFactory(
        CourseFactory, organization=factory.SelfAttribute("..sequence.program.organization")
    )

    class Meta:
        model = models.SequenceStep


class PathwayFactory(StewardedFactory):
    title = factory.Sequence(lambda n: f"Pathway {n}")
    slug = factory.Sequence(lambda n: f"pathway-{n}")
    sector = factory.SubFactory(SectorFactory)
    owner = factory.SubFactory(RegionalOfficeFactory)

    class Meta:
        model = models.Pathway


class PathwayProgramFactory(SourcedFactory):
    pathway = factory.SubFactory(PathwayFactory)
    program = factory.SubFactory(ProgramFactory)
    role = PathwayRole.CORE

    class Meta:
        model = models.PathwayProgram


class AwardCountFactory(SourcedFactory):
    organization = factory.SubFactory(OrganizationFactory)
    code = factory.SubFactory(CodeFactory)
    academic_year = "2023-24"
    count = 12

    class Meta:
        model = models.AwardCount


class CompleterCountFactory(SourcedFactory):
    organization = factory.SubFactory(OrganizationFactory)
    level = CompleterLevel.ASSOCIATE
    academic_year = "2023-24"
    students = 500

    class Meta:
        model = models.CompleterCount


class AreaFactory(SourcedFactory):
    """A county of the labor market. `StateAreaFactory` makes the state around it."""

    kind = AreaKind.COUNTY
    county = factory.SubFactory(CountyFactory)
    slug = factory.Sequence(lambda n: f"area-{n}")
    name = factory.Sequence(lambda n: f"Area {n}")

    class Meta:
        model = models.Area


class StateAreaFactory(AreaFactory):
    """The state that the counties of `CountyFactory` belong to; asking twice gives the same."""

    kind = AreaKind.STATE
    county = None
    slug = "california"
    name = "California"
    survey_code = "06"

    class Meta:
        model = models.Area
        django_get_or_create = ["slug"]


class SurveyFactory(SourcedFactory):
    """Jobs and pay: a median of $30 an hour."""

    occupation = factory.SubFactory(OccupationFactory)
    area = factory.SubFactory(AreaFactory)
    kind = FigureKind.SURVEY
    year = 2025
    jobs = 1000
    hourly_p10, hourly_p25, hourly_p50, hourly_p75, hourly_p90 = 20, 25, 30, 40, 50
    annual_p10, annual_p25, annual_p50 = 41_600, 52_000, 62_400
    annual_p75, annual_p90 = 83_200, 104_000

    class Meta:
        model = models.OccupationFigure


class ProjectionFactory(SourcedFactory):
    """Growth and openings, as an agency publishes them: 100 openings a year."""

    occupation = factory.SubFactory(OccupationFactory)
    area = factory.SubFactory(AreaFactory)
    kind = FigureKind.PROJECTION
    year = 2023
    through_year = 2033
    openings = 100
    growth = 8

    class Meta:
        model = models.OccupationFigure


class EstimateFactory(ProjectionFactory):
    """Openings that this portal estimated."""

    growth = None
    is_estimate = True
    method = EstimateMethod.SHARE_OF_STATE


class WageBenchmarkFactory(SourcedFactory):
    county = factory.SubFactory(CountyFactory)
    household = Household.SINGLE_ADULT
    year = 2025
    measure = "Living wage of one adult"
    hourly = 26

    class Meta:
        model = models.WageBenchmark


class PriorityRuleFactory(SourcedFactory):
    """The rule of a county: its benchmark, 60 openings, middle-skill, under five years."""

    county = factory.SubFactory(CountyFactory)
    year = 2025
    benchmark = factory.SubFactory(
        WageBenchmarkFactory, county=factory.SelfAttribute("..county"), year=2025
    )
    min_openings = 60
    education_min = EntryEducation.SOME_COLLEGE
    education_max = EntryEducation.ASSOCIATE
    trainings = [Training.APPRENTICESHIP, Training.LONG]
    counts_licensed = True
    max_experience = Experience.UNDER_FIVE

    class Meta:
        model = models.PriorityRule


class SupplyLinkFactory(factory.django.DjangoModelFactory):
    code = factory.SubFactory(CodeFactory)
    occupation = factory.SubFactory(OccupationFactory)
    basis = SupplyBasis.CROSSWALK

    class Meta:
        model = models.SupplyLink


class SkillFactory(SourcedFactory):
    kind = SkillKind.OCCUPATIONAL
    name = factory.Sequence(lambda n: f"Skill {n}")

    class Meta:
        model = models.Skill


class OccupationSkillFactory(SourcedFactory):
    occupation = factory.SubFactory(OccupationFactory)
    skill = factory.SubFactory(SkillFactory)
    importance = 4

    class Meta:
        model = models.OccupationSkill


class OccupationRelatedFactory(SourcedFactory):
    occupation = factory.SubFactory(OccupationFactory)
    related_to = factory.SubFactory(OccupationFactory)
    rank = 1

    class Meta:
        model = models.OccupationRelated


class RegionLoadFactory(factory.django.DjangoModelFactory):
    """A finished load of tables that nobody has any more."""

    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    counts = factory.LazyFunction(lambda: {"programs": {"new": 1, "changed": 0, "same": 0}})

    class Meta:
        model = models.RegionLoad


class SavedSearchFactory(factory.django.DjangoModelFactory):
    """Not confirmed yet."""

    email = factory.Sequence(lambda n: f"reader-{n}@example.org")
    query = "segment=college"

    class Meta:
        model = models.SavedSearch
